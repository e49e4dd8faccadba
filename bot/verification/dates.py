"""Dates of a written sentence against the resolved dates of the evidence that it cites."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from bot.verification.clock import Clock, clock_backing, clocks_in
from bot.verification.facts import Detail, Finding, Proof
from bot.verification.numbers import numbers_in
from index.articles import Span
from index.dates import TimeExpression, interval, tag

_WEEKDAYS = {
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag".split(),
    "en": "monday tuesday wednesday thursday friday saturday sunday".split(),
}
_LENGTH = re.compile(r"P(T?)([\d.]+)([A-Z]+)")
#: Lengths in days, or seconds for those of the clock, so that "two weeks" and "14 Tage" are the same.
_DAYS = {"D": 1.0, "W": 7.0, "M": 30.5, "Y": 366.0, "DE": 3660.0}
_SECONDS = {"S": 1.0, "M": 60.0, "H": 3600.0}
_TO = re.compile(
    r"\s*(?:,|and|und|to|until|bis|bis zum|and the|und dem|und den|–|-)\s*(?:the|zum|dem|den|am|on)?\s*", re.I
)


def date_findings(
    text: str, language: str, proofs: Sequence[Proof], as_of: datetime.date
) -> tuple[list[Finding], list[Span]]:
    """What backs each time expression of `text`, and the spans that need no check as numbers or names.

    Expressions that name no time ("recently", "every year") claim nothing that could be checked.
    """
    expressions = tag(text, language=language, published=None)
    against_today = {each.start: each for each in tag(text, language=language, published=as_of)}
    findings, spans = [], []
    pairs = set(_boundaries(text, expressions, proofs))
    repeated = set(_repetitions(text, expressions))
    told = {each.start: each for each in clocks_in(text, language)}
    # "8 o'clock in the evening" is one time, of which only "the evening" is tagged.
    parts = [each for each in expressions if each.type == "TIME" and _lies_in(each, told.values()) and not _dated(each)]
    for clock in told.values():
        inside = [each for each in parts if clock.start <= each.start and each.end <= clock.end]
        if inside or not any(each.start < clock.end and clock.start < each.end for each in expressions):
            spans.append(Span(clock.start, clock.end))
            findings.append(Finding(Detail.DATE, clock.text, clock_backing(clock.minutes, proofs)))
    for each in expressions:
        if each in parts:
            continue
        if each.type == "SET" or (each.type == "DURATION" and "X" in each.value and each.point is None):
            continue
        if each.value.endswith("_REF"):
            spans.append(Span(each.start, each.end))
            continue
        spans.append(Span(each.start, each.end))
        backing = each.text if each.start in pairs else _backing(each, against_today.get(each.start, each), proofs)
        if not _weekday_agrees(each, language) or each.start in repeated:
            backing = ""
        findings.append(Finding(Detail.DATE, each.text, backing))
    return findings, spans


def _lies_in(expression: TimeExpression, clocks: Iterable[Clock]) -> bool:
    return any(each.start <= expression.start and expression.end <= each.end for each in clocks)


def _dated(expression: TimeExpression) -> bool:
    """Whether a time is told with its day."""
    return not expression.value.startswith("T")


def _backing(claim: TimeExpression, today: TimeExpression, proofs: Sequence[Proof]) -> str:
    """The words of the evidence that back one expression, "" where none do."""
    if claim.type == "DURATION" and claim.point is None and not _counts_from_now(claim):
        same = (each.text for proof in proofs for each in proof.dates if _same_length(claim, each))
        return next(same, "") or _same_count(claim, proofs)
    for proof in proofs:
        for each in proof.dates:
            if _covers(claim.point or claim.value, each) or _covers(today.point or today.value, each):
                return each.text
    if claim.begin is None and claim.type == "DATE" and today.begin is None:
        # "on Monday" where the article's own date is unknown: the same words are all that can be compared.
        return next(
            (each.text for proof in proofs for each in proof.dates if each.begin is None and each.value == claim.value),
            "",
        )
    return ""


def _same_count(claim: TimeExpression, proofs: Sequence[Proof]) -> str:
    """The number of a length that the evidence does not tell as one ("aged 7 and 10"), unless with another unit."""
    length = _LENGTH.fullmatch(claim.value)
    if length is None:
        return ""
    told = [each for proof in proofs for each in proof.dates if each.type == "DURATION" and length[2] in each.value]
    known = [number for proof in proofs for number in numbers_in(proof.text, proof.language)]
    # "viermal" counts something else.
    known = [each for each in known if not re.search(r"mal\b|malig|fach|köpfig", each.text)]
    return "" if told else next((each.text for each in known if each.value == Decimal(length[2])), "")


def _counts_from_now(claim: TimeExpression) -> bool:
    return claim.anchor is not None


def _covers(claimed: str, evidence: TimeExpression) -> bool:
    """Whether evidence of a day, month or year makes the claimed value true: it is the same, or lies within it."""
    known = evidence.point or evidence.value
    if re.fullmatch(r"XXXX-(?:\d\d(?:-\d\d)?(?:T.*)?|SP|SU|FA|WI)", claimed):
        # "27 October" and "in winter" without a year say less than the evidence.
        return known[4:].startswith(claimed[4:10]) and _clock_agrees(claimed, known)
    if re.fullmatch(r"T(?:MO|AF|EV|NI)", claimed):
        # "in the evening", of no day.
        return _clock_agrees(claimed, known)
    days = interval(claimed)
    if days is None or evidence.begin is None or evidence.end_exclusive is None:
        return False
    inside = days[0] <= evidence.begin and evidence.end_exclusive <= days[1]
    return inside and _clock_agrees(claimed, known)


def _clock_agrees(claimed: str, known: str) -> bool:
    _, _, clock = claimed.partition("T")
    _, _, other = known.partition("T")
    return not clock or other.startswith(clock) or (":" in other and clock in _PARTS.get(other[:2], ()))


_PARTS = {
    f"{hour:02}": ("MO",) if 5 <= hour < 12 else ("AF",) if 12 <= hour < 18 else ("EV", "NI") for hour in range(24)
}


def _same_length(claim: TimeExpression, evidence: TimeExpression) -> bool:
    if evidence.type != "DURATION" and evidence.point is None:
        return False
    if claim.value == evidence.value:
        return True
    one, other = _LENGTH.fullmatch(claim.value), _LENGTH.fullmatch(evidence.value)
    if one is None or other is None or one[1] != other[1]:
        return False
    unit = _SECONDS if one[1] else _DAYS
    if one[3] == other[3]:
        return float(one[2]) == float(other[2])
    # Months and years have no fixed length.
    lengths = [float(each[2]) * unit.get(each[3], 0.0) for each in (one, other)]
    return lengths[0] > 0 and abs(lengths[0] - lengths[1]) < 0.02 * lengths[0]


def _repetitions(text: str, expressions: Sequence[TimeExpression]) -> Iterator[int]:
    """Starts of dates that are told twice side by side ("2024 and 2024"): one of the two is another date."""
    for first, second in pairwise(expressions):
        same = first.type == second.type == "DATE" and first.value == second.value and first.begin is not None
        if same and _TO.fullmatch(text[first.end : second.start]):
            yield second.start


def _boundaries(text: str, expressions: Sequence[TimeExpression], proofs: Sequence[Proof]) -> Iterator[int]:
    """Starts of pairs that name the first and last day of one period of the evidence ("27 October to 2 November")."""
    for first, last in pairwise(expressions):
        if last.end_exclusive is None or not _TO.fullmatch(text[first.end : last.start]):
            continue
        for each in (each for proof in proofs for each in proof.dates):
            if each.begin is None or each.end_exclusive != last.end_exclusive:
                continue
            # The year may be told once, at the end.
            if first.begin == each.begin or first.value == f"XXXX{each.begin.isoformat()[4:]}":
                yield from (first.start, last.start)


def _weekday_agrees(claim: TimeExpression, language: str) -> bool:
    """Whether "Monday, 27 October 2025" is a Monday."""
    days = interval(claim.value)
    if days is None or (days[1] - days[0]).days != 1:
        return True
    named = [place for place, name in enumerate(_WEEKDAYS.get(language, ())) if name in claim.text.lower()]
    return not named or len(claim.text.split()) == 1 or days[0].weekday() in named
