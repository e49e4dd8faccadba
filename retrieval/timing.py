"""Which date of which sentence answers a when-question.

A sentence may hold the day of the event, of another event and of the report, and the sentence that tells the day often
leaves out whom it is about ("Construction had begun in April"). So every date of the best articles is judged: by its
article, by its clause read under the article's title, by the clause against the question without its names, by names
and words that clause and question share, and by whether past and future agree.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.articles import Span
from index.dates import TimeExpression, tense
from index.embeddings import Embedder, Vectors, quick_part
from index.words import stems, words
from retrieval.clauses import clauses_of
from retrieval.lexical import rarity
from retrieval.question import Query, content_stems, without_names
from retrieval.search import Evidence
from retrieval.spellings import missing_names

#: Dates that are compared at all, and those of them whose clauses are embedded with the full model, 10 ms each.
_MOST_DATES = 24
_CLOSELY = 4
#: Passages this far below the best one are about something else.
_WITHIN = 0.12
#: Closer than what the title can turn: cosines of one article's clauses differ by .1 at most.
_ABOUT_EQUAL = 0.05
_TITLED_SHARE = 0.5
_SENTENCE_SHARE = 0.3
_QUICK_SHARE = 0.3
_NAMES_SHARE = 0.1
_WORDS_SHARE = 0.2
_TENSE_LOSS = 0.06
_WRONG_SIDE_LOSS = 0.1
_REPORTING_LOSS = 0.12
_UNKNOWN_LOSS = 0.08
#: Other articles that are asked for their date of the same event, and the cosine from which two clauses tell the same:
#: reports of one event in two languages reach .87 to .92, different events of the same people stay below .86.
_MOST_REPORTS = 3
_SAME_EVENT = 0.87
_JOINT = re.compile(r"\s*(?:,|und|and|bis|to|or|oder|–|-|sowie)\s*(?:zum|den|the|am|on)?\s*", re.IGNORECASE)
_REPORTING = {
    "de": re.compile(
        r"\b(?:berichtete[nt]?|berichten?|meldete[nt]?|erklärte[nt]?|sagte[nt]?|teilte[nt]? .{0,40}\bmit|mitteilte[nt]?"
        r"|hieß es|betonte[nt]?|schrieb(?:en)?|äußerte[nt]?|zitierte[nt]?|laut|zufolge|gab(?:en)? .{0,60}\bbekannt"
        r"|bekannt ?gab(?:en)?|ankündigte[nt]?|kündigte[nt]? .{0,40}\ban)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:said|says|reported|reports|told|stated|wrote|announced|according to|added|quoted|in a statement)\b",
        re.IGNORECASE,
    ),
}
#: A question that asks for the report itself.
_ASKS_FOR_REPORT = {
    "de": re.compile(
        r"\b(?:sag|bericht|meld|erklär|betont|schr[ie]{2}b|äußer|bekannt|ankündig|kündig|mitteil|teilt)", re.I
    ),
    "en": re.compile(r"\b(?:sa(?:y|id)|report|t[eo]l[ld]|stat(?:e\b|ed)|wr[io]te|announce|add(?:ed)?\b|quote)", re.I),
}


@dataclass(frozen=True, slots=True)
class DatedEvidence:
    """Evidence with the date in it that answers: one expression, or the first and last of a list of days."""

    evidence: Evidence
    first: TimeExpression
    last: TimeExpression

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
    introduction: str

    @property
    def titled(self) -> str:
        return f"{self.evidence.article.title}: {self.clause}"


def dated_evidence(
    query: Query, vector: Vectors, evidence: Sequence[Evidence], embedder: Embedder
) -> list[DatedEvidence]:
    """The date in `evidence` that answers best, then other articles' dates of the same event; empty without any date.

    `vector` is the question's. All sentences of an article should be among `evidence`, since the one with the date may
    not be near by itself.
    """
    options = _options(evidence)
    rough = _rough_fits(query, options, evidence, without_names(query), quick_part(embedder))
    ranked = [options[number] for number in sorted(range(len(options)), key=lambda number: -rough[number])]
    if not ranked:
        return []
    chosen = _closest(vector, ranked, sorted(rough, reverse=True), embedder)
    others = _reports_elsewhere(query, chosen, ranked)
    return [_dated(each) for each in (chosen, *_of_same_event(chosen, others, embedder))]


def _closest(vector: Vectors, ranked: Sequence[_Option], fits: Sequence[float], embedder: Embedder) -> _Option:
    """The best option, those that fit about equally well compared by their clause read under the article's title."""
    equal = [number for number, fit in enumerate(fits[:_CLOSELY]) if fit >= fits[0] - _ABOUT_EQUAL]
    if len(equal) == 1:
        return ranked[0]
    near = np.asarray(embedder.embed_sentences([ranked[number].titled for number in equal])) @ vector
    best = max(equal, key=lambda number: (fits[number] + _TITLED_SHARE * float(near[number]), -number))
    return ranked[best]


def _dated(option: _Option) -> DatedEvidence:
    return DatedEvidence(option.evidence, option.first, option.last)


def _reports_elsewhere(query: Query, chosen: _Option, ranked: Sequence[_Option]) -> list[_Option]:
    """The best option of each other article that speaks of all whom the question names."""
    found: dict[str, _Option] = {}
    for option in ranked:
        if _article(option) != _article(chosen) and len(_named(query, option)) == len(query.names):
            found.setdefault(_article(option), option)
    return list(found.values())[:_MOST_REPORTS]


def _of_same_event(chosen: _Option, others: Sequence[_Option], embedder: Embedder) -> list[_Option]:
    """Those of `others` whose clause says the same as the chosen one's, in whatever language."""
    if not others:
        return []
    vectors = np.asarray(embedder.embed_sentences([each.clause for each in (chosen, *others)]))
    near = vectors[1:] @ vectors[0]
    return [each for each, similarity in zip(others, near, strict=True) if similarity >= _SAME_EVENT]


def _options(evidence: Sequence[Evidence]) -> list[_Option]:
    """Every date, or list of days, in the passages near the best one."""
    best: dict[int, float] = {}
    leads: dict[str, str] = {}
    for each in evidence:
        best[each.passage.id] = max(each.score, best.get(each.passage.id, each.score))
        if each.sentence.ordinal == 0:
            leads[each.article.id] = each.sentence.text
    # By language, since an article in the question's own language gains what one in another cannot.
    top: dict[str, float] = {}
    for each in evidence:
        top[each.article.language] = max(each.score, top.get(each.article.language, each.score))
    found: list[_Option] = []
    for each in sorted(evidence, key=lambda each: (-best[each.passage.id], -each.score, each.sentence.key)):
        if best[each.passage.id] < top[each.article.language] - _WITHIN:
            continue
        if len(found) >= _MOST_DATES:
            break
        introduction = f"{each.article.title}. {leads.get(each.article.id, '')}"
        found += _dates_of(each, best[each.passage.id], introduction)
    return found


def _dates_of(each: Evidence, passage_score: float, introduction: str) -> list[_Option]:
    usable = [expression for expression in each.dates if _may_answer(expression)]
    runs = []
    while usable:
        runs.append(_run(each, usable))
        usable = usable[len(runs[-1]) :]
    offset = each.sentence.start
    spans = [Span(run[0].start - offset, run[-1].end - offset) for run in runs]
    texts = clauses_of(each.sentence.text, spans)
    return [
        _Option(each, run[0], run[-1], text, passage_score, introduction) for run, text in zip(runs, texts, strict=True)
    ]


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


def _rough_fits(
    query: Query, options: Sequence[_Option], evidence: Sequence[Evidence], bare: str, quick: Embedder | None
) -> list[float]:
    """How well each option fits by all that is cheap to know."""
    near = np.zeros(len(options), dtype=np.float32)
    if quick is not None and options:
        near = np.asarray(quick.embed_sentences([each.clause for each in options])) @ quick.embed_question(bare)
    telling = {article: _telling_words(query, article, evidence) for article in {_article(each) for each in options}}
    return [
        option.passage_score
        + _SENTENCE_SHARE * option.evidence.score
        + _QUICK_SHARE * float(similarity)
        + _agreement(query, option, telling[_article(option)])
        for option, similarity in zip(options, near, strict=True)
    ]


def _article(option: _Option) -> str:
    return option.evidence.article.id


def _telling_words(query: Query, article: str, evidence: Sequence[Evidence]) -> dict[str, float]:
    """The question's stems, each with how few sentences of an article hold it: its subject is in many of them, what
    happened in one. Empty where the languages differ."""
    held = [
        set(stems(each.sentence.text, language=query.language))
        for each in evidence
        if each.article.id == article and each.article.language == query.language
    ]
    if not held:
        return {}
    wanted = content_stems(query.text, query.language)
    return {stem: rarity(sum(stem in sentence for sentence in held), len(held)) for stem in wanted}


def _agreement(query: Query, option: _Option, telling: Mapping[str, float]) -> float:
    """What names, words, tense and the manner of reporting say for or against an option."""
    article = option.evidence.article
    # Whom a whole article is about its title says; whom a sentence is about must stand in it.
    named = len(_held(query, f"{article.title} {option.evidence.sentence.text}")) / (len(query.names) or 1)
    shared = 0.0
    if telling:
        found = set(stems(option.clause, language=article.language))
        shared = sum(weight for stem, weight in telling.items() if stem in found) / sum(telling.values())
    loss = _WRONG_SIDE_LOSS * _looks_elsewhere(query, option) + _TENSE_LOSS * _says_elsewhere(query, option)
    loss += _REPORTING_LOSS * _only_reports(query, option) + _UNKNOWN_LOSS * (option.first.begin is None)
    return _NAMES_SHARE * named + _WORDS_SHARE * shared - loss


def _named(query: Query, option: _Option) -> list[str]:
    """The question's names that the sentence holds, or the article's head: there it says once whom it is about."""
    return _held(query, f"{option.introduction} {option.evidence.sentence.text}")


def _held(query: Query, text: str) -> list[str]:
    missing = missing_names(query, words(text))
    return [name for name in query.names if name not in missing]


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
    asked = _ASKS_FOR_REPORT.get(query.language)
    return bool(reporting and reporting.search(option.clause) and not (asked and asked.search(query.text)))
