"""Refusal: `python -m bench.refusal [--embeddings NAME] [--every N]` fits and checks retrieval.confidence.

Each XQuAD question is asked with its own paragraph present and with it taken out of the candidates. The logistic
regressions are fitted on every second group of four questions and reported on the others: AUROC of present against
removed, and at the threshold the share of unanswerable questions that get an answer and of answerable ones that get
none.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.xquad import DATA, PAIRS, cases
from bot.bot import Bot
from bot.wiring import open_bot
from retrieval.confidence import Calibration, Signals, calibration, signals, unknown_names
from retrieval.evaluation import auroc
from retrieval.question import Kind, analyse_question
from retrieval.ranking import ranked

Matrix = NDArray[np.float64]
_FITTED = ("similarity", "named", "shared", "lead", "ahead", "fit", "fit_ahead")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question once asked: `present` its paragraph was among the candidates, `right` it came first."""

    pair: str
    number: int
    kind: Kind
    present: bool
    right: bool
    unknown: bool
    signals: Signals

    @property
    def fitted_on(self) -> bool:
        return self.number // 4 % 2 == 0


def fit(asked: Sequence[Asked], *, ridge: float = 3.0, steps: int = 60) -> dict[str, float]:
    """Logistic regression by Newton's method with ridge on standardised signals; weights by name."""
    features = np.array([[float(getattr(each.signals, name)) for name in _FITTED] for each in asked])
    labels = np.array([each.right for each in asked], dtype=float)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    x = np.c_[(features - mean) / scale, np.ones(len(features))]
    weights = np.zeros(x.shape[1])
    penalty = np.array([ridge] * len(_FITTED) + [0.0])
    for _ in range(steps):
        probability = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (probability - labels) + penalty * weights
        hessian = (x * (probability * (1 - probability))[:, None]).T @ x + np.diag(penalty + 1e-9)
        weights -= np.linalg.solve(hessian, gradient)
    raw = weights[:-1] / scale
    found = {name: round(float(weight), 2) for name, weight in zip(_FITTED, raw, strict=True)}
    return {**found, "constant": round(float(weights[-1] - raw @ mean), 2)}


def ask_all(bot: Bot, asked: str, written: str, every: int) -> Iterator[Asked]:
    parts = bot.parts()
    for number, case in enumerate(cases(asked, written)):
        if number // 8 % every:
            continue
        query = analyse_question(case.question, languages=("de", "en"), as_of=datetime.date(2025, 1, 1))
        found = parts.searcher.candidates(query)
        for present in (True, False):
            kept = [each for each in found if present or each.article.id != case.paragraph]
            best = ranked(query, kept, parts.late)
            words = parts.lookup.words_of_article(best[0].article.id)
            yield Asked(
                pair=f"{asked}->{written}",
                number=number,
                kind=query.kind,
                present=present,
                right=present and best[0].article.id == case.paragraph,
                unknown=bool(unknown_names(query, best[0].article, words)),
                signals=signals(query, best, words),
            )


def report(pair: str, asked: Sequence[Asked], used: Calibration) -> str:
    confidence = {each: 0.0 if each.unknown else used.confidence(each.signals) for each in asked}
    yes = [each for each in asked if each.present]
    no = [each for each in asked if not each.present]
    area = auroc([confidence[each] for each in yes], [confidence[each] for each in no])
    wrong = np.mean([used.suffices(confidence[each], each.kind) for each in no])
    refused = np.mean([not used.suffices(confidence[each], each.kind) for each in yes])
    return f"{pair:9} {area or 0.0:6.3f} {wrong:24.3f} {refused:23.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embeddings", default="onnx-e5+use")
    parser.add_argument("--every", type=int, default=1, help="ask only every Nth group of eight questions")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"Skipped: no data at {DATA}")
        sys.exit(0)
    rows: list[Asked] = []
    with tempfile.TemporaryDirectory() as folder:
        for written in ("de", "en"):
            with open_bot(home=Path(folder) / written, embeddings=arguments.embeddings) as bot:
                bot.index([DATA / f"paragraphs.{written}.jsonl"])
                for asked in (pair[0] for pair in PAIRS if pair[1] == written):
                    rows += ask_all(bot, asked, written, arguments.every)
                name = bot.parts().embedder.name
    used = calibration(name, late=any(each.signals.fit > 0 for each in rows))
    print(f"embeddings {name}")
    for crossing in (False, True):
        some = [each for each in rows if each.signals.crossing is crossing and each.fitted_on and not each.unknown]
        print("fitted now, across languages:" if crossing else "fitted now, within a language:", fit(some))
    print("in use:", used)
    print(f"{'pair':9} {'AUROC':>6} {'answered though removed':>24} {'refused though present':>23}")
    held_out = [each for each in rows if not each.fitted_on]
    for pair in sorted({each.pair for each in rows}):
        print(report(pair, [each for each in held_out if each.pair == pair], used))
    print(report("all", held_out, used))


if __name__ == "__main__":
    main()
