"""What an expression is resolved against, and what stays open where there is nothing to resolve it against."""

from __future__ import annotations

from datetime import date

import pytest

from index.dates import tag


@pytest.mark.parametrize(
    ("sentence", "language", "value"),
    [
        ("Er kam am Montag.", "de", "XXXX-WXX-1"),
        ("Er kam am 27. Oktober.", "de", "XXXX-10-27"),
        ("Er kam im Oktober.", "de", "XXXX-10"),
        ("Er kam im vergangenen Jahr.", "de", "XXXX"),
        ("Er kam gestern.", "de", "XXXX-XX-XX"),
        ("He came last week.", "en", "XXXX-WXX"),
        ("He came on Monday.", "en", "XXXX-WXX-1"),
        ("He came two years ago.", "en", "XXXX"),
    ],
)
def test_without_the_articles_date_a_relative_expression_stays_open(sentence: str, language: str, value: str) -> None:
    (found,) = tag(sentence, language=language, published=None)
    assert (found.value, found.begin, found.end_exclusive, found.anchor) == (value, None, None, None)


def test_without_the_articles_date_a_named_year_is_resolved() -> None:
    (found,) = tag("Er kam am 27. Oktober 2019.", language="de", published=None)
    assert (found.begin, found.end_exclusive) == (date(2019, 10, 27), date(2019, 10, 28))


def test_the_year_last_named_anchors_a_tale() -> None:
    text = "1992 verlor die Statue ihre Nase. Im April brachte man sie ins Depot."
    found = tag(text, language="de", published=date(2013, 3, 27))
    assert [(one.value, one.anchor, one.anchor_source) for one in found] == [
        ("1992", None, None),
        ("1992-04", "1992", "text"),
    ]


def test_the_tale_goes_on_from_the_day_last_named() -> None:
    text = "Er wurde am 3. Mai 2010 verhaftet. Am 7. Mai kam er frei."
    assert [one.value for one in tag(text, language="de", published=date(2025, 10, 28))] == ["2010-05-03", "2010-05-07"]


def test_a_year_named_as_an_aside_dates_nothing_else() -> None:
    text = "The firm, founded in March 2010, reported earnings for the quarter that ended on Sept. 30."
    assert [one.value for one in tag(text, language="en", published=date(2025, 10, 28))][-1] == "2025-09-30"


def test_a_clock_time_belongs_to_the_day_of_its_sentence() -> None:
    text = "Am Freitag kommt der Zirkus. Um 9 Uhr beginnt die Schau."
    day, time = tag(text, language="de", published=date(2025, 10, 28))
    assert (day.value, time.value, time.anchor_source) == ("2025-10-31", "2025-10-31T09:00", "text")
    assert (time.begin, time.end_exclusive) == (day.begin, day.end_exclusive)


def test_a_day_after_a_month_is_not_guessed() -> None:
    text = "Er kam im Juni 2019. Am Tag darauf reiste er ab."
    assert tag(text, language="de", published=date(2025, 10, 28))[1].begin is None


def test_a_weekend_just_over_is_the_last_one() -> None:
    (past,) = tag("Am Wochenende brannte ein Stall.", language="de", published=date(2025, 10, 28))
    (ahead,) = tag("Am Wochenende wird gefeiert.", language="de", published=date(2025, 10, 28))
    assert (past.value, ahead.value) == ("2025-W43-WE", "2025-W44-WE")


def test_an_unknown_language_is_not_tagged() -> None:
    assert tag("on Monday", language="xx", published=date(2025, 10, 28)) == ()
