"""Which of several dates of a sentence belongs to what a claim says: the one whose clause is nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.verification.facts import Detail, Finding, Proof
from bot.verification.nearness import Nearness
from index.articles import Span
from retrieval.clauses import clauses_of

#: How much nearer another date's clause must be. Of 19 true claims about sentences with two or three dates, the right
#: clause was at most .16 behind; of those with the dates exchanged about six in ten are found.
_MARGIN = 0.2


def misplaced(text: str, findings: Sequence[Finding], proofs: Sequence[Proof], nearness: Nearness) -> list[Finding]:
    """A finding for the one date of a claim that belongs to another clause of its evidence, else none."""
    dates = [each for each in findings if each.detail is Detail.DATE]
    if len(dates) != 1 or len(proofs) != 1 or not nearness.tells_clauses:
        return []
    proof = proofs[0]
    placed = _placed(proof)
    own = [place for place, (words, _) in enumerate(placed) if words == dates[0].backing]
    if len(placed) < 2 or len(own) != 1:
        return []
    clauses = clauses_of(proof.text, [span for _, span in placed])
    near = nearness.closeness(text.replace(dates[0].text, ""), [replace(proof, text=clause) for clause in clauses])
    # A clause that has the claimed date in it says nothing against it.
    others = [place for place, clause in enumerate(clauses) if dates[0].backing not in clause]
    best = max(others, key=lambda place: near[place], default=own[0])
    if near[best] < near[own[0]] + _MARGIN:
        return []
    return [Finding(Detail.DATE, f"{dates[0].text} for “{clauses[best]}”", "")]


def _placed(proof: Proof) -> list[tuple[str, Span]]:
    """Words and place in the sentence of each calendar date; those of the proof are placed in its article."""
    placed: list[tuple[str, Span]] = []
    after = 0
    for date in proof.dates:
        at = proof.text.find(date.text, after)
        if date.begin is not None and at >= 0:
            after = at + len(date.text)
            placed.append((date.text, Span(at, after)))
    return placed
