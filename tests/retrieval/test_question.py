"""What a question asks for."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuestionError
from retrieval.question import LONGEST, Kind, Query, analyse_question, content_stems, names_in, without_names

TODAY = datetime.date(2025, 11, 5)


def analysed(text: str) -> Query:
    return analyse_question(text, languages=("de", "en"), as_of=TODAY)


@pytest.mark.parametrize(
    ("text", "language", "kind", "tense"),
    [
        ("When did Choi meet Putin?", "en", Kind.WHEN, -1),
        ("When will Putin meet Trump in Alaska?", "en", Kind.WHEN, 1),
        ("On which day was the bridge reopened?", "en", Kind.WHEN, -1),
        ("How many soldiers did North Korea send?", "en", Kind.HOW_MANY, -1),
        ("Who is the mayor?", "en", Kind.WHO, 0),
        ("Where did they meet?", "en", Kind.WHERE, -1),
        ("Why was the summit cancelled?", "en", Kind.OTHER, -1),
        ("Wann telefonierten Putin und Kim?", "de", Kind.WHEN, -1),
        ("An welchem Tag sollen die Arbeiten beginnen?", "de", Kind.WHEN, 1),
        ("Seit wann regiert Benning?", "de", Kind.WHEN, 0),
        ("Wie viele Menschen kamen?", "de", Kind.HOW_MANY, -1),
        ("Wer gewann die Wahl?", "de", Kind.WHO, -1),
        ("Wo fand der Gipfel statt?", "de", Kind.WHERE, -1),
        ("Wer sagte, wann der Gipfel beginnt?", "de", Kind.WHO, -1),
    ],
)
def test_kind_language_and_tense(text: str, language: str, kind: Kind, tense: int) -> None:
    query = analysed(text)
    assert (query.language, query.kind) == (language, kind)
    assert query.tense == tense or tense == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("When did Choi meet Putin?", ["Choi", "Putin"]),
        ("Who won the football match?", []),
        ("Did the NATO summit cost 2.5 million?", ["NATO", "2.5"]),
        ("Merkel visited whom?", []),
        ("Kim Jong Un called whom?", ["Kim", "Jong", "Un"]),
    ],
)
def test_english_names_have_capitals_inside_the_sentence(text: str, names: list[str]) -> None:
    assert names_in(text, "en") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Wann telefonierten Putin und Kim?", ["Putin", "Kim"]),
        ("Wann traf die Außenministerin Choi den Präsidenten?", ["Choi"]),
        ("Wer gewann das Fußballspiel?", []),
        ("Wie hoch ist die erwartete Arbeitslosigkeit?", []),
        ("Wann besuchte die neue Ministerin Moskau?", ["Moskau"]),
    ],
)
def test_german_names_are_nouns_without_a_determiner(text: str, names: list[str]) -> None:
    assert names_in(text, "de") == names


def test_days_are_no_names_but_the_time_that_is_asked_about() -> None:
    query = analysed("Whom did Choi meet on 27 October?")
    assert query.names == ("Choi",)
    assert query.events == (datetime.date(2025, 10, 27), datetime.date(2025, 10, 28))
    assert analysed("Whom did Choi meet?").events is None


def test_searches_with_content_words_only() -> None:
    assert content_stems("When did the ministers meet in Moscow?", "en") == ["minist", "meet", "moscow"]
    assert content_stems("Wann trafen sich die Minister in Moskau?", "de") == ["traf", "minist", "moskau"]


def test_the_bare_question_keeps_what_happened() -> None:
    assert without_names(analysed("When did Choi meet Putin?")) == "When did meet?"


@pytest.mark.parametrize("text", ["", "   ", "\0", "?!", "\n\t…"])
def test_an_empty_question_says_what_to_do(text: str) -> None:
    with pytest.raises(QuestionError, match="empty") as caught:
        analysed(text)
    assert "dateline ask" in caught.value.hint


def test_a_question_of_ten_thousand_characters_is_refused_with_its_length() -> None:
    with pytest.raises(QuestionError, match="10,000") as caught:
        analysed("a" * 10_000)
    assert caught.value.hint
    assert analysed("a" * LONGEST).text == "a" * LONGEST


@given(st.text(max_size=300))
def test_any_text_is_a_question_or_refused(text: str) -> None:
    try:
        query = analysed(text)
    except QuestionError as error:
        assert error.message and error.hint
    else:
        assert query.language in ("de", "en")
        assert all(name in query.text for name in query.names)
