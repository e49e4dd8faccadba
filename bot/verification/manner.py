"""Whether a sentence denies what its evidence says, and whether it puts it in the mouth of someone else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.verification.claimed_names import names_claimed
from bot.verification.facts import Detail, Finding, Proof
from bot.verification.names import name_findings
from index.words import words
from retrieval.clauses import clauses
from retrieval.names import is_named

_NEGATION = {
    "en": re.compile(
        r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t|hardly|fail(?:ed|s)? to|refus\w+"
        r"|declin\w+|den(?:y|ied|ies)|reject\w*|rul(?:ed|es) out|far from|(?:un|in|im|ir)\w+(?:able|ible|icient))\b",
        re.I,
    ),
    "de": re.compile(
        r"\b(?:nicht|nein|kein\w*|nie|niemals|niemand\w*|nichts|weder|ohne|kaum|un\w+bar\w*|unmöglich\w*|unzureichend\w*"
        r"|scheiter\w+|weiger\w+|verweiger\w+"
        r"|lehn\w+ .{0,60}\bab|abgelehnt|abzulehnen|bestritt\w*|bestreite\w*|dementier\w+"
        r"|schlie(?:ß|ss)\w+ .{0,60}\baus|ausgeschlossen)\b",
        re.I,
    ),
}
#: Of these, the claim's own "no" is sure; the wider list is for the evidence only.
_PLAIN = {
    "en": re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|cannot|\w+n['’]t)\b", re.I),
    "de": re.compile(r"\b(?:nicht|kein\w*|nie|niemals|niemand\w*|nichts|weder)\b", re.I),
}
#: A "no" that denies nothing.
_HARMLESS = re.compile(
    r"\b(?:not only|no longer|nicht nur|nicht zuletzt|no\.? \d|nicht mehr|no.confidence|nicht-(?=\w))", re.I
)
_NOT_ONLY = re.compile(r"\b(?:not only|nicht nur|nicht zuletzt|no\.? \d|no.confidence|nicht-(?=\w))", re.I)
_QUOTATION = re.compile(r"[„“\"«»][^„“”\"«»]{3,}[“”\"«»]")
_SAYING = {
    "en": r"said|says|told|stated|announced|explained|claimed|warned|reported|confirmed|added|wrote|denied|insisted",
    "de": r"sagte|sagt|erklärte|erklärt|betonte|meldete|meldet|berichtete|berichtet|warnte|bestätigte|teilte|kündigte"
    r"|versicherte|behauptete|schrieb|äußerte|forderte",
}
_ACCORDING = {"en": r"according to|in the words of|(?<!such )as", "de": r"laut|nach Angaben (?:von|des|der)|so|zufolge"}


def negation_findings(text: str, language: str, proofs: Sequence[Proof]) -> list[Finding]:
    """A finding where either denies; it is backed where both do."""
    plain = _PLAIN.get(language)
    claimed = plain.search(_HARMLESS.sub("", text)) if plain else None
    denied = [match.group() for proof in proofs if (match := _negation(proof))]
    if claimed is not None:
        return [Finding(Detail.NEGATION, claimed.group(), denied[0] if denied else "")]
    wide = _NEGATION.get(language)
    if wide is None or wide.search(text) or len(proofs) != 1:
        return []
    left_out = _left_out(text, proofs[0])
    return [Finding(Detail.NEGATION, f"without “{left_out}”", "")] if left_out else []


def _negation(proof: Proof) -> re.Match[str] | None:
    wide = _NEGATION.get(proof.language)
    # "no longer" denies too, as "kein … mehr" does.
    return wide.search(_NOT_ONLY.sub("", proof.text)) if wide else None


def _left_out(text: str, proof: Proof) -> str:
    """The "not" of the evidence's clause that has most of the claim's names and numbers; quotations do not count."""
    sure = _PLAIN.get(proof.language)
    if sure is None:
        return ""
    plain = _HARMLESS.sub("", _QUOTATION.sub(" ", proof.text))
    told = [word for word in words(text) if len(word) > 3 or word.isdigit()]
    parts = [plain[each.start : each.end] for each in clauses(plain)]
    shared = [sum(is_named(word, frozenset(words(part))) for word in told) for part in parts]
    best = parts[shared.index(max(shared))]
    denied = sure.search(best)
    return denied.group() if denied and (max(shared) > 0 or len(parts) == 1) else ""


def speaker_findings(text: str, language: str, proofs: Sequence[Proof]) -> list[Finding]:
    """Who is said to have said it, backed where the evidence lets one of that name speak.

    Only where the claim's speaker is a name and the evidence names its speakers too: else nothing can be compared.
    """
    claimed = _speakers(text, language)
    known = [speaker for proof in proofs for speaker in _speakers(proof.text, proof.language)]
    if not claimed or not known:
        return []
    # Also who stands near a verb of saying: "Nach dem Treffen mit Merz sagte Rutte" lets one of two names speak.
    told = [*known, *(words for proof in proofs for words in _near_saying(proof))]
    held = frozenset(word for each in told for word in words(each))
    findings = []
    for speaker in claimed:
        last = re.split(r"[\s-]", speaker)[-1]
        backed = (
            is_named(last, held)
            or is_named(speaker.split()[0], held)
            or _is_translated(speaker, language, proofs, told)
        )
        findings.append(Finding(Detail.SPEAKER, speaker, speaker if backed else ""))
    return findings


def _is_translated(speaker: str, language: str, proofs: Sequence[Proof], told: Sequence[str]) -> bool:
    """Whether one of those who speak in the evidence has that name in another language ("Germany", "IMF")."""
    findings = [
        finding
        for proof in proofs
        for finding in name_findings(f"Also {speaker}.", language, [replace(proof, text=", ".join(told))], outside=())
    ]
    return any(findings) and all(each.backed for each in findings)


def _near_saying(proof: Proof) -> list[str]:
    """The four words after each verb of saying that a subject may be among, capitalised as names are."""
    verbs = _SAYING.get(proof.language)
    found = re.findall(rf"\b(?:{verbs})((?:\s+[\w-]+){{1,4}})", proof.text) if verbs else []
    return [" ".join(word for word in each.split() if word[:1].isupper()) for each in found]


def _speakers(text: str, language: str) -> list[str]:
    """Names right before or after a verb of saying, and after "according to"."""
    if language not in _SAYING:
        return []
    verb, according = _SAYING[language], _ACCORDING[language]
    names = [(each.start, each.end, each.text) for each in names_claimed(text, language)]
    found = []
    for start, end, name in names:
        before, after = text[:start], text[end:]
        spoken = re.match(rf"(?:,[^,]{{1,60}},)?\s+(?:has |had |hat |hatte )?(?:{verb})\b", after)
        inverted = re.search(rf"\b(?:{verb})\s+(?:[\w-]+\s+){{0,4}}$", before)
        # The first name after "according to" only: who comes next does something else.
        nearest = before[max((last for _, last, _ in names if last <= start), default=0) :]
        told = re.search(rf"\b(?:{according})\s+(?:[\w-]+\s+){{0,4}}$", nearest, re.I) or re.match(
            r"\s+zufolge\b", after
        )
        if (
            spoken
            or told
            or (inverted and language == "de")
            or re.search(rf"[”\",]\s*(?:{verb})\s+(?:[\w-]+\s+){{0,3}}$", before)
        ):
            found.append(name)
    return found
