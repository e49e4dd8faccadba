"""The time range that a question asks about, relative to the day it is asked.

The question is tagged like an article of that day; the words before each expression ("since", "vor dem") open the
range to one side. What names no time ("before the summit") gives no range: it is ignored, not guessed.
"""

from __future__ import annotations

import re
from datetime import date

from index.dates.expression import TimeExpression
from index.dates.language import Language
from index.dates.languages import languages
from index.dates.tagger import tag
from index.dates.values import add_days, add_months

Range = tuple[date | None, date | None]

_LENGTH = re.compile(r"P(\d{1,4})([DWMY])")
_WORD = re.compile(r"[^\W_]+")
# A preposition further than this many words before an expression does not belong to it.
WORDS_BEFORE = 6
LONGEST_QUESTION = 2000


def question_range(question: str, *, language: str, as_of: date) -> Range | None:
    """Half-open range [begin, end) of the days that a question is about; an open end is None.

    "since May 2024" is (2024-05-01, None), "before 3 May" (None, that day). None where the question names no time, only
    a vague one ("recently"), or in an unknown language. Never raises.
    """
    known = languages().get(language)
    if known is None:
        return None
    text = question[:LONGEST_QUESTION]
    ranges: list[Range] = []
    opened = False
    for found in tag(text, language=language, published=as_of):
        role = _role(text, found, known)
        days = _days(found, role, known, as_of)
        if days is None:
            continue
        if role == "joint":  # the "and" of "between … and …"
            role = "until" if opened else ""
        opened = opened or role == "between"
        ranges.append(_opened(days, role, found))
    return _combined(ranges)


def _days(found: TimeExpression, role: str, language: Language, as_of: date) -> tuple[date, date] | None:
    if found.begin is not None and found.end_exclusive is not None:
        return found.begin, found.end_exclusive
    length = _LENGTH.fullmatch(found.value) if found.type == "DURATION" else None
    tomorrow = add_days(as_of, 1)
    if length is None or tomorrow is None:
        return None
    sign = -1 if role == "since" else _sign(found, language)
    if not sign:
        return None
    other = _shift(as_of if sign < 0 else tomorrow, int(length[1]) * sign, length[2])
    if other is None:
        return None
    return (other, tomorrow) if sign < 0 else (as_of, other)


def _sign(found: TimeExpression, language: Language) -> int:
    """1 for "the next two weeks", -1 for "the last two weeks", 0 for "two weeks", which may lie anywhere."""
    slots = [language.slots[name] for name in ("relative", "past") if name in language.slots]
    meanings = [slot.words.get(word.lower(), 0) for word in _WORD.findall(found.text) for slot in slots]
    signs = [meaning for meaning in meanings if isinstance(meaning, int) and meaning]
    return (1 if signs[0] > 0 else -1) if signs else 0


def _shift(day: date, count: int, unit: str) -> date | None:
    if unit in "DW":
        return add_days(day, count * (7 if unit == "W" else 1))
    moved = add_months(day.year, day.month, count * (12 if unit == "Y" else 1))
    if moved is None:
        return None
    first = date(*moved, 1)
    return add_days(first, min(day.day, 28) - 1)


def _role(text: str, found: TimeExpression, language: Language) -> str:
    """What the words before an expression make of it: "since", "before", "after", "until", "between", "joint" or ""."""
    before = [word.lower() for word in _WORD.findall(text[max(0, found.start - 80) : found.start])][-WORDS_BEFORE:]
    near = True
    for word in reversed(before):
        role = language.prepositions.get(word)
        if role == "plain":  # "after the meeting on Monday": on or after Monday
            near = False
        elif role and role != "article":
            if near:
                return role
            return {"after": "since", "before": "until", "since": "since"}.get(role, "")
        elif role is None and near:
            return "" if found.type == "DATE" else "none"
    return ""


def _opened(days: tuple[date, date], role: str, found: TimeExpression) -> Range:
    begin, end = days
    if found.point is not None and role != "since":
        return begin, end  # the "vor" of "vor zwei Wochen" measures, it does not mean "before"
    if role in ("since", "between"):
        return begin, None
    if role == "after":
        return end, None
    if role == "before":
        return None, begin
    return (None, end) if role == "until" else (begin, end)


def _combined(ranges: list[Range]) -> Range | None:
    if not ranges:
        return None
    result = ranges[0]
    for following in ranges[1:]:
        result = _both(result, following)
    return result


def _both(first: Range, second: Range) -> Range:
    """Two expressions of one question together: their overlap ("Friday last week"), else all from one to the other."""
    begin = max((day for day in (first[0], second[0]) if day), default=None)
    end = min((day for day in (first[1], second[1]) if day), default=None)
    if begin is None or end is None or begin < end:
        return begin, end
    begins = [day for day in (first[0], second[0]) if day]
    ends = [day for day in (first[1], second[1]) if day]
    if min(begins) < max(ends):
        return min(begins), max(ends)
    return min(begins), None  # "from Monday to Wednesday", asked on a Tuesday: no end that could be meant
