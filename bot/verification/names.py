"""Names of a written sentence against the words of the evidence that it cites, across spellings and languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile

from rapidfuzz.distance import DamerauLevenshtein

from bot.verification.claimed_names import Name, names_claimed
from bot.verification.facts import Detail, Finding, Proof
from index.articles import Span
from index.words import fold, words
from retrieval.names import is_named, is_same_name, skeleton
from retrieval.places import are_one_country, city_names, codes_in, is_of_city

#: Names of several words with so many letters may differ by two of them ("Choe Son Hui", "Choi Sun-hui").
_LONG = 8
#: Words of two languages from one root begin with so many equal letters, and differ in three at the end at most.
_STEM = 7


def name_findings(text: str, language: str, proofs: Sequence[Proof], *, outside: Sequence[Span]) -> list[Finding]:
    """What backs each name of `text`. Where the evidence is in another language only, names that a dictionary can
    translate ("Central Bank") are passed over: nothing here can compare them."""
    listed = [word for proof in proofs for word in _words(proof.text)]
    held, same_language = frozenset(listed), any(proof.language == language for proof in proofs)
    findings = []
    for name in names_claimed(text, language, outside=outside):
        backing = _backing(name, listed, held)
        if backing or same_language or not name.soft:
            findings.append(Finding(Detail.NAME, name.text, backing))
    return findings


def _words(text: str) -> list[str]:
    """Folded words, with those of letters and digits ("g7", "f-16") as one too."""
    mixed = [fold(match) for match in re.findall(r"[^\W\d_]+-?\d+\w*", text)]
    return [*words(text), *mixed]


def _backing(name: Name, listed: Sequence[str], held: Collection[str]) -> str:
    if all(_is_held(part, listed, held) for part in name.parts):
        return name.text
    claimed = codes_in(word for part in name.parts for word in words(part))
    if claimed and are_one_country(claimed, codes_in(listed)):
        rest = [part for part in name.parts if not codes_in(words(part)) and not codes_in(words(name.text))]
        if all(_is_held(part, listed, held) for part in rest):
            return name.text
    return name.text if _is_respelled(name, listed) or _is_other_city(name, listed) else ""


def _is_held(part: str, listed: Sequence[str], held: Collection[str]) -> bool:
    folded = fold(part)
    if folded in held or (folded[:1].isdigit() and is_named(part, held)):
        return True
    if "-" in part and all(_is_held(each, listed, held) for each in part.split("-") if each):
        return True
    if any(_is_same(folded, word) for word in held if not word[:1].isdigit()):
        return True
    codes = codes_in(words(part))
    return bool(codes) and are_one_country(codes, codes_in(listed))


def _is_same(name: str, word: str) -> bool:
    """Whether two folded words are one name, or of one root that two languages end differently."""
    if is_same_name(name, word):
        return True
    own, other = skeleton(name), skeleton(word)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(own, other, strict=False)))
    return common >= _STEM and max(len(own), len(other)) <= common + 3  # "Observatorium", "observatory"


def _is_respelled(name: Name, listed: Sequence[str]) -> bool:
    """Whether as many words side by side in the evidence spell the same name, two letters apart at most."""
    parts = [word for part in name.parts for word in words(part)]
    claimed = skeleton("".join(parts))
    if len(parts) < 2 or len(claimed) < _LONG:
        return False
    for place in range(len(listed) - len(parts) + 1):
        window = skeleton("".join(listed[place : place + len(parts)]))
        if window[:1] == claimed[:1] and DamerauLevenshtein.distance(claimed, window, score_cutoff=2) <= 2:
            return True
    return False


def _is_other_city(name: Name, listed: Sequence[str]) -> bool:
    """Whether the evidence has the city under another of its names."""
    known = city_names([word for part in name.parts for word in words(part)])
    several = [f"{one} {other}" for one, other in pairwise(listed)]
    return bool(known) and any(is_of_city(word, known) for word in [*listed, *several])
