"""Reading days: weekdays, full dates, days of a month, lists of days and holidays."""

from __future__ import annotations

import re
from datetime import date

from index.dates.anchoring import weight, year_for, year_of
from index.dates.context import Context, Found, Reading
from index.dates.holidays import holiday_in
from index.dates.values import add_days, day_value, real_day


def weekday(found: Found, context: Context) -> Reading:
    """ "Friday", "last Friday", "Friday evening"; slots: weekday, optional relative, optional part (of the day)."""
    number, part = found.number("weekday"), found.word("part")
    published = context.published
    suffix = f"T{part}" if part else ""
    kind = "TIME" if part else "DATE"
    day = add_days(published, _days_to(found, context, published, number)) if published is not None else None
    if published is None or day is None:
        return Reading(kind, f"XXXX-WXX-{number}{suffix}")
    return Reading(kind, day_value(day) + suffix, day_value(published), "article")


def _days_to(found: Found, context: Context, published: date, number: int) -> int:
    """Days from the article's date to the weekday meant; the article's own day counts as both past and future."""
    back = (published.isoweekday() - number) % 7
    relative = found["relative"]
    if isinstance(relative, int) and relative:
        return -(back or 7) if relative < 0 else 7 - back
    direction = context.direction(found)
    ahead = direction > 0 or (relative == 0 and direction == 0)
    return 7 - back if ahead and back else -back


def weekday_part(found: Found, context: Context) -> Reading:
    """ "Dienstagabend", written as one word; slots: weekday_part ("2 EV"), optional relative."""
    return weekday(_split(found), context)


def weekday_part_set(found: Found, context: Context) -> Reading:
    """ "jeden Montagabend"; slot: weekday_part."""
    return weekday_set(_split(found), context)


def _split(found: Found) -> Found:
    number, _, part = found.word("weekday_part").partition(" ")
    return Found(found.match, {**found.meanings, "weekday": int(number), "part": part})


def weekday_set(found: Found, context: Context) -> Reading:
    """ "every Monday", "montags"; slots: weekday, optional part."""
    part = found.word("part")
    return Reading("SET", f"XXXX-WXX-{found.number('weekday')}" + (f"T{part}" if part else ""))


def weekday_of_week(found: Found, context: Context) -> Reading | None:
    """ "Friday last week"; slots: weekday, relative."""
    published, number = context.published, found.number("weekday")
    if published is None:
        return Reading("DATE", f"XXXX-WXX-{number}")
    day = add_days(published, number - published.isoweekday() + 7 * found.number("relative"))
    return Reading("DATE", day_value(day), day_value(published), "article") if day else None


def full_date(found: Found, context: Context) -> Reading | None:
    """ "28 October 2025"; slots: day, month, year, optional part."""
    day = real_day(year_of(found, context), found.number("month"), found.number("day"))
    if day is None:
        return None
    part = found.word("part")
    return Reading("TIME" if part else "DATE", day_value(day) + (f"T{part}" if part else ""))


def day_month(found: Found, context: Context) -> Reading | None:
    """ "27 October", mostly without its year; slots: day, month, optional part and year."""
    if found["year"] is not None:
        return full_date(found, context)
    return dated_day(found, context, found.number("day"), found.number("month"))


def day_after_cue(found: Found, context: Context) -> Reading | None:
    """ "am 5.6.": a day in numbers, sure only after a preposition, which stays outside; slots: day, month."""
    reading = day_month(found, context)
    return placed(reading, found.match.start("day"), found.match.end()) if reading else None


def dated_day(found: Found, context: Context, day: int, month: int) -> Reading | None:
    part = found.word("part")
    kind, suffix = ("TIME", f"T{part}") if part else ("DATE", "")
    if real_day(2000, month, day) is None:
        return None
    year, anchor, source = year_for(found, context, month, day)
    resolved = real_day(year, month, day) if year is not None else None
    if resolved is None:
        return Reading(kind, f"XXXX-{month:02d}-{day:02d}{suffix}")
    return Reading(kind, day_value(resolved) + suffix, anchor, source)


def day_list(found: Found, context: Context) -> list[Reading] | None:
    """ "3., 4. and 7 October [2025]": one reading a day; slots: days (with joints), day, month, optional year."""
    month = found.number("month")
    readings = []
    offset = found.match.start("days")
    for match in re.finditer(r"[0-9]{1,2}", found.text("days")):
        one = _listed(found, context, int(match[0]), month)
        if one is None:
            return None
        readings.append(placed(one, offset + match.start(), _with_dot(found.text("days"), match.end()) + offset))
    if readings and found.match.start("month") < offset:
        readings[0] = placed(readings[0], found.match.start(), readings[0].end or offset)
    last = _listed(found, context, found.number("day"), month)
    if last is None:
        return None
    return [*readings, placed(last, found.match.start("day"), found.match.end())]


def _listed(found: Found, context: Context, day: int, month: int) -> Reading | None:
    if found["year"] is None:
        return dated_day(found, context, day, month)
    full = real_day(year_of(found, context), month, day)
    return Reading("DATE", day_value(full)) if full else None


def _with_dot(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "." else end


def placed(reading: Reading, start: int, end: int) -> Reading:
    return Reading(reading.type, reading.value, reading.anchor, reading.anchor_source, start, end)


def holiday(found: Found, context: Context) -> Reading | None:
    """ "Christmas", "Ostern 2014"; slots: holiday ("12-25", or "E+1": days from Easter Sunday), optional year."""
    if found["year"] is not None:
        day = holiday_in(found.word("holiday"), found.number("year"))
        return Reading("DATE", day_value(day)) if day else None
    published = context.published
    if published is None:
        return Reading("DATE", "XXXX-XX-XX")
    years = [year for year in (published.year - 1, published.year, published.year + 1) if 1 <= year <= 9999]
    near = [day for year in years if (day := holiday_in(found.word("holiday"), year))]
    direction = context.direction(found)
    costs = [(abs(ahead := (day - published).days) * weight(ahead, direction, "day"), day) for day in near]
    return Reading("DATE", day_value(min(costs)[1]), day_value(published), "article") if costs else None
