"""The range of days that a question asks about."""

from __future__ import annotations

from datetime import date

import pytest

from index.dates import question_range

AS_OF = date(2025, 11, 5)
CASES = [
    ("What happened last week?", "en", (date(2025, 10, 27), date(2025, 11, 3))),
    ("Was geschah im Oktober?", "de", (date(2025, 10, 1), date(2025, 11, 1))),
    ("What has changed since May 2024?", "en", (date(2024, 5, 1), None)),
    ("Was hat sich seit Mai 2024 verändert?", "de", (date(2024, 5, 1), None)),
    ("Was geschah vor dem 3. Mai?", "de", (None, date(2025, 5, 3))),
    ("Was geschah nach dem 3. Mai 2024?", "de", (date(2024, 5, 4), None)),
    ("Who met between 3 and 5 June?", "en", (date(2025, 6, 3), date(2025, 6, 6))),
    ("Was geschah zwischen dem 3. und 5. Juni?", "de", (date(2025, 6, 3), date(2025, 6, 6))),
    ("Was war zwischen 2019 und 2021?", "de", (date(2019, 1, 1), date(2022, 1, 1))),
    ("What was said from March to May 2024?", "en", (date(2024, 3, 1), date(2024, 6, 1))),
    ("Wie viele kamen bis 2020?", "de", (None, date(2021, 1, 1))),
    ("Who ruled before 2020?", "en", (None, date(2020, 1, 1))),
    ("Whom did he meet on 27 October?", "en", (date(2025, 10, 27), date(2025, 10, 28))),
    ("Wen traf sie am 27. Oktober 2024?", "de", (date(2024, 10, 27), date(2024, 10, 28))),
    ("Who will speak on Friday?", "en", (date(2025, 11, 7), date(2025, 11, 8))),
    ("Wer kam in den letzten zwei Wochen?", "de", (date(2025, 10, 22), date(2025, 11, 6))),
    ("Who came in the past week?", "en", (date(2025, 10, 29), date(2025, 11, 6))),
    ("Was gilt seit zwei Jahren?", "de", (date(2023, 11, 5), None)),
    ("What was sold in Q3 2024?", "en", (date(2024, 7, 1), date(2024, 10, 1))),
    ("What will open in the next two weeks?", "en", (date(2025, 11, 5), date(2025, 11, 20))),
    ("What came out in the last three months?", "en", (date(2025, 8, 5), date(2025, 11, 6))),
    ("Was geschah vor zwei Wochen?", "de", (date(2025, 10, 20), date(2025, 10, 27))),
    ("Was gilt seit gestern?", "de", (date(2025, 11, 4), None)),
    ("What happened in 2019 and 2020?", "en", (date(2019, 1, 1), date(2021, 1, 1))),
    ("What happened after the meeting on Monday?", "en", (date(2025, 11, 3), None)),
    ("Was geschah am Freitag letzter Woche?", "de", (date(2025, 10, 31), date(2025, 11, 1))),
    ("Was geschah letztes Jahr im Mai?", "de", (date(2024, 5, 1), date(2024, 6, 1))),
    ("What happened last year in May?", "en", (date(2024, 5, 1), date(2024, 6, 1))),
    ("Wer kam im letzten Mai?", "de", (date(2025, 5, 1), date(2025, 6, 1))),
    ("Was geschah in den 1990er-Jahren?", "de", (date(1990, 1, 1), date(2000, 1, 1))),
    ("Was geschah von Mittwoch bis Montag?", "de", (date(2025, 11, 5), None)),
    ("Wer gewann am Wochenende?", "de", (date(2025, 11, 1), date(2025, 11, 3))),
    # no time, or none that could be a range
    ("Was sagte er vor dem Gipfel?", "de", None),
    ("Was geschah in den zwei Wochen nach dem Brand?", "de", None),
    ("How many came in two days?", "en", None),
    ("What did she say after the summit?", "en", None),
    ("Wann trafen sich die beiden?", "de", None),
    ("What did she say recently?", "en", None),
    ("", "en", None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "language", "expected"), CASES)
def test_question_range(question: str, language: str, expected: tuple[date | None, date | None] | None) -> None:
    assert question_range(question, language=language, as_of=AS_OF) == expected


def test_an_unknown_language_gives_no_range() -> None:
    assert question_range("last week", language="xx", as_of=AS_OF) is None
