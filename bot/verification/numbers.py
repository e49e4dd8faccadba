"""Numbers in German and English text: digits in either notation, and numbers in words ("drei", "forty-two")."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from index.articles import Span


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text, `text == source[start:end]`. `unit` is "%" or a currency's code, "" where there is none."""

    start: int
    end: int
    text: str
    value: Decimal
    unit: str


_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen".split(),
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
    " siebzehn achtzehn neunzehn".split(),
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety".split(),
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(),
}
_ORDINALS = {
    "en": {
        "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
        "tenth": 10, "eleventh": 11, "twelfth": 12, "twentieth": 20,
    },
    "de": {
        "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9, "zehnt": 10,
        "elft": 11, "zwölft": 12, "zwanzigst": 20,
    },
}  # fmt: skip
#: Times over ("twice") and parts ("half"): said in one word in both languages.
_OTHERS = {
    "en": {"twice": "2", "thrice": "3", "half": "0.5", "quarter": "0.25", "pair": "2"},
    "de": {"hälfte": "0.5", "halb": "0.5", "halbe": "0.5", "halben": "0.5", "halbes": "0.5", "viertel": "0.25"},
}
_SCALES = {
    "hundred": 100, "hundert": 100, "thousand": 1000, "tausend": 1000, "dozen": 12, "dutzend": 12, "million": 10**6,
    "millionen": 10**6, "millions": 10**6, "mio": 10**6, "mn": 10**6, "m": 10**6, "billion_en": 10**9, "bn": 10**9,
    "milliarde": 10**9, "milliarden": 10**9, "mrd": 10**9, "billion_de": 10**12, "billionen": 10**12,
    "trillion_en": 10**12, "tn": 10**12, "dutzende": 12,
}  # fmt: skip
_CURRENCIES = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "eur": "EUR", "$": "USD", "dollar": "USD", "dollars": "USD",
    "usd": "USD",
    "us-dollar": "USD", "£": "GBP", "pfund": "GBP", "pound": "GBP", "pounds": "GBP", "franken": "CHF", "francs": "CHF",
}  # fmt: skip
_PERCENT = {"%": "%", "percent": "%", "prozent": "%", "per cent": "%", "prozentpunkte": "%", "prozentpunkten": "%"}
_UNIT_NAMES = {**_CURRENCIES, **_PERCENT}
#: What says how many "one" and "ein" are as often as not is no number; neither are "first" and "both".
_DIGITS = r"\d+(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?"
_TOKEN = re.compile(rf"(?P<sign>[€$£]\s?)?(?P<digits>(?<![\w.,]){_DIGITS})|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)")
_SCALE = re.compile(r"[\s\u00a0-]?\s?(?P<scale>[^\W\d_]+)\b\.?")
_UNIT_AFTER = re.compile(r"[\s\u00a0-]*(?:US-)?(?P<unit>%|€|\$|£|per cent\b|[^\W\d_]+\b)", re.IGNORECASE)


#: The one "one" that counts by itself.
_ONE_AND_A_HALF = re.compile(r"one\sand\sa\shalf\b", re.IGNORECASE)


def numbers_in(text: str, language: str, *, outside: Collection[Span] = ()) -> list[Number]:
    """Numbers of `text` in order, but for those in the spans `outside` (dates, which are checked as dates)."""
    found: list[Number] = []
    cursor = 0
    for token in _TOKEN.finditer(text):
        if token.start() < cursor or any(token.start() < span.end and token.end() > span.start for span in outside):
            continue
        read = _digits(token["digits"], language) if token["digits"] else _word(token["word"], language)
        if read is None and language == "en" and _ONE_AND_A_HALF.match(text, token.start()):
            read = Decimal(1)
        if read is None or (language == "de" and _attends(text, token)):
            continue
        value, end = _scaled(text, read, token.end(), language)
        sign = (token["sign"] or "").strip()
        unit, end = (_CURRENCIES[sign], end) if sign else _unit(text, end)
        found.append(Number(token.start(), end, text[token.start() : end], value, unit))
        cursor = end
    return found


_ORDINAL_BEFORE = re.compile(
    r"\b(?:d(?:er|en|em|es|as|ie)|im|am|zum|vom|beim|(?:k?ein|ihr|sein|unser|dies|jed)\w+)\s+$", re.IGNORECASE
)


def _attends(text: str, token: re.Match[str]) -> bool:
    """Whether "achten" is the verb: neither an article nor "im", "zum", "vom" and the like come before it."""
    return token.group() == "achten" and not _ORDINAL_BEFORE.search(text[: token.start()])


_ROMAN = {"II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
          "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16}  # fmt: skip
_ROMANS = re.compile(rf"(?<=[a-zäöüß] )(?:{'|'.join(sorted(_ROMAN, key=len, reverse=True))})\b")


def roman_numbers(text: str) -> list[Number]:
    """The figures of "World War II" and "Leo XIV.", which the other text may tell in words. In any language."""
    found = _ROMANS.finditer(text)
    return [Number(*each.span(), each.group(), Decimal(_ROMAN[each.group()]), "") for each in found]


def is_same(one: Number, other: Number) -> bool:
    """Whether two numbers are equal and do not count different things."""
    return one.value == other.value and (not one.unit or not other.unit or one.unit == other.unit)


def _digits(written: str, language: str) -> Decimal | None:
    plain = re.sub(r"['’\u00a0\u202f ]", "", written)
    separator, decimal = (".", ",") if language == "de" else (",", ".")
    groups = re.escape(separator)
    if not re.fullmatch(
        rf"\d+|\d{{1,3}}(?:{groups}\d{{3}})+(?:{re.escape(decimal)}\d+)?|\d+{re.escape(decimal)}\d+", plain
    ):
        # The other notation, where only that one can be meant.
        separator, decimal = decimal, separator
    plain = plain.replace(separator, "").replace(decimal, ".")
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _word(word: str, language: str) -> Decimal | None:
    lower = word.lower()
    if language == "de":
        return _german(lower)
    return _english(lower)


def _english(word: str) -> Decimal | None:
    if word in _OTHERS["en"]:
        return Decimal(_OTHERS["en"][word])
    if word in _SCALES and word in ("hundred", "thousand", "million", "dozen"):
        return Decimal(_SCALES[word])
    if word in _ORDINALS["en"]:
        return Decimal(_ORDINALS["en"][word])
    first, _, rest = word.partition("-")
    if first in _ORDINALS["en"] and rest.endswith("est"):
        return Decimal(_ORDINALS["en"][first])  # "second-highest"
    value = _value(first, "en")
    if value is None or (value == 1 and not rest):
        return None
    if re.match(r"and-a-half\b", rest):
        return Decimal(value) + Decimal("0.5")
    more = _value(rest, "en") if rest else None
    # "seven-year-old", "two-thirds": the number is the first part.
    return Decimal(value + more) if more is not None and value >= 20 and more < 10 else Decimal(value)


def _value(word: str, language: str) -> int | None:
    if word in _UNITS[language]:
        return _UNITS[language].index(word)
    return 10 * (_TENS[language].index(word) + 2) if word in _TENS[language] else None


_SMALL = "|".join([*sorted([*_UNITS["de"], *_TENS["de"]], key=len, reverse=True), "zwo", "ein", "sech", "sieb"])
_JOINED = re.compile(
    rf"(?:(?P<thousands>.*?)tausend)?(?:und)?(?:(?P<hundreds>{_SMALL})?(?P<hundred>hundert))?(?:und)?(?P<rest>.*)"
)
_GERMAN_BELOW = re.compile(rf"(?:(?P<one>{_SMALL})und(?P<ten>{'|'.join(_TENS['de'])})|(?P<small>{_SMALL}))")
#: "dreimal", "zwölftägig", "zweistündig", "dreiköpfig": a number with what it counts.
_COUNTING = re.compile(
    rf"(?P<number>{_SMALL})(?:mal(?:ige[nmrs]?)?|fach\w*|tägig\w*|wöchig\w*|monatig\w*|jährig\w*|stündig\w*|köpfig\w*|stellig\w*|stöckig\w*|teilig\w*|seitig\w*|spurig\w*|minütig\w*)"
)


#: "zweitwichtigste", "Neuntklässler", but not "achtsamste".
_RANKED = re.compile(
    rf"(?P<ordinal>{'|'.join(sorted(_ORDINALS['de'], key=len, reverse=True))})(?!sam)"
    r"(?:\w+[sß]t(?:e[nmrs]?)?|klässler\w*)"
)


def _german(word: str) -> Decimal | None:
    if word in _OTHERS["de"]:
        return Decimal(_OTHERS["de"][word])
    if word in ("million", "dutzend"):
        return Decimal(_SCALES[word])
    if match := re.fullmatch(r"(.+?)(?:e[nmrs]?)", word):
        ordinal = _ORDINALS["de"].get(match[1])
        if ordinal is not None:
            return Decimal(ordinal)
    if halves := re.fullmatch(r"(?:(?P<whole>\w+?)(?P<and>ein)|andert)halb\w*", word):
        whole = _below_hundred(halves["whole"]) if halves["and"] else 1
        return None if whole is None else Decimal(whole) + Decimal("0.5")
    if ranked := _RANKED.fullmatch(word):
        return Decimal(_ORDINALS["de"][ranked["ordinal"]])
    counting = _COUNTING.fullmatch(word)
    # "einmalig" counts nothing.
    if counting and counting["number"] != "ein":
        return Decimal(_below_hundred(counting["number"]) or 0)
    word = word.split("-")[0]
    if word in ("ein", "eins", "acht" * 2):
        return None
    value = _joined(word)
    return None if value is None else Decimal(value)


def _joined(word: str) -> int | None:
    """ "zweitausenddreihundertfünfundzwanzig"."""
    match = _JOINED.fullmatch(word)
    if match is None or not word:
        return None
    total = 0
    if match["thousands"] is not None:
        thousands = 1 if match["thousands"] in ("", "ein") else _joined(match["thousands"])
        if thousands is None:
            return None
        total += 1000 * thousands
    if match["hundred"]:
        total += 100 * ((_below_hundred(match["hundreds"]) or 1) if match["hundreds"] else 1)
    if match["rest"]:
        rest = _below_hundred(match["rest"])
        if rest is None:
            return None
        total += rest
    elif match["thousands"] is None and not match["hundred"]:
        return None
    return total


def _below_hundred(word: str) -> int | None:
    match = _GERMAN_BELOW.fullmatch(word)
    if match is None:
        return None
    if match["ten"]:
        return (_small(match["one"]) or 0) + (_value(match["ten"], "de") or 0)
    return _small(match["small"])


def _small(word: str) -> int | None:
    return {"ein": 1, "zwo": 2, "sech": 6, "sieb": 7}.get(word, _value(word, "de"))


def _scaled(text: str, value: Decimal, end: int, language: str) -> tuple[Decimal, int]:
    """With the "million" or "hundred thousand" that follows."""
    if language == "en" and value == Decimal("0.5") and (article := re.compile(r"\s+a(?=\s)").match(text, end)):
        end = article.end()  # "half a million"
    while match := _SCALE.match(text, end):
        scale = match["scale"].lower()
        factor = _SCALES.get(scale) or _SCALES.get(f"{scale}_{language}")
        if factor is None or (scale == "m" and match["scale"] != "m"):
            break
        if scale == "m" and not re.search(r"[€$£]\s?[\d.,]+$", text[:end]):
            break  # metres
        value, end = value * factor, match.end("scale")
    if language == "en" and (half := re.match(r"\sand\sa\shalf\b", text[end:])):
        return value + Decimal("0.5"), end + half.end()
    # "three hundred and twenty"
    more = re.match(r"\s(?:and\s)?(?P<more>[a-z]+(?:-[a-z]+)?)\b", text[end:]) if language == "en" else None
    if more and value >= 100 and value % 100 == 0 and text[end - 1 : end].isalpha():
        rest = _english(more["more"])
        if rest is not None and rest < 100 and more["more"] not in _ORDINALS["en"] and rest == rest.to_integral_value():
            return value + rest, end + more.end()
    return value, end


def _unit(text: str, end: int) -> tuple[str, int]:
    match = _UNIT_AFTER.match(text, end)
    unit = _UNIT_NAMES.get(match["unit"].lower()) if match else None
    return (unit, match.end()) if match and unit else ("", end)
