"""Refusal: `python -m bench.refusal [--embeddings NAME]` fits and checks the calibration of retrieval.confidence.

Each XQuAD question is asked with its own paragraph present and with it taken out of the candidates. The logistic
regression is fitted on every second question and reported on the others: AUROC of present against removed, and at the
threshold the share of unanswerable questions that get an answer and of answerable ones that get none.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from dataclasses import astuple
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.xquad import DATA, PAIRS, cases
from bot.wiring import open_bot
from retrieval.confidence import THRESHOLD, Calibration, calibration, signals, unknown_names
from retrieval.question import analyse_question

Matrix = NDArray[np.float64]


def fit(features: Matrix, labels: Matrix, *, ridge: float = 0.01, steps: int = 60) -> Calibration:
    """Logistic regression by Newton's method with a little ridge, shape (n, 5) and (n,)."""
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    x = np.c_[(features - mean) / scale, np.ones(len(features))]
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        probability = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (probability - labels) + ridge * weights
        hessian = (x * (probability * (1 - probability))[:, None]).T @ x + ridge * np.eye(x.shape[1])
        weights -= np.linalg.solve(hessian, gradient)
    raw = weights[:-1] / scale
    first, second, third, fourth, fifth = (round(float(weight), 2) for weight in raw)
    return Calibration((first, second, third, fourth, fifth), round(float(weights[-1] - raw @ mean), 2))


def auroc(positive: Matrix, negative: Matrix) -> float:
    """Probability that a positive scores above a negative, ties half."""
    above = (positive[:, None] > negative[None, :]).mean()
    return float(above + (positive[:, None] == negative[None, :]).mean() / 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embeddings", default="onnx-e5+use")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"Skipped: no data at {DATA}")
        sys.exit(0)
    rows: list[tuple[str, int, bool, bool, bool, tuple[float, ...]]] = []
    with tempfile.TemporaryDirectory() as folder:
        for written in ("de", "en"):
            bot = open_bot(home=Path(folder) / written, embeddings=arguments.embeddings)
            bot.index([DATA / f"paragraphs.{written}.jsonl"])
            parts = bot.parts()
            for asked, _ in (pair for pair in PAIRS if pair[1] == written):
                for number, case in enumerate(cases(asked, written)):
                    query = analyse_question(case.question, languages=("de", "en"), as_of=datetime.date(2025, 1, 1))
                    found = parts.searcher.candidates(query)
                    for present in (True, False):
                        kept = [each for each in found if present or each.article.id != case.paragraph]
                        words = parts.lookup.words_of_article(kept[0].article.id)
                        right = present and kept[0].article.id == case.paragraph
                        unknown = bool(unknown_names(query, kept[0].article, words))
                        features = astuple(signals(query, kept, words))
                        rows.append((f"{asked}->{written}", number, present, right, unknown, features))
            bot.close()
            name = parts.embedder.name
    pairs = np.array([row[0] for row in rows])
    held_out = np.array([row[1] % 2 == 1 for row in rows])
    present, right, unknown = (np.array([row[n] for row in rows]) for n in (2, 3, 4))
    features = np.array([row[5] for row in rows])
    train = ~held_out & ~unknown
    print(f"embeddings {name}")
    print("fitted now:                  ", fit(features[train], right[train].astype(float)))
    without = features.copy()
    without[:, 0] = 0.0
    print("fitted without the similarity:", fit(without[train], right[train].astype(float)))
    in_use = calibration(name)
    print("in use:                      ", in_use)
    total = features @ np.array(in_use.weights) + in_use.constant
    confidence = np.where(unknown, 0.0, 1 / (1 + np.exp(-total)))
    print(f"{'pair':9} {'AUROC':>6} {'answered though removed':>24} {'refused though present':>23}")
    for pair in dict.fromkeys(pairs):
        chosen = (pairs == pair) & held_out
        yes, no = confidence[chosen & present], confidence[chosen & ~present]
        print(f"{pair:9} {auroc(yes, no):6.3f} {(no >= THRESHOLD).mean():24.3f} {(yes < THRESHOLD).mean():23.3f}")


if __name__ == "__main__":
    main()
