"""Holidays: fixed days of the year and days counted from Easter Sunday."""

from __future__ import annotations

from datetime import date

from index.dates.values import add_days, real_day


def holiday_in(code: str, year: int) -> date | None:
    """Day of a holiday in a year.

    code: "12-25" (month and day), "E-2", "E+49" (days from Easter Sunday) or "11/4/4" (month, weekday, which one: -1
    is the last).
    """
    if "/" in code:
        return _nth_weekday(year, *(int(part) for part in code.split("/")))
    if code.startswith("E"):
        sunday = easter(year)
        return add_days(sunday, int(code[1:])) if sunday else None
    return real_day(year, int(code[:2]), int(code[3:]))


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date | None:
    first = real_day(year, month, 1)
    if first is None:
        return None
    day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (which - 1 if which > 0 else 3)
    if which < 0 and real_day(year, month, day + 7):
        day += 7
    return real_day(year, month, day)


def easter(year: int) -> date | None:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876, in Meeus, Astronomical Algorithms)."""
    if not 1583 <= year <= 9999:
        return None
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, years = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - years) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
