"""Dates in words: "Monday, 27 October 2025", "im Juni 2019", "in the week from 27 October to 2 November 2025"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from index.dates import interval

Day = datetime.date


@dataclass(frozen=True, slots=True)
class DateWords:
    """How one language writes dates. Phrases carry their preposition, so that they answer "when?" by themselves."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    seasons: dict[str, str]
    parts: dict[str, str]
    day: str
    part_of_day: str
    clock: str
    month: str
    year: str
    week: str
    weekend: str
    season: str
    quarter: str
    half: str
    decade: str
    century: str
    between: str
    plain_day: str
    ordinal: Callable[[int], str]


def _english_ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_ENGLISH = DateWords(
    months=tuple("January February March April May June July August September October November December".split()),
    short_months=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
    weekdays=tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    seasons={"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"},
    parts={
        "MO": "in the morning",
        "MI": "at midday",
        "AF": "in the afternoon",
        "EV": "in the evening",
        "NI": "at night",
        "DT": "in the daytime",
    },
    day="on {weekday}, {day}",
    part_of_day="{day}, {part}",
    clock="{day}, at {clock}",
    month="in {month} {year}",
    year="in {year}",
    week="in the week from {first} to {last}",
    weekend="on the weekend of {first} and {last}",
    season="in {season} {year}",
    quarter="in the {number} quarter of {year}",
    half="in the {number} half of {year}",
    decade="in the {year}s",
    century="in the {number} century",
    between="between {first} and {last}",
    plain_day="{day} {month} {year}",
    ordinal=_english_ordinal,
)
_GERMAN = DateWords(
    months=tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()),
    short_months=tuple("Jan. Feb. März April Mai Juni Juli Aug. Sept. Okt. Nov. Dez.".split()),
    weekdays=tuple("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()),
    seasons={"SP": "Frühling", "SU": "Sommer", "FA": "Herbst", "WI": "Winter"},
    parts={
        "MO": "am Morgen",
        "MI": "am Mittag",
        "AF": "am Nachmittag",
        "EV": "am Abend",
        "NI": "in der Nacht",
        "DT": "am Tag",
    },
    day="am {weekday}, {day}",
    part_of_day="{day}, {part}",
    clock="{day}, um {clock} Uhr",
    month="im {month} {year}",
    year="im Jahr {year}",
    week="in der Woche vom {first} bis {last}",
    weekend="am Wochenende des {first} und {last}",
    season="im {season} {year}",
    quarter="im {number} Quartal {year}",
    half="im {number} Halbjahr {year}",
    decade="in den {year}er-Jahren",
    century="im {number} Jahrhundert",
    between="zwischen dem {first} und dem {last}",
    plain_day="{day}. {month} {year}",
    ordinal=lambda number: f"{number}.",
)
_LANGUAGES = {"de": _GERMAN, "en": _ENGLISH}


def date_words(language: str) -> DateWords:
    """The date words of a language; English where there are none."""
    return _LANGUAGES.get(language, _ENGLISH)


def plain_day(day: Day, language: str) -> str:
    """ "27 October 2025", "27. Oktober 2025"."""
    words = date_words(language)
    return words.plain_day.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def short_day(day: Day, language: str) -> str:
    """ "27 Oct 2025", "27. Okt. 2025": for the small print."""
    words = date_words(language)
    return words.plain_day.format(day=day.day, month=words.short_months[day.month - 1], year=day.year)


def when_phrase(value: str, language: str) -> str | None:
    """A TIMEX3 calendar value as the answer to "when?" ("on Monday, 27 October 2025"); None for any other value."""
    covered = interval(value)
    if covered is None:
        return None
    begin, last = covered[0], covered[1] - datetime.timedelta(days=1)
    words = date_words(language)
    for pattern, phrase in _PHRASES:
        if match := pattern.fullmatch(value):
            return phrase(match, begin, last, words, language)
    return between_phrase(begin, last, language)


def between_phrase(first: Day, last: Day, language: str) -> str:
    """ "between 29 and 30 October 2025"; the day alone where both are the same."""
    words = date_words(language)
    if first == last:
        return _day_phrase(first, words, language)
    shortened = plain_day(first, language)
    if language in _LANGUAGES and first.year == last.year:
        month = "" if first.month == last.month else f" {words.months[first.month - 1]}"
        shortened = f"{first.day}{'.' if language == 'de' else ''}{month}"
    return words.between.format(first=shortened, last=plain_day(last, language))


def _day_phrase(day: Day, words: DateWords, language: str) -> str:
    return words.day.format(weekday=words.weekdays[day.weekday()], day=plain_day(day, language))


_Phrase = Callable[[re.Match[str], Day, Day, DateWords, str], str]


def _week(match: re.Match[str], first: Day, last: Day, words: DateWords, language: str) -> str:
    form = words.weekend if match[1] else words.week
    return form.format(first=plain_day(first, language), last=plain_day(last, language))


def _part(match: re.Match[str], first: Day, last: Day, words: DateWords, language: str) -> str:
    day = _day_phrase(first, words, language)
    if match[1] in words.parts:
        return words.part_of_day.format(day=day, part=words.parts[match[1]])
    return words.clock.format(day=day, clock=match[1][:5]) if ":" in match[1] else day


_PHRASES: list[tuple[re.Pattern[str], _Phrase]] = [
    (re.compile(r"\d{4}-\d\d-\d\d"), lambda match, first, last, words, language: _day_phrase(first, words, language)),
    (re.compile(r"\d{4}-\d\d-\d\dT(.+)"), _part),
    (
        re.compile(r"\d{4}-\d\d"),
        lambda match, first, last, words, language: words.month.format(
            month=words.months[first.month - 1], year=first.year
        ),
    ),
    (re.compile(r"\d{4}"), lambda match, first, last, words, language: words.year.format(year=first.year)),
    (re.compile(r"\d{4}-W\d\d(-WE)?"), _week),
    (
        re.compile(r"(\d{4})-(SP|SU|FA|WI)"),
        lambda match, first, last, words, language: words.season.format(season=words.seasons[match[2]], year=match[1]),
    ),
    (
        re.compile(r"(\d{4})-Q([1-4])"),
        lambda match, first, last, words, language: words.quarter.format(
            number=words.ordinal(int(match[2])), year=match[1]
        ),
    ),
    (
        re.compile(r"(\d{4})-H([12])"),
        lambda match, first, last, words, language: words.half.format(
            number=words.ordinal(int(match[2])), year=match[1]
        ),
    ),
    (re.compile(r"\d{3}"), lambda match, first, last, words, language: words.decade.format(year=f"{match[0]}0")),
    (
        re.compile(r"\d{2}"),
        lambda match, first, last, words, language: words.century.format(number=words.ordinal(int(match[0]) + 1)),
    ),
]
