"""Dates in words."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.date_words import between_phrase, plain_day, short_day, when_phrase


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        ("2025-10-27", "on Monday, 27 October 2025", "am Montag, 27. Oktober 2025"),
        ("2025-10-27TMO", "on Monday, 27 October 2025, in the morning", "am Montag, 27. Oktober 2025, am Morgen"),
        ("2025-10-27T14:30", "on Monday, 27 October 2025, at 14:30", "am Montag, 27. Oktober 2025, um 14:30 Uhr"),
        ("2019-06", "in June 2019", "im Juni 2019"),
        ("2024", "in 2024", "im Jahr 2024"),
        (
            "2025-W44",
            "in the week from 27 October 2025 to 2 November 2025",
            "in der Woche vom 27. Oktober 2025 bis 2. November 2025",
        ),
        (
            "2025-W43-WE",
            "on the weekend of 25 October 2025 and 26 October 2025",
            "am Wochenende des 25. Oktober 2025 und 26. Oktober 2025",
        ),
        ("2025-SU", "in summer 2025", "im Sommer 2025"),
        ("2026-Q3", "in the 3rd quarter of 2026", "im 3. Quartal 2026"),
        ("2026-H1", "in the 1st half of 2026", "im 1. Halbjahr 2026"),
        ("199", "in the 1990s", "in den 1990er-Jahren"),
        ("19", "in the 20th century", "im 20. Jahrhundert"),
    ],
)
def test_calendar_values(value: str, english: str, german: str) -> None:
    assert when_phrase(value, "en") == english
    assert when_phrase(value, "de") == german


@pytest.mark.parametrize("value", ["P2W", "PAST_REF", "XXXX-WXX-1", "XXXX-10-27", "", "2025-13", "2025-02-30"])
def test_what_is_no_day_has_no_phrase(value: str) -> None:
    assert when_phrase(value, "en") is None


def test_lists_of_days() -> None:
    first, last = datetime.date(2025, 10, 29), datetime.date(2025, 10, 30)
    assert between_phrase(first, last, "en") == "between 29 and 30 October 2025"
    assert between_phrase(first, last, "de") == "zwischen dem 29. und dem 30. Oktober 2025"
    assert between_phrase(first, datetime.date(2025, 11, 2), "en") == "between 29 October and 2 November 2025"
    assert between_phrase(first, first, "en") == "on Wednesday, 29 October 2025"
    assert between_phrase(datetime.date(2024, 12, 31), last, "en") == "between 31 December 2024 and 30 October 2025"


@given(st.dates(), st.sampled_from(["de", "en", "fr"]))
def test_every_day_has_words(day: datetime.date, language: str) -> None:
    assert str(day.year) in plain_day(day, language)
    assert str(day.day) in short_day(day, language)
    phrase = when_phrase(f"{day.year:04}-{day.month:02}-{day.day:02}", language)
    assert phrase is None or plain_day(day, language) in phrase
