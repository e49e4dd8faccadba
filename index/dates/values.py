"""TIMEX3 calendar values: writing them, moving along the calendar, and the days that each covers.

Every function returns None where the result lies outside the years 1 to 9999 that `datetime.date` knows.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

_VALUE = re.compile(
    r"(?P<year>[0-9]{4})(?:"
    r"-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:T[0-9A-Z:]{1,12})?)?"
    r"|-W(?P<week>[0-9]{2})(?:-(?P<weekday>[1-7]|WE))?"
    r"|-Q(?P<quarter>[1-4])"
    r"|-H(?P<half>[12])"
    r"|-(?P<season>SP|SU|FA|WI)"
    r")?",
)
_ROUND_YEARS = re.compile(r"[0-9]{2,3}")


def interval(value: str) -> tuple[date, date] | None:
    """Days [begin, end) of a TIMEX3 calendar value; None for any other value and beyond the calendar.

    "201" is the decade from 2010, "20" the years 2000 to 2099. A time of day covers its whole day. A winter is named
    after the year in which it ends: 2014-WI runs from December 2013 to February 2014.
    """
    try:
        if _ROUND_YEARS.fullmatch(value):
            width = 10 if len(value) == 3 else 100
            return date(int(value) * width, 1, 1), date((int(value) + 1) * width, 1, 1)
        found = _VALUE.fullmatch(value)
        return _days(found) if found else None
    except (ValueError, OverflowError):
        return None


def _days(found: re.Match[str]) -> tuple[date, date]:
    year = int(found["year"])
    if found["day"]:
        begin = date(year, int(found["month"]), int(found["day"]))
        return begin, begin + timedelta(days=1)
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        if found["weekday"] == "WE":
            return monday + timedelta(days=5), monday + timedelta(days=7)
        if found["weekday"]:
            begin = monday + timedelta(days=int(found["weekday"]) - 1)
            return begin, begin + timedelta(days=1)
        return monday, monday + timedelta(days=7)
    if found["season"]:
        first = SEASON_MONTHS[found["season"]]
        return _months(year - 1 if found["season"] == "WI" else year, first, 3)
    if found["quarter"]:
        return _months(year, 3 * int(found["quarter"]) - 2, 3)
    if found["half"]:
        return _months(year, 6 * int(found["half"]) - 5, 6)
    if found["month"]:
        return _months(year, int(found["month"]), 1)
    return _months(year, 1, 12)


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    begin = date(year, first, 1)
    after = year * 12 + first - 1 + count
    return begin, date(after // 12, after % 12 + 1, 1)


def day_value(day: date) -> str:
    return day.isoformat()


def week_value(day: date) -> str:
    """TIMEX3 value of the ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def year_value(year: int) -> str | None:
    return f"{year:04d}" if 1 <= year <= 9999 else None


def month_value(year: int, month: int) -> str | None:
    return f"{year:04d}-{month:02d}" if 1 <= year <= 9999 and 1 <= month <= 12 else None


def real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, count: int) -> date | None:
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def add_months(year: int, month: int, count: int) -> tuple[int, int] | None:
    """The (year, month) that lies `count` months after the given one."""
    year, month = divmod(year * 12 + month - 1 + count, 12)
    return (year, month + 1) if 1 <= year <= 9999 else None


def shifted(anchor: date, unit: str, count: int) -> str | None:
    """Value of the period of a unit that lies `count` units after the one of `anchor`.

    unit: D, W, M, Y, or WE (weekend), F (fortnight), Q (quarter), H (half-year), E or DE
    (decade), C or CE (century), or a time unit TH, TM, TS, which stays on the anchor's day.
    """
    if unit in ("D", "W", "WE", "F"):
        day = add_days(anchor, count * {"D": 1, "W": 7, "WE": 7, "F": 14}[unit])
        if day is None:
            return None
        if unit == "D":
            return day_value(day)
        return week_value(day) + ("-WE" if unit == "WE" else "")
    if unit in ("M", "Q", "H"):
        width = {"M": 1, "Q": 3, "H": 6}[unit]
        moved = add_months(anchor.year, anchor.month, count * width)
        if moved is None:
            return None
        year, month = moved
        return month_value(year, month) if unit == "M" else f"{year:04d}-{unit}{(month - 1) // width + 1}"
    if unit == "Y":
        return year_value(anchor.year + count)
    if unit in ("E", "DE"):
        value = anchor.year // 10 + count
        return f"{value:03d}" if 1 <= value <= 999 else None
    if unit in ("C", "CE"):
        value = anchor.year // 100 + count
        return f"{value:02d}" if 1 <= value <= 99 else None
    return day_value(anchor)


def duration_value(count: str, unit: str) -> str:
    """TIMEX3 duration of a count ("2", "1.5", "X") of a unit as in `shifted`.

    E and C are counted in years (as KRAUTS does, P10Y), DE and CE kept as units (as TIDES and TimeML do, P1DE).
    """
    if unit.startswith("T"):
        return f"PT{count}{unit[1:]}"
    if unit in ("E", "C", "Q", "H", "F"):
        width, plain = {"E": (10, "Y"), "C": (100, "Y"), "Q": (3, "M"), "H": (6, "M"), "F": (2, "W")}[unit]
        if count == "X":
            return "PX" + {"E": "DE", "C": "CE"}.get(unit, plain)
        number = float(count) * width
        return f"P{int(number) if number == int(number) else number}{plain}"
    return f"P{count}{unit}"
