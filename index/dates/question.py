"""The time range that a question asks about, relative to the day it is asked."""

from __future__ import annotations

from datetime import date


def question_range(question: str, *, language: str, as_of: date) -> tuple[date | None, date | None] | None:
    return None
