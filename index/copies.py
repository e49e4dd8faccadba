"""Tell copies of one text from different texts about one event. Pure.

An agency report appears in several outlets under other headlines, shortened, edited, corrected. What such copies share
are runs of words (shingles); two reporters who describe the same event share facts and a few quotes, but not the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

#: Words of a shingle. Two are shared by chance, four are lost too easily when a copy is edited.
_SHINGLE = 3
#: Words of an article that count: enough for any agency report, and a book costs no more than a long article.
_READ = 5000
#: One shingle in this many is a print that candidates are looked up by.
_SAMPLED = 6
#: Fewer shingles than this say nothing: "Mehr dazu in Kürze." is in everybody's articles.
_FEWEST = 12
#: Share of the shorter text's shingles that the longer one holds too, from which it is a copy. Of the 75 pairs in
#: the tests, copies share .57 or more, different reports of one event .09 or less; live tickers and
#: pages of offers that share their frame share .43 to .50.
_CONTAINED = 0.52
#: A longer article that merely quotes a short one is not a copy of it.
_OF_LONGER = 0.15
#: Reports written to a pattern (weather, stock exchange) share most words; what tells them apart are their numbers.
_FEW_NUMBERS = 4
_SAME_NUMBERS = 0.5

#: How agencies and papers mark a corrected version, in the title or at the text's beginning.
_CORRECTION = re.compile(
    r"\b(?:korrektur|korrigierte?(?:\s\w+)?\sfassung|berichtigung|berichtigte\sfassung|correction|corrected|corrects)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")

Hashes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What an article is compared by: the hashes of its shingles and of its numbers, sorted, each once."""

    shingles: Hashes
    numbers: Hashes

    @property
    def prints(self) -> list[int]:
        """The sample of shingles that candidates are looked up by; the same shingles in any text that has them."""
        if len(self.shingles) < _FEWEST:
            return []
        return [int(each) for each in self.shingles[self.shingles % _SAMPLED == 0]]


def likeness(text: str) -> Likeness:
    """What the article `text` is compared by."""
    found = [word.lower() for word in _WORD.findall(text[: 12 * _READ])][:_READ]
    codes = np.fromiter((crc32(word.encode("utf-8", "replace")) for word in found), dtype=np.uint64, count=len(found))
    numbers = codes[[word[0].isdigit() for word in found]] if found else codes
    rows = max(0, len(codes) - _SHINGLE + 1)
    mixed = np.zeros(rows, dtype=np.uint64)
    for offset in range(_SHINGLE):
        mixed = (mixed ^ codes[offset : offset + rows]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return Likeness(np.unique(mixed >> np.uint64(32)).astype(np.uint32), np.unique(numbers).astype(np.uint32))


def is_copy(one: Likeness, other: Likeness) -> bool:
    """Whether two articles are copies or versions of one text."""
    fewer, more = sorted((len(one.shingles), len(other.shingles)))
    if fewer < _FEWEST:
        return False
    shared = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    if shared < _CONTAINED * fewer or shared < _OF_LONGER * more:
        return False
    few = min(len(one.numbers), len(other.numbers))
    if few < _FEW_NUMBERS:
        return True
    return len(np.intersect1d(one.numbers, other.numbers, assume_unique=True)) >= _SAME_NUMBERS * few


def is_correction(beginning: str) -> bool:
    """Whether an article's title and first lines mark it as the corrected version of another."""
    return _CORRECTION.search(beginning) is not None


def shared_part(one: Likeness, other: Likeness) -> float:
    """Share of the shorter text's shingles that the other holds, 0 to 1."""
    fewer = min(len(one.shingles), len(other.shingles))
    return len(np.intersect1d(one.shingles, other.shingles, assume_unique=True)) / fewer if fewer else 0.0
