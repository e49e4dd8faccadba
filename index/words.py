"""Words as full text search sees them: folded, and for a known language reduced to their stem."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

#: Of these words and of their sounds (index.sounds).
RULES_VERSION = "words-2"

#: ISO 639-1 codes for which word forms are folded; other languages are searched by their plain words.
_STEMMERS = {"de": "german", "en": "english"}
#: Words of letters, and numbers with their separators ("26.000", "6½", "14:30"), as one token each.
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
#: What stands before the first word of a sentence or quotation.
_OPENING = re.compile(r"[.!?:\n„“”\"»«‚‘][\s\"„“”»«‚‘]*$")
_lock = threading.Lock()


def words(text: str) -> list[str]:
    """Lower-cased words and numbers of `text` without accents, in order ("Pjöngjang" gives "pjongjang")."""
    return [fold(match.group()) for match in _WORD.finditer(text)]


def capitalised(text: str) -> set[str]:
    """Words of `text` as `words` gives them that have a capital letter somewhere other than where a sentence begins, or
    stand there and nowhere with a small one: names, and German nouns."""
    found, opening, small = set[str](), set[str](), set[str]()
    for match in _WORD.finditer(text):
        word = match.group()
        if not word[0].isupper():
            small.add(fold(word))
        elif _OPENING.search(text, max(0, match.start() - 4), match.start()) or not match.start():
            opening.add(fold(word))
        else:
            found.add(fold(word))
    return found | (opening - small)


def stems(text: str, *, language: str) -> list[str]:
    """The words of `text`, each reduced to its stem by the Snowball stemmer of `language` where there is one."""
    name = _STEMMERS.get(language)
    if name is None:
        return words(text)
    return [_stem(name, match.group()) for match in _WORD.finditer(text)]


#: Words come back so often in news that nearly all have been folded before; this many take some 5 MB, as do stems.
@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """`word` in lower case without accents and without a possessive ending."""
    return _folded(word)


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower().replace("ß", "ss"))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"['’](?:s$)?", "", letters)


@lru_cache(maxsize=16384)
def _stem(name: str, word: str) -> str:
    """The folded stem of a word as it stands in the text."""
    # One stemmer holds the word it works on, so calls must not overlap.
    with _lock:
        return _folded(str(_stemmer(name).stemWord(re.sub(r"['’]s?$", "", word.lower()))))


@lru_cache(maxsize=8)
def _stemmer(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)
