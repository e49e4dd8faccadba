"""Measures of evaluation: what a case adds to each figure, and when a run is worse than another."""

from __future__ import annotations

import random
from typing import Any

import pytest

from index.errors import SourceError
from retrieval.evaluation import Case, Observation, auroc, holds, percentile, read_case, scores
from retrieval.figures import FIGURES, Result, compare, figures


def case(**changes: Any) -> Case:
    values: dict[str, Any] = {
        "id": "1",
        "question": "When?",
        "articles": ("a",),
        "texts": ("3 November",),
        "dates": ("2025-11-03",),
        "answerable": True,
    }
    return Case(**{**values, **changes})


def seen(**changes: Any) -> Observation:
    values: dict[str, Any] = {
        "articles": ["b", "a"],
        "quote": "It starts on 3 November.",
        "quoted_article": "a",
        "date": "2025-11-03",
        "answered": True,
        "confidence": 0.9,
        "verbatim": True,
        "milliseconds": 10.0,
        "pair": "en->en",
    }
    return Observation(**{**values, **changes})


def test_a_case_is_scored_by_what_is_known_of_its_answer() -> None:
    assert scores(case(), seen()) == {
        "R@1": 0.0,
        "R@5": 1.0,
        "MRR@10": 0.5,
        "all_evidence@10": 1.0,
        "evidence_accuracy": 1.0,
        "date_accuracy": 1.0,
        "citation_validity": 1.0,
        "refused_answerable": 0.0,
    }
    assert scores(case(articles=(), texts=(), dates=()), seen(answered=False)) == {"refused_answerable": 1.0}
    assert scores(case(answerable=False), seen(answered=False)) == {"wrong_on_unanswerable": 0.0}


def test_all_evidence_needs_every_article_and_ranks_end_at_ten() -> None:
    many = [str(number) for number in range(10)]
    assert scores(case(articles=("a", "c")), seen())["all_evidence@10"] == 0.0
    found = scores(case(), seen(articles=[*many, "a"]))
    assert found["MRR@10"] == found["R@5"] == 0.0


def test_a_quote_from_another_article_or_a_refused_date_is_not_right() -> None:
    assert scores(case(), seen(quoted_article="b"))["evidence_accuracy"] == 0.0
    assert scores(case(), seen(answered=False))["date_accuracy"] == 0.0
    assert scores(case(dates=("2025-11-03", "2025-11")), seen(date="2025-11"))["date_accuracy"] == 1.0


@pytest.mark.parametrize(
    ("quote", "answer", "expected"),
    [
        ("The Café  opens.", "cafe opens", True),
        ("The cost was 1,308 euros.", "308", False),
        ("The concert", "con", False),
        ("Price: € 5", "€", True),
    ],
)
def test_an_answer_is_held_word_for_word(quote: str, answer: str, expected: bool) -> None:
    assert holds(quote, answer) is expected


def test_cases_are_read_with_single_texts_and_lists() -> None:
    record = {"question": "When?", "article_ids": ["a"], "answers": "x", "quote_contains": ["y"], "date": "2025"}
    assert read_case(record, 7) == Case("7", "When?", ("a",), ("y", "x"), ("2025",), True)
    with pytest.raises(SourceError) as refused:
        read_case({"id": 1}, 3)
    assert "Case 3" in refused.value.message and refused.value.hint


def test_auroc_counts_pairs_with_ties_half() -> None:
    assert auroc([0.9, 0.4], [0.5, 0.1]) == 0.75
    assert auroc([0.5], [0.5]) == 0.5
    assert auroc([], [0.5]) is None
    assert percentile([5, 1, 2, 4], 0.5) == 2 and percentile([1, 2, 3, 4, 5], 0.95) == 5 and percentile([], 0.5) is None


def result(number: int, right: float, *, milliseconds: float = 10.0) -> Result:
    return Result(str(number), "en->de", number % 4 > 0, 0.9 if right else 0.2, milliseconds, {"R@1": right})


def test_a_figure_without_cases_is_none() -> None:
    found = figures([result(1, 1.0)])
    assert tuple(found) == FIGURES and found["R@1"] == 1.0
    assert found["date_accuracy"] is None and found["answerable_auroc"] is None
    assert all(value is None for value in figures([]).values())


def test_only_a_loss_beyond_chance_counts_as_worse() -> None:
    chance = random.Random(1)
    before = [result(number, float(chance.random() < 0.8)) for number in range(200)]
    much = [result(number, float(chance.random() < 0.5), milliseconds=500) for number in range(200)]
    little = [*before[:-1], result(199, 0.0)]
    assert not any(each.worse for each in compare(before, before, draws=200))
    assert not any(each.worse for each in compare(before, little, draws=200))
    worse = {each.figure for each in compare(before, much, draws=200) if each.worse}
    assert "R@1" in worse and "p50_ms" not in worse
    assert not any(each.worse for each in compare(much, before, draws=200) if each.figure == "R@1")
