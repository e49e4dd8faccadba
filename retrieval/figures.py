"""Figures over many cases, and whether those of another run are worse beyond chance.

The interval of a difference comes from the paired bootstrap: the cases are drawn again with replacement, the same ones
for both runs (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993; Koehn, "Statistical Significance Tests
for Machine Translation Evaluation", 2004).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.evaluation import auroc, percentile

_MEANS = (
    "R@1",
    "R@5",
    "MRR@10",
    "all_evidence@10",
    "evidence_accuracy",
    "date_accuracy",
    "citation_validity",
    "wrong_on_unanswerable",
    "refused_answerable",
)
#: All figures in the order in which they are shown.
FIGURES = (*_MEANS[:7], "answerable_auroc", *_MEANS[7:], "p50_ms", "p95_ms")
_LESS_IS_BETTER = frozenset({"wrong_on_unanswerable", "refused_answerable", "p50_ms", "p95_ms"})
#: Another machine or another load changes them, so they never count as a regression.
_OF_THE_MACHINE = frozenset({"p50_ms", "p95_ms"})


@dataclass(frozen=True, slots=True)
class Result:
    """What one case gave: `scores` by figure, and what the figures that are no means need."""

    id: str
    pair: str
    answerable: bool
    confidence: float
    milliseconds: float
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure in the run before and now, and the interval that holds the true difference with a chance of 95 %."""

    figure: str
    before: float
    now: float
    low: float
    high: float

    @property
    def worse(self) -> bool:
        """Whether even the friendliest end of the interval is a loss."""
        if self.figure in _OF_THE_MACHINE:
            return False
        return self.low > 0 if self.figure in _LESS_IS_BETTER else self.high < 0


def figures(results: Sequence[Result]) -> dict[str, float | None]:
    """Every figure over `results`, None where no case tells."""
    columns = _Columns(results)
    everything = np.arange(len(results))
    return {name: columns.figure(name, everything) for name in FIGURES}


def compare(before: Sequence[Result], now: Sequence[Result], *, draws: int = 1000, seed: int = 0) -> list[Difference]:
    """Differences over the cases that both runs have, for every figure that both can tell."""
    old = {each.id: each for each in before}
    shared = [each for each in now if each.id in old]
    columns = _Columns([old[each.id] for each in shared]), _Columns(shared)
    everything = np.arange(len(shared))
    rows = [np.random.default_rng(seed + draw).integers(0, len(shared), len(shared)) for draw in range(draws)]
    found = []
    for name in FIGURES:
        was, is_now = (each.figure(name, everything) for each in columns)
        if was is None or is_now is None:
            continue
        drawn = [(columns[0].figure(name, some), columns[1].figure(name, some)) for some in rows]
        changes = [new - old for old, new in drawn if old is not None and new is not None]
        low, high = np.percentile(changes, [2.5, 97.5])
        found.append(Difference(name, was, is_now, float(low), float(high)))
    return found


class _Columns:
    """Results by column, so that a thousand drawings take a second."""

    def __init__(self, results: Sequence[Result]) -> None:
        missing = float("nan")
        self._scores = {
            name: np.array([each.scores.get(name, missing) for each in results], dtype=float) for name in _MEANS
        }
        self._answerable = np.array([each.answerable for each in results], dtype=bool)
        self._confidence = np.array([each.confidence for each in results], dtype=float)
        self._milliseconds = np.array([each.milliseconds for each in results], dtype=float)
        self._others: dict[str, Callable[[NDArray[np.int64]], float | None]] = {
            "answerable_auroc": self._auroc,
            "p50_ms": lambda rows: percentile(self._milliseconds[rows].tolist(), 0.5),
            "p95_ms": lambda rows: percentile(self._milliseconds[rows].tolist(), 0.95),
        }

    def figure(self, name: str, rows: NDArray[np.int64]) -> float | None:
        """A figure over the chosen rows, None where none of them tells."""
        if name in self._others:
            return self._others[name](rows)
        chosen = self._scores[name][rows]
        known = chosen[~np.isnan(chosen)]
        return float(known.mean()) if len(known) else None

    def _auroc(self, rows: NDArray[np.int64]) -> float | None:
        confidence, answerable = self._confidence[rows], self._answerable[rows]
        return auroc(confidence[answerable].tolist(), confidence[~answerable].tolist())
