"""Clauses of a sentence: the stretch of words that a date belongs to."""

from __future__ import annotations

import re
from itertools import pairwise

from index.articles import Span

#: A shorter stretch says too little by itself and takes in the next one.
_SHORTEST = 24
_BREAK = re.compile(r"[,;:]\s+|\s[–—-]\s+")
_QUOTED = re.compile(r"[„“\"«»‹›][^„“”\"«»‹›]{1,300}[“”\"«»‹›]")


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


def clause_around(sentence: str, start: int, end: int) -> str:
    """The clause that holds characters [start, end), widened by its neighbour where it is very short."""
    found = clauses(sentence)
    inside = [number for number, clause in enumerate(found) if clause.start < end and clause.end > start]
    first, last = (inside[0], inside[-1]) if inside else (0, len(found) - 1)
    while found[last].end - found[first].start < _SHORTEST and (last + 1 < len(found) or first > 0):
        if last + 1 < len(found):
            last += 1
        else:
            first -= 1
    return sentence[found[first].start : found[last].end].strip(" ,;:–—")
