"""Clauses of a sentence: the stretch of words that a date belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.articles import Span

#: A shorter stretch says too little by itself and takes in the next one.
_SHORTEST = 24
_BREAK = re.compile(r"[,;:]\s+|\s[–—-]\s+")
_QUOTED = re.compile(r"[„“\"«»‹›][^„“”\"«»‹›]{1,300}[“”\"«»‹›]")
_COORDINATION = re.compile(r"\s(?:und|and|aber|but|sowie|while|während)\s", re.IGNORECASE)


def clauses(sentence: str) -> list[Span]:
    """The sentence cut at commas, colons and dashes outside quotations; together they cover all of it."""
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    cuts = [
        match.end()
        for match in _BREAK.finditer(sentence)
        if not any(start <= match.start() < end for start, end in quoted)
    ]
    edges = [0, *cuts, len(sentence)]
    return [Span(start, end) for start, end in pairwise(edges) if end > start]


def clauses_of(sentence: str, dates: Sequence[Span]) -> list[str]:
    """For each of `dates` (ordered spans of a sentence) the words that it dates.

    A clause with several dates ends after each one's own words, at a coordination where there is one: "was founded in
    1921", then "was founded in 1921 and moved to Leipzig in 1994", since later words lean on the subject of the first.
    A very short clause is widened by its neighbour.
    """
    whole = clauses(sentence)
    found = []
    for number, date in enumerate(dates):
        clause = _holding(whole, date)
        start, end = clause.start, clause.end
        if number + 1 < len(dates) and dates[number + 1].start < end:
            end = _cut(sentence, date, dates[number + 1])
        if end - start < _SHORTEST:
            start, end = _widened(whole, Span(start, end))
        found.append(sentence[start:end].strip(" ,;:–—"))
    return found


def _holding(whole: Sequence[Span], date: Span) -> Span:
    """The stretch of clauses that a date lies in; a date with a comma in it ("Tuesday, 28 October") spans two."""
    inside = [clause for clause in whole if clause.start < date.end and clause.end > date.start]
    return Span(inside[0].start, inside[-1].end)


def _cut(sentence: str, first: Span, second: Span) -> int:
    """Where the words of one date end and those of the next begin."""
    between = sentence[first.end : second.start]
    coordination = _COORDINATION.search(between)
    return first.end + (coordination.start() if coordination else 0)


def _widened(whole: Sequence[Span], short: Span) -> tuple[int, int]:
    """A date between commas belongs to the words before it; one that opens the sentence to those after it."""
    before = [clause.start for clause in whole if clause.start < short.start]
    if before:
        return before[-1], short.end
    after = next((clause.end for clause in whole if clause.end > short.end), short.end)
    return short.start, after
