"""TIMEX3 values and the days they cover."""

from __future__ import annotations

from datetime import date

import pytest

from index.dates import interval
from index.dates.holidays import easter, holiday_in


@pytest.mark.parametrize(
    ("value", "begin", "end"),
    [
        ("2024", date(2024, 1, 1), date(2025, 1, 1)),
        ("2025-07", date(2025, 7, 1), date(2025, 8, 1)),
        ("2025-12", date(2025, 12, 1), date(2026, 1, 1)),
        ("2025-W44", date(2025, 10, 27), date(2025, 11, 3)),
        ("2025-W43-WE", date(2025, 10, 25), date(2025, 10, 27)),
        ("2025-10-27", date(2025, 10, 27), date(2025, 10, 28)),
        ("2025-10-27TMO", date(2025, 10, 27), date(2025, 10, 28)),
        ("2025-10-27T14:30", date(2025, 10, 27), date(2025, 10, 28)),
        ("2025-SU", date(2025, 6, 1), date(2025, 9, 1)),
        ("2025-WI", date(2024, 12, 1), date(2025, 3, 1)),
        ("2025-Q3", date(2025, 7, 1), date(2025, 10, 1)),
        ("2025-H2", date(2025, 7, 1), date(2026, 1, 1)),
        ("201", date(2010, 1, 1), date(2020, 1, 1)),
        ("20", date(2000, 1, 1), date(2100, 1, 1)),
        ("0001", date(1, 1, 1), date(2, 1, 1)),
    ],
)
def test_interval(value: str, begin: date, end: date) -> None:
    assert interval(value) == (begin, end)


@pytest.mark.parametrize(
    "value",
    ["", "P2W", "PXY", "XXXX-WXX-1", "XXXX-10-27", "PAST_REF", "2025-13", "2025-02-30", "2025-W60", "0000", "9999",
     "9999-12-31", "0001-WI", "T20:00", "00", "2025-Q5", "20255"],
)  # fmt: skip
def test_no_interval(value: str) -> None:
    assert interval(value) is None


def test_holidays() -> None:
    assert [easter(year) for year in (2024, 2025, 2038)] == [date(2024, 3, 31), date(2025, 4, 20), date(2038, 4, 25)]
    assert holiday_in("11/4/4", 2025) == date(2025, 11, 27)
    assert holiday_in("05/1/-1", 2025) == date(2025, 5, 26)
