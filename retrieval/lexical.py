"""Lexical scoring: BM25 as a share of what the question's words could give at most.

BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) divided by the weight of all the question's
words: it reads as "how much of the question is found here", and does not grow with the archive.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

_SATURATION = 1.2
_LENGTH = 0.75


def rarity(frequency: int, passages: int) -> float:
    """Inverse document frequency of a word that `frequency` of `passages` passages hold; always positive."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def coverage(terms: Mapping[str, float], text: Sequence[str], *, usual_length: float) -> float:
    """Share of the weight of `terms` (word: rarity) that the words of a text hold; 0 without terms.

    1 is never quite reached: each word counts 1/2.2 once in a text of usual length, more in a shorter one or repeated.
    """
    weight = sum(terms.values())
    if weight <= 0 or not text:
        return 0.0
    counts = Counter(word for word in text if word in terms)
    length = _SATURATION * (1 - _LENGTH + _LENGTH * len(text) / max(usual_length, 1.0))
    found = sum(terms[word] * count * (_SATURATION + 1) / (count + length) for word, count in counts.items())
    return found / (weight * (_SATURATION + 1))
