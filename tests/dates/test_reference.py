"""Reference texts with the scores that the rules must keep (skipped where missing), and texts made to be slow."""

from __future__ import annotations

import importlib.util
import json
import time
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from index.dates import tag

SHARED = Path(__file__).parents[3] / "shared"
KRAUTS = SHARED / "data" / "krauts-dev"
SEEDS = SHARED / "data" / "seeds"
SCORER = SHARED / "tools" / "timex_scorer.py"
ALL_FLOOR, CAL_FLOOR = 80.0, 88.0


def _records(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _tagged(docs: Path) -> list[dict[str, object]]:
    return [
        {"doc": doc["doc"], "start": one.start, "end": one.end, "type": one.type, "value": one.value}
        for doc in _records(docs)
        for one in tag(doc["text"], language=doc["lang"], published=date.fromisoformat(doc["dct"]))
    ]


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("timex_scorer", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (KRAUTS.is_dir() and SCORER.is_file()), reason="the KRAUTS texts are not there")
def test_german_news_scores() -> None:
    blocks = _scorer().blocks(_records(KRAUTS / "gold.jsonl"), _tagged(KRAUTS / "docs.jsonl"), True)
    assert 100 * blocks["ALL"]["value"][2] >= ALL_FLOOR
    assert 100 * blocks["CAL"]["value"][2] >= CAL_FLOOR


@pytest.mark.skipif(not (SEEDS / "dates.gold.jsonl").is_file(), reason="the seed articles are not there")
def test_every_expression_of_the_seed_articles() -> None:
    keys = ("doc", "start", "end", "type", "value")
    found = {tuple(one[key] for key in keys) for one in _tagged(SEEDS / "dates.docs.jsonl")}
    missing = [one for one in _records(SEEDS / "dates.gold.jsonl") if tuple(one[key] for key in keys) not in found]
    assert not missing


@pytest.mark.parametrize(
    "unit", ["1.", "1", "am ", "Montag ", "Monday ", "3., ", "1. und ", "9.30/", "vor ", "the ", "x"]
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_texts_made_to_backtrack_stay_fast(unit: str, language: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    tag(text, language=language, published=date(2025, 10, 28))
    assert time.process_time() - started < 5
