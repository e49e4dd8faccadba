"""How good and how fast the tagging of time expressions is: `python -m bench.dates`.

Prints the scores on German news with gold annotations (KRAUTS) beside those of HeidelTime, the expressions of the two
seed articles, and characters a second on news and on texts made to be slow, where four times the text should take four
times as long. Data that is not there is skipped, and said so.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # also as `python bench/dates.py`

from index.dates import tag  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
SCORER = ROOT.parent / "shared" / "tools" / "timex_scorer.py"
PUBLISHED = date(2025, 10, 28)
SLOW_UNITS = (
    "1.",
    "1",
    "am ",
    "Montag ",
    "Monday ",
    "3., ",
    "1. und ",
    "9.30/",
    "vor ",
    "the ",
    "next the last ",
    "sagte ",
    "\n",
)
TEN_MEGABYTES = 10_000_000


def records(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def tagged(docs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The documents' time expressions as the scorer reads them."""
    return [
        {"doc": doc["doc"], "start": one.start, "end": one.end, "type": one.type, "value": one.value}
        for doc in docs
        for one in tag(doc["text"], language=doc["lang"], published=date.fromisoformat(doc["dct"]))
    ]


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("timex_scorer", SCORER)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {SCORER}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def krauts() -> Iterator[str]:
    """Scores on all documents, and on either half of them (every other document)."""
    folder = DATA / "krauts-dev"
    if not folder.is_dir() or not SCORER.is_file():
        yield f"KRAUTS: skipped, {folder} or {SCORER.name} is not there"
        return
    scorer = load_scorer()
    docs, gold = records(folder / "docs.jsonl"), records(folder / "gold.jsonl")
    names = sorted(doc["doc"] for doc in docs)
    ours, theirs = tagged(docs), records(folder / "heideltime.jsonl")
    yield f"KRAUTS, {len(docs)} German news texts       value F1 ALL   CAL   strict F1   type F1"
    for label, found, kept in (
        ("HeidelTime", theirs, set(names)),
        ("Dateline", ours, set(names)),
        ("Dateline, first half", ours, set(names[::2])),
        ("Dateline, second half", ours, set(names[1::2])),
    ):
        blocks = scorer.blocks([g for g in gold if g["doc"] in kept], [f for f in found if f["doc"] in kept], True)
        everything, calendar = blocks["ALL"], blocks["CAL"]
        figures = (everything["value"][2], calendar["value"][2], everything["strict"][2], everything["type"][2])
        yield f"  {label:36}" + "  ".join(f"{100 * figure:8.1f}" for figure in figures)


def seeds() -> Iterator[str]:
    folder = DATA / "seeds"
    if not (folder / "dates.gold.jsonl").is_file():
        yield f"Seed articles: skipped, {folder} is not there"
        return
    keys = ("doc", "start", "end", "type", "value")
    found = {tuple(one[key] for key in keys) for one in tagged(records(folder / "dates.docs.jsonl"))}
    gold = records(folder / "dates.gold.jsonl")
    right = sum(tuple(one[key] for key in keys) in found for one in gold)
    yield f"Seed articles: {right} of {len(gold)} expressions right"


def seconds(text: str, language: str) -> float:
    started = time.process_time()
    tag(text, language=language, published=PUBLISHED)
    return max(time.process_time() - started, 1e-6)


def news(language: str) -> str:
    path = DATA / f"wikinews-{language}" / "articles.jsonl"
    return "\n".join(record["text"] for record in records(path)) if path.is_file() else ""


def speed() -> Iterator[str]:
    for language in ("de", "en"):
        seconds("", language)  # compiles the rules
        text = news(language)
        if not text:
            yield f"Speed on news ({language}): skipped, the Wikinews articles are not there"
            continue
        long = (text * (TEN_MEGABYTES // len(text) + 1))[:TEN_MEGABYTES]
        part = long[: TEN_MEGABYTES // 4]
        short_time, long_time = seconds(part, language), seconds(long, language)
        rate, growth = len(long) / long_time, long_time / short_time
        yield f"News ({language}), 10 MB: {rate:12,.0f} characters a second, x{growth:.1f} for 4 times the text"


def slow_texts() -> Iterator[str]:
    yield "Texts made to be slow, 100,000 and 400,000 characters:"
    for unit in SLOW_UNITS:
        for language in ("de", "en"):
            small, large = (unit * (size // len(unit)) for size in (100_000, 400_000))
            small_time, large_time = seconds(small, language), seconds(large, language)
            rate, growth = len(large) / large_time, large_time / small_time
            yield f"  {unit!r:18} {language}: {rate:12,.0f} characters a second, x{growth:.1f} for 4 times the text"


def main() -> None:
    for part in (krauts, seeds, speed, slow_texts):
        for line in part():
            print(line)


if __name__ == "__main__":
    main()
