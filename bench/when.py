"""When-questions with exact dates: `python -m bench.when [--errors]`.

Asks the questions of tests/when over the articles there and prints how many get exactly the expected date, by language
pair, how many are refused and how many are wrong.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers import Answer
from bot.bot import Bot
from bot.wiring import open_bot

CASES = Path(__file__).resolve().parents[1] / "tests" / "when"


@dataclass(frozen=True, slots=True)
class Result:
    """One question asked: `verdict` is right, refused or wrong."""

    case: dict[str, Any]
    answer: Answer
    pair: str
    verdict: str


def is_expected(answer: Answer, case: dict[str, Any]) -> bool:
    """Whether the first date of the answer is the expected one, from the expected article."""
    if not answer.citations or answer.citations[0].article.id != case["article"]:
        return False
    dates = answer.citations[0].dates
    if "begin" in case:
        last = dates[-1].begin
        return str(dates[0].begin) == case["begin"] and last is not None and str(last) == case["end"]
    wanted = case["value"] if isinstance(case["value"], list) else [case["value"]]
    return len(dates) == 1 and (dates[0].point or dates[0].value) in wanted


def ask_all(bot: Bot) -> list[Result]:
    results = []
    languages = {each["id"]: each["language"] for each in read("articles.jsonl")}
    for case in read("questions.jsonl"):
        answer = bot.ask(case["question"])
        verdict = "right" if is_expected(answer, case) else "wrong" if answer.answered else "refused"
        results.append(Result(case, answer, f"{answer.language}->{languages[case['article']]}", verdict))
    return results


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines() if line]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print each question that is not answered right")
    parser.add_argument("--embeddings", default="onnx-e5+use")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_bot(home=folder, embeddings=arguments.embeddings) as bot:
        bot.index([CASES / "articles.jsonl"])
        results = ask_all(bot)
    if arguments.errors:
        for each in (each for each in results if each.verdict != "right"):
            print(f"{each.verdict} {each.case['id']} {each.case['question']}")
            print(f"    wanted {each.case.get('value', each.case.get('begin'))}, got {each.answer.text!r}")
            print(f"    confidence {each.answer.confidence:.2f}")
    print(f"{'pair':9} {'cases':>5} {'right':>6} {'refused':>8} {'wrong':>6}")
    for pair in [*sorted({each.pair for each in results}), "all"]:
        counts = Counter(each.verdict for each in results if pair in ("all", each.pair))
        total = counts.total()
        shares = [counts[verdict] / total for verdict in ("right", "refused", "wrong")]
        print(f"{pair:9} {total:5} {shares[0]:6.3f} {shares[1]:8.3f} {shares[2]:6.3f}")


if __name__ == "__main__":
    main()
