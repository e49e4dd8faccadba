"""German: word lists, rules and verbs."""

from __future__ import annotations

import re

from index.dates import calendar_rules as calendar
from index.dates import clock_rules as clock
from index.dates import length_rules as length
from index.dates import relative_rules as relative
from index.dates.language import FUTURE, PAST, PERFECT, PRESENT, Language, Verbs
from index.dates.template import Rule, Slot


def _inflected(stems: dict[str, int | str], endings: str = "e en er es em") -> dict[str, int | str]:
    return {stem + ending: meaning for stem, meaning in stems.items() for ending in ["", *endings.split()]}


def _each(words: str, meaning: int | str) -> dict[str, int | str]:
    return dict.fromkeys(words.split(), meaning)


_WEEKDAYS = {
    "montag": 1, "dienstag": 2, "mittwoch": 3, "donnerstag": 4, "freitag": 5, "samstag": 6, "sonnabend": 6, "sonntag": 7,
}  # fmt: skip
_MONTHS = {
    "januar": 1, "jänner": 1, "jan": 1, "februar": 2, "feber": 2, "feb": 2, "märz": 3, "april": 4, "apr": 4, "mai": 5, "juni": 6, "juli": 7,
    "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12,
}  # fmt: skip
_NUMBERS = {
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
    "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20,
    "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90, "hundert": 100, "tausend": 1000,
}  # fmt: skip
_ORDINALS = _inflected({
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9, "zehnt": 10,
    "elft": 11, "zwölft": 12, "zwanzigst": 20,
}, "e en er es")  # fmt: skip
_PARTS = {
    "morgen": "MO", "vormittag": "MO", "mittag": "MI", "nachmittag": "AF", "abend": "EV", "nacht": "NI", "früh": "MO",
}  # fmt: skip
_UNIT = {
    **_each("jahr jahres jahre kalenderjahr kalenderjahres", "Y"), **_each("monat monats monates", "M"), **_each("woche", "W"),
    **_each("tag tages tags", "D"), **_each("wochenende wochenendes", "WE"), **_each("quartal quartals", "Q"),
    **_each("halbjahr halbjahres jahreshälfte", "H"), **_each("jahrzehnt jahrzehnts", "E"), **_each("jahrhundert jahrhunderts", "C"),
}  # fmt: skip
_UNITS = {
    **_each("jahr jahre jahren jahres", "Y"), **_each("monat monate monaten monats", "M"), **_each("woche wochen", "W"), **_each("tag tage tagen tages", "D"),
    **_each("stunde stunden std", "TH"), **_each("minute minuten min", "TM"), **_each("sekunde sekunden", "TS"), **_each("wochenende wochenenden", "WE"),
    **_each("jahrzehnt jahrzehnte jahrzehnten", "E"), **_each("jahrhundert jahrhunderte jahrhunderten", "C"), **_each("quartal quartale quartalen", "Q"),
}  # fmt: skip
_PLURALS = {
    **_each("jahre jahren", "Y"), **_each("monate monaten", "M"), **_each("wochen", "W"), **_each("tage tagen", "D"),
    **_each("stunden", "TH"), **_each("minuten", "TM"), **_each("sekunden", "TS"), **_each("jahrzehnte jahrzehnten", "E"), **_each("jahrhunderte jahrhunderten", "C"),
}  # fmt: skip

_SLOTS = {
    "weekday": Slot(_WEEKDAYS),
    "weekdays": Slot({day + "s": number for day, number in _WEEKDAYS.items()}),
    "weekday_part": Slot({day + part: f"{number} {code}" for day, number in _WEEKDAYS.items() for part, code in _PARTS.items()}),
    "month": Slot(_MONTHS),
    "day": Slot(digits="(?:0?[1-9]|[12][0-9]|3[01])"),
    "months": Slot(digits="(?:0?[1-9]|1[0-2])"),
    "year": Slot(digits="(?:1[0-9]|20|21)[0-9]{2}"),
    "year2": Slot(digits="(?:(?:1[0-9]|20|21)[0-9]{2}|[0-9]{2})"),
    "iso": Slot(digits="[0-9]{4}"),
    "days": Slot(digits=r"(?:[0-9]{1,2}\.?\s{0,2}(?:,|und|bis|oder|/|-|–|sowie)\s{0,2}(?:(?:am|vom|zum)\s{1,2})?){1,9}"),
    "number": Slot({**_NUMBERS, **_each("ein eine einem einen einer eines", 1),
                    **_each("einige einigen mehrere mehreren wenige wenigen viele vielen paar etliche", "X"),
                    "anderthalb": "1.5", "eineinhalb": "1.5", "zweieinhalb": "2.5"}, digits=r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"),
    "article": Slot(_each("der die das den dem des ein eine einem einen einer eines", 0)),
    "relative": Slot({
        **_inflected({"letzt": -1, "vergangen": -1, "vorig": -1, "verflossen": -1, "dies": 0, "laufend": 0, "heurig": 0,
                      "kommend": 1, "nächst": 1, "heutig": "today", "vorvergangen": -2, "vorletzt": -2, "übernächst": 2}),
    }),
    "unit": Slot(_UNIT), "units": Slot(_UNITS), "plural": Slot(_PLURALS),
    "offset": Slot({"heute": 0, "gestern": -1, "morgen": 1, "vorgestern": -2, "übermorgen": 2}),
    "part": Slot(_PARTS),
    "ago": Slot({"vor": -1}), "into": Slot({"in": 1}),
}  # fmt: skip

_RULES = (
    Rule(r"{weekday!}[,] [den ]{day}\. {month!},? {year}", calendar.full_date),
    Rule(r"{day}\. {month!}\.? {year}", calendar.full_date),
    Rule(r"{day}\.\s?{months:month}\.\s?{year2:year}", calendar.full_date),
    Rule(r"{iso:year}-{months:month}-{day}", calendar.full_date),
    Rule(r"{days}{day}\. {month!}\.?[ {year}]", calendar.day_list),
    Rule(r"{weekday!},? [den |dem ]{day}\. {month!}", calendar.day_month),
    Rule(r"{day}\. {month!}", calendar.day_month),
    Rule(r"{month!} {year}", calendar.month_year),
    Rule(r"{month!}", calendar.month),
    Rule(r"{weekday!}", calendar.weekday),
    Rule(r"{relative} {weekday!}", calendar.weekday),
    Rule(r"{year}", calendar.year),
    Rule(r"{offset~}[ {part!}]", relative.day_offset),
    Rule(r"{relative} {unit!}", relative.relative_unit),
    Rule(r"{number} {units:unit!}", length.duration),
)

_VERBS = Verbs(
    tense={
        **_each("hat haben habe hätte hätten ist sind sei seien bin", PERFECT),
        **_each("war waren wurde wurden hatte hatten kam kamen ging gingen gab sprach sprachen", PAST),
        **_each("wird werden soll sollen will wollen werde", FUTURE),
    },
    suffixes=((re.compile(r"[a-zäöüß]{2,20}(?:te|ten)"), PAST),),
    participle=re.compile(r"(?:[a-zäöüß]{0,8}ge[a-zäöüß]{2,14}(?:t|en)|[a-zäöüß]{2,14}iert|(?:be|er|ver|ent|zer)[a-zäöüß]{2,14}(?:t|en))"),
    present=re.compile(r"[a-zäöüß]{2,16}(?:t|en)"),
    verb_second=True,
)  # fmt: skip

GERMAN = Language("de", _SLOTS, _RULES, _VERBS)
_ = PRESENT
