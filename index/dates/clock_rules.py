"""Reading clock times and parts of the day: they belong to the day named last, else to the article's day."""

from __future__ import annotations

import re

from index.dates.context import Context, Found, Reading
from index.dates.day_rules import day_month, full_date, weekday
from index.dates.values import day_value

_TIME = re.compile(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
# A clock time takes the day named in its sentence; where its sentence has a finite verb and so is part of a told story,
# the day named up to this many sentences back. The verbless entries of a calendar of events stand each for itself.
SENTENCES_BACK = 3


def day_for(found: Found, context: Context) -> tuple[str, str | None, str | None]:
    """Day value, anchor and source for a time of day ("" where no day is known)."""
    if found["each"] is not None:
        return "", None, None
    if found["weekday"] is not None or found["month"] is not None:
        after = _day_after(found, context)
        if after is not None:
            return after.value, after.anchor, after.anchor_source
    named = context.last_day
    back = SENTENCES_BACK if context.has_verb(found) else 0
    if named is not None and context.recent(named, found.match.start(), back):
        if named.listed and named.value[10:] == "":
            return "", None, None  # on each of those days
        return named.value[:10], named.value[:10], "text"
    if context.published is not None:
        day = day_value(context.published)
        return day, day, "article"
    return "", None, None


def _day_after(found: Found, context: Context) -> Reading | None:
    """The day that stands right after the time: "9 a.m. on Sunday", "9 a.m. on May 3, 2024"."""
    if found["weekday"] is not None:
        return weekday(found, context)
    return full_date(found, context) if found["year"] is not None else day_month(found, context)


def _at(day: str, time: str) -> str:
    return f"{day[:10]}T{time}"


def clock(found: Found, context: Context) -> Reading | None:
    """ "20.30 Uhr", "9 a.m."; slots: time (raw), optional half (AM or PM)."""
    written = _written(found.text("time"), found.word("half"))
    if written is None:
        return None
    day, anchor, source = day_for(found, context)
    return Reading("TIME", _at(day, written), anchor, source, found.match.start("time"))


def clock_list(found: Found, context: Context) -> list[Reading] | None:
    """ "16 bis 17.30 Uhr", "9.30/12.30 Uhr": one reading a time; slots: times (raw), time, optional half."""
    day, anchor, source = day_for(found, context)
    offset = found.match.start("times")
    readings = []
    for match in _TIME.finditer(found.text("times")):
        half = f"{match[3]}m".upper() if match[3] else found.word("half")
        written = _written(match[0], half)
        if written is None:
            return None
        start, end = offset + match.start(), offset + match.end()
        readings.append(Reading("TIME", _at(day, written), anchor, source, start, end))
    last = clock(found, context)
    return [*readings, last] if last else None


def _written(text: str, half: str) -> str | None:
    found = _TIME.match(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "PM" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return f"{hour:02d}:{minute:02d}"


def part_of_day(found: Found, context: Context) -> Reading:
    """ "am Nachmittag", "the evening"; slot: part."""
    day, anchor, source = day_for(found, context)
    return Reading("TIME", _at(day, found.word("part")), anchor, source, _after_preposition(found, context))


def part_of_named_day(found: Found, context: Context) -> Reading | None:
    """ "am Morgen des 3. Mai"; slots: part, day, month, optional year."""
    reading = day_month(found, context)
    if reading is None:
        return None
    start = _after_preposition(found, context)
    return Reading(reading.type, reading.value, reading.anchor, reading.anchor_source, start)


def _after_preposition(found: Found, context: Context) -> int:
    """Start of the match without the preposition ("am") that may open it: it stays outside the expression."""
    first, _, rest = found.match[0].partition(" ")
    outside = rest and context.language.prepositions.get(first.lower()) == "plain"
    return found.match.end() - len(rest) if outside else found.match.start()


def noon(found: Found, context: Context) -> Reading:
    """ "midnight", "noon"; slot: moment (a clock time)."""
    day, anchor, source = day_for(found, context)
    return Reading("TIME", _at(day, found.word("moment")), anchor, source)
