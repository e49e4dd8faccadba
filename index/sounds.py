"""What a word sounds like, whichever language's letters spell it: "Chruschtschow" and "Khrushchev" are one name.

A word becomes a string of sounds. Two words are one name's spellings where a weighted edit distance between their
sounds is small for their length: changes that transliterations make of one sound cost little, others much (as in
Kondrak, "A new algorithm for the alignment of phonetic sequences", 2000, with costs by hand). Words of equal
consonants share a key, by which the archive's words are looked up.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

#: Letters and their sound, longest first. Vowels stay; "S" s, "Š" sh, "Z" ts or z, "C" ch in "chess", "H" that or ch in
#: "Bach", "X" h or kh, "J" j in "jam" or "ja", "Y" y in "yes".
_SOUNDS = {
    "schtsch": "ŠC", "shch": "ŠC", "tsch": "C", "dsch": "J", "dzh": "J", "dsh": "J", "zsch": "Š", "sch": "Š",
    "tch": "C", "zh": "Š", "sh": "Š", "ch": "H", "kh": "X", "gh": "G", "ph": "F", "th": "T", "dt": "T", "dh": "D",
    "ck": "K", "cz": "C", "cs": "C", "sz": "Š", "tz": "Z", "ts": "Z", "zz": "Z", "dz": "Z", "dj": "J", "dg": "J",
    "ks": "KS", "x": "KS", "qu": "KV", "q": "K", "c": "K", "k": "K", "z": "Z", "s": "S", "j": "J", "w": "V",
    "v": "V", "f": "F", "g": "G", "h": "X", "t": "T", "d": "D", "p": "P", "b": "B", "m": "M", "n": "N", "l": "L",
    "r": "R", "ł": "L", "đ": "D", "ð": "D", "þ": "T", "ou": "u", "oo": "u", "ee": "i", "ie": "i", "ae": "a",
    "oe": "o", "ue": "u", "æ": "a", "ø": "o", "œ": "o", "ı": "i", "a": "a", "e": "e", "i": "i", "o": "o", "u": "u",
    "y": "i",
}  # fmt: skip
_LETTERS = re.compile(
    r"(?P<soft>c(?=[eiy])|ds(?=[aeiou]))|(?P<glide>y(?=[aeou]))|" + "|".join(sorted(_SOUNDS, key=len, reverse=True))
)
_DOUBLE = re.compile(r"(.)\1")
_VOWELS = frozenset("aeiou")
#: Sounds that one spelling or another leaves out.
_FAINT = {"X": 0.3, "Y": 0.2, "J": 0.6}
#: (sounds, others of them or further ones): the cost of a change between two of them, either way.
_CHANGES = [
    ("J", "Yi", 0.1), ("Y", "i", 0.1), ("C", "H", 0.2), ("H", "X", 0.2), ("F", "V", 0.2), ("S", "Z", 0.3),
    ("C", "Z", 0.3), ("HX", "K", 0.4), ("J", "ŠZCG", 0.4), ("V", "u", 0.4), ("S", "ŠCJ", 0.5), ("Š", "ZCH", 0.5),
    ("X", "G", 0.5), ("K", "G", 0.5), ("T", "D", 0.5), ("P", "B", 0.5), ("V", "B", 0.6), ("e", "i", 0.4),
    ("o", "aue", 0.4), ("a", "e", 0.5), ("u", "ae", 0.6), ("i", "ua", 0.7), ("i", "o", 0.9),
]  # fmt: skip
_CHANGE = {
    pair: cost
    for sounds, others, cost in _CHANGES
    for one in sounds
    for other in others
    for pair in ((one, other), (other, one))
}
#: No two spellings of one name differ by more, however long it is.
_MOST = 2.0
#: Cost that is allowed for each sound of the shorter word, and the sounds below which no vowel may change.
_SHARE = 0.14
_SHORT = 4
#: What a consonant's sounds count as in a key: "" where it may be left out.
_CLASSES = {
    "S": "s", "Š": "s", "Z": "s", "C": "s", "K": "k", "G": "k", "T": "t", "D": "t", "P": "p", "B": "p", "F": "f",
    "V": "f", "M": "m", "N": "n", "L": "l", "R": "r",
}  # fmt: skip
_READINGS = {"H": ("s", "", "k"), "X": ("",), "J": ("", "s"), "Y": ("",)}
_MOST_KEYS = 9
_LONGEST = 30


@lru_cache(maxsize=16384)
def sounds(word: str) -> str:
    """The sounds of a folded word, one character each; characters that are no Latin letters are left out."""
    found = []
    for match in _LETTERS.finditer(word):
        found.append("Z" if match["soft"] else "Y" if match["glide"] else _SOUNDS[match.group()])
    return _DOUBLE.sub(r"\1", "".join(found))


@lru_cache(maxsize=16384)
def sound_keys(word: str) -> tuple[str, ...]:
    """Keys under which a folded word is kept: what its consonants may be, with a final s as a possessive ending too.

    Without repetition; none for a number, a word of one letter or one too long for a name.
    """
    if not 2 <= len(word) <= _LONGEST or not word.isalpha():
        return ()
    keys = dict.fromkeys(_keys(word))
    if (bare := _without_ending(word)) != word:
        keys |= dict.fromkeys(_keys(bare))
    return tuple(keys)


def _keys(word: str) -> list[str]:
    # "kh" may be a k too ("Khadafi", "Gaddafi"), while a plain h never is.
    readings = [
        ("", "k") if sound == "X" and "kh" in word else _READINGS.get(sound) or (_CLASSES[sound],)
        for sound in sounds(word)
        if sound not in _VOWELS
    ]
    keys = (_DOUBLE.sub(r"\1", "".join(reading)) for reading in islice(product(*readings), _MOST_KEYS))
    return [key for key in dict.fromkeys(keys) if key]


def _without_ending(word: str) -> str:
    """Without the s of a German genitive, where enough is left for a name."""
    return word.removesuffix("s") if len(word) > _SHORT + 1 else word


@lru_cache(maxsize=16384)
def sound_alike(one: str, other: str) -> bool:
    """Whether two folded words may be spellings of one name: they share a key, and sound nearly the same."""
    if not any(key in sound_keys(other) for key in sound_keys(one)):
        return False
    pairs = {(one, other), (_without_ending(one), other), (one, _without_ending(other))}
    return any(distance(sounds(a), sounds(b), most=_MOST) <= allowance(a, b) for a, b in pairs)


def allowance(one: str, other: str) -> float:
    """The greatest distance between spellings of one name: a share of the shorter one's sounds."""
    shorter = min(len(sounds(one)), len(sounds(other)))
    return 0.25 if shorter <= _SHORT else min(_MOST, _SHARE * shorter)


def distance(one: str, other: str, *, most: float) -> float:
    """Weighted edit distance between two strings of sounds; anything above `most` where it is above."""
    if one == other:
        return 0.0
    if abs(len(one) - len(other)) > 3:
        return most + 1
    before = [0.0]
    for place in range(len(other)):
        before.append(before[-1] + _left_out(other, place))
    for row, sound in enumerate(one):
        line = [before[0] + _left_out(one, row)]
        for column, heard in enumerate(other):
            line.append(
                min(
                    before[column] + _change(sound, heard),
                    before[column + 1] + _left_out(one, row),
                    line[column] + _left_out(other, column),
                )
            )
        if min(line) > most:
            return most + 1
        before = line
    return before[-1]


def _change(sound: str, heard: str) -> float:
    if sound == heard:
        return 0.0
    vowels = (sound in _VOWELS) + (heard in _VOWELS)
    return _CHANGE.get((sound, heard), 0.8 if vowels == 2 else 1.5)


def _left_out(text: str, place: int) -> float:
    sound = text[place]
    if sound not in _VOWELS:
        return _FAINT.get(sound, 1.5)
    beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return 0.4 if any(each in _VOWELS or each in "JY" for each in beside) else 0.8
