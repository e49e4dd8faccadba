"""Reading months: with their year, without it, and beside a relative one ("Juni desselben Jahres")."""

from __future__ import annotations

import re

from index.dates.anchoring import year_for, year_of
from index.dates.context import Context, Found, Reading
from index.dates.day_rules import placed
from index.dates.values import day_value, month_value, real_day


def month(found: Found, context: Context) -> Reading:
    """ "October" without its year; slots: month, optional mod ("Anfang") that leaves the value as it is."""
    number = found.number("month")
    year, anchor, source = year_for(found, context, number, None)
    value = month_value(year, number) if year is not None else None
    return Reading("DATE", value or f"XXXX-{number:02d}", anchor if value else None, source if value else None)


_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s{1,2}$")


def month_after_cue(found: Found, context: Context) -> Reading | None:
    """ "in May": a month whose name is also a verb, sure only after one of the words of the slot month_cue."""
    before = _WORD_BEFORE.search(context.before(found.match.start(), 14))
    if before is None or before[1].lower() not in context.language.slots["month_cue"].words:
        return None
    return month(found, context)


def relative_month(found: Found, context: Context) -> Reading:
    """ "last October": the nearest such month before (or after) the article's; slots: relative, month."""
    number, relative = found.number("month"), found.number("relative")
    published = context.published
    if published is None:
        return Reading("DATE", f"XXXX-{number:02d}")
    ahead = number - published.month
    year = published.year
    if relative < 0 and ahead >= 0:
        year -= 1
    elif relative > 0 and ahead <= 0:
        year += 1
    value = month_value(year, number)
    return Reading("DATE", value or f"XXXX-{number:02d}", day_value(published), "article")


def month_year(found: Found, context: Context) -> Reading | None:
    """ "October 2025"; slots: month, year."""
    value = month_value(year_of(found, context), found.number("month"))
    return Reading("DATE", value) if value else None


def month_pair(found: Found, context: Context) -> list[Reading] | None:
    """ "from March to May 2024": the year belongs to both; slots: first, month, year."""
    last = month_year(found, context)
    earlier = found.number("first") > found.number("month")
    value = month_value(year_of(found, context) - (1 if earlier else 0), found.number("first"))
    if last is None or value is None:
        return None
    first = Reading("DATE", value, start=found.match.start("first"), end=found.match.end("first"))
    return [first, placed(last, found.match.start("month"), found.match.end())]


def month_of_year(found: Found, context: Context) -> Reading | list[Reading] | None:
    """ "October last year", "Juni desselben Jahres"; slots: month, optional day, relative (or "same")."""
    number, day = found.number("month"), found["day"]
    if found["relative"] == "same":
        if context.last_year is None:
            return None
        year, anchor, source = int(context.last_year.value[:4]), context.last_year.value, "text"
    elif context.published is None:
        return Reading("DATE", f"XXXX-{number:02d}" + (f"-{day:02d}" if isinstance(day, int) else ""))
    else:
        year, anchor, source = (
            context.published.year + found.number("relative"),
            day_value(context.published),
            "article",
        )
    if isinstance(day, int):
        full = real_day(year, number, day)
        return Reading("DATE", day_value(full), anchor, source) if full else None
    value = month_value(year, number)
    return Reading("DATE", value, anchor, source) if value else None
