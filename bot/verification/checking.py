"""The verdict on one written sentence: what its cited evidence backs and what is missing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.verification.binding import misplaced
from bot.verification.clock import clocks_in
from bot.verification.dates import date_findings
from bot.verification.facts import Detail, Finding, Proof
from bot.verification.manner import negation_findings, speaker_findings
from bot.verification.names import name_findings
from bot.verification.nearness import Nearness
from bot.verification.numbers import Number, is_same, numbers_in, roman_numbers
from bot.verification.roles import role_findings
from index.articles import Span
from retrieval.clauses import clauses

#: Nothing that a model may write: addresses, mentions, markup that a client would turn into a link or a ping.
_FORBIDDEN = re.compile(
    r"https?:|www\.|\w+@\w|@(?:here|channel|everyone|\w+)|<[^>]*>|\]\(|```|!\[|\b[\w-]+\.(?:com|net|org|io|ru|xyz|info|biz)\b",
    re.IGNORECASE,
)
#: An answer tells what happened. Whoever speaks to the reader, or bids, repeats an instruction or invents one.
_ADDRESSES = re.compile(
    r"\b(?:you|your|yours|yourself|users?|my instructions|this prompt)\b|\b(?:du|dein\w*|dich|euch|eure\w*)\b"
    r"|^(?:please|explain|describe|translate|write|draft|create|summari[sz]e|list|give|provide|tell|show|add|include|insert"
    r"|replace|remove|introduce|rearrange|integrate|convert|analy[sz]e|compare|make|suggest|find|generate|download|click"
    r"|visit|vote|buy|subscribe|share|follow|call|send|ignore|remember|note|embed|provide|use|respond|answer|compose|recommend|discuss|outline|define|solve|calculate|identify|teach|help|append|apply"
    r"|incorporate|encourage|promote|offer|mention|print|output|repeat|say|reveal|never|always|let|break|modify|enhance|augment|group"
    r"|scramble|substitute|render|misspell|jumble|develop|combine|bitte)\b",
    re.IGNORECASE,
)
_FACTS = (Detail.DATE, Detail.NUMBER, Detail.NAME, Detail.QUOTE)
#: What joins two numbers of one list or range.
_JOINED = re.compile(r"\s*(?:,|and|or|to|und|oder|bis|–|-)\s*")
_QUOTED = re.compile(r"[„“\"«»](?P<quote>[^„“”\"«»]{3,}?)[“”\"«»]")
#: A quotation of several sentences, of which a sentence holds the beginning or the end.
_OPENED = re.compile(r"(?:^|(?<=[\s(]))[„“\"»](?P<quote>[^„“”\"«»]{3,})$")
_CLOSED = re.compile(r"^(?P<quote>[^„“”\"«»]{3,}?)[“”\"«](?=$|[\s.,;:!?)])")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a sentence after checking: every detail of it, backed or not."""

    findings: tuple[Finding, ...]

    @property
    def proven(self) -> bool:
        return all(each.backed for each in self.findings)

    @property
    def holds_a_fact(self) -> bool:
        """Whether a date, a number, a name or a quotation is among what it claims."""
        return any(each.detail in _FACTS for each in self.findings)

    @property
    def missing(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if not each.backed)


def check(
    text: str,
    language: str,
    proofs: Sequence[Proof],
    *,
    as_of: datetime.date,
    nearness: Nearness | None = None,
) -> Verdict:
    """The verdict on `text` (without its markers) by the sentences that it cites.

    `as_of` is the day from which "yesterday" in `text` counts. Without `nearness` the meaning as a whole
    is not compared. Pure but for `nearness`. A sentence that cites nothing is unproven.
    """
    if not proofs:
        return Verdict((Finding(Detail.FORM, "cites nothing", ""),))
    if forbidden := _FORBIDDEN.search(text):
        return Verdict((Finding(Detail.FORM, forbidden.group(), ""),))
    if addressed := _ADDRESSES.search(_QUOTED.sub(" ", text)):
        return Verdict((Finding(Detail.FORM, addressed.group(), ""),))
    if text.rstrip().endswith("?"):
        return Verdict((Finding(Detail.FORM, "asks", ""),))
    dates, spans = date_findings(text, language, proofs, as_of)
    findings = [*dates, *_numbers(text, language, proofs, spans)]
    figures = [Span(each.start, each.end) for each in roman_numbers(text)]
    findings += name_findings(text, language, proofs, outside=[*spans, *figures])
    findings += _quotes(text, proofs)
    findings += negation_findings(text, language, proofs)
    findings += speaker_findings(text, language, proofs)
    findings += role_findings(text, language, proofs)
    if nearness is not None and all(each.backed for each in findings):
        findings += misplaced(text, findings, proofs, nearness)
        findings.append(_meaning(text, findings, proofs, nearness))
    return Verdict(tuple(findings))


def _meaning(text: str, findings: Sequence[Finding], proofs: Sequence[Proof], nearness: Nearness) -> Finding:
    """Whether the nearest proof is near enough, or one of its clauses where it is a long sentence."""
    enough = nearness.enough if any(each.detail in _FACTS for each in findings) else nearness.enough_alone
    near = max(nearness.closeness(text, proofs))
    if near < enough:
        parts = [
            replace(proof, text=proof.text[each.start : each.end]) for proof in proofs for each in clauses(proof.text)
        ]
        near = max(nearness.closeness(text, parts), default=near)
    return Finding(Detail.MEANING, f"{near:.2f}", f"{near:.2f}" if near >= enough else "")


def _numbers(text: str, language: str, proofs: Sequence[Proof], dates: Sequence[Span]) -> list[Finding]:
    known = [number for proof in proofs for number in _known_numbers(proof)]
    claimed = [*numbers_in(text, language, outside=dates), *roman_numbers(text)]
    findings = []
    for place, number in enumerate(claimed):
        backing = [each.text for each in known if is_same(number, each)]
        # "between 3 and 3" of "zwischen 2 und 3": what the evidence tells once is not told twice side by side.
        again = place > 0 and is_same(number, claimed[place - 1]) and len(backing) < 2
        joined = again and _JOINED.fullmatch(text[claimed[place - 1].end : number.start]) is not None
        findings.append(Finding(Detail.NUMBER, number.text, "" if joined or not backing else backing[0]))
    return findings


def _known_numbers(proof: Proof) -> list[Number]:
    """Numbers of the evidence, but for those of its calendar dates; offsets of the dates are the article's."""
    dated = [each.text for each in proof.dates if each.type in ("DATE", "TIME") and each.value != each.text]
    spans = [Span(at, at + len(text)) for text in dated if (at := proof.text.find(text)) >= 0]
    spans += [Span(each.start, each.end) for each in clocks_in(proof.text, proof.language)]
    found = numbers_in(proof.text, proof.language, outside=spans)
    found += roman_numbers(proof.text)
    both = re.search(r"\bbeide[nrs]?\b|\bboth\b", proof.text, re.IGNORECASE)
    return [*found, Number(*both.span(), both.group(), Decimal(2), "")] if both else found


def _quotes(text: str, proofs: Sequence[Proof]) -> list[Finding]:
    """Words in quotation marks must stand so in the evidence; single words may be a name or a manner of speaking."""
    held = [" ".join(proof.text.split()) for proof in proofs]
    findings = []
    halves = [each.search(_QUOTED.sub(" ", text)) for each in (_OPENED, _CLOSED)]
    for match in (*_QUOTED.finditer(text), *filter(None, halves)):
        quote = " ".join(match["quote"].split()).rstrip(".,")
        findings.append(Finding(Detail.QUOTE, quote, quote if any(quote in each for each in held) else ""))
    return findings
