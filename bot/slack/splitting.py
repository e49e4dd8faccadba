"""Long text cut into parts that fit: at paragraphs, else after sentences, else between words, else anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_PARAGRAPH = re.compile(r"\n\s*\n|\n")
#: After the end of a sentence and its closing marks, but not after "28." or a single letter ("J. Smith").
_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\b\d\.)(?<!\b\d\d\.)(?<!\b\w\.)[\"'”“»«)\]]*\s+")
_WORD = re.compile(r"\s+")


def split_text(text: str, *, limit: int, shown: Callable[[str], str] = lambda text: text) -> list[str]:
    """Parts of `text` whose `shown` form (as it is escaped, say) has at most `limit` characters each.

    Nothing is lost but space at the cuts; no part is empty. `limit` must leave room for one shown character.
    """
    return list(_parts(text.strip(), limit, shown))


def _parts(text: str, limit: int, shown: Callable[[str], str]) -> Iterator[str]:
    while text:
        # Only what escaping removes makes text shorter, and that is never most of it.
        if len(text) <= 4 * limit and len(shown(text)) <= limit:
            yield text
            return
        cut = _cut(text, _longest_prefix(text, limit, shown))
        part = text[:cut].strip()
        if part:
            yield part
        text = text[cut:].strip()


def _cut(text: str, most: int) -> int:
    """Where to end the first part of `text`, at most `most` characters in."""
    for boundary in (_PARAGRAPH, _SENTENCE, _WORD):
        # Looked for a little beyond, since the space at a cut is dropped.
        ends = [found.end() for found in boundary.finditer(text, 0, most + 1) if found.start() <= most]
        # A cut far to the front would make many short parts.
        if ends and ends[-1] >= most // 3:
            return ends[-1]
    return max(1, most)


def _longest_prefix(text: str, limit: int, shown: Callable[[str], str]) -> int:
    """How many characters of `text` fit, when shown."""
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        if len(shown(text[:middle])) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def shortened(text: str, limit: int) -> str:
    """`text`, or as many whole words of it as fit, with an ellipsis."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    whole = kept.rsplit(" ", 1)[0] if " " in kept[limit // 2 :] else kept
    return f"{whole.rstrip()}…"
