"""Countries, languages and cities under their German and English names, from CLDR and GeoNames.

"Belarus" is "weißrussische", "Munich" is "München", "Russian" is of "Russland". The cities come from city_names.txt.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from index.words import fold

_LANGUAGES = ("de", "en")
#: What CLDR does not list: short forms, adjectives that are no language, and names that were given up.
_ALSO = {
    "US": "us usa amerika america amerikanisch american us-amerikanisch u.s. vereinigte_staaten united_states",
    "GB": "uk britain british britisch grossbritannien england english_government great_britain",
    "UN": "un uno vereinten_nationen united_nations",
    "EU": "eu european_union europaische_union europaischen_union",
    "BY": "weissrussland white_russia byelorussia weissrussisch belarussian belarusian belarussisch",
    "CZ": "tschechien czech_republic tschechisch czechia",
    "MM": "burma birma myanmar", "NL": "holland niederlandisch dutch", "CH": "schweizer swiss",
    "AT": "osterreichisch austrian",
    "KP": "nordkoreanisch north_korean dprk", "KR": "sudkoreanisch south_korean seouls", "BE": "belgisch belgian",
    "IR": "persien persia", "TH": "siam", "LK": "ceylon", "ZW": "rhodesien rhodesia", "BF": "obervolta upper_volta",
    "SZ": "swasiland swaziland", "CV": "kap_verde cape_verde", "TL": "osttimor east_timor",
    "ET": "abessinien abyssinia", "BJ": "dahomey", "the Kremlin": "kreml kremlin",
    "the White House": "white_house weisses_haus weissen_haus weisse_haus",
    "Scotland": "schottland scotland schottisch scottish", "Wales": "walisisch welsh wales",
    "the Jews": "judisch jewish juden jews", "the Arabs": "arabisch arab arabs arabien",
    "CI": "elfenbeinkuste ivory_coast", "AE": "vae emirate emirates", "VA": "vatikan vatican",
    "CD": "kongo congo zaire", "EZ": "euro_zone euroraum euro_area", "MK": "mazedonien macedonia",
}  # fmt: skip
_CONTINENTS = ("002", "009", "019", "142", "150")
#: Names shorter than this match with the endings of adjectives and inhabitants only.
_PREFIX = 5
#: What follows a name in a compound has so many letters, or it is an ending.
_REST = 4
_INFLECTION = re.compile(r"[nr]|e[mnrs]?|(?:an|ian|ese|ish)s?|isch|i?nnen|in")
#: "Syrien", "Syria" and the stem to which "isch", "ian" are added; stems have three letters at least.
_COUNTRY_ENDING = re.compile(r"(?<=...)(?:ien|en|on|ei|ia|a|e)$")
_OF_A_COUNTRY = re.compile(r"(?:(?:an|i|ian|es)?isch|ian|an|ish|ese|i|ians|ans|is)(?:e[mnrs]?)?")
#: Equal letters with which the names of a country and of its people's language begin.
_KIN = 3


def codes_in(words: Iterable[str]) -> frozenset[str]:
    """Codes of the countries and languages ("RU", "language ru") that folded words in order speak of."""
    return frozenset(code for _, _, codes in countries_in(list(words)) for code in codes)


def countries_in(words: Sequence[str]) -> list[tuple[int, int, frozenset[str]]]:
    """(first word, number of words, codes) of each country or language that folded words name, in order.

    Of the names that fit at one place the longest counts: "nigerian" is of Nigeria, not of Niger.
    """
    found = []
    by_first = _names()
    for place, word in enumerate(words):
        fitting: dict[tuple[int, int], set[str]] = {}
        for parts, code in by_first.get(word[:3], ()):
            stretch = words[place : place + len(parts)]
            if len(stretch) == len(parts) and _fits(parts, stretch):
                fitting.setdefault((len(parts), len(parts[-1])), set()).add(code)
        if fitting:
            longest = max(fitting)
            found.append((place, longest[0], frozenset(fitting[longest])))
    return found


def are_one_country(claimed: Iterable[str], known: Iterable[str]) -> bool:
    """Whether each claimed code is among the known ones, a language standing for the countries that speak it."""
    have = set(known)
    have |= {f"language {language}" for code in have for language in _official().get(code, ())}
    return all(
        code in have
        or (code.startswith("language ") and code in have)
        or any(f"language {language}" in known for language in _official().get(code, ())[:1])
        for code in claimed
    )


def are_different_places(one: str, other: str) -> bool:
    """Whether two folded words name two countries, or two cities, not one ("Niger", "Nigeria")."""
    codes, others = codes_in([one]), codes_in([other])
    if codes and others:
        return not (with_kin(codes) & with_kin(others))
    listed = (_cities().get(one), _cities().get(other))
    return one != other and all(names is not None for names in listed) and other not in (listed[0] or ())


def with_kin(codes: Collection[str]) -> frozenset[str]:
    """The codes with those of languages called after their countries, and of countries called after their languages."""
    kin = set(codes)
    for code in codes:
        kin |= _kin().get(code, set())
    return frozenset(kin)


def country_names(codes: Collection[str]) -> list[tuple[str, ...]]:
    """The names of countries and languages, in folded words; adjectives are not listed, `codes_in` tells them."""
    return [parts for code in sorted(codes) for parts in _by_code().get(code, ())]


def other_names(city: str) -> frozenset[str]:
    """Folded names of a city of that folded name, itself among them; none where no such city is known."""
    return _cities().get(city, frozenset())


def city_names(words: Sequence[str]) -> frozenset[str]:
    """Other names of the city that folded words name, inflected or not."""
    city = " ".join(words)
    return other_names(city) or other_names(city.removesuffix("s")) or other_names(_without_er(city))


def is_of_city(word: str, names: Collection[str]) -> bool:
    """Whether a folded word is one of a city's folded names, inflected ("Berlins") or its adjective ("Münchner")."""
    if {word, word.removesuffix("s"), _without_er(word)} & set(names):
        return True
    stem = _without_er(word)
    if stem == word:
        return False
    # "Bremer", "Münchner": the city's name has lost its ending.
    return any(name in (f"{stem}en", f"{stem[:-1]}en") for name in names)


def _without_er(word: str) -> str:
    return re.sub("er[ns]?$", "", word)


def is_place(word: str) -> bool:
    """Whether a folded word names a country or a city of more than 100,000 inhabitants."""
    return bool(codes_in([word])) or word in _cities()


def _fits(parts: Sequence[str], stretch: Sequence[str]) -> bool:
    if not _ends_as(parts[-1], stretch[-1]):
        return False
    return all(uninflected(part) == uninflected(word) for part, word in zip(parts[:-1], stretch[:-1], strict=True))


def uninflected(word: str) -> str:
    """A folded word without a German adjective's ending: "Vereinigten Staaten" are the "Vereinigte Staaten"."""
    return re.sub("(?<=....)e[nmrs]?$", "", word)


def _ends_as(name: str, word: str) -> bool:
    if word in (name, f"{name}s"):
        return True
    rest = word.removeprefix(name)
    # "Russlandpolitik" and "russische" begin with a country or language, "Walesa" with none.
    if len(name) >= _PREFIX and rest != word and (len(rest) >= _REST or _INFLECTION.fullmatch(rest)):
        return True
    stem = _COUNTRY_ENDING.sub("", name)
    return len(stem) >= 3 and word.startswith(stem) and bool(_OF_A_COUNTRY.fullmatch(word, len(stem)))


@lru_cache(maxsize=1)
def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """{first three letters: [(folded words of a name, code)]}."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for code, names in _by_code().items():
        for parts in names:
            by_first.setdefault(parts[0][:3], []).append((parts, code))
    return by_first


@lru_cache(maxsize=1)
def _by_code() -> dict[str, list[tuple[str, ...]]]:
    """{code: its names, in folded words}."""
    # Imported here: only a name that does not stand in the text as it is needs them.
    from babel import Locale

    names: dict[str, str] = {}
    for locale in map(Locale.parse, _LANGUAGES):
        for code, name in locale.territories.items():
            # Countries, and the continents with their three digits.
            if len(code) == 2 or code in _CONTINENTS:
                names[_folded(name)] = code
        for code, name in locale.languages.items():
            if len(code) == 2:
                names.setdefault(_folded(name), f"language {code}")
    for code, also in _ALSO.items():
        for name in also.split():
            names[name.replace("_", " ")] = code
    by_code: dict[str, list[tuple[str, ...]]] = {}
    for name, code in names.items():
        by_code.setdefault(code, []).append(tuple(name.split(" ")))
    return by_code


@lru_cache(maxsize=1)
def _kin() -> dict[str, set[str]]:
    """{code of a country or language: those of the languages or countries called after it}."""
    from babel import Locale

    kin: dict[str, set[str]] = {}
    for locale in map(Locale.parse, _LANGUAGES):
        for code, languages in _official().items():
            for language in languages[:1]:
                names = _folded(locale.territories.get(code, "")), _folded(locale.languages.get(language, ""))
                if names[0] and names[0][:_KIN] == names[1][:_KIN]:
                    kin.setdefault(code, set()).add(f"language {language}")
                    kin.setdefault(f"language {language}", set()).add(code)
    return kin


def _folded(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


@lru_cache(maxsize=1)
def _official() -> dict[str, tuple[str, ...]]:
    from babel import Locale
    from babel.languages import get_official_languages

    codes = [str(code) for code in Locale("en").territories]
    return {code: get_official_languages(code) for code in codes if len(code) == 2}


@lru_cache(maxsize=1)
def _cities() -> dict[str, frozenset[str]]:
    """{folded name: all folded names of the largest city called so}."""
    known: dict[str, frozenset[str]] = {}
    text = (files("retrieval") / "city_names.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            names = frozenset(_folded(name) for name in line.split(";"))
            for name in names:
                known.setdefault(name, names)
    return known
