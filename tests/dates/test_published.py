"""The article's own date: found where it is said, unknown where it is not."""

from __future__ import annotations

from datetime import date

import pytest

from index.dates import published_date

CASES = [
    ("Wien\n\nWie die Agentur am Dienstag, den 28. Oktober 2025, berichtete, kam er.", "de", date(2025, 10, 28)),
    ("Flood in Graz\n\nPolice said on Tuesday, October 28, 2025, that the river rose.", "en", date(2025, 10, 28)),
    ("Friday, January 4, 2019\n\nA bridge fell.", "en", date(2019, 1, 4)),
    ("Wien, 28. Oktober 2025 - Der Rat tagte.", "de", date(2025, 10, 28)),
    ("Brand in Graz\n28.10.2025, 14:30 Uhr\nEin Stall brannte.", "de", date(2025, 10, 28)),
    (" date 2025-08-13 Der Fluss stieg.", "de", date(2025, 8, 13)),
    # not the article's own
    ("Der Dichter wurde am 13. Dezember 1797 in Düsseldorf geboren.", "de", None),
    ("The treaty was signed on 28 June 1919 in a hall of mirrors.", "en", None),
    ("Der Prozess wird am Dienstag, den 28. Oktober 2025, beginnen.", "de", None),
    # 28 October 2025 was no Monday
    ("Wie die Agentur am Montag, den 28. Oktober 2025, berichtete, kam er.", "de", None),
    ("Ein Stall brannte am Montag.", "de", None),
    ("", "de", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "expected"), CASES)
def test_from_the_text(text: str, language: str, expected: date | None) -> None:
    assert published_date(text, language=language) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025-10-28-rat.txt", date(2025, 10, 28)),
        ("rat_20251028.md", date(2025, 10, 28)),
        ("28.10.2025 rat.txt", date(2025, 10, 28)),
        ("000_bafdebd74aa541b7.txt", None),
        ("1004479_text.txt", None),
        ("2025-13-40.txt", None),
        ("rat-2025.txt", None),
    ],
)
def test_from_the_file_name(name: str, expected: date | None) -> None:
    assert published_date("Ein Stall brannte.", language="de", file_name=name) == expected


def test_the_text_comes_before_the_file_name() -> None:
    text = "Wien, 28. Oktober 2025 - Der Rat tagte."
    assert published_date(text, language="de", file_name="2020-01-01.txt") == date(2025, 10, 28)
