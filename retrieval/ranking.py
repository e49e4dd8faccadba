"""The order of evidence: late interaction for the best candidates, and what kind of thing the question asks for.

A "how many" is answered by a sentence with a number that the question does not hold, a "who" by one with a name that it
does not hold, a "when" by one with a date. The weights are round numbers near those of a listwise logistic regression
over the candidates of XQuAD: `python -m bench.fitting` fits on one half of the paragraphs and judges on the other, and
prints these beside the fitted ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.words import words
from retrieval.interaction import LateInteraction
from retrieval.listing import introduces_list
from retrieval.question import Kind, Query
from retrieval.search import Evidence, in_time

#: Candidates that are compared token by token, about 8 ms each, and how far behind the best one they may be.
_CLOSELY = 8
_WITHIN = 0.10
#: Weight of late interaction, once over all that is read and once over the sentence, beside the score of the search.
INTERACTION = 0.8
#: What a sentence gains for holding what is asked for, with late interaction and without it.
_GAINS = {Kind.HOW_MANY: 0.10, Kind.WHO: 0.15, Kind.WHEN: 0.10}
#: Late interaction widens the gaps between sentences, so what the search gives for a date in time counts again.
_TIME_SHARE = 3
_GAINS_ALONE = {Kind.HOW_MANY: 0.04, Kind.WHO: 0.03}
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert\w*|tausend\w*|million\w*|keine?"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundreds?|thousands?|dozens?|none)\b",
    re.IGNORECASE,
)
#: Two capitalised words in a row, or one after a title or role: how news names a person at first mention.
_PERSON = re.compile(r"(?<![^\s„“\"(»«-])[A-ZÄÖÜ][\w’'-]+ (?:(?:von|van|de|bin|al) )?[A-ZÄÖÜ][\w’'-]+")
_CAPITAL = re.compile(r"[A-ZÄÖÜ][\w’'-]+")


def ranked(query: Query, evidence: Sequence[Evidence], late: LateInteraction | None = None) -> list[Evidence]:
    """`evidence`, best first as the search gives it, in its final order, with scores to match.

    Without `late` only the kind of answer counts beside the search's own score. Raises EmbeddingError.
    """
    if late is None or not evidence or not late.available:
        return _sorted(replace(each, score=each.score + _alone(query, each)) for each in evidence)
    close = closest(evidence)
    compared = late.with_question(query, close)
    best, worst = max(each.fit for each in compared), min(each.fit for each in compared)
    found = [
        replace(each, score=each.score + INTERACTION * (fits.fit - best) + gain(query, each), interaction=fits)
        for each, fits in zip(close, compared, strict=True)
    ]
    # The others fit the question no better than the worst of those compared.
    rest = [replace(each, score=each.score + INTERACTION * (worst - best)) for each in evidence[len(close) :]]
    return _sorted([*found, *rest])


def closest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Those of `evidence`, best first as the search gives it, that are compared token by token."""
    return [each for each in evidence[:_CLOSELY] if each.score >= evidence[0].score - _WITHIN]


def _sorted(evidence: Iterable[Evidence]) -> list[Evidence]:
    # The key breaks ties, so that the same archive gives the same order.
    return sorted(evidence, key=lambda each: (-each.score, each.sentence.key))


def gain(query: Query, evidence: Evidence) -> float:
    """What a sentence gains for holding the kind of thing, or the time, that is asked for, beside late interaction."""
    kind = _GAINS.get(query.kind, 0.0) if holds_kind(query, evidence) else 0.0
    return kind + _TIME_SHARE * in_time(query, evidence.article, evidence.dates)


def _alone(query: Query, evidence: Evidence) -> float:
    if query.kind is Kind.WHO and not _PERSON.search(evidence.sentence.text):
        return 0.0
    return _GAINS_ALONE.get(query.kind, 0.0) if holds_kind(query, evidence) else 0.0


def holds_kind(query: Query, evidence: Evidence) -> bool:
    """Whether the sentence holds a number, name or date that may be what the question asks for."""
    text = evidence.sentence.text
    asked = frozenset(words(query.text))
    if query.kind is Kind.HOW_MANY:
        return any(match.group().lower() not in asked for match in _NUMBER.finditer(text))
    if query.kind is Kind.WHO:
        # The first word of a sentence has a capital letter anyway.
        return any(not set(words(name)) & asked for name in _CAPITAL.findall(text)[1:])
    if query.kind is Kind.WHEN:
        return any(each.type in ("DATE", "TIME") for each in evidence.dates) or introduces_list(evidence)
    return False
