"""Figures over data that is not part of the project: `python -m bench.NAME`."""

# Before any of these imports numpy: it settles how threads behave.
import bot  # noqa: F401
