"""Whether a name of the question stands in a text, in another spelling or transliteration at most."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from index.sounds import sound_alike
from index.words import fold
from retrieval.places import are_different_places

#: Letters and groups that transliterations into German and English swap, rewritten to one of them, longest first.
_SAME_SOUND = [
    ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("dsch", "g"), ("zh", "s"), ("sh", "s"), ("ch", "c"), ("kh", "h"),
    ("ck", "k"), ("ph", "f"), ("th", "t"), ("gh", "g"), ("ts", "s"), ("tz", "s"), ("cz", "c"), ("ae", "a"), ("oe", "o"),
    ("ue", "u"), ("ou", "u"), ("ee", "i"), ("oo", "u"), ("ie", "i"), ("ks", "x"), ("w", "v"), ("y", "i"), ("j", "i"),
    ("q", "k"), ("z", "s"), ("c", "k"),
]  # fmt: skip
_DOUBLE = re.compile(r"(.)\1")
#: A name of at least this many letters is also found inside a compound ("Korea" in "nordkoreanisch").
_COMPOUND = 5
#: Letters beside a name that may be another word, and endings of names.
_REST = 3
_ENDING = re.compile(r"(?:s|n|e[nrs]?)?")
#: Skeletons of so many letters may differ by one, and of so many by two of them.
_MISTYPED = 6
_LONG = 8


def is_named(name: str, words: Collection[str]) -> bool:
    """Whether one of the folded `words` is `name` (folded or not): equal, inflected, transliterated or compounded."""
    plain = fold(name)
    if plain in words or f"{plain}s" in words:
        return True
    if plain[:1].isdigit():
        digits = re.sub(r"[.,]", "", plain)
        return any(re.sub(r"[.,]", "", word) == digits for word in words if word[:1].isdigit())
    if "-" in plain:
        return all(is_named(part, words) for part in plain.split("-") if part)
    return any(_is_like(plain, word) for word in words if not word[:1].isdigit())


def is_same_name(name: str, word: str) -> bool:
    """Whether two folded words are one name, inflected, compounded or transliterated.

    "Weber" is not "Weger", "Merkel" not "Merkle" and "Niger" not "Nigeria".
    """
    own, other = skeleton(name), skeleton(word)
    same = own.removesuffix("s") == other.removesuffix("s") or _is_compounded(own, other)
    return (same or sound_alike(name, word)) and not are_different_places(name, word)


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """A folded word with the letters that transliterations swap made one ("lawrow" and "lavrov" are the same)."""
    for group, letter in _SAME_SOUND:
        word = word.replace(group, letter)
    return _DOUBLE.sub(r"\1", word)


def _is_compounded(name: str, word: str) -> bool:
    """Whether a word holds a name with an ending or enough for another word before or after it, unlike "Parisi"."""
    before, found, after = word.partition(name)
    if not found or len(name) < _COMPOUND:
        return False
    return (not before or len(before) >= _REST) and (len(after) >= _REST or bool(_ENDING.fullmatch(after)))


def _is_like(name: str, word: str) -> bool:
    """The same, or for longer words one of the same root ("observatory", "Observatorium") or mistyped."""
    own, other = skeleton(name), skeleton(word)
    if len(own) < 4 or len(other) < 4:
        return own in (other, other.removesuffix("s"))
    if is_same_name(name, word):
        return True
    if own[0] != other[0] or min(len(own), len(other)) < _MISTYPED or abs(len(own) - len(other)) > 2:
        return False
    # Two letters exchanged count as two changes: "Merkel", "Merkle".
    allowed = 2 if len(own) >= _LONG else 1
    return Levenshtein.distance(own, other, score_cutoff=allowed) <= allowed and not are_different_places(name, word)
