"""Passages: windows of whole sentences, the unit that full text search ranks and that gives a quote its context."""

from __future__ import annotations

from collections.abc import Sequence

from index.articles import Span

RULES_VERSION = "passages-1"
#: Characters of a passage, about 256 tokens, beyond which a new one begins. A longer sentence is a passage of its own.
LONGEST = 1200


def passages(sentences: Sequence[Span]) -> list[range]:
    """Group sentences into passages: each range counts the ordinals of consecutive sentences."""
    groups: list[range] = []
    first = 0
    for ordinal, sentence in enumerate(sentences):
        if ordinal > first and sentence.end - sentences[first].start > LONGEST:
            groups.append(range(first, ordinal))
            first = ordinal
    if sentences:
        groups.append(range(first, len(sentences)))
    return groups


def extent(sentences: Sequence[Span], group: range) -> Span:
    """The characters that a group of sentences covers."""
    return Span(sentences[group[0]].start, sentences[group[-1]].end)
