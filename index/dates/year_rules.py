"""Reading years and their parts and multiples: seasons, quarters, halves, decades, centuries."""

from __future__ import annotations

import re

from index.dates.anchoring import UNKNOWN, year_of
from index.dates.context import Context, Found, Reading
from index.dates.values import SEASON_MONTHS, day_value, shifted, year_value

_YEAR_BEFORE = re.compile(r"(?<!\d)(?:1[0-9]|20)[0-9]{2}\s?[-–/]\s?$")
_NUMBER_BEFORE = re.compile(r"(?:\d\s?[-–/.,:]?|[€$£#+.,:])$")
_RANGE_AFTER = re.compile(r"\s?[-–/]\s?[0-9]{2,4}(?!\d)|\)")


def year(found: Found, context: Context) -> Reading | None:
    """A year that a word marks as one ("in the year 1895"); slot: year."""
    return Reading("DATE", f"{found.number('year'):04d}")


def bare_year(found: Found, context: Context) -> Reading | None:
    """A number that stands alone: a year from 1900 on, an earlier one only in brackets, in a range or after "in"."""
    start, number = found.match.start(), found.number("year")
    before = context.before(start, 8)
    in_range = bool(_YEAR_BEFORE.search(before))
    if _NUMBER_BEFORE.search(before) and not in_range:
        return None
    marked = in_range or "(" in before or _RANGE_AFTER.match(context.text, found.match.end())
    if number < 1900 and not marked and not (number >= 1600 and _after_preposition(before, context)):
        return None
    return year(found, context)


def _after_preposition(before: str, context: Context) -> bool:
    words = re.findall(r"[^\W\d_]+", before)
    role = context.language.prepositions.get(words[-1].lower()) if words and before.endswith(" ") else None
    return role not in (None, "joint", "article")


def edge_of_period(found: Found, context: Context) -> Reading | None:
    """ "Ende des Jahres", "early this year": the period's own value; slots: unit, optional relative (default: this)."""
    unit, relative = found.word("unit"), found["relative"]
    named = context.last_year
    back = 3 if relative is None else 99
    if unit == "Y" and relative in (None, "same") and named and context.recent(named, found.match.start(), back):
        return Reading("DATE", named.value[:4], named.value, "text")
    if context.published is None:
        return Reading("DATE", UNKNOWN[unit])
    value = shifted(context.published, unit, found.number("relative"))
    return Reading("DATE", value, day_value(context.published), "article") if value else None


def season(found: Found, context: Context) -> Reading | None:
    """ "spring", "last summer", "winter of 2013"; slots: season, optional relative, year."""
    code = found.word("season")
    if found["year"] is not None:
        return Reading("DATE", f"{year_of(found, context):04d}-{code}")
    published = context.published
    if published is None:
        return Reading("DATE", f"XXXX-{code}")
    relative = found["relative"]
    wanted = relative if isinstance(relative, int) else context.direction(found)
    year = published.year + (1 if code == "WI" and wanted >= 0 and published.month >= 9 else 0)
    begins = SEASON_MONTHS[code] if code != "WI" else 0
    ends = begins + 3 if code != "WI" else 3
    if wanted < 0 and published.month < begins + (1 if relative is None else 3):
        year -= 1
    elif (
        wanted > 0
        and code != "WI"
        and (published.month >= ends or (relative is not None and published.month >= begins))
    ):
        year += 1
    named = year_value(year)
    return Reading("DATE", f"{named}-{code}", day_value(published), "article") if named else None


def part_of_year(found: Found, context: Context) -> Reading | None:
    """ "the third quarter [of 2025]", "zweite Jahreshälfte"; slots: ordinal, unit (Q or H), optional year, relative."""
    unit, number = found.word("unit"), found.number("ordinal")
    if number > (4 if unit == "Q" else 2):
        return None
    if found["year"] is not None:
        return Reading("DATE", f"{year_of(found, context):04d}-{unit}{number}")
    published = context.published
    if published is None:
        return Reading("DATE", f"XXXX-{unit}{number}")
    year = published.year + found.number("relative")
    width = 3 if unit == "Q" else 6
    if found["relative"] is None:
        year += _other_year(number - (published.month - 1) // width - 1, context.direction(found))
    named = year_value(year)
    return Reading("DATE", f"{named}-{unit}{number}", day_value(published), "article") if named else None


def quarter(found: Found, context: Context) -> Reading | None:
    """ "Q3 2025"; slots: ordinal, optional year."""
    return part_of_year(Found(found.match, {**found.meanings, "unit": "Q"}), context)


def _other_year(ahead: int, direction: int) -> int:
    """Years to add for a quarter or half that lies `ahead` of the running one in the same year."""
    if (ahead > 0 and direction < 0) or (ahead > 1 and direction == 0):
        return -1
    return 1 if ahead < 0 and direction > 0 else 0


def decade(found: Found, context: Context) -> Reading | None:
    """ "the 1990s", "die 60er Jahre"; slot: decade, a year or a number of tens (two digits: of the 20th century)."""
    number = found.number("decade")
    return Reading("DATE", f"{number // 10 if number >= 100 else 190 + number // 10:03d}")


def century(found: Found, context: Context) -> Reading | None:
    """ "the 15th century" (TIMEX3: 14); slot: ordinal."""
    number = found.number("ordinal")
    return Reading("DATE", f"{number - 1:02d}") if 1 <= number <= 30 else None
