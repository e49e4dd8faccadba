"""The benchmark's claims: proven ones pass, corrupted ones do not."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.verification import AS_OF, Case, cases
from bot.verification import check

CASES = list(cases())
#: Kinds that are compared exactly. The others are reported by the benchmark as they are.
EXACT = ("true", "day", "month", "year", "number", "name")


def test_the_set_is_large_and_balanced() -> None:
    kinds = Counter(case.kind for case in CASES)
    assert kinds.total() >= 200
    assert 0.4 <= kinds["true"] / kinds.total() <= 0.6
    assert {case.language for case in CASES} == {"de", "en"}


@pytest.mark.parametrize(
    "case", [each for each in CASES if each.kind in EXACT], ids=lambda case: f"{case.id}-{case.kind}"
)
def test_exact_details(case: Case) -> None:
    verdict = check(case.claim, case.language, [case.proof], as_of=AS_OF)
    assert verdict.proven == (case.kind == "true"), verdict.missing


def test_most_claims_that_turn_round_who_did_it_are_found() -> None:
    """Those that are not have a name that is not recognised as one, or no order that tells who acts."""
    turned = [case for case in CASES if case.kind == "role"]
    verdicts = [check(case.claim, case.language, [case.proof], as_of=AS_OF) for case in turned]
    assert len(turned) >= 25
    assert sum(not verdict.proven for verdict in verdicts) >= 0.8 * len(turned)
