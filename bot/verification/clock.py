"""Clock times in every way they are told ("halb neun", "half past eight", "20.30 Uhr", "8:30 p.m."), as minutes.

Wider than what is tagged as dates: a time without "a.m." may lie in either half of the day. That is enough to back a
claim, and too little to date an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.verification.facts import Proof
from index.dates import TimeExpression

_NOON, _DAY = 12 * 60, 24 * 60
_HOURS = {
    "en": "one two three four five six seven eight nine ten eleven twelve".split(),
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(),
}
_WORDS = {language: {word: hour for hour, word in enumerate(words, start=1)} for language, words in _HOURS.items()}
_WORDS["de"]["ein"] = 1
_HOUR = {language: rf"(?P<hour>\d{{1,2}}|{'|'.join(words)})" for language, words in _WORDS.items()}
_MINUTE = r"(?P<minute>[0-5]\d)"
_TIMES = {
    "en": [
        # With "o'clock" or a part of the day after it, which is looked for below.
        rf"\b{_HOUR['en']}(?:[:.]{_MINUTE})?(?P<clock>\s*o['’]clock\b)?",
        rf"\b(?P<past>half|quarter)\s+(?P<side>past|to)\s+{_HOUR['en']}\b(?P<clock>)",
        rf"\b(?:at|from|to|until|till|by|around|about|before|after|since|between|and)\s+{_HOUR['en']}:{_MINUTE}\b(?P<clock>)",
        r"\b(?:12(?::00)?\s+)?(?P<named>noon|midday|midnight)\b(?P<clock>)",
    ],
    "de": [
        rf"\b{_HOUR['de']}(?:[:.]{_MINUTE})?\s+Uhr\b(?:\s+(?P<after>[0-5]\d)\b)?(?P<clock>)",
        rf"\b(?:(?P<past>Viertel)\s+(?P<side>nach|vor)|(?P<past_half>halb))\s+{_HOUR['de']}\b(?P<clock>)",
        r"\b(?P<named>Mitternacht)\b(?P<clock>)",
    ],
}
_PATTERNS = {
    language: [re.compile(pattern, re.IGNORECASE) for pattern in patterns] for language, patterns in _TIMES.items()
}
_PART = {
    "en": re.compile(
        r"\s*(?:(?P<half>[ap])\.?\s?m\b\.?|,?\s(?:in\s+the\s+|at\s+)(?P<part>morning|afternoon|evening|night)\b)", re.I
    ),
    "de": re.compile(r"\s+(?P<part>morgens|früh|vormittags|mittags|nachmittags|abends|nachts)\b(?P<half>)", re.I),
}
#: Parts of the day: minutes [begin, end), beyond midnight where it is night.
_PARTS = {
    "a": (0, _NOON), "p": (_NOON, _DAY),
    "morning": (0, _NOON), "afternoon": (_NOON, 19 * 60), "evening": (16 * 60, _DAY), "night": (19 * 60, _DAY + 360),
    "morgens": (0, _NOON), "früh": (0, _NOON), "vormittags": (0, _NOON + 60), "mittags": (11 * 60, 15 * 60),
    "nachmittags": (_NOON, 19 * 60), "abends": (16 * 60, _DAY), "nachts": (19 * 60, _DAY + 360),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time of a text, `text == source[start:end]`; `minutes` are those since midnight that it may mean."""

    start: int
    end: int
    text: str
    minutes: frozenset[int]


def clocks_in(text: str, language: str) -> list[Clock]:
    """Clock times of `text` in order, none overlapping."""
    found = sorted(_found(text, language), key=lambda each: (each.start, -each.end))
    kept: list[Clock] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def clock_backing(minutes: frozenset[int], proofs: Sequence[Proof]) -> str:
    """The words of the evidence that tell one of `minutes`, "" where none do."""
    for proof in proofs:
        for each in proof.dates:
            if minutes & tagged_minutes(each):
                return each.text
        for clock in clocks_in(proof.text, proof.language):
            if minutes & clock.minutes:
                return clock.text
    return ""


def tagged_minutes(expression: TimeExpression) -> frozenset[int]:
    """Minutes since midnight of a tagged time; none where it names no clock time."""
    clock = re.search(r"T(\d\d):(\d\d)", expression.point or expression.value)
    return frozenset({_minute(int(clock[1]), int(clock[2]))}) if clock else frozenset()


def _found(text: str, language: str) -> Iterator[Clock]:
    for pattern in _PATTERNS.get(language, ()):
        for match in pattern.finditer(text):
            part = _PART[language].match(text, match.end())
            if match["clock"] is None and part is None:
                continue
            end = part.end() if part else match.end()
            minutes = _minutes(match, language)
            if part:
                begin, limit = _PARTS[(part["half"] or part["part"]).lower()]
                minutes = {each for each in minutes if begin <= each < limit or begin <= each + _DAY < limit}
            if minutes:
                yield Clock(match.start(), end, text[match.start() : end], frozenset(minutes))


def _minutes(match: re.Match[str], language: str) -> set[int]:
    parts = match.groupdict()
    if named := parts.get("named"):
        return {0 if named.lower() in ("midnight", "mitternacht") else _NOON}
    written = parts["hour"].lower()
    hour = _WORDS[language].get(written) or int(written if written.isdigit() else 0)
    minute = int(parts.get("minute") or parts.get("after") or 0)
    if parts.get("past_half"):
        minute = -30
    elif past := parts.get("past"):
        minute = (30 if past.lower() == "half" else 15) * (-1 if parts["side"].lower() in ("to", "vor") else 1)
    if hour > 24:
        return set()
    either = _either(match, language, hour)
    return {_minute(each, minute) for each in ((hour, hour + 12) if either else (hour,))}


def _either(match: re.Match[str], language: str, hour: int) -> bool:
    """Whether such an hour may lie in either half of the day; "11 Uhr" in figures may not, the other is 23 Uhr."""
    figures = match.groupdict()["hour"].isdigit()
    return 1 <= hour <= 12 and (language == "en" or not figures or " Uhr" not in match.group())


def _minute(hour: int, minute: int) -> int:
    return (60 * hour + minute) % _DAY
