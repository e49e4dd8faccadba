"""Does a sentence look back or forward? The nearest finite verb decides, as HeidelTime and SUTime do with tense.

A bare "Friday" is the last or the next one depending on the verb beside it: "met on Friday", "will meet on Friday".
Nearness is counted in characters; a comma between the expression and a verb counts as a step away, since the verb
then mostly belongs to another clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from index.dates.language import FUTURE, PAST, PERFECT, PRESENT, Verbs

_WORD = re.compile(r"[^\W\d_]+(?:['’]ll)?")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s{1,2}(?:de[mnr]\s)?$")
_NEXT_WORD = re.compile(r"[^\w,;:.!?\n]{1,4}([^\W\d_]{2,30})")
COMMA_STEP = 45
# An infinitive follows its modal within this many characters.
MODAL_GAP = 8
# Only this many verbs on either side are weighed: a list without end must not make each of its items slow.
WEIGHED = 4
# A time expression opens its clause when no more than a preposition ("Am Freitag") stands before it.
OPENING = 8

Verb = tuple[int, int, str]


def sentence_verbs(text: str, start: int, end: int, verbs: Verbs) -> list[Verb]:
    """Finite verbs of a sentence as (start, end, PAST | FUTURE | PERFECT | PRESENT), auxiliaries settled."""
    found: list[Verb] = []
    participles: list[int] = []
    previous = ""
    for word in _WORD.finditer(text, start, end):
        lower, before, previous = word[0].lower(), previous, word[0]
        if lower != word[0] and word.start() != start:
            continue  # a name or, in German, a noun
        tense = verbs.tense.get(lower)
        attributive = before.lower() in verbs.determiners
        if tense is not None and attributive and not verbs.verb_second:
            continue  # "the set", "both heads"; a German article may be a pronoun before its verb
        if tense is None and lower == word[0] and not attributive:
            tense = next((tense for pattern, tense in verbs.suffixes if pattern.fullmatch(lower)), None)
        if tense == PAST and found and found[-1][2] == FUTURE and word.start() - found[-1][1] <= MODAL_GAP:
            continue  # "will cut", "may soon hit": an infinitive
        if tense is not None:
            found.append((word.start(), word.end(), tense))
        if verbs.participle.fullmatch(word[0]):
            participles.append(word.start())
    return [_settled(verb, participles) for verb in found]


def _settled(verb: Verb, participles: list[int]) -> Verb:
    if verb[2] != PERFECT:
        return verb
    at = bisect_left(participles, verb[0])
    near = participles[max(0, at - 1) : at + 1]
    return (verb[0], verb[1], PAST if any(abs(place - verb[0]) < 200 for place in near) else PRESENT)


def direction(text: str, span: tuple[int, int], sentence: tuple[int, int], found: list[Verb], verbs: Verbs) -> int:
    """-1 for the past, 1 for the future, 0 where nothing in the sentence says."""
    before = _WORD_BEFORE.search(text[max(0, span[0] - 12) : span[0]])
    word = before[1].lower() if before else ""
    if word in verbs.looks_back:
        return -1
    opens = span[0] - sentence[0] <= OPENING or text[max(0, span[0] - OPENING) : span[0]].count(",")
    ahead = _verb_second(text, span, verbs) if verbs.verb_second and opens else 0
    ahead = ahead or _nearest_verb(text, span, found)
    return min(ahead + 1, 1) if word in verbs.looks_ahead else ahead


def _nearest_verb(text: str, span: tuple[int, int], found: list[Verb]) -> int:
    at = bisect_left(found, (span[0], 0, ""))
    weighed = []
    for verb in found[max(0, at - WEIGHED) : at + WEIGHED]:
        if verb[2] == PRESENT:
            continue
        gap = text[verb[1] : span[0]] if verb[1] <= span[0] else text[span[1] : verb[0]]
        steps = gap.count(",") + gap.count(" - ") + gap.count("–")
        weighed.append((len(gap) + COMMA_STEP * steps, verb[2]))
    return {PAST: -1, FUTURE: 1}.get(min(weighed)[1], 0) if weighed else 0


def _verb_second(text: str, span: tuple[int, int], verbs: Verbs) -> int:
    following = _NEXT_WORD.match(text, span[1])
    if following is None or not following[1].islower():
        return 0
    word = following[1]
    tense = verbs.tense.get(word)
    if tense is None:
        tense = next((tense for pattern, tense in verbs.suffixes if pattern.fullmatch(word)), None)
    if tense in (PAST, FUTURE):
        return -1 if tense == PAST else 1
    if tense is None and verbs.present and verbs.present.fullmatch(word) and not verbs.participle.fullmatch(word):
        return 1
    return 0
