"""Which date of which sentence answers a when-question.

A sentence may hold the day of the event, of another event and of the report, and the sentence that tells the day often
leaves out whom it is about ("Construction had begun in April"). So every date of the best articles is judged: by its
article, by its clause read under the article's title, by the clause against the question without its names, by names
and words that clause and question share, and by whether past and future agree.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.articles import Span
from index.dates import TimeExpression, tense
from index.embeddings import Embedder, Vectors, quick_part
from index.words import stems, words
from retrieval.clauses import clauses_of
from retrieval.names import is_named
from retrieval.question import Query, content_stems, without_names
from retrieval.search import Evidence

#: Dates that are compared at all, and those of them whose clauses are embedded with the full model, 10 ms each.
_MOST_DATES = 24
_CLOSELY = 3
#: Passages this far below the best one are about something else.
_WITHIN = 0.12
_TITLED_SHARE = 1.0
_QUICK_SHARE = 0.3
_NAMES_SHARE = 0.1
_WORDS_SHARE = 0.05
_TENSE_LOSS = 0.03
_REPORTING_LOSS = 0.04
_UNKNOWN_LOSS = 0.03
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


@dataclass(frozen=True, slots=True)
class _Option:
    """A date, or list of days, with its clause."""

    evidence: Evidence
    first: TimeExpression
    last: TimeExpression
    clause: str
    passage_score: float

    @property
    def titled(self) -> str:
        return f"{self.evidence.article.title}: {self.clause}"


def dated_evidence(
    query: Query, vector: Vectors, evidence: Sequence[Evidence], embedder: Embedder
) -> list[DatedEvidence]:
    """Dates in `evidence` that may answer, best first. `vector` is the question's.

    All sentences of an article should be among `evidence`, since the one with the date may not be near by itself.
    """
    options = _options(evidence)
    bare = without_names(query)
    rough = _rough_fits(query, options, bare, quick_part(embedder))
    closest = sorted(range(len(options)), key=lambda number: -rough[number])[:_CLOSELY]
    if not closest:
        return []
    titled = np.asarray(embedder.embed_sentences([options[number].titled for number in closest])) @ vector
    found = [
        DatedEvidence(
            options[number].evidence,
            options[number].first,
            options[number].last,
            rough[number] + _TITLED_SHARE * float(under_title),
        )
        for number, under_title in zip(closest, titled, strict=True)
    ]
    return sorted(found, key=lambda each: (-each.fit, each.evidence.sentence.key, each.first.start))


def _options(evidence: Sequence[Evidence]) -> list[_Option]:
    """Every date, or list of days, in the passages near the best one."""
    best: dict[int, float] = {}
    for each in evidence:
        best[each.passage.id] = max(each.score, best.get(each.passage.id, each.score))
    top = max(best.values(), default=0.0)
    found: list[_Option] = []
    for each in sorted(evidence, key=lambda each: (-best[each.passage.id], -each.score, each.sentence.key)):
        if best[each.passage.id] < top - _WITHIN or len(found) >= _MOST_DATES:
            break
        found += _dates_of(each, best[each.passage.id])
    return found


def _dates_of(each: Evidence, passage_score: float) -> list[_Option]:
    usable = [expression for expression in each.dates if _may_answer(expression)]
    runs = []
    while usable:
        runs.append(_run(each, usable))
        usable = usable[len(runs[-1]) :]
    offset = each.sentence.start
    spans = [Span(run[0].start - offset, run[-1].end - offset) for run in runs]
    texts = clauses_of(each.sentence.text, spans)
    return [_Option(each, run[0], run[-1], text, passage_score) for run, text in zip(runs, texts, strict=True)]


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


def _rough_fits(query: Query, options: Sequence[_Option], bare: str, quick: Embedder | None) -> list[float]:
    """How well each option fits by all that is cheap to know."""
    near = np.zeros(len(options), dtype=np.float32)
    if quick is not None and options:
        near = np.asarray(quick.embed_sentences([each.clause for each in options])) @ quick.embed_question(bare)
    asked = set(content_stems(query.text, query.language))
    return [
        option.passage_score + _QUICK_SHARE * float(similarity) + _agreement(query, option, asked)
        for option, similarity in zip(options, near, strict=True)
    ]


def _agreement(query: Query, option: _Option, asked: set[str]) -> float:
    """What names, words, tense and the manner of reporting say for or against an option."""
    article = option.evidence.article
    held = frozenset(words(option.evidence.sentence.text))
    named = sum(is_named(name, held) for name in query.names) / (len(query.names) or 1)
    shared = 0.0
    if article.language == query.language and asked:
        shared = len(asked & set(stems(option.clause, language=article.language))) / len(asked)
    loss = _TENSE_LOSS * (_looks_elsewhere(query, option) + _says_elsewhere(query, option))
    loss += _REPORTING_LOSS * _only_reports(query, option) + _UNKNOWN_LOSS * (option.first.begin is None)
    return _NAMES_SHARE * named + _WORDS_SHARE * shared - loss


def _looks_elsewhere(query: Query, option: _Option) -> bool:
    """Whether the date lies after the article although the question asks about the past, or the other way round."""
    published, begin = option.evidence.article.published, option.first.begin
    if published is None or begin is None or not query.tense:
        return False
    return begin < published if query.tense > 0 else begin > published


def _says_elsewhere(query: Query, option: _Option) -> bool:
    return query.tense * tense(option.clause, language=option.evidence.article.language) < 0


def _only_reports(query: Query, option: _Option) -> bool:
    """Whether the date is that of a report ("… said on Wednesday") and the question does not ask for the report."""
    reporting = _REPORTING.get(option.evidence.article.language)
    asked = _REPORTING.get(query.language)
    return bool(reporting and reporting.search(option.clause) and not (asked and asked.search(query.text)))
