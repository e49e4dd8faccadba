"""A model's text cut into sentences with the numbers that they cite, as the text comes in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.sentences import sentences

_MARKERS = r"(?:\s*[\[【(]\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*[\]】)])"
#: A sentence ends with its markers and the stop before or after them, once other text follows; or with its line.
_END = re.compile(rf"{_MARKERS}+[.!?]?(?=\s+(?![\[【(]\s*\d))|\n+")
_MARKER = re.compile(r"[\[【(]\s*(?P<numbers>\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*[\]】)]")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Drafted:
    """One sentence without its markers and bullet; `cited` are the numbers after it, `listed`: it had a bullet."""

    text: str
    cited: tuple[int, ...]
    listed: bool


def drafted(pieces: Iterable[str], language: str) -> Iterator[Drafted]:
    """The sentences of `pieces`, each as soon as it is complete."""
    buffer = ""
    for piece in pieces:
        buffer += piece
        while match := _END.search(buffer):
            yield from _sentences(buffer[: match.end()], language)
            buffer = buffer[match.end() :]
    yield from _sentences(buffer, language)


def _sentences(stretch: str, language: str) -> Iterator[Drafted]:
    """Sentences up to one group of markers: those before the last one are taken to cite the same."""
    cited = tuple(
        dict.fromkeys(
            int(number) for match in _MARKER.finditer(stretch) for number in re.findall(r"\d+", match["numbers"])
        )
    )
    listed = bool(_BULLET.match(stretch))
    plain = _MARKER.sub("", _BULLET.sub("", stretch))
    plain = re.sub(r"\s+([.!?,])", r"\1", " ".join(plain.replace("**", "").split()))
    if not re.search(r"\w", plain):
        return
    for span in sentences(plain, language=language):
        text = plain[span.start : span.end].strip()
        if re.search(r"\w", text):
            yield Drafted(text if text[-1] in ".!?…”“\"«»'" else f"{text}.", cited, listed)
