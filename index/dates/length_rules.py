"""Reading lengths and repetitions: durations ("two years", P2Y) and sets ("every week", P1W)."""

from __future__ import annotations

from index.dates.context import Context, Found, Reading
from index.dates.values import duration_value


def count_of(found: Found) -> str:
    """The number slot as TIMEX3 writes it: "2", "1.5", "X" for "several"; "1" where there is none."""
    value = found["number"]
    if value is None:
        return "1"
    if isinstance(value, int):
        return str(value)
    if value == "X":
        return value
    plain = value.replace(".", "").replace(",", "") if _is_grouped(value) else value.replace(",", ".")
    return plain.rstrip(".") or "X"


def _is_grouped(value: str) -> bool:
    """Whether a number in digits is grouped by thousands: "1.200" in German, "1,200" in English."""
    separator = "." if "." in value else ","
    head, _, tail = value.partition(separator)
    return len(tail) == 3 and head != "0"


def duration(found: Found, context: Context) -> Reading | None:
    """ "two years"; slots: number, unit."""
    return Reading("DURATION", duration_value(count_of(found), found.word("unit")))


def span(found: Found, context: Context) -> Reading | None:
    """ "the last twelve months", "in den vergangenen Jahren"; slots: relative, unit, optional number (default X)."""
    count = count_of(found) if found["number"] is not None else "X"
    return Reading("DURATION", duration_value(count, found.word("unit")))


def span_or_future(found: Found, context: Context) -> Reading | None:
    """As `span`, but "in den nächsten Jahren" without a number is the future (the KRAUTS guideline)."""
    if found.number("relative") > 0 and found["number"] is None:
        return Reading("DATE", "FUTURE_REF")
    return span(found, context)


def vague_duration(found: Found, context: Context) -> Reading:
    """ "jahrelang", "for years"; slot: unit."""
    return Reading("DURATION", duration_value("X", found.word("unit")))


def vague_since(found: Found, context: Context) -> Reading:
    """ "seit Jahren": the plural alone; slots: since, unit."""
    return Reading("DURATION", duration_value("X", found.word("unit")), start=found.match.start("unit"))


def duration_pair(found: Found, context: Context) -> list[Reading]:
    """ "six to eight months": two durations; slots: low and number, unit."""
    unit = found.word("unit")
    low = count_of(Found(found.match, {"number": found["low"]}))
    end = found.match.end("low")
    return [
        Reading("DURATION", duration_value(low, unit), start=found.match.start(), end=end),
        Reading("DURATION", duration_value(count_of(found), unit), start=found.match.start("number")),
    ]


def hyphenated(found: Found, context: Context) -> Reading | list[Reading] | None:
    """ "3-jährig", but not a person's age; slots: number, unit."""
    count = count_of(found)
    if found.word("unit") == "Y" and count.isdigit() and 10 <= int(count) < 100:
        return []
    return duration(found, context)


def compound(found: Found, context: Context) -> Reading | list[Reading]:
    """ "zweiwöchig"; slot: length ("2 W"). With a capital it is a person of that age."""
    if found.match[0][:1].isupper() and found.word("length").endswith("Y"):
        return []
    count, unit = found.word("length").split()
    return Reading("DURATION", duration_value(count, unit))


def one_past(found: Found, context: Context) -> Reading:
    """ "the past year": a length, not the calendar year before; slot: unit."""
    return Reading("DURATION", duration_value("1", found.word("unit")))


def one_over(found: Found, context: Context) -> Reading:
    """ "over the last month": a length up to now, not the calendar month before; "over" stays outside."""
    value = duration_value("1", found.word("unit"))
    return Reading("DURATION", value, start=found.match.start("article"))


def repeated(found: Found, context: Context) -> Reading:
    """ "every two weeks", "pro Jahr"; slots: unit, optional number."""
    return Reading("SET", duration_value(count_of(found), found.word("unit")))


def per_unit(found: Found, context: Context) -> Reading | None:
    """ "pro Jahr", "400 Euro im Monat"; slots: per (0: only after an amount, as "im Jahr"), unit."""
    if found["per"] == 0:
        before = context.before(found.match.start(), 12).split()
        if not before or not (before[-1].isdigit() or before[-1].lower() in context.language.slots["amount"].words):
            return None
    return repeated(found, context)


def adverb_set(found: Found, context: Context) -> Reading:
    """ "daily", "jährlich"; slot: often (a unit)."""
    return Reading("SET", duration_value("1", found.word("often")))
