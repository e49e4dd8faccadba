"""Search quality on XQuAD paragraphs: `python -m bench.xquad [--embeddings NAME]`.

Indexes the paragraphs of ../shared/data/xquad as articles and asks their questions in both languages. Prints R@1 (the
question's own paragraph comes first), MRR@10 and evidence accuracy (the best sentence holds the gold answer).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.wiring import open_bot
from retrieval.search import Evidence

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "xquad"
PAIRS = [("en", "de"), ("de", "de"), ("en", "en"), ("de", "en")]


@dataclass(frozen=True, slots=True)
class Case:
    """A question in one language, asked of paragraphs in another; `start` is the gold answer's offset there."""

    question: str
    paragraph: str
    start: int


def cases(question_language: str, article_language: str) -> Iterator[Case]:
    gold = {each["id"]: each for each in records(f"questions.{article_language}.jsonl")}
    for each in records(f"questions.{question_language}.jsonl"):
        yield Case(each["question"], each["paragraph"], gold[each["id"]]["start"])


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines() if line]


def _rank(found: list[Evidence], paragraph: str) -> int | None:
    """Rank of the paragraph among the articles found, 1 for the best, None beyond ten."""
    articles = list(dict.fromkeys(each.article.id for each in found))[:10]
    return articles.index(paragraph) + 1 if paragraph in articles else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embeddings", default="onnx-e5+use")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"Skipped: no data at {DATA}")
        sys.exit(0)
    print(f"embeddings {arguments.embeddings}")
    print(f"{'pair':9} {'cases':>5} {'R@1':>6} {'MRR@10':>7} {'evidence':>9} {'ms a question':>14}")
    with tempfile.TemporaryDirectory() as folder:
        bots = {
            language: open_bot(home=Path(folder) / language, embeddings=arguments.embeddings)
            for language in ("de", "en")
        }
        for language, bot in bots.items():
            bot.index([DATA / f"paragraphs.{language}.jsonl"])
        for asked, written in PAIRS:
            ranks: list[int | None] = []
            evidence = 0
            began = time.perf_counter()
            for case in (found_cases := list(cases(asked, written))):
                found = bots[written].search(case.question, limit=20)
                ranks.append(_rank(found, case.paragraph))
                best = found[0]
                inside = best.sentence.start <= case.start < best.sentence.end
                evidence += best.article.id == case.paragraph and inside
            number = len(found_cases)
            milliseconds = (time.perf_counter() - began) / number * 1000
            first = sum(rank == 1 for rank in ranks) / number
            reciprocal = sum(1 / rank for rank in ranks if rank) / number
            print(
                f"{asked}->{written}    {number:5} {first:6.3f} {reciprocal:7.3f} {evidence / number:9.3f}"
                f" {milliseconds:14.1f}"
            )
        for bot in bots.values():
            bot.close()


if __name__ == "__main__":
    main()
