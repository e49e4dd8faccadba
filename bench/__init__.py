"""Figures over data that is not part of the project: `python -m bench.NAME`."""

from bot.process import calm_threads

# Before any of these imports numpy, as for `dateline` itself.
calm_threads()
