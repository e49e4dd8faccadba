"""Does a sentence hold the kind of thing that the question asks for: a number, a person?

A "how many" is answered by a sentence with a number that the question does not hold, a "who" by one with a name that it
does not hold. The gain is small, so that it decides between sentences that fit about equally well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.words import words
from retrieval.question import Kind, Query
from retrieval.search import Evidence

_NUMBER_GAIN = 0.04
_PERSON_GAIN = 0.03
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert\w*|tausend\w*|million\w*|keine?"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundreds?|thousands?|dozens?|none)\b",
    re.IGNORECASE,
)
#: Two capitalised words in a row, or one after a title or role: how news names a person at first mention.
_PERSON = re.compile(r"(?<![^\s„“\"(»«-])[A-ZÄÖÜ][\w’'-]+ (?:(?:von|van|de|bin|al) )?[A-ZÄÖÜ][\w’'-]+")


def ranked(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """`evidence` with each score raised by what the sentence holds, best first."""
    raised = [replace(each, score=each.score + _gain(query, each.sentence.text)) for each in evidence]
    return sorted(raised, key=lambda each: (-each.score, each.sentence.key))


def _gain(query: Query, sentence: str) -> float:
    asked = frozenset(words(query.text))
    if query.kind is Kind.HOW_MANY:
        numbers = [match.group() for match in _NUMBER.finditer(sentence)]
        return _NUMBER_GAIN if any(number.lower() not in asked for number in numbers) else 0.0
    if query.kind is Kind.WHO:
        persons = [match.group() for match in _PERSON.finditer(sentence)]
        return _PERSON_GAIN if any(not set(words(person)) & asked for person in persons) else 0.0
    return 0.0
