"""Whether a name of the question stands in a text, in another spelling or transliteration at most."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from index.words import fold

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
    wanted = skeleton(plain)
    return any(_is_like(wanted, skeleton(word)) for word in words if not word[:1].isdigit())


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A folded word with the letters that transliterations swap made one ("lawrow" and "lavrov" are the same)."""
    for group, letter in _SAME_SOUND:
        word = word.replace(group, letter)
    return _DOUBLE.sub(r"\1", word)


def _is_like(name: str, word: str) -> bool:
    if len(name) < 4 or len(word) < 4:
        return name in (word, word.removesuffix("s"))
    if len(name) >= _COMPOUND and name in word:
        return True
    if name[0] != word[0] or abs(len(name) - len(word)) > 2:
        return False
    allowed = 2 if len(name) >= 8 else 1
    return bool(DamerauLevenshtein.distance(name, word, score_cutoff=allowed) <= allowed)
