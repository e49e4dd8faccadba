"""The article's own date where no metadata gives it: from its lead, a dateline or its file name, never guessed.

A full date with its weekday in a sentence that reports ("said on Tuesday, 28 October 2025") is the day of the report;
a full date without one counts only where it stands apart from prose, since prose is full of other days.
"""

from __future__ import annotations

import re
from datetime import date

from index.dates.context import Context
from index.dates.expression import TimeExpression
from index.dates.languages import languages
from index.dates.tagger import tag
from index.dates.values import real_day

LEAD = 1500
# Datelines stand near the top; further down, short lines list other days.
TOP = 500
# A line that holds little beside a date is a dateline or a line of facts, not prose.
SHORT_LINE = 90
NEAR_THE_START = 60
_OUTSIDE_PROSE = re.compile(r"\s{0,3}(?:$|[-–—|:•·)\]\n]|,?\s{0,2}\d{1,2}[:.]\d{2})", re.MULTILINE)
_HEADER = re.compile(
    r"(?:^|\n)\s{0,3}(?:date|datum|stand|published|veröffentlicht(?: am)?)\s{0,2}:?\s{0,2}$", re.IGNORECASE
)
_ISO = re.compile(r"(?<![\d-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![\d-])")
_IN_NAME = re.compile(
    r"(?<![0-9A-Za-z])(?P<year>(?:1[89]|20)[0-9]{2})(?P<joint>[-_.]?)(?P<month>[0-9]{2})(?P=joint)(?P<day>[0-9]{2})(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(?P<day2>[0-9]{2})[-_.](?P<month2>[0-9]{2})[-_.](?P<year2>(?:1[89]|20)[0-9]{2})(?![0-9A-Za-z])"
)


def published_date(text: str, *, language: str, file_name: str | None = None) -> date | None:
    """The article's own date, None where neither text nor file name says it.

    In this order: a full date with its (right) weekday in the lead, unless its sentence looks ahead; a full date
    outside prose in the lead; a date in the file name. Never raises.
    """
    lead = text[:LEAD]
    days = [found for found in tag(lead, language=language, published=None) if _is_full_day(found)]
    with_weekday = (found for found in days if _names_its_weekday(found, language))
    latest = max((found.begin.year for found in days if found.begin), default=0)
    for found in with_weekday:
        # A year before another day's is one that the article tells of, not the one it was written in.
        if found.begin and found.begin.year == latest and not _looks_ahead(lead, found, language):
            return found.begin
    for found in days:
        if found.start < TOP and _outside_prose(lead, found):
            return found.begin
    iso = _ISO.search(lead[:SHORT_LINE]) if language not in languages() else None
    if iso:
        return real_day(int(iso[1]), int(iso[2]), int(iso[3]))
    return _date_in_name(file_name or "")


def _is_full_day(found: TimeExpression) -> bool:
    return found.begin is not None and found.type in ("DATE", "TIME") and len(found.value.partition("T")[0]) == 10


def _names_its_weekday(found: TimeExpression, language: str) -> bool:
    """Whether the expression opens with the weekday that its date really falls on."""
    word = re.match(r"[^\W\d_]+", found.text)
    if word is None or found.begin is None:
        return False
    slots = languages()[language].slots
    names = slots["any_weekday"] if "any_weekday" in slots else slots["weekday"]
    return names.meaning(word[0]) == found.begin.isoweekday()


def _looks_ahead(lead: str, found: TimeExpression, language: str) -> bool:
    return Context(lead, languages()[language], None).direction_at(found.start, found.end) > 0


def _outside_prose(lead: str, found: TimeExpression) -> bool:
    """Whether a date stands on a short line, or near the start of a line and set off from what follows."""
    start = lead.rfind("\n", 0, found.start) + 1
    end = lead.find("\n", found.end)
    line = lead[start : end if end >= 0 else len(lead)].strip()
    if not lead[: found.start].strip() or _HEADER.search(lead[max(0, found.start - 25) : found.start]):
        return True
    if found.start - start <= NEAR_THE_START and _OUTSIDE_PROSE.match(lead, found.end):
        return True
    return len(line) <= SHORT_LINE and not line.endswith((".", "!", "?"))


def _date_in_name(name: str) -> date | None:
    for found in _IN_NAME.finditer(name[-300:]):
        suffix = "" if found["year"] else "2"
        day = real_day(int(found["year" + suffix]), int(found["month" + suffix]), int(found["day" + suffix]))
        if day is not None:
            return day
    return None
