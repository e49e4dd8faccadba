"""How a text may write the names of a question: transliterated, translated or compounded.

"Choe Son Hui" is "Choi Sun-hui", "Munich" is "München", "Kremlin" stands in "Kremlchef". What the names may become is
looked up among the words of a text or of the whole archive, so that only spellings that occur are found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Protocol

from index.sounds import allowance, distance, sound_alike, sound_keys, sounds
from index.words import words
from retrieval.function_words import FUNCTION_WORDS, GRAMMAR
from retrieval.names import is_named
from retrieval.places import (
    are_different_places,
    city_names,
    codes_in,
    countries_in,
    country_names,
    is_of_city,
    uninflected,
    with_kin,
)
from retrieval.question import Query

#: Letters of a name that is found at the beginning of a compound, and of what must follow it.
_COMPOUND = 5
_REST = 4
#: A word with so few sounds is no name's spelling by itself unless it sounds the same; beside another word it is.
_SHORT = 4
#: Words side by side that are compared as one name, the letters that they have together at least, the spellings of each
#: that are tried, and how far one and all of them may be from the question's.
_MOST_PARTS = 3
_TOGETHER = 8
_MOST_TRIED = 8
_PART = 0.7
_WHOLE = 1.0
#: Letters of a name's stem by which its adjectives are looked up.
_STEM = 4


class Vocabulary(Protocol):
    """The words of a text or of many, folded."""

    def sounding_like(self, word: str) -> Collection[str]:
        """Words with the consonants of `word` (see index.sounds); names among them at least."""
        ...

    def beginning(self, start: str) -> Collection[str]:
        """Words that begin with `start`."""
        ...

    def known(self, words: Iterable[str]) -> Collection[str]:
        """Those of `words` that occur."""
        ...


class TextVocabulary:
    """The words of one text."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._by_key: dict[str, list[str]] = {}
        for word in self._words:
            for key in sound_keys(word):
                self._by_key.setdefault(key, []).append(word)

    def sounding_like(self, word: str) -> Collection[str]:
        return {each for key in sound_keys(word) for each in self._by_key.get(key, ())}

    def beginning(self, start: str) -> Collection[str]:
        return [word for word in self._words if word.startswith(start)]

    def known(self, words: Iterable[str]) -> Collection[str]:
        return self._words.intersection(words)


@dataclass(frozen=True)
class Spellings:
    """What stands for words of a question: {words side by side in a text: words of the question}."""

    forms: Mapping[tuple[str, ...], frozenset[str]]

    @cached_property
    def _lengths(self) -> Mapping[str, Sequence[int]]:
        """How long the forms are that begin with a word."""
        lengths: dict[str, set[int]] = {}
        for form in self.forms:
            lengths.setdefault(form[0], set()).add(len(form))
        return {word: sorted(found) for word, found in lengths.items()}

    def of(self, name: str) -> list[tuple[str, ...]]:
        """What stands for one word of the question."""
        return [form for form, stands_for in self.forms.items() if name in stands_for]

    def named(self, text: Sequence[str]) -> list[str]:
        """The words of a text with those added, after each, for which it or it and the next ones stand."""
        # Few words begin a form, and this is done for hundreds of sentences a question.
        if self._lengths.keys().isdisjoint(text):
            return list(text)
        found = []
        for place, word in enumerate(text):
            found.append(word)
            for length in self._lengths.get(word, ()):
                stands_for = self.forms.get(tuple(text[place : place + length]), frozenset())
                found += sorted(stands_for - {word})
        return found


def spellings(query: Query, vocabulary: Vocabulary) -> Spellings:
    """How the words of `vocabulary` write the question's names and the countries of its adjectives."""
    forms: dict[tuple[str, ...], set[str]] = {}
    asked = words(query.text)
    named = {word for name in query.names for word in words(name) if word.isalpha()}
    grammar = FUNCTION_WORDS.get(query.language, frozenset())
    countries = _countries(asked, grammar)
    # What is a country's name is translated, never transliterated: "States" is not "status".
    others = named.difference(*(asked[place : place + length] for place, length, _ in countries))
    for stretch, found in [
        *((asked[place : place + length], _forms_of_country(codes, vocabulary)) for place, length, codes in countries),
        *_cities(asked, others, vocabulary),
        *(((name,), _respelled(name, vocabulary)) for name in sorted(others)),
        *_side_by_side(asked, others, vocabulary),
    ]:
        for form in found:
            if form != tuple(stretch):
                forms.setdefault(form, set()).update(stretch)
    return Spellings({form: frozenset(stands_for) for form, stands_for in forms.items()})


def missing_names(query: Query, text: Sequence[str]) -> list[str]:
    """Names and numbers of the question that a text, its folded words in order, does not hold in any spelling."""
    held = frozenset(text)
    missing = [name for name in query.names if not is_named(name, held)]
    if not missing:
        return []
    spelt = frozenset(spellings(query, TextVocabulary(held)).named(text))
    return [name for name in missing if not all(word in spelt for word in words(name))]


def _respelled(name: str, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """One word of a name, transliterated otherwise, and compounds of it."""
    alike = [
        word
        for word in _names_like(name, vocabulary)
        if sound_alike(name, word) and not are_different_places(name, word)
    ]
    yield from ((word,) for word in alike)
    for word in {name, *alike}:
        yield from ((each,) for each in compounds(word, vocabulary))


def _names_like(name: str, vocabulary: Vocabulary) -> set[str]:
    return set(vocabulary.sounding_like(name)) - GRAMMAR


def compounds(name: str, vocabulary: Vocabulary) -> list[str]:
    """Words that a folded name begins, inflected or followed by another word of the vocabulary ("Kremlchef")."""
    if len(name) < _COMPOUND:
        return []
    longer = {word: word.removeprefix(name) for word in vocabulary.beginning(name) if word != name}
    rests = {rest for each in longer.values() for rest in (each, each.removeprefix("s")) if len(rest) >= _REST}
    known = set(vocabulary.known(rests))
    return [
        word
        for word, rest in longer.items()
        if (rest == "s" or rest in known or rest.removeprefix("s") in known) and not are_different_places(name, word)
    ]


def _countries(asked: Sequence[str], grammar: Collection[str]) -> list[tuple[int, int, frozenset[str]]]:
    """The countries and languages that a question names: first word, number of words, codes with their kin."""
    return [
        (place, length, with_kin(codes))
        for place, length, codes in countries_in(asked)
        # "us" and "in" are words of grammar before they are countries.
        if length > 1 or asked[place] not in grammar
    ]


def _forms_of_country(codes: frozenset[str], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    names = country_names(codes)
    starts = {
        parts[0][: max(_STEM, len(parts[0]) - 3)] for parts in names if len(parts) == 1 and len(parts[0]) >= _STEM
    }
    single = {word for start in starts for word in vocabulary.beginning(start) if codes_in([word]) & codes}
    several = [form for parts in names if len(parts) > 1 for form in _inflected(parts, vocabulary)]
    short = vocabulary.known(parts[0] for parts in names if len(parts) == 1 and len(parts[0]) < _STEM)
    return [*((word,) for word in sorted({*single, *short})), *several]


def _inflected(parts: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """A name of several words as the vocabulary has it, its adjectives with any ending."""
    last = vocabulary.known([parts[-1], f"{parts[-1]}s"])
    if last:
        stems = [uninflected(part) for part in parts[:-1]]
        before = [[word for word in vocabulary.beginning(stem) if uninflected(word) == stem] for stem in stems]
        yield from product(*before, last)


def _cities(
    asked: Sequence[str], named: set[str], vocabulary: Vocabulary
) -> Iterator[tuple[Sequence[str], list[tuple[str, ...]]]]:
    for length in (1, 2):
        for place in range(len(asked) - length + 1):
            stretch = asked[place : place + length]
            # With an article as in "The Hague".
            if named.intersection(stretch) and (named | GRAMMAR).issuperset(stretch) and (names := city_names(stretch)):
                yield stretch, _forms_of_city(names, vocabulary)


def _forms_of_city(names: Collection[str], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    several = [parts for name in names if len(parts := tuple(name.split())) > 1]
    starts = {name[: max(3, len(name) - 2)] for name in names if " " not in name}
    single = {word for start in starts for word in vocabulary.beginning(start) if is_of_city(word, names)}
    return [
        *((word,) for word in sorted(single)),
        *(parts for parts in several if len(vocabulary.known(parts)) == len(parts)),
    ]


def _side_by_side(
    asked: Sequence[str], named: set[str], vocabulary: Vocabulary
) -> Iterator[tuple[Sequence[str], list[tuple[str, ...]]]]:
    """Names of several words, of which short ones may be spelt rather differently ("Choe Son Hui", "Choi Sun-hui")."""
    for length in range(2, _MOST_PARTS + 1):
        for place in range(len(asked) - length + 1):
            stretch = asked[place : place + length]
            if set(stretch) <= set(named) and any(len(sounds(word)) <= _SHORT for word in stretch):
                yield stretch, _respelled_together(stretch, vocabulary)


def _respelled_together(parts: Sequence[str], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    whole = "".join(parts)
    if len(whole) < _TOGETHER:
        return []
    forms: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for part in parts:
        near = _near(part, vocabulary)
        forms = [(gap + more, (*form, word)) for gap, form in forms for more, word in near if gap + more <= _WHOLE]
    return [form for gap, form in forms if form != tuple(parts) and gap <= allowance(whole, "".join(form))]


def _near(part: str, vocabulary: Vocabulary) -> list[tuple[float, str]]:
    """The words nearest to one part of a name with their distances, itself first."""
    measured = [
        (gap, word)
        for word in {part, *_names_like(part, vocabulary)}
        if (gap := distance(sounds(part), sounds(word), most=_PART)) <= _PART
    ]
    return sorted(measured)[:_MOST_TRIED]
