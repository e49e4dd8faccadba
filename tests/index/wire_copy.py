"""Invented agency reports, what outlets make of them, and other reporters' accounts of the same events."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Event:
    """An event in three texts.

    `agency` is the agency's report, a paragraph each, `edited` an outlet's edit of it, by hand, `other` what another
    reporter wrote about the event, with the same facts and sometimes the same quote.
    """

    agency: tuple[str, ...]
    edited: str
    other: str


def _lines(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()


EVENTS = [
    Event(tuple(each["agency"]), each["edited"], each["other"]) for each in map(json.loads, _lines("wire_copy.jsonl"))
]
#: Reports written to a pattern on different days: nearly the same words, other facts.
PATTERNS = [tuple(map(str, json.loads(line))) for line in _lines("patterns.jsonl")]


@dataclass(frozen=True)
class Pair:
    """Two texts, how the second came about, and whether they are one report."""

    how: str
    one: str
    other: str
    same: bool


def pairs() -> list[Pair]:
    """All pairs: five ways to use an agency's report, and different reports that must stay apart."""
    found = []
    for number, event in enumerate(EVENTS):
        whole = "\n\n".join(event.agency)
        following = EVENTS[(number + 1) % len(EVENTS)]
        found += [
            Pair("other headline and dateline", whole, f"STADT (agp) - {whole}\n\nagp/kl/os", True),
            Pair("cut from the end", whole, "\n\n".join(event.agency[:2]), True),
            Pair("first paragraph dropped", whole, "\n\n".join(event.agency[1:]), True),
            Pair("edited by hand", whole, event.edited, True),
            Pair("cut and edited", "\n\n".join(event.agency[:3]), event.edited, True),
            Pair("local addition", whole, f"{whole}\n\n{following.other.split('. ')[0]}. Mehr dazu morgen.", True),
            Pair("another reporter", whole, event.other, False),
            Pair("another reporter against an edited copy", event.edited, event.other, False),
            Pair("another event", whole, "\n\n".join(following.agency), False),
        ]
    found += [Pair("written to a pattern", one, other, False) for one, other in PATTERNS]
    return found
