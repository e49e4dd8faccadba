"""What holds for every text: exact offsets, order, intervals that follow from values, and no exception."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dates import SUPPORTED_LANGUAGES, TimeExpression, interval, published_date, question_range, tag

BAD_INPUT = Path(__file__).parents[3] / "shared" / "data" / "bad-input" / "blns.jsonl"
VALUE = re.compile(
    r"[0-9]{2,4}(-[0-9A-Z:]{2,14}){0,2}|PT?[0-9X.]{1,8}[A-Z]{1,2}|X{2,4}(-[0-9A-Z:]{1,14}){0,2}"
    r"|(PAST|PRESENT|FUTURE)_REF|T[0-9:A-Z]{2,5}"
)
WORDS = """am im in der den vor seit Montag Dienstagabend Freitag Oktober Mai 3. 28. 29. und bis 30 2024 1895 20.30 Uhr
    Jahr Jahren Woche letzten vergangenen kommenden nächsten gestern heute Morgen wird wurde hat gesagt zwei Tage später
    jeden täglich Ostern Winter 15. Jahrhundert 1990er Jahre on last next the week year years ago two Monday October 27,
    9 a.m. third quarter of early this morning every day 's , . May Q3 '80s zur Zukunft Tag darauf desselben Jahres"""
WORDY = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=25).map(" ".join)
TEXTS = st.one_of(st.text(max_size=200), WORDY)
DAYS = st.one_of(
    st.none(),
    st.dates(),
    st.sampled_from([date.min, date.max, date(1, 1, 7), date(9999, 12, 1), date(2024, 2, 29), date(2025, 10, 28)]),
)
LANGUAGES = st.sampled_from(SUPPORTED_LANGUAGES)


def check(text: str, found: tuple[TimeExpression, ...]) -> None:
    end = 0
    for one in found:
        assert text[one.start : one.end] == one.text
        assert end <= one.start < one.end
        end = one.end
        assert one.type in ("DATE", "TIME", "DURATION", "SET")
        assert VALUE.fullmatch(one.value), one.value
        days = interval(one.point or one.value)
        assert days == (None if one.begin is None else (one.begin, one.end_exclusive))
        assert one.begin is None or (one.end_exclusive is not None and one.begin < one.end_exclusive)
        assert (one.anchor is None) == (one.anchor_source is None)
        assert one.point is None or one.type == "DURATION"


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES, DAYS)
def test_any_text(text: str, language: str, published: date | None) -> None:
    check(text, tag(text, language=language, published=published))


@settings(max_examples=150, deadline=None)
@given(TEXTS, WORDY, LANGUAGES, DAYS)
def test_what_was_tagged_before_changes_nothing(first: str, text: str, language: str, published: date | None) -> None:
    alone = tag(text, language=language, published=published)
    tag(first, language=language, published=date(1999, 1, 1))
    assert tag(text, language=language, published=published) == alone


@settings(max_examples=150, deadline=None)
@given(WORDY, LANGUAGES)
def test_nothing_relative_is_resolved_without_the_articles_date(text: str, language: str) -> None:
    for one in tag(text, language=language, published=None):
        assert one.anchor_source != "article"


@settings(max_examples=200, deadline=None)
@given(TEXTS, LANGUAGES, DAYS.filter(bool), st.one_of(st.none(), st.text(max_size=40)))
def test_questions_and_leads(text: str, language: str, as_of: date, name: str | None) -> None:
    published_date(text, language=language, file_name=name)
    found = question_range(text, language=language, as_of=as_of)
    assert found is None or found[0] is None or found[1] is None or found[0] < found[1]


@pytest.mark.skipif(not BAD_INPUT.is_file(), reason="the naughty strings are not there")
def test_naughty_strings() -> None:
    for line in BAD_INPUT.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        record = json.loads(line)
        text = record if isinstance(record, str) else " ".join(str(value) for value in record.values())
        for language in SUPPORTED_LANGUAGES:
            for published in (None, date(2025, 10, 28)):
                check(text, tag(text, language=language, published=published))
            published_date(text, language=language, file_name=text)
            question_range(text, language=language, as_of=date(2025, 10, 28))
