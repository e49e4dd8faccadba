"""A bot at work: `python -m bench.warm [--home FOLDER] [--questions N] [--embeddings NAME]`.

Some 2,200 news articles of ../shared/data are indexed (with --home they stay there, and a second run need not index
again). Then, in processes of their own: `dateline ask` from start to answer, and one bot that answers questions in both
languages, some of them when-questions: milliseconds for each, and the memory it takes in the end.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.indexing import DATA, write_news
from bench.startup import seconds
from bot import open_bot
from bot.process import settle
from retrieval.evaluation import percentile

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def questions(each: int) -> dict[str, list[str]]:
    """{kind: `each` questions drawn at random}: when the event of a headline was, and questions of XQuAD."""
    chance = random.Random(1)
    headlines = [record["title"] for record in _records("wikinews-de/articles.jsonl") if record.get("title")]
    kinds = {
        "when (de)": [f"Wann geschah das: {headline}?" for headline in headlines],
        "any (en)": [record["question"] for record in _records("xquad/questions.en.jsonl")],
        "any (de)": [record["question"] for record in _records("xquad/questions.de.jsonl")],
    }
    return {kind: chance.sample(found, min(each, len(found))) for kind, found in kinds.items() if found}


def _records(name: str) -> list[dict[str, str]]:
    path = DATA / name
    lines = path.read_text("utf-8").split("\n") if path.is_file() else []
    return [json.loads(line) for line in lines if line.strip()]


def index(home: Path, embeddings: str) -> int:
    """How many articles the archive in `home` holds, indexed now if there is none."""
    with open_bot(home=home, embeddings=embeddings) as bot, tempfile.TemporaryDirectory() as folder:
        if not (home / "current").exists() and write_news(Path(folder)):
            bot.index([folder])
        return bot.statistics().articles if (home / "current").exists() else 0


def cold(home: Path, embeddings: str) -> list[float]:
    """Seconds of `dateline ask` from the start of the process to its end."""
    environment = {**os.environ, "DATELINE_HOME": str(home), "DATELINE_EMBEDDINGS": embeddings}
    return seconds([sys.executable, "-m", "bot.cli", "ask", "Wann traf Choi Putin?"], environment)


def ask_all(home: Path, embeddings: str, each: int) -> None:
    with open_bot(home=home, embeddings=embeddings) as bot:
        bot.ask("Wann traf Choi Putin?")
        # As `dateline slack` does before it hears questions.
        settle()
        print(f"memory after the first question {_megabytes()}")
        for kind, asked in questions(each).items():
            taken = []
            for question in asked:
                began = time.perf_counter()
                bot.ask(question)
                taken.append(1000 * (time.perf_counter() - began))
            p95 = percentile(taken, 0.95) or 0
            figures = f"p50 {statistics.median(taken):.0f} ms, p95 {p95:.0f} ms"
            print(f"{kind:10} {len(asked)} questions: {figures}", flush=True)
        print(f"memory after all questions {_megabytes()}")


def _megabytes() -> str:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return "unknown"
    return f"{pages * _PAGE / 2**20:.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--home", type=Path, help="keep the archive here")
    parser.add_argument("--questions", type=int, default=60, help="of each kind")
    parser.add_argument("--embeddings", default="onnx-e5+use")
    parser.add_argument("--ask", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.ask:
        ask_all(arguments.home, arguments.embeddings, arguments.questions)
        return
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home or Path(folder)
        count = index(home, arguments.embeddings)
        if not count:
            print(f"Skipped: no articles at {DATA}")
            return
        taken = cold(home, arguments.embeddings)
        print(f"{count} articles, embeddings {arguments.embeddings}")
        print(f"dateline ask, start to answer: {statistics.median(taken):.2f} s ({min(taken):.2f} to {max(taken):.2f})")
        # A process of its own, whose memory nothing before has taken.
        options = ["--home", str(home), "--embeddings", arguments.embeddings, "--questions", str(arguments.questions)]
        subprocess.run([sys.executable, "-m", "bench.warm", "--ask", *options], check=True)


if __name__ == "__main__":
    main()
