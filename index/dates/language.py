"""What the tagger has to know of a language: one `Language`, written in one file and registered in `languages`."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from index.dates.template import Rule, Slot

# What a finite verb says about the time of its clause.
PAST = "past"
FUTURE = "future"
PERFECT = "perfect"  # an auxiliary that speaks of the past when a participle stands beside it
PRESENT = "present"  # neutral: the clause's direction is decided elsewhere


@dataclass(frozen=True, slots=True)
class Verbs:
    """How a language's finite verbs tell past from future.

    tense: lower-case finite verbs with PAST, FUTURE, PERFECT or PRESENT; suffixes: patterns, in order of precedence,
    for the verbs that are not listed, matched against a whole lower-case word; participle: a whole word that makes
    a PERFECT auxiliary past; verb_second: a main clause that opens with a time expression has its finite verb next,
    so that any unlisted word there that `present` matches is a present tense, which looks forward; determiners: words
    after which a suffix shows an adjective ("the planned talks"), not a verb; looks_back: words before a time
    expression that put it into the past whatever the verb ("since Monday"); looks_ahead: words that put it into the
    future unless the verb is past ("until Monday").
    """

    tense: Mapping[str, str]
    suffixes: tuple[tuple[re.Pattern[str], str], ...]
    participle: re.Pattern[str]
    present: re.Pattern[str] | None = None
    verb_second: bool = False
    determiners: Container[str] = ()
    looks_back: Container[str] = ()
    looks_ahead: Container[str] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """A language's word lists, rules and verbs.

    prepositions: the role of a word before a time expression in a question: "since", "before", "after", "until",
    "between"; "joint" for the "and" of "between … and …", "plain" for "on", "article" for words to look past.
    """

    code: str
    slots: Mapping[str, Slot]
    rules: tuple[Rule, ...]
    verbs: Verbs
    prepositions: Mapping[str, str] = field(default_factory=dict)
