"""Answers of the whole bot: what is answered, with which date and quote, and what is refused."""

from __future__ import annotations

import datetime

import pytest

from bot.answers import Answer, Outcome
from bot.bot import Bot
from tests.archives import needs_seeds


def first_day(answer: Answer) -> datetime.date | None:
    return answer.citations[0].dates[0].begin


@pytest.mark.parametrize(
    ("question", "text", "article"),
    [
        ("When did Choi meet Putin?", "On Monday, 27 October 2025. [1]", "putin-receives-choi"),
        ("When did Choi leave Pyongyang?", "On Sunday, 26 October 2025. [1]", "putin-receives-choi"),
        ("Wann will Choi nach Minsk reisen?", "Am Mittwoch, 29. Oktober 2025. [1]", "putin-receives-choi"),
        ("Wann wurden die Risse entdeckt?", "Am Sonntag, 22. Juni 2025. [1]", "brueckensperrung"),
        ("When do tickets for the ferry go on sale?", "On Monday, 22 September 2025. [1]", "ferry-line"),
        ("When did the mirror of the telescope arrive?", "In May 2019. [1]", "observatory"),
        ("Wann wurden die Pfeifen wegen Schimmel abgebaut?", "Im Februar 2024. [1]", "feuilleton-orgel"),
        ("When is the next decision of the central bank due?", "On Thursday, 5 February 2026. [1]", "wire-0412"),
    ],
)
def test_a_when_question_gets_the_date_of_its_sentence(samples: Bot, question: str, text: str, article: str) -> None:
    answer = samples.ask(question)
    assert answer.text == text
    assert answer.citations[0].article.id == article


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Who said that inflation would fall below two percent?", "Astrid Halvorsen"),
        ("Wie viel Millionen Euro trug eine Stiftung zur Hälfte?", "1,3 Millionen Euro"),
        ("How many sandbags did volunteers fill?", "40,000 sandbags"),
        ("Wie viele Lokführer beteiligten sich am Warnstreik?", "1.800"),
    ],
)
def test_another_question_gets_the_sentence_itself(samples: Bot, question: str, part: str) -> None:
    answer = samples.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert part in answer.citations[0].quote
    assert part in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Who won the football match?",
        "When did Choi meet Xi Jinping?",
        "Wann traf Choi Xi Jinping?",
        "Wer gewann das Fußballspiel?",
        "What is the capital of Mongolia?",
        "Wann war die Bundestagswahl?",
    ],
)
def test_what_the_archive_does_not_say_is_no_evidence(samples: Bot, question: str) -> None:
    answer = samples.ask(question)
    assert answer.outcome is Outcome.NO_EVIDENCE
    assert not answer.citations
    assert answer.text in ("The archive does not say.", "Das Archiv sagt dazu nichts.")
    assert answer.closest


def test_the_derivation_names_anchor_and_publication(samples: Bot) -> None:
    answer = samples.ask("When did Choi meet Putin?")
    citation = answer.citations[0]
    assert citation.article.published == datetime.date(2025, 10, 28)
    assert citation.dates[0].text == "Montag"
    assert (citation.dates[0].anchor, citation.dates[0].anchor_source) == ("2025-10-28", "article")


def test_the_same_question_gets_the_same_answer(samples: Bot) -> None:
    first, second = (samples.ask("When did Choi meet Putin?", as_of=datetime.date(2026, 1, 1)) for _ in range(2))
    assert (first.text, first.citations, first.closest) == (second.text, second.citations, second.closest)


def test_a_limited_archive_answers_from_what_is_left(samples: Bot) -> None:
    assert samples.ask("When did Choi meet Putin?", until=datetime.date(2025, 10, 1)).outcome is Outcome.NO_EVIDENCE
    assert samples.ask("When did Choi meet Putin?", since=datetime.date(2030, 1, 1)).closest == []


def test_an_undated_article_gives_the_expression_but_no_day(when: Bot) -> None:
    answer = when.ask("Wann wird das Stadtbad Moorhausen wieder geöffnet?")
    assert answer.outcome is Outcome.ANSWERED
    assert "„Donnerstag“" in answer.text and "Datum des Artikels ist unbekannt" in answer.text
    assert answer.citations[0].dates[0].begin is None


def test_reports_that_differ_are_told_apart_newest_first(when: Bot) -> None:
    answer = when.ask("When was the new cable car up the Falkenstein inaugurated?")
    lines = answer.text.split("\n")
    assert lines[0] == "The reports differ:"
    assert lines[1].startswith("- On Sunday, 15 June 2025.") and lines[2].startswith("- On Saturday, 14 June 2025.")
    assert [each.article.published for each in answer.citations] == [
        datetime.date(2025, 6, 18),
        datetime.date(2025, 6, 16),
    ]


@needs_seeds
@pytest.mark.parametrize(
    ("question", "day", "article"),
    [
        ("When did Choi meet Putin?", datetime.date(2025, 10, 27), "000_bafdebd74aa541b7"),
        ("Wann telefonierten Putin und Kim?", datetime.date(2025, 8, 12), "001_f73ee20394a8530f"),
        ("When will Putin meet Trump in Alaska?", datetime.date(2025, 8, 15), "001_f73ee20394a8530f"),
        ("When did Choi leave Pyongyang?", datetime.date(2025, 10, 26), "000_bafdebd74aa541b7"),
    ],
)
def test_seeds_when(seeds: Bot, question: str, day: datetime.date, article: str) -> None:
    answer = seeds.ask(question)
    assert first_day(answer) == day
    assert answer.citations[0].article.id == article


@needs_seeds
def test_seeds_who_and_nobody(seeds: Bot) -> None:
    answer = seeds.ask("Who is the president of the University of North Korean Studies?")
    assert "Yang Moo Jin" in answer.citations[0].quote
    for question in ("Who won the football match?", "When did Choi meet Xi Jinping?"):
        assert seeds.ask(question).outcome is Outcome.NO_EVIDENCE
