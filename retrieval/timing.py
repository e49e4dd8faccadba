"""Which date of which sentence answers a when-question.

A sentence may hold the day of the event, of another event and of the report. Each date is judged by the clause that it
stands in: how near that clause is to the question, whether it only reports ("said on Wednesday"), and whether the date
lies on the side of the article's date that the question asks about.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.dates import TimeExpression
from index.embeddings import Vectors
from retrieval.clauses import clauses_of
from retrieval.question import Query
from retrieval.search import Evidence

#: Dates of at most so many sentences and clauses are weighed: each clause is embedded, about 10 ms.
_MOST_SENTENCES = 8
_MOST_CLAUSES = 8
#: A dated sentence this far below the best sentence speaks of something else.
_WITHIN = 0.06
_CLAUSE_SHARE = 0.5
_REPORTING_LOSS = 0.04
_WRONG_SIDE_LOSS = 0.03
_JOINT = re.compile(r"\s*(?:,|und|and|bis|to|or|oder|–|-|sowie)\s*(?:zum|den|the|am|on)?\s*", re.IGNORECASE)
_REPORTING = {
    "de": re.compile(
        r"\b(?:berichtete[nt]?|berichten?|meldete[nt]?|erklärte[nt]?|sagte[nt]?|teilte[nt]? .{0,40}\bmit|hieß es"
        r"|betonte[nt]?|schrieb(?:en)?|äußerte[nt]?|zitierte[nt]?|mitteilte[nt]?|laut|zufolge)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:said|says|reported|reports|told|stated|wrote|according to|added|quoted|in a statement)\b", re.IGNORECASE
    ),
}


@dataclass(frozen=True, slots=True)
class DatedEvidence:
    """Evidence with the date in it that answers: one expression, or the first and last of a list of days.

    `fit` compares dates of one question; higher is better.
    """

    evidence: Evidence
    first: TimeExpression
    last: TimeExpression
    fit: float

    @property
    def resolved(self) -> bool:
        """Whether calendar days are known; not for "on Monday" in an article without a date."""
        return self.first.begin is not None and self.last.end_exclusive is not None

    @property
    def begin(self) -> datetime.date | None:
        return self.first.begin

    @property
    def end_exclusive(self) -> datetime.date | None:
        return self.last.end_exclusive


def dated_evidence(
    query: Query, vector: Vectors, evidence: Sequence[Evidence], embed: Callable[[Sequence[str]], Vectors]
) -> list[DatedEvidence]:
    """Dates that may answer, best first. `vector` is the question's, `embed` gives vectors of clauses, a row each."""
    options = _options(evidence)
    if not options:
        return []
    texts = [_clause(each, first) for each, first, _ in options]
    alone = _dates_in_sentences(options)
    wanted = [text for (each, _, _), text in zip(options, texts, strict=True) if alone[each.sentence.id] > 1]
    near = _similarities(vector, list(dict.fromkeys(wanted))[:_MOST_CLAUSES], embed)
    found = [
        DatedEvidence(each, first, last, _fit(query, each, first, text, near.get(text, each.similarity)))
        for (each, first, last), text in zip(options, texts, strict=True)
    ]
    return sorted(found, key=lambda each: (-each.fit, each.evidence.sentence.key, each.first.start))


def _options(evidence: Sequence[Evidence]) -> list[tuple[Evidence, TimeExpression, TimeExpression]]:
    """(evidence, first, last) for every date, or list of days, in the sentences near the best one."""
    near = [each for each in evidence if each.dates and each.score >= evidence[0].score - _WITHIN]
    found = []
    for each in near[:_MOST_SENTENCES]:
        usable = [expression for expression in each.dates if _may_answer(expression)]
        while usable:
            run = _run(each, usable)
            found.append((each, run[0], run[-1]))
            usable = usable[len(run) :]
    return found


def _may_answer(expression: TimeExpression) -> bool:
    """Whether an expression names a time, known or not: a day, a month, a year, but no length, habit or "recently"."""
    if expression.type in ("DATE", "TIME"):
        return expression.begin is not None or expression.value.startswith("XXXX-")
    return expression.point is not None


def _run(each: Evidence, usable: Sequence[TimeExpression]) -> list[TimeExpression]:
    """The first expression with those that continue it as a list of days ("29. und 30. Oktober")."""
    run = [usable[0]]
    for following in usable[1:]:
        between = each.sentence.text[run[-1].end - each.sentence.start : following.start - each.sentence.start]
        same_kind = len(following.value) == len(run[-1].value) and following.type == "DATE"
        ordered = run[-1].begin is not None and following.begin is not None and run[-1].begin < following.begin
        if not (same_kind and ordered and _JOINT.fullmatch(between)):
            break
        run.append(following)
    return run


def _clause(each: Evidence, expression: TimeExpression) -> str:
    offset = each.sentence.start
    return clause_around(each.sentence.text, expression.start - offset, expression.end - offset)


def _dates_in_sentences(options: Sequence[tuple[Evidence, TimeExpression, TimeExpression]]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for each, _, _ in options:
        counts[each.sentence.id] = counts.get(each.sentence.id, 0) + 1
    return counts


def _similarities(vector: Vectors, texts: Sequence[str], embed: Callable[[Sequence[str]], Vectors]) -> dict[str, float]:
    if not texts:
        return {}
    return dict(zip(texts, map(float, np.asarray(embed(texts)) @ vector), strict=True))


def _fit(query: Query, each: Evidence, expression: TimeExpression, clause: str, near: float) -> float:
    fit = each.score + _CLAUSE_SHARE * near
    reporting = _REPORTING.get(each.article.language)
    asked = _REPORTING.get(query.language)
    if reporting and reporting.search(clause) and not (asked and asked.search(query.text)):
        fit -= _REPORTING_LOSS
    published = each.article.published
    if published is not None and expression.begin is not None and expression.end_exclusive is not None:
        wrong_side = expression.end_exclusive <= published if query.future else expression.begin > published
        fit -= _WRONG_SIDE_LOSS if wrong_side else 0.0
    return fit
