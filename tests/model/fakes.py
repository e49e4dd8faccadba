"""Models that write what a test tells them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.model.contract import Piece


class ScriptedModel:
    """Writes `text` word by word, or what `text(instructions, request)` gives; keeps its requests."""

    name = "fake:scripted"

    def __init__(self, text: str | Callable[[str, str], str]) -> None:
        self._text = text
        self.requests: list[tuple[str, str]] = []

    def stream(self, instructions: str, request: str) -> Iterator[Piece]:
        self.requests.append((instructions, request))
        text = self._text if isinstance(self._text, str) else self._text(instructions, request)
        for word in re.findall(r"\S+\s*|\s+", text):
            yield Piece(word, 100, 20)


def number_of(request: str, words: str) -> int:
    """The number under which a request shows the sentence that contains `words`."""
    found = re.search(rf"\[(\d+)\][^\n]*{re.escape(words)}", request)
    assert found is not None, words
    return int(found[1])
