"""Which year a day or month without one belongs to: the year the text named, else the nearest one to the article.

The direction of the nearest finite verb weighs the two nearest ones against each other.
"""

from __future__ import annotations

from datetime import date

from index.dates.context import Context, Found
from index.dates.values import day_value, real_day

# In the direction that the verb speaks against, a day counts as this much farther away.
AGAINST_THE_VERB = 8.0
# A year opens its sentence when no more than "Im Jahr" stands before it.
OPENING = 10
# A tale goes on within this many months.
MONTHS_ON = 2
# Where no verb speaks, news looks back more often than ahead.
NO_VERB = {"day": 1.0, "month": 2.0}
# What a period is called that is not known, by unit.
UNKNOWN = {
    **{"D": "XXXX-XX-XX", "TH": "XXXX-XX-XX", "TM": "XXXX-XX-XX", "TS": "XXXX-XX-XX"},
    **{"W": "XXXX-WXX", "F": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "H": "XXXX-HX"},
    **{"Y": "XXXX", "E": "XXX", "DE": "XXX", "C": "XX", "CE": "XX"},
}


def year_for(found: Found, context: Context, month: int, day: int | None) -> tuple[int | None, str | None, str | None]:
    """Year, anchor and its source of a month or day named without a year."""
    start = found.match.start()
    published = context.published
    if context.last_year is not None and _leads_on(context, start, month):
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
            costs.append((abs(ahead) * weight(ahead, context.direction(found), grain), year))
    return (min(costs)[1] if costs else None), day_value(published), "article"


def _leads_on(context: Context, start: int, month: int) -> bool:
    """Whether the year last named dates what is told now.

    It does where the tale goes on from a month or day just named to one soon after it, and where the year opened its
    sentence. Other years are mostly parts of names ("the 1965 act") or asides ("founded in March 2010").
    """
    named = context.last_year
    if named is None or not context.recent(named, start, 1):
        return False
    if (told := named.value[5:7]).isdigit():
        return 0 <= month - int(told) <= MONTHS_ON
    return named.position - context.sentence(named.position)[0] <= OPENING


def _ahead(published: date, year: int, month: int, day: int | None) -> int | None:
    """How many days (or months, where no day is named) lie between the article and that day."""
    if day is None:
        return (year - published.year) * 12 + month - published.month
    then = real_day(year, month, day)
    return None if then is None else (then - published).days


def weight(ahead: int, direction: int, grain: str) -> float:
    """Factor on a distance of `ahead` days or months: larger on the side that the verb or habit speaks against."""
    if direction == 0:
        return NO_VERB[grain] if ahead > 0 else 1.0
    return AGAINST_THE_VERB if (ahead > 0) != (direction > 0) else 1.0


def year_of(found: Found, context: Context) -> int:
    """The year slot in full; two digits are read as the nearest such year up to ten years ahead of the article."""
    year = found.number("year")
    if len(found.text("year")) != 2:
        return year
    latest = (context.published.year if context.published else 2029) + 10
    return latest - (latest - year) % 100
