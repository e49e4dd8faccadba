"""The engine: walks over the words of a text, tries the rules that each word opens, and keeps the longest match.

One pass, one dictionary look-up a word, and constant work at each word that opens a rule: the time grows in step with
the text.
"""

from __future__ import annotations

import re
from datetime import date

from index.dates.context import Context, Found, Reading
from index.dates.expression import TimeExpression
from index.dates.languages import language_rules, languages
from index.dates.template import DIGITS, CompiledRule, Meaning
from index.dates.values import interval

_TOKEN = re.compile(r"[^\W\d_]+|\d+")


def tag(text: str, *, language: str, published: date | None) -> tuple[TimeExpression, ...]:
    """Time expressions of a text, sorted by offset and without overlap.

    language: a code of SUPPORTED_LANGUAGES; in any other language nothing is tagged. published: the article's own
    date; None leaves relative expressions unresolved (X's in the value, no interval). Never raises on any text.
    """
    known = languages().get(language)
    if known is None:
        return ()
    rules = language_rules(language)
    context = Context(text, known, published)
    found: list[TimeExpression] = []
    cursor = 0
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < cursor:
            continue
        word = token[0]
        candidates = rules.get(DIGITS if word[0].isdecimal() else word.lower())
        if candidates and (start == 0 or not _inside_word(text, start)):
            readings, end = _best(candidates, context, start)
            if end > start:
                cursor = end
                expressions = [_expression(text, reading) for reading in readings]
                found += expressions
                listed = len(expressions) > 1
                for one in expressions:
                    context.remember(one.value, one.type, one.start, complete=one.anchor is None, listed=listed)
    return tuple(found)


def _inside_word(text: str, start: int) -> bool:
    return text[start - 1].isalnum() or text[start - 1] == "_"


def _best(candidates: tuple[CompiledRule, ...], context: Context, start: int) -> tuple[list[Reading], int]:
    """Readings and end of the longest match that its rule accepts; of two equally long the rule that comes first."""
    matches = [(rule, match) for rule in candidates if (match := rule.pattern.match(context.text, start))]
    for rule, match in sorted(matches, key=lambda pair: -pair[1].end()):
        meanings: dict[str, Meaning | None] = {}
        for alias, slot in rule.slots:
            meanings[alias] = slot.meaning(match[alias]) if match[alias] is not None else None
            if meanings[alias] is None and match[alias] is not None:
                break  # matched by case folding only ("ſ" for "s"): not a word of the list
        else:
            readings = rule.read(Found(match, meanings), context)
            if readings is not None:
                listed = readings if isinstance(readings, list) else [readings]
                placed = [_placed(reading, match) for reading in listed]
                return placed, (placed[-1].end or start) if placed else match.end()
    return [], start


def _placed(reading: Reading, match: re.Match[str]) -> Reading:
    start = match.start() if reading.start is None else reading.start
    end = match.end() if reading.end is None else reading.end
    return Reading(reading.type, reading.value, reading.anchor, reading.anchor_source, start, end, reading.point)


def _expression(text: str, reading: Reading) -> TimeExpression:
    start, end = reading.start or 0, reading.end or 0
    value = reading.point if reading.type == "DURATION" else reading.value
    days = interval(value) if value and reading.type in ("DATE", "TIME", "DURATION") else None
    begin, end_exclusive = days or (None, None)
    return TimeExpression(
        start, end, text[start:end], reading.type, reading.value, begin, end_exclusive,
        reading.anchor, reading.anchor_source, reading.point,
    )  # fmt: skip
