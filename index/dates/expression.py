"""What the tagger hands out: one time expression of a text, with its TIMEX3 value and its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# Part of the index's fingerprint: raise it whenever a rule changes, so that archives are tagged again.
RULES_VERSION = "dates-8"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One time expression, `text == source[start:end]` (offsets are characters).

    type: DATE, TIME, DURATION or SET; value: its TIMEX3 value ("2025-W44", "P2W", "PAST_REF").
    begin, end_exclusive: the half-open interval of days that the value covers (a TIME is cut to its day); both None
    for sets, vague and unresolved values, and for durations without a `point`.
    anchor: the TIMEX3 value it was resolved against, None when the text itself is complete.
    anchor_source: "article" (the article's own date), "text" (an expression named before) or None.
    point: for a duration that measures back or forth from the anchor ("vor zwei Jahren" = P2Y), the TIMEX3 value of
    the time it arrives at ("2023"); begin and end_exclusive are then the days of that value. None otherwise.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    begin: date | None
    end_exclusive: date | None
    anchor: str | None
    anchor_source: str | None
    point: str | None = None
