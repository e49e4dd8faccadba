"""Measures of a question-answering archive over cases whose right answers are known.

Ranking: recall at 1 and 5, mean reciprocal rank (Voorhees, "The TREC-8 Question Answering Track Report", 1999), all
evidence among ten, as questions over several articles need it. Refusal: the area under the receiver operating
characteristic (Hanley and McNeil, 1982). All are pure functions of what was asked and what came back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.errors import SourceError
from index.words import words

#: Articles that ranking figures look at.
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what is known of its answer; empty where it is not known.

    `articles` are the articles that hold it, `texts` forms of the answer of which the quote must hold one, `dates`
    TIMEX3 values of which the answer must give one, or "first/last" for a list of days; `answerable` says whether the
    archive holds an answer.
    """

    id: str
    question: str
    articles: tuple[str, ...]
    texts: tuple[str, ...]
    dates: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class Observation:
    """What came back: articles best first, the quoted sentence (the best one where nothing was answered).

    `quoted_article` is the quote's article ("" without a quote), `date` the answer's TIMEX3 value or "first/last" (""
    without a date), `confidence` 0 to 1, `verbatim` whether every quote stands in its article, `pair` the languages of
    question and article ("en->de").
    """

    articles: Sequence[str]
    quote: str
    quoted_article: str
    date: str
    answered: bool
    confidence: float
    verbatim: bool
    milliseconds: float
    pair: str


def read_case(record: Mapping[str, object], number: int) -> Case:
    """The case in a JSON object, the `number`th of its file. Raises SourceError for one without a question."""
    question = record.get("question")
    if not isinstance(question, str) or not question.strip():
        raise SourceError(
            f"Case {number} has no question", hint='Each line is a JSON object such as {"id": "1", "question": "…"}.'
        )
    return Case(
        id=str(record.get("id", number)),
        question=question,
        articles=_texts(record.get("article_ids")),
        texts=(*_texts(record.get("quote_contains")), *_texts(record.get("answers"))),
        dates=_texts(record.get("date")),
        answerable=record.get("answerable") is not False,
    )


def _texts(value: object) -> tuple[str, ...]:
    """A list of texts, given as one or as a single text."""
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def scores(case: Case, seen: Observation) -> dict[str, float]:
    """What one case adds to each figure that is a mean over cases; a figure that it says nothing about is left out."""
    found: dict[str, float] = {}
    if case.articles and case.answerable:
        found |= _ranking(case.articles, seen.articles[:DEPTH])
    if case.texts and case.answerable:
        right_article = not case.articles or seen.quoted_article in case.articles
        found["evidence_accuracy"] = float(right_article and any(holds(seen.quote, text) for text in case.texts))
    if case.dates and case.answerable:
        found["date_accuracy"] = float(seen.answered and seen.date in case.dates)
    if seen.answered:
        found["citation_validity"] = float(seen.verbatim)
    if case.answerable:
        found["refused_answerable"] = float(not seen.answered)
    else:
        found["wrong_on_unanswerable"] = float(seen.answered)
    return found


def _ranking(wanted: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    rank = next((number for number, article in enumerate(found, start=1) if article in wanted), None)
    return {
        "R@1": float(rank == 1),
        "R@5": float(rank is not None and rank <= 5),
        "MRR@10": 1 / rank if rank else 0.0,
        "all_evidence@10": float(set(wanted) <= set(found)),
    }


def holds(quote: str, answer: str) -> bool:
    """Whether a quote holds an answer, whatever the case, the accents, the punctuation and the spaces."""
    wanted, there = words(answer), words(quote)
    if not wanted:
        return " ".join(answer.split()) in " ".join(quote.split())
    return any(there[start : start + len(wanted)] == wanted for start in range(len(there)))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Probability that a positive scores above a negative, ties half; None where either is missing."""
    if not len(positive) or not len(negative):
        return None
    both = np.concatenate([np.asarray(positive, float), np.asarray(negative, float)])
    _, inverse, counts = np.unique(both, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    above = ranks[: len(positive)].sum() - len(positive) * (len(positive) + 1) / 2
    return float(above / (len(positive) * len(negative)))


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least `share` of the values do not exceed; None without values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None
