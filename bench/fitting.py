"""Weights of the ranking, fitted on one half of XQuAD's paragraphs and judged on the other: `python -m bench.fitting`.

A listwise logistic regression (Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", 2007) over
the candidates that late interaction compares: the sentence that holds the answer should win. Prints, for each half that
was not fitted on, R@1 of the paragraph and evidence accuracy with those weights and with the ones in use.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bench.xquad import DATA, PAIRS, cases
from bot.bot import Bot
from bot.wiring import open_bot
from retrieval.question import Kind, analyse_question
from retrieval.ranking import INTERACTION, closest, gain, holds_kind

Matrix = NDArray[np.float64]
_KINDS = (Kind.HOW_MANY, Kind.WHO, Kind.WHEN)
_FEATURES = ("search", "read", "own", *(kind.value for kind in _KINDS))
_RIDGE = 1e-3
_STEPS, _RATE = 4000, 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one question: features, shape (n, 6), what the ranking in use gives each, and which are right.

    `here` says which lie in the right paragraph, `right` which of them hold the answer.
    """

    pair: str
    half: int
    features: Matrix
    in_use: Matrix
    here: NDArray[np.bool_]
    right: NDArray[np.bool_]


def choices(bot: Bot, asked: str, written: str, every: int) -> Iterator[Choice]:
    parts = bot.parts()
    assert parts.late is not None
    for case in list(cases(asked, written))[::every]:
        query = analyse_question(case.question, languages=("de", "en"), as_of=datetime.date(2025, 1, 1))
        close = closest(parts.searcher.candidates(query))
        fits = parts.late.with_question(query, close)
        rows = [
            [each.score, fit.read, fit.own, *(float(query.kind is kind and holds_kind(query, each)) for kind in _KINDS)]
            for each, fit in zip(close, fits, strict=True)
        ]
        here = [each.article.id == case.paragraph for each in close]
        spans = [each.sentence.start <= case.start < each.sentence.end for each in close]
        scores = [each.score + INTERACTION * fit.fit + gain(query, each) for each, fit in zip(close, fits, strict=True)]
        yield Choice(
            pair=f"{asked}->{written}",
            half=crc32(case.paragraph.encode()) % 2,
            features=np.array(rows),
            in_use=np.array(scores),
            here=np.array(here),
            right=np.array(here) & np.array(spans),
        )


def fit(some: Sequence[Choice]) -> Matrix:
    """One weight for each of the features, by gradient descent with ridge."""
    telling = [each for each in some if each.right.any() and not each.right.all()]
    spread = np.concatenate([each.features - each.features.mean(axis=0) for each in telling]).std(axis=0) + 1e-9
    weights = np.ones(len(_FEATURES))
    for _ in range(_STEPS):
        slope = _RIDGE * weights
        for each in telling:
            scores = each.features / spread @ weights
            share = np.exp(scores - scores.max())
            slope = slope - (each.right / each.right.sum() - share / share.sum()) @ (each.features / spread) / len(
                telling
            )
        weights = weights - _RATE * slope
    return np.asarray(weights / spread)


def judged(some: Sequence[Choice], weights: Matrix | None) -> tuple[float, float]:
    """R@1 and evidence accuracy; with the weights in use if None."""
    best = [int(np.argmax(each.in_use if weights is None else each.features @ weights)) for each in some]
    here = np.mean([each.here[number] for each, number in zip(some, best, strict=True)])
    return float(here), float(np.mean([each.right[number] for each, number in zip(some, best, strict=True)]))


def main() -> None:
    parser = argparse.ArgumentParser(description="Fits the ranking on one half of XQuAD and judges it on the other.")
    parser.add_argument("--every", type=int, default=1, help="ask only every Nth question")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"Skipped: no data at {DATA}")
        sys.exit(0)
    found: list[Choice] = []
    with tempfile.TemporaryDirectory() as folder:
        for written in ("de", "en"):
            with open_bot(home=Path(folder) / written) as bot:
                bot.index([DATA / f"paragraphs.{written}.jsonl"])
                for asked in (pair[0] for pair in PAIRS if pair[1] == written):
                    found += choices(bot, asked, written, arguments.every)
    for half in (0, 1):
        weights = fit([each for each in found if each.half == half])
        shown = ", ".join(f"{name} {weight:.2f}" for name, weight in zip(_FEATURES, weights / weights[0], strict=True))
        print(f"fitted on half {half}, the search's score counted once: {shown}")
        for pair in sorted({each.pair for each in found}):
            other = [each for each in found if each.half != half and each.pair == pair]
            now, then = judged(other, None), judged(other, weights)
            print(f"  {pair} half {1 - half}: fitted {then[0]:.3f}/{then[1]:.3f}, in use {now[0]:.3f}/{now[1]:.3f}")


if __name__ == "__main__":
    main()
