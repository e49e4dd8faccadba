"""Questions that ask for several events: telling them, and the events that an archive has for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.dates import tag
from index.embeddings import Embedder, Vectors
from index.words import words
from retrieval.listing import introduction_of, items_under
from retrieval.names import is_named
from retrieval.question import Query
from retrieval.search import Evidence
from retrieval.timing import DatedEvidence, dated_evidence

_SEVERAL = {
    "en": re.compile(
        r"\b(?:which|what)\s+(?:\w+\s+){0,4}?\w{3,}s\b.*\bwhen\b|\bwhen\b.*\beach of\b|\bhow often\b|\btime ?line\b"
        r"|\bchronolog\w+|\b(?:each|every) time\b|\blist (?:all|the)\b|\bon (?:which|what) (?:days|dates|occasions)\b",
        re.I,
    ),
    "de": re.compile(
        r"\bwelche\s+(?:\w+\s+){0,3}?\w{3,}.*\bwann\b|\bwann jeweils\b|\bjeweils wann\b|\bwie oft\b|\bzeitleiste\b"
        r"|\bchronolog\w+|\bzeitlicher ablauf\b|\bjedes mal\b|\ban welchen (?:tagen|daten)\b|\bliste (?:alle|die)\b",
        re.I,
    ),
}
#: A list with dates right under all the question's names is a sign by itself that it answers, so less than the usual
#: confidence will do.
LISTED_THRESHOLD = 0.6
#: Events of a list at most, articles looked at, how far behind the best they may be, and dates of each at most.
MOST_EVENTS = 8
_ARTICLES = 6
_ARTICLES_WITHIN = 0.35
_DATES_OF_ARTICLE = 3
#: The best sentences of an article, one of which may begin a list that answers.
_MAY_LIST = 3


def asks_for_several(question: str, language: str) -> bool:
    """Whether a question asks for several events with their dates."""
    several = _SEVERAL.get(language)
    return bool(several and several.search(question))


def best_articles(evidence: Sequence[Evidence]) -> list[str]:
    """Ids of the articles that may tell of an event, best first."""
    best: dict[str, float] = {}
    for each in evidence:
        best.setdefault(each.article.id, each.score)
    top = max(best.values(), default=0.0)
    return [article for article, score in best.items() if score >= top - _ARTICLES_WITHIN][:_ARTICLES]


def events(query: Query, vector: Vectors, whole: Sequence[Evidence], embedder: Embedder) -> list[DatedEvidence]:
    """Dated evidence of different times in the articles `whole` (all their sentences), oldest first.

    The best date of each article whose passage has all the question's names, and further ones of sentences that have
    them by themselves or tell the first one too.
    """
    names = _names(query)
    found: list[DatedEvidence] = []
    for article in dict.fromkeys(each.article.id for each in whole):
        found += _of_article(query, vector, [each for each in whole if each.article.id == article], embedder, names)
    return sorted(_different(found), key=lambda each: (str(each.begin), each.evidence.sentence.key))


def list_under(query: Query, evidence: Sequence[Evidence], article: Sequence[Evidence]) -> list[DatedEvidence]:
    """The dated items of the list that one of the best of `evidence` begins or belongs to, oldest first.

    `evidence` comes from one article, whose sentences `article` holds all. The sentence before the list has to hold all
    the question's names, and two items at least a date; otherwise that list is no answer.
    """
    introductions = [introduction_of(each, article) for each in evidence[:_MAY_LIST]]
    fitting = (each for each in introductions if each and _holds(_names(query), each.sentence.text))
    introduction = next(fitting, None)
    if introduction is None:
        return []
    dated = []
    for item in items_under(introduction, article):
        lengths = {
            each: (each.end_exclusive - each.begin).days
            for each in item.dates
            if each.type in ("DATE", "TIME") and each.begin is not None and each.end_exclusive is not None
        }
        if lengths:
            # "A year later, on 14 June": the day says more than the year.
            date = min(lengths, key=lambda each: lengths[each])
            dated.append(DatedEvidence(item, date, date))
    ordered = sorted(dated, key=lambda each: (str(each.begin), each.evidence.sentence.key))
    return ordered[:MOST_EVENTS] if len(ordered) > 1 else []


def _holds(names: Sequence[str], text: str) -> bool:
    held = frozenset(words(text))
    return all(is_named(name, held) for name in names)


def _of_article(
    query: Query, vector: Vectors, own: Sequence[Evidence], embedder: Embedder, names: Sequence[str]
) -> Iterator[DatedEvidence]:
    first = None
    for _ in range(_DATES_OF_ARTICLE):
        best = next(iter(dated_evidence(query, vector, own, embedder)), None)
        if best is None or not best.resolved or not _speaks_of(names, best, first):
            return
        yield best
        first = first or best
        used = {best.first.start, best.last.start}
        own = [replace(each, dates=[date for date in each.dates if date.start not in used]) for each in own]


def _names(query: Query) -> list[str]:
    """The question's names without the words of its dates."""
    dated = {
        word for each in tag(query.text, language=query.language, published=query.as_of) for word in words(each.text)
    }
    return [name for name in query.names if not dated.intersection(words(name))]


def _speaks_of(names: Sequence[str], each: DatedEvidence, first: DatedEvidence | None) -> bool:
    """Whether the passage of the first date, under its title, has all the names; for a later date the sentence."""
    evidence = each.evidence
    if first is not None and first.evidence.sentence.id == evidence.sentence.id:
        return True
    of_passage = [] if first else [*evidence.passage.words, *words(evidence.article.title)]
    held = frozenset([*words(evidence.sentence.text), *of_passage])
    return all(is_named(name, held) for name in names)


def _different(found: Sequence[DatedEvidence]) -> Iterator[DatedEvidence]:
    """The best of those that tell the same time, or a part of it."""
    kept: list[DatedEvidence] = []
    for each in found:
        if len(kept) < MOST_EVENTS and not any(_overlap(each, other) for other in kept):
            kept.append(each)
            yield each


def _overlap(one: DatedEvidence, other: DatedEvidence) -> bool:
    assert one.begin and other.begin and one.end_exclusive and other.end_exclusive
    return one.begin < other.end_exclusive and other.begin < one.end_exclusive
