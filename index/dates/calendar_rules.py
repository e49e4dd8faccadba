"""Reading calendar names: weekdays, days of a month, months, years, seasons, decades, centuries.

What the text leaves out comes from the anchor: a year just named in the text, or the article's own date together
with the direction of the nearest finite verb. TIMEX3 values and granularity follow the TimeML guidelines.
"""

from __future__ import annotations

import re
from datetime import date

from index.dates.context import Context, Found, Reading
from index.dates.holidays import holiday_in
from index.dates.values import SEASON_MONTHS, add_days, day_value, month_value, real_day, shifted, year_value

# In the direction that the verb speaks against, a day counts as this much farther away.
AGAINST_THE_VERB = 8.0
# Where no verb speaks, news looks back more often than ahead.
NO_VERB = {"day": 1.0, "month": 2.0}


def weekday(found: Found, context: Context) -> Reading:
    """ "Friday", "last Friday", "Friday evening"; slots: weekday, optional relative, optional part (of the day)."""
    number, part = found.number("weekday"), found.word("part")
    published = context.published
    suffix = f"T{part}" if part else ""
    kind = "TIME" if part else "DATE"
    day = None
    if published is not None:
        back = (published.isoweekday() - number) % 7
        relative = found["relative"]
        if isinstance(relative, int) and relative:
            day = add_days(published, -(back or 7) if relative < 0 else (7 - back))
        elif relative == 0 and back and context.direction(found) >= 0:
            day = add_days(published, 7 - back)
        elif context.direction(found) > 0 and relative is None:
            day = add_days(published, 7 - back)
        else:
            day = add_days(published, -back)
    if published is None or day is None:
        return Reading(kind, f"XXXX-WXX-{number}{suffix}")
    return Reading(kind, day_value(day) + suffix, day_value(published), "article")


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


def full_date(found: Found, context: Context) -> Reading | None:
    """ "28 October 2025"; slots: day, month, year, optional part."""
    day = real_day(year_of(found, context), found.number("month"), found.number("day"))
    if day is None:
        return None
    part = found.word("part")
    return Reading("TIME" if part else "DATE", day_value(day) + (f"T{part}" if part else ""))


def year_of(found: Found, context: Context) -> int:
    """The year slot in full; two digits are read as the nearest such year up to ten years ahead of the article."""
    year = found.number("year")
    if len(found.text("year")) != 2:
        return year
    latest = (context.published.year if context.published else 2029) + 10
    return latest - (latest - year) % 100


def day_month(found: Found, context: Context) -> Reading | None:
    """ "27 October" without its year; slots: day, month, optional part and relative year."""
    return dated_day(found, context, found.number("day"), found.number("month"))


def dated_day(found: Found, context: Context, day: int, month: int) -> Reading | None:
    part = found.word("part")
    kind, suffix = ("TIME", f"T{part}") if part else ("DATE", "")
    if real_day(2000, month, day) is None:
        return None
    year, anchor, source = _year_for(found, context, month, day)
    resolved = real_day(year, month, day) if year is not None else None
    if resolved is None:
        return Reading(kind, f"XXXX-{month:02d}-{day:02d}{suffix}")
    return Reading(kind, day_value(resolved) + suffix, anchor, source)


def day_list(found: Found, context: Context) -> list[Reading] | None:
    """ "3., 4. and 7 October [2025]": one reading a day; slots: days (raw digits and joints), day, month, optional year."""
    month = found.number("month")
    readings = []
    offset = found.match.start("days")
    for match in re.finditer(r"[0-9]{1,2}", found.text("days")):
        one = _listed(found, context, int(match[0]), month)
        if one is None:
            return None
        readings.append(_moved(one, offset + match.start(), _with_dot(found.text("days"), match.end()) + offset))
    if readings and found.match.start("month") < offset:
        readings[0] = _moved(readings[0], found.match.start(), readings[0].end or offset)
    last = _listed(found, context, found.number("day"), month)
    if last is None:
        return None
    return [*readings, _moved(last, found.match.start("day"), found.match.end())]


def _listed(found: Found, context: Context, day: int, month: int) -> Reading | None:
    if found["year"] is None:
        return dated_day(found, context, day, month)
    full = real_day(year_of(found, context), month, day)
    return Reading("DATE", day_value(full)) if full else None


def _with_dot(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "." else end


def _moved(reading: Reading, start: int, end: int) -> Reading:
    return Reading(reading.type, reading.value, reading.anchor, reading.anchor_source, start, end)


def _year_for(found: Found, context: Context, month: int, day: int | None) -> tuple[int | None, str | None, str | None]:
    """Year, anchor and its source of a month or day named without a year."""
    start = found.match.start()
    published = context.published
    if context.last_year is not None and context.recent(context.last_year, start, 2):
        named = int(context.last_year.value[:4])
        far = published is None or abs(named - published.year) > 1
        if far and context.direction(found) <= 0:
            return named, context.last_year.value, "text"
    if published is None:
        return None, None, None
    grain = "month" if day is None else "day"
    years = [year for year in (published.year - 1, published.year, published.year + 1) if 1 <= year <= 9999]
    costs = []
    for year in years:
        ahead = _ahead(published, year, month, day)
        if ahead is not None:
            costs.append((abs(ahead) * _weight(ahead, context.direction(found), grain), year))
    return (min(costs)[1] if costs else None), day_value(published), "article"


def _ahead(published: date, year: int, month: int, day: int | None) -> int | None:
    """How many days (or months, where no day is named) lie between the article and that day."""
    if day is None:
        return (year - published.year) * 12 + month - published.month
    then = real_day(year, month, day)
    return None if then is None else (then - published).days


def _weight(ahead: int, direction: int, grain: str) -> float:
    if direction == 0:
        return NO_VERB[grain] if ahead > 0 else 1.0
    return AGAINST_THE_VERB if (ahead > 0) != (direction > 0) else 1.0


def month(found: Found, context: Context) -> Reading:
    """ "October" without its year; slots: month, optional mod ("Anfang") that leaves the value as it is."""
    number = found.number("month")
    year, anchor, source = _year_for(found, context, number, None)
    value = month_value(year, number) if year is not None else None
    return Reading("DATE", value or f"XXXX-{number:02d}", anchor if value else None, source if value else None)


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
    return [first, _moved(last, found.match.start("month"), found.match.end())]


def month_of_year(found: Found, context: Context) -> Reading | list[Reading] | None:
    """ "October last year", "Juni desselben Jahres"; slots: month, optional day, relative (a number, "same" or "that")."""
    number, day = found.number("month"), found["day"]
    if found["relative"] == "same":
        if context.last_year is None:
            return None
        year, anchor, source = int(context.last_year.value[:4]), context.last_year.value, "text"
    elif context.published is None:
        return Reading("DATE", f"XXXX-{number:02d}" + (f"-{day:02d}" if isinstance(day, int) else ""))
    else:
        year, anchor, source = context.published.year + found.number("relative"), day_value(context.published), "article"
    if isinstance(day, int):
        full = real_day(year, number, day)
        return Reading("DATE", day_value(full), anchor, source) if full else None
    value = month_value(year, number)
    return Reading("DATE", value, anchor, source) if value else None


def month_after_cue(found: Found, context: Context) -> Reading:
    """ "in May": a month whose name is also a verb, sure only after a preposition, which stays outside."""
    reading = month(found, context)
    return _moved(reading, found.match.start("month"), found.match.end())


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


def quarter(found: Found, context: Context) -> Reading | None:
    """ "Q3 2025"; slots: ordinal, optional year."""
    return part_of_year(Found(found.match, {**found.meanings, "unit": "Q"}), context)


def weekday_of_week(found: Found, context: Context) -> Reading | None:
    """ "Friday last week"; slots: weekday, relative."""
    published, number = context.published, found.number("weekday")
    if published is None:
        return Reading("DATE", f"XXXX-WXX-{number}")
    day = add_days(published, number - published.isoweekday() + 7 * found.number("relative"))
    return Reading("DATE", day_value(day), day_value(published), "article") if day else None


def year(found: Found, context: Context) -> Reading | None:
    """A year that a word marks as one ("in the year 1895"); slot: year."""
    return Reading("DATE", f"{found.number('year'):04d}")


_YEAR_BEFORE = re.compile(r"(?<!\d)(?:1[0-9]|20)[0-9]{2}\s?[-–/]\s?$")
_NUMBER_BEFORE = re.compile(r"(?:\d\s?[-–/.,:]?|[€$£#+.,:])$")
_RANGE_AFTER = re.compile(r"\s?[-–/]\s?[0-9]{2,4}(?!\d)|\)")


def bare_year(found: Found, context: Context) -> Reading | None:
    """A number that stands alone: a year from 1900 on, an earlier one only in brackets or as part of a range."""
    start, number = found.match.start(), found.number("year")
    before = context.before(start, 8)
    in_range = bool(_YEAR_BEFORE.search(before))
    if _NUMBER_BEFORE.search(before) and not in_range:
        return None
    if number < 1900 and not (in_range or "(" in before or _RANGE_AFTER.match(context.text, found.match.end())):
        return None
    return year(found, context)


def edge_of_year(found: Found, context: Context) -> Reading | None:
    """ "Ende vergangenen Jahres"; slots: relative (a number or "same")."""
    return edge_of_period(Found(found.match, {**found.meanings, "unit": "Y"}), context)


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
    costs = [(abs(ahead := (day - published).days) * _weight(ahead, direction, "day"), day) for day in near]
    return Reading("DATE", day_value(min(costs)[1]), day_value(published), "article") if costs else None


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
    year = published.year
    begins = SEASON_MONTHS[code] if code != "WI" else 0
    ends = begins + 3 if code != "WI" else 3
    if wanted < 0 and published.month < begins + (1 if relative is None else 3):
        year -= 1
    elif wanted > 0 and (published.month >= ends or (relative is not None and published.month >= begins)):
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
    started = published.month > (number - 1) * width
    if found["relative"] is None and not started and context.direction(found) < 0:
        year -= 1
    named = year_value(year)
    return Reading("DATE", f"{named}-{unit}{number}", day_value(published), "article") if named else None


def decade(found: Found, context: Context) -> Reading | None:
    """ "the 1990s", "die 60er Jahre"; slot: decade, a year or a number of tens (two digits: of the 20th century)."""
    number = found.number("decade")
    return Reading("DATE", f"{number // 10 if number >= 100 else 190 + number // 10:03d}")


def century(found: Found, context: Context) -> Reading | None:
    """ "the 15th century" (TIMEX3: 14); slot: ordinal."""
    number = found.number("ordinal")
    return Reading("DATE", f"{number - 1:02d}") if 1 <= number <= 30 else None


def edge_of_period(found: Found, context: Context) -> Reading | None:
    """ "Ende des Jahres", "early this year": the period's own value; slots: unit, optional relative (default: this)."""
    unit, relative = found.word("unit"), found["relative"]
    start = found.match.start()
    if unit == "Y" and relative in (None, "same") and context.recent(context.last_year, start, 3 if relative is None else 99):
        assert context.last_year is not None
        return Reading("DATE", context.last_year.value[:4], context.last_year.value, "text")
    if context.published is None:
        return Reading("DATE", UNKNOWN[unit])
    value = shifted(context.published, unit, found.number("relative"))
    return Reading("DATE", value, day_value(context.published), "article") if value else None


UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "H": "XXXX-HX",
    "Y": "XXXX", "E": "XXX", "C": "XX", "F": "XXXX-WXX", "TH": "XXXX-XX-XX", "TM": "XXXX-XX-XX", "TS": "XXXX-XX-XX",
}  # fmt: skip
