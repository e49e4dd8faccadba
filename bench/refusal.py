"""Refusal: `python -m bench.refusal [--embeddings NAME] [--every N]` fits and checks retrieval.confidence.

Each XQuAD question is asked with its own paragraph present and with it taken out of the candidates, in one archive of
all paragraphs and in small ones of ten that are drawn at random, since what is far ahead of the rest says less there.
The logistic regressions are fitted on one half of the questions and judged on the other, and the other way round:
AUROC of present against removed, and at the threshold in use the share of unanswerable questions that get an answer
and of answerable ones that get none. The weights to use are those fitted on both halves.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.xquad import DATA, PAIRS, cases, records
from bot.bot import Bot
from bot.wiring import open_bot
from retrieval.confidence import Calibration, Signals, calibration, signals, unknown_names
from retrieval.evaluation import auroc
from retrieval.question import Kind, analyse_question
from retrieval.ranking import ranked

Matrix = NDArray[np.float64]
#: The signals that are weighed, with token vectors and without. Across languages few words can be shared.
_LATE = ("similarity", "named", "lead", "standing", "weakest")
_SIMPLE = ("similarity", "named", "margin")
#: Articles of a small archive.
_FEW = 10
_RIDGE, _STEPS = 3.0, 60


@dataclass(frozen=True, slots=True)
class Asked:
    """A question once asked: `present` its paragraph was among the candidates, `right` it came first.

    `archive` is the number of articles, `half` the one that the question belongs to, 0 or 1.
    """

    archive: int
    pair: str
    half: int
    kind: Kind
    present: bool
    right: bool
    unknown: bool
    signals: Signals


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the confidence of a fit that has not seen it, and whether that gets it an answer."""

    asked: Asked
    confidence: float
    answered: bool


def fit(asked: Sequence[Asked], names: Sequence[str]) -> dict[str, float]:
    """Logistic regression by Newton's method with ridge on standardised signals; weights by name."""
    features = np.array([[float(getattr(each.signals, name)) for name in names] for each in asked])
    labels = np.array([each.right for each in asked], dtype=float)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    x = np.c_[(features - mean) / scale, np.ones(len(features))]
    weights = np.zeros(x.shape[1])
    penalty = np.array([_RIDGE] * len(names) + [0.0])
    for _ in range(_STEPS):
        probability = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (probability - labels) + penalty * weights
        hessian = (x * (probability * (1 - probability))[:, None]).T @ x + np.diag(penalty + 1e-9)
        weights -= np.linalg.solve(hessian, gradient)
    raw = weights[:-1] / scale
    found = {name: round(float(weight), 2) for name, weight in zip(names, raw, strict=True)}
    return {**found, "constant": round(float(weights[-1] - raw @ mean), 2)}


def fitted(rows: Sequence[Asked], used: Calibration, names: Sequence[str]) -> Calibration:
    """A calibration from `rows` with the thresholds of the one in use."""

    def weights(*, crossing: bool) -> Mapping[str, float]:
        some = [each for each in rows if each.signals.crossing is crossing and not each.unknown]
        return fit(some, names if crossing else (*names, "shared"))

    return Calibration(weights(crossing=False), weights(crossing=True), used.threshold, used.when_threshold)


def judged(rows: Sequence[Asked], used: Calibration, names: Sequence[str]) -> Iterator[Judged]:
    for half in (0, 1):
        seen = fitted([each for each in rows if each.half == half], used, names)
        for each in rows:
            if each.half != half:
                confidence = 0.0 if each.unknown else seen.confidence(each.signals)
                yield Judged(each, confidence, seen.suffices(confidence, each.kind))


def ask_all(bot: Bot, asked: str, written: str, stored: Collection[str], every: int) -> Iterator[Asked]:
    """Each question whose paragraph is `stored`, twice."""
    parts = bot.parts()
    for number, case in enumerate(cases(asked, written)):
        if number // 8 % every or case.paragraph not in stored:
            continue
        query = analyse_question(case.question, languages=("de", "en"), as_of=datetime.date(2025, 1, 1))
        found = parts.searcher.candidates(query)
        for present in (True, False):
            kept = [each for each in found if present or each.article.id != case.paragraph]
            best = ranked(query, kept, parts.late)
            words = parts.lookup.words_of_article(best[0].article.id)
            yield Asked(
                archive=len(stored),
                pair=f"{asked}->{written}",
                half=number // 4 % 2,
                kind=query.kind,
                present=present,
                right=present and best[0].article.id == case.paragraph,
                unknown=bool(unknown_names(query, best[0].article, words)),
                signals=signals(query, best, words),
            )


def archives(written: str) -> Iterator[list[dict[str, Any]]]:
    """All paragraphs, and then the same in groups of a few, always the same ones."""
    paragraphs = records(f"paragraphs.{written}.jsonl")
    yield paragraphs
    drawn = sorted(paragraphs, key=lambda each: str(each["id"]))
    random.Random(1).shuffle(drawn)
    for start in range(0, len(drawn), _FEW):
        yield drawn[start : start + _FEW]


def table(found: Sequence[Judged]) -> Iterator[str]:
    yield f"{'articles':>8} {'pair':9} {'AUROC':>6} {'answered though removed':>24} {'refused though present':>23}"
    for size in sorted({each.asked.archive for each in found}, reverse=True):
        for pair in [*sorted({each.asked.pair for each in found}), "all"]:
            some = [each for each in found if each.asked.archive == size and pair in (each.asked.pair, "all")]
            yes = [each for each in some if each.asked.present]
            no = [each for each in some if not each.asked.present]
            area = auroc([each.confidence for each in yes], [each.confidence for each in no])
            wrong = np.mean([each.answered for each in no])
            refused = np.mean([not each.answered for each in yes])
            yield f"{size:8} {pair:9} {area or 0.0:6.3f} {wrong:24.3f} {refused:23.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Fits and checks when Dateline says that the archive has no answer.")
    parser.add_argument("--embeddings", default="onnx-e5+use")
    parser.add_argument("--every", type=int, default=1, help="ask only every Nth group of eight questions")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"Skipped: no data at {DATA}")
        sys.exit(0)
    rows: list[Asked] = []
    for written in ("de", "en"):
        for paragraphs in archives(written):
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "paragraphs.jsonl"
                file.write_text("\n".join(json.dumps(each) for each in paragraphs), encoding="utf-8")
                with open_bot(home=Path(folder) / "home", embeddings=arguments.embeddings) as bot:
                    bot.index([file])
                    stored = {each["id"] for each in paragraphs}
                    for asked in (pair[0] for pair in PAIRS if pair[1] == written):
                        rows += ask_all(bot, asked, written, stored, arguments.every)
                    name = bot.parts().embedder.name
    late = any(each.signals.weakest > 0 for each in rows)
    used, names = calibration(name, late=late), _LATE if late else _SIMPLE
    print(f"embeddings {name}")
    print("in use:", used)
    print("fitted now:", fitted(rows, used, names))
    for line in table(list(judged(rows, used, names))):
        print(line)


if __name__ == "__main__":
    main()
