"""Sentences with exact offsets.

sentencex keeps "am 28. Oktober 2025", "Dr. h. c." and "z. B." together, but knows nothing of headings and lists,
which end at the line's end without a full stop. So the text is cut into blocks first and each block into sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from sentencex import segment

from index.articles import Span

RULES_VERSION = "sentences-2"
#: A sentence longer than this is cut at white space: embedding models read no further, and a quote should be readable.
LONGEST = 1200

_LINE = re.compile(r"[^\n]+")
#: What sentencex takes for a part of the sentence, and all that follows with it.
_SIGN = re.compile(r"\s*[*•‣◦·▪–—-]\s+")
_BULLET = re.compile(r"\s*(?:[*•‣◦–—-]\s|\d{1,2}[.)]\s)")
#: Line lengths between which lines are taken for a paragraph wrapped by an editor or a mail program.
_WRAPPED = range(50, 101)


def sentences(text: str, *, language: str) -> list[Span]:
    """The sentences of `text` in order, without surrounding white space, never empty and never overlapping."""
    return [span for block in _blocks(text) for span in _split_block(text, block, language)]


def _blocks(text: str) -> Iterator[Span]:
    """Runs of text that no sentence crosses: paragraphs, and lines where lines are not just wrapped."""
    lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text)]
    wrapped = _is_hard_wrapped([line.end - line.start for line in lines])
    start: int | None = None
    end = 0
    for line in lines:
        content = text[line.start : line.end]
        blank = not content.strip()
        adjacent = line.start == end + 1
        continues = wrapped and adjacent and not blank and not _BULLET.match(content)
        if start is not None and not continues:
            yield Span(start, end)
            start = None
        if not blank:
            start = line.start if start is None else start
            end = line.end
    if start is not None:
        yield Span(start, end)


def _is_hard_wrapped(lengths: list[int]) -> bool:
    """Whether line breaks only wrap paragraphs: several lines, none long, most of them nearly full."""
    return len(lengths) >= 4 and max(lengths) < _WRAPPED.stop and int(median(lengths)) in _WRAPPED


def _split_block(text: str, block: Span, language: str) -> Iterator[Span]:
    bullet = _SIGN.match(text, block.start, block.end)
    position = bullet.end() if bullet else block.start
    for piece in segment(language, text[position : block.end]):
        stripped = piece.strip()
        if not stripped:
            continue
        # sentencex returns the pieces as they stand, so the next occurrence is the piece itself.
        start = text.find(stripped, position, block.end)
        if start < 0:
            continue
        position = start + len(stripped)
        if any(character.isalnum() for character in stripped):
            if bullet:
                # The bullet stays with the first sentence: it tells that this is an item of a list.
                start, bullet = bullet.start() + len(bullet.group()) - len(bullet.group().lstrip()), None
            yield from _cut_overlong(text, Span(start, position))


def _cut_overlong(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        end = space if space > 0 else start + LONGEST
        yield Span(start, end)
        start = end + 1 if space > 0 else end
    if text[start : span.end].strip():
        lead = len(text[start : span.end]) - len(text[start : span.end].lstrip())
        yield Span(start + lead, span.end)
