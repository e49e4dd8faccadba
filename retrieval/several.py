"""Questions over several articles, searched as a whole and part by part.

"Does the Echo report that the port will grow, while the Courier calls the plan dead?" is like no single sentence of
either article: the embedding of the whole lies between them, that of each part near one. What the searches find is
joined by reciprocal-rank fusion (Cormack, Clarke and Büttcher, 2009). Its constant is 2 instead of their 60: these are
lists of different questions, each of which should bring its best, not opinions on one. On every fifth question of
MultiHop-RAG 2 found .73 of the facts among ten passages, 10 .70, taking turns .70, the whole question alone .64.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.dates import question_range
from retrieval.question import Query, content_words
from retrieval.search import Evidence, best_of_each_passage

#: Content words of a question that may be about several things, and those that a part has at least.
_LONG = 14
_FEWEST = 4
_MOST_PARTS = 4
#: Of the fusion: what is added to each rank, and the passages of each search that take part.
_CONSTANT = 2
_DEPTH = 30
_BREAK = re.compile(
    r"[,;:]?\s+(?:while|whereas|and|but|or|after|before|then|während|wohingegen|und|aber|oder|nachdem|bevor)\s+|[,;]\s+",
    re.IGNORECASE,
)


def parts_of(query: Query) -> list[Query]:
    """A query for each part of a long question; none where it is about one thing."""
    if len(content_words(query.text, query.language)) < _LONG:
        return []
    parts: list[str] = []
    for piece in _BREAK.split(query.text):
        # A piece that says too little by itself belongs to what stands before it.
        if parts and min(_said(piece, query), _said(parts[-1], query)) < _FEWEST:
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    if len(parts) < 2:
        return []
    longest = sorted(parts, key=lambda part: -_said(part, query))[:_MOST_PARTS]
    return [_asking(query, part) for part in parts if part in longest]


def merged(searches: Sequence[Sequence[Evidence]], *, limit: int) -> list[Evidence]:
    """The best `limit` passages of several searches, each with its best sentence, best first.

    Their scores are those of the fusion: a search's own can be compared within it only.
    """
    scores: dict[int, float] = {}
    found: dict[int, Evidence] = {}
    for search in searches:
        for rank, each in enumerate(best_of_each_passage(search, limit=_DEPTH), start=1):
            scores[each.passage.id] = scores.get(each.passage.id, 0.0) + 1 / (_CONSTANT + rank)
            found.setdefault(each.passage.id, each)
    # The key breaks ties, so that the same archive gives the same order.
    ordered = sorted(found.values(), key=lambda each: (-scores[each.passage.id], each.sentence.key))
    return [replace(each, score=scores[each.passage.id]) for each in ordered[:limit]]


def _said(part: str, query: Query) -> int:
    return len(content_words(part, query.language))


def _asking(query: Query, part: str) -> Query:
    """The query for one part, of the same scope."""
    return replace(
        query,
        text=part,
        names=tuple(name for name in query.names if name in part),
        events=question_range(part, language=query.language, as_of=query.as_of),
    )
