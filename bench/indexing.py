"""How fast and how large indexing is: `python -m bench.indexing [--embeddings use] [--sentences 100000]`.

First the news articles of ../shared/data as one file each, through the command as a shell runs it: from nothing, again
unchanged, with 10 changed, with 10 removed; seconds, sentences a second, peak memory and size on disk. Then synthetic
news in steps, with a model that costs nothing, to see whether indexing stays linear, and questions within a range of
dates. Data that is not there is skipped, and said so.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
_SETS = (
    "wikinews-de/articles.jsonl",
    "wikinews-en/articles.jsonl",
    "de-news-b1/articles.jsonl",
    "multihop-rag/corpus.jsonl",
)
_DIMENSION = 384
_STEPS = 10


class FreeEmbedder:
    """Embeds a sentence by its words, in no time."""

    name = "free-1"

    def embed_sentences(self, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
        return np.array([self.embed_question(text) for text in texts], dtype=np.float32).reshape(-1, _DIMENSION)

    def embed_question(self, text: str) -> np.ndarray[Any, np.dtype[np.float32]]:
        found = np.sum([_word(word) for word in text.split()] or [_word("")], axis=0)
        return np.asarray(found / np.linalg.norm(found), dtype=np.float32)


@functools.lru_cache(maxsize=100_000)
def _word(word: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.random.default_rng(crc32(word.encode())).normal(size=_DIMENSION).astype(np.float32)


def write_news(folder: Path) -> int:
    """Write the articles of the development data as one Markdown file each; how many there are."""
    count = 0
    for name in _SETS:
        path = DATA / name
        if not path.exists():
            print(f"skipped, not there: ../shared/data/{name}")
            continue
        for line in path.read_text(encoding="utf-8").split("\n"):
            record = json.loads(line) if line.strip() else {}
            text = next((record[name] for name in ("text", "body", "text_de") if record.get(name)), "")
            if not text.strip():
                continue
            title = " ".join(str(record.get("title") or record.get("title_de") or "").split())
            dated = str(record.get("published_at") or record.get("date") or "")[:10]
            head = (
                [f"title: {title}"] * bool(title) + [f"date: {dated}"] * bool(dated) + [f"source: {name.split('/')[0]}"]
            )
            (folder / f"{name.split('/')[0]}-{count}.md").write_text(
                "---\n" + "\n".join(head) + f"\n---\n{text}\n", encoding="utf-8"
            )
            count += 1
    return count


def measure_news(place: Path, embeddings: str) -> None:
    folder = place / "news"
    folder.mkdir()
    count = write_news(folder)
    if not count:
        return
    print(f"{count} articles, embeddings {embeddings}")
    environment = {**os.environ, "DATELINE_HOME": str(place / "home"), "DATELINE_EMBEDDINGS": embeddings}
    files = sorted(folder.iterdir())
    _run("from nothing", folder, environment)
    _run("unchanged", folder, environment)
    for file in files[:10]:
        file.write_text(file.read_text(encoding="utf-8") + "\nEin Nachtrag der Redaktion.\n", encoding="utf-8")
    _run("10 changed", folder, environment)
    for file in files[10:20]:
        file.unlink()
    _run("10 removed", folder, environment, "--prune")
    print(f"  size on disk {_megabytes(place / 'home'):.0f} MB, of the articles {_megabytes(folder):.0f} MB")


def _run(what: str, folder: Path, environment: dict[str, str], *options: str) -> None:
    command = [sys.executable, "-m", "bot.cli", "index", str(folder), "--json", *options]
    if environment["DATELINE_EMBEDDINGS"] == "none":
        command[1:4] = ["-m", "bench.indexing", "--free"]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment)
    assert process.stdout
    output = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    found = json.loads(output)
    counts = ", ".join(f"{found[name]} {name}" for name in ("new", "changed", "unchanged", "removed") if found[name])
    speed = f", {found['sentences'] / found['seconds']:.0f} sentences/s" if found["sentences"] > 500 else ""
    print(
        f"  {what:13} {found['seconds']:7.2f} s ({time.monotonic() - began:.2f} s with start), {counts}, "
        f"{found['sentences']} sentences{speed}, {len(found['failed'])} failed, peak {usage.ru_maxrss / 1024:.0f} MB",
        flush=True,
    )


def synthetic(sentences: int, seed: int) -> Iterator[dict[str, str]]:
    """Records of invented news, 16 sentences each."""
    chance, words = random.Random(seed), _vocabulary()
    first = datetime.date(2015, 1, 1)
    for number in range(sentences // 16):
        day = first + datetime.timedelta(days=chance.randrange(4000))
        lines = []
        for _ in range(16):
            date = f"{chance.randint(1, 28)}. Mai {chance.randint(2015, 2025)}"
            lines.append(f"{' '.join(chance.choices(words, k=12)).capitalize()} am {date}.")
        text = " ".join(lines)
        yield {"id": f"s{seed}-{number}", "title": " ".join(chance.choices(words, k=5)), "date": f"{day}", "text": text}


def _vocabulary() -> list[str]:
    chance = random.Random(0)
    syllables = [consonant + vowel for consonant in "bdfghjklmnprstw" for vowel in "aeiou"]
    return ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(8000)]


def index_for_free(folder: str, *options: str) -> None:
    """What `dateline index FOLDER --json` does, with the model that costs nothing."""
    from bot.configuration import Settings
    from bot.serialising import report_json
    from bot.wiring import open_bot

    settings = Settings(home=Path(os.environ["DATELINE_HOME"]))
    with open_bot(settings=settings, embedder=FreeEmbedder()) as bot:
        print(json.dumps(report_json(bot.index([folder], prune="--prune" in options))))


def measure_growth(place: Path, sentences: int) -> None:
    from bot.configuration import Settings
    from bot.wiring import open_bot

    home, folder = place / "large", place / "synthetic"
    folder.mkdir()
    settings = Settings(home=home)
    print(f"{sentences} synthetic sentences, in {_STEPS} steps, embedding costs nothing")
    for step in range(_STEPS):
        path = folder / f"{step}.jsonl"
        records = list(synthetic(sentences // _STEPS, step))
        path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        worked = time.process_time()
        with open_bot(settings=settings, embedder=FreeEmbedder()) as bot:
            report = bot.index([path])
        worked = time.process_time() - worked
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        speed = report.sentences / report.seconds
        figures = f"{report.seconds:6.1f} s ({worked:.1f} s of processor), {speed:.0f} sentences/s, peak {peak:.0f} MB"
        print(f"  step {step + 1:2}: {figures}", flush=True)
    print(f"  size on disk {_megabytes(home):.0f} MB")
    chance = random.Random(0)
    with open_bot(settings=settings, embedder=FreeEmbedder()) as bot:
        bot.ask("Wann war das?", since=datetime.date(2016, 1, 1))
        for days in (30, 365, 2000):
            taken = []
            for _ in range(60):
                record = chance.choice(records)
                since = datetime.date(2015, 1, 1) + datetime.timedelta(days=chance.randrange(4000 - days))
                question = f"Wann war {' '.join(record['text'].split()[:4])}?"
                began = time.monotonic()
                bot.ask(question, since=since, until=since + datetime.timedelta(days=days))
                taken.append(1000 * (time.monotonic() - began))
            p95 = sorted(taken)[int(0.95 * len(taken))]
            print(f"  ask within {days} days: p50 {statistics.median(taken):.0f} ms, p95 {p95:.0f} ms", flush=True)
    print(f"  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    if sys.argv[1:2] == ["--free"]:
        index_for_free(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description="How fast and how large indexing is.")
    parser.add_argument("--embeddings", default="use", help="model for the news articles; none costs nothing")
    parser.add_argument("--sentences", type=int, default=100_000, help="synthetic sentences; 0 leaves them out")
    parser.add_argument("--no-news", action="store_true", help="leave the news articles out")
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="dateline-indexing-"))
    try:
        if not options.no_news:
            measure_news(place, options.embeddings)
        if options.sentences:
            measure_growth(place, options.sentences)
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
