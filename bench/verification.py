"""How well verification tells proven claims from corrupted ones: `python -m bench.verification [--errors]`.

Over the claims of pairs.jsonl and roles.jsonl in tests/verification: for each kind of corruption the share that is
found (recall), and the precision of a rejection, each corruption of that kind counted against all the true claims,
weighted to equal numbers.
"""

from __future__ import annotations

import argparse
import datetime
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.configuration import Settings
from bot.verification import Proof, Verdict, check
from bot.verification.nearness import nearness
from index.dates import tag
from index.embeddings import open_embedder

DATA = Path(__file__).resolve().parents[1] / "tests" / "verification"
AS_OF = datetime.date(2026, 6, 1)
DATES = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Case:
    """One claim with its evidence; `kind` is "true" or what was corrupted."""

    id: str
    kind: str
    language: str
    claim: str
    proof: Proof


def cases() -> Iterator[Case]:
    lines = [line for name in ("pairs", "roles") for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    for line in lines:
        pair = json.loads(line)
        published = datetime.date.fromisoformat(pair["published"])
        text, language = pair["evidence"], pair["language"]
        proof = Proof(text, language, published, tag(text, language=language, published=published))
        for claim in pair["claims"]:
            yield Case(pair["id"], claim["kind"], claim["language"], claim["text"], proof)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print each wrong verdict")
    parser.add_argument("--without-embedder", action="store_true")
    arguments = parser.parse_args()
    near = None if arguments.without_embedder else nearness(open_embedder(Settings().embeddings))
    rejected: Counter[str] = Counter()
    total: Counter[str] = Counter()
    milliseconds = []
    for case in list(cases())[:2]:
        check(case.claim, case.language, [case.proof], as_of=AS_OF, nearness=near)
    for case in cases():
        began = time.perf_counter()
        verdict = check(case.claim, case.language, [case.proof], as_of=AS_OF, nearness=near)
        milliseconds.append((time.perf_counter() - began) * 1000)
        total[case.kind] += 1
        rejected[case.kind] += not verdict.proven
        if arguments.errors and verdict.proven != (case.kind == "true"):
            _print_error(case, verdict)
    _print_table(total, rejected)
    times = sorted(milliseconds)
    print(f"ms a sentence: p50 {median(times):.1f}, p95 {times[int(0.95 * len(times))]:.1f}, most {times[-1]:.1f}")


def _print_error(case: Case, verdict: Verdict) -> None:
    missing = [(each.detail.value, each.text) for each in verdict.missing]
    print(f"{case.id} {case.kind}: {case.claim} {missing}\n    {case.proof.text}")


def _print_table(total: Counter[str], rejected: Counter[str]) -> None:
    false_share = rejected["true"] / total["true"]
    print(f"{'kind':10} {'claims':>6} {'recall':>7} {'precision':>10}")
    for kind in (*DATES, "dates", "number", "name", "negation", "speaker", "role", "other date"):
        parts = DATES if kind == "dates" else (kind,)
        claims, found = sum(total[each] for each in parts), sum(rejected[each] for each in parts)
        recall = found / claims
        print(f"{kind:10} {claims:6} {recall:7.3f} {recall / (recall + false_share) if recall else 0:10.3f}")
    print(f"{'true':10} {total['true']:6} {1 - false_share:7.3f} shown, {rejected['true']} dropped")


if __name__ == "__main__":
    main()
