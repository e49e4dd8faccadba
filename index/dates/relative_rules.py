"""Reading what is measured from an anchor: "yesterday", "last week", "two years ago", "the day before"."""

from __future__ import annotations

from datetime import date

from index.dates.anchoring import UNKNOWN
from index.dates.context import Context, Found, Reading
from index.dates.length_rules import count_of
from index.dates.values import add_days, day_value, duration_value, interval, shifted
from index.dates.year_rules import season

# "The day before" counts from a day that was named at most this many sentences (or parts set off by a colon) back.
SENTENCES_BACK = 8


def skip(found: Found, context: Context) -> list[Reading]:
    """Looks like a time expression and is none: an age, a number of things."""
    return []


def skip_age(found: Found, context: Context) -> list[Reading] | None:
    """ "ab 16 Jahren": an age where the unit is the year; slot: plural."""
    return [] if found.word("plural") == "Y" else None


def vague(found: Found, context: Context) -> Reading:
    """ "kürzlich", "in future", "in der Saison 2014/15"; slot: vague (PAST_REF, PRESENT_REF, FUTURE_REF or X's)."""
    return Reading("DATE", found.word("vague"), start=found.match.start("vague") if found["until"] == 0 else None)


def era(found: Found, context: Context) -> Reading:
    """ "in der Vergangenheit": only after "in", which stays outside; slots: optional article, vague."""
    start = found.match.start("vague" if found["article"] is None else "article")
    return Reading("DATE", found.word("vague"), start=start)


def day_offset(found: Found, context: Context) -> Reading | None:
    """ "heute", "yesterday evening"; slots: offset (days from the article), optional part."""
    word, start = found.text("offset") if "offset" in found.match.re.groupindex else "", found.match.start()
    if word[:1].isupper() and word.lower() in context.language.slots["part"].words and not context.opens(start):
        return None  # German "Morgen" with a capital is the morning
    part = found.word("part")
    kind, suffix = ("TIME", f"T{part}") if part else ("DATE", "")
    if context.published is None:
        return Reading(kind, f"XXXX-XX-XX{suffix}")
    day = add_days(context.published, found.number("offset"))
    if day is None:
        return None
    return Reading(kind, day_value(day) + suffix, day_value(context.published), "article")


def day_offset_part(found: Found, context: Context) -> Reading | None:
    """ "tonight", "last night"; slot: tonight ("-1 NI")."""
    offset, part = found.word("tonight").split()
    return day_offset(Found(found.match, {"offset": int(offset), "part": part}), context)


def relative_unit(found: Found, context: Context) -> Reading | None:
    """ "last week", "dieses Jahr", "vergangenen Winter"; slots: relative, unit or season."""
    if found["season"] is not None:
        return season(found, context)
    unit, relative = found.word("unit"), found.number("relative")
    published = context.published
    if unit == "D" and relative == 0 and (named := same_period(found, context)):
        return named
    if unit.startswith("T"):
        return None  # "the last minute"
    if unit == "D" and relative:
        return None  # "the last day" of something; the day before today is yesterday
    if published is None:
        return Reading("DATE", UNKNOWN[unit])
    if unit == "WE" and found["relative"] is None:
        # A bare weekend: the coming one only where the verb says so, else the one that is on or just over.
        relative = 0 if published.isoweekday() >= 6 or context.direction(found) > 0 else -1
    value = shifted(published, unit, relative)
    return Reading("DATE", value, day_value(published), "article") if value else None


def relative_year(found: Found, context: Context) -> Reading | None:
    """ "heuer", "im Vorjahr"; slot: relative."""
    return relative_unit(Found(found.match, {**found.meanings, "unit": "Y"}), context)


def bare_weekend(found: Found, context: Context) -> Reading | None:
    """ "am Wochenende"; slot: unit."""
    return relative_unit(found, context) if found.word("unit") == "WE" else None


def measured_back(found: Found, context: Context) -> Reading | None:
    """ "two years ago" as a DATE; slots: number, unit."""
    return _measured(found, context, -1)


def measured_ahead(found: Found, context: Context) -> Reading | None:
    """ "two weeks from now" as a DATE; slots: number, unit."""
    return _measured(found, context, 1)


def _measured(found: Found, context: Context, sign: int) -> Reading:
    point = _moved(context.published, found, sign)
    if context.published is None:
        return Reading("DATE", UNKNOWN[found.word("unit")])
    if point is None:
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    return Reading("DATE", point, day_value(context.published), "article")


def distance_back(found: Found, context: Context) -> Reading | None:
    """ "vor zwei Jahren" as a DURATION (the KRAUTS guideline) that arrives at a point; slots: number, unit."""
    return _distance(found, context, -1)


def distance_ahead(found: Found, context: Context) -> Reading | None:
    """ "in zwei Wochen": a DURATION that arrives at a point where the sentence looks ahead; slots: number, unit."""
    return _distance(found, context, 1 if context.direction(found) > 0 else 0)


def _distance(found: Found, context: Context, sign: int) -> Reading | None:
    value = duration_value(count_of(found), found.word("unit"))
    start = found.match.start("number")
    point = _moved(context.published, found, sign) if sign else None
    if point is None or context.published is None or interval(point) is None:
        return Reading("DURATION", value, start=start)
    return Reading("DURATION", value, day_value(context.published), "article", start=start, point=point)


def _moved(anchor: date | None, found: Found, sign: int) -> str | None:
    count = count_of(found)
    if anchor is None or count == "X":
        return None
    return shifted(anchor, found.word("unit"), sign * round(float(count)))


def neighbour(found: Found, context: Context) -> Reading | None:
    """ "two days later", "am Tag darauf", "the previous year": counted from what was named last.

    Slots: side (-1 or 1), unit, optional number (default 1).
    """
    count = count_of(found) if found["number"] is not None else "1"
    if count == "X":
        return Reading("DATE", "PAST_REF" if found.number("side") < 0 else "FUTURE_REF")
    anchor, value, source = _last_named(found, context)
    unit = found.word("unit")
    if unit.startswith("T"):
        return Reading("TIME", "XXXX-XX-XXTXX:XX")
    if anchor is None or (source == "article" and found.number("side") > 0 >= context.direction(found)):
        # "a year later" in a tale whose time was not named: counting from the article would be a guess.
        return Reading("DATE", UNKNOWN[unit])
    moved = shifted(anchor, unit, found.number("side") * round(float(count)))
    return Reading("DATE", moved, value, source) if moved else None


def named_neighbour(found: Found, context: Context) -> Reading | None:
    """ "am Vortag", "tags darauf", "the next morning"; slot: neighbour ("-1 D", "1 D MO")."""
    side, unit, *part = found.word("neighbour").split()
    reading = neighbour(Found(found.match, {"side": int(side), "unit": unit}), context)
    if reading is None or not part:
        return reading
    return Reading("TIME", f"{reading.value}T{part[0]}", reading.anchor, reading.anchor_source)


def same_period(found: Found, context: Context) -> Reading | None:
    """ "desselben Jahres", "that day": the period of what was named last; slot: unit."""
    anchor, value, source = _last_named(found, context)
    unit = found.word("unit")
    if anchor is None or source != "text":
        return None
    moved = shifted(anchor, unit, 0)
    return Reading("DATE", moved, value, source) if moved else None


def _last_named(found: Found, context: Context) -> tuple[date | None, str | None, str | None]:
    """First day, value and source of the calendar value that an expression counts from."""
    start = found.match.start()
    unit = found.word("unit")
    named = context.last_day if unit in ("D", "W", "WE") else context.last
    if named is not None and context.recent(named, start, SENTENCES_BACK) and (days := interval(named.value)):
        return days[0], named.value, "text"
    if context.published is None or (named is None and context.recent(context.last, start, 2)):
        return None, None, None
    return context.published, day_value(context.published), "article"
