"""Refusal on SQuAD 2: `python -m bench.squad [--every N]`, over ../shared/data/squad2.

Its unanswerable questions were written to look answerable by a paragraph on the same subject (Rajpurkar, Jia and Liang,
2018), so similarity is no sign there. All paragraphs are indexed, every Nth question is asked; printed are the AUROC
of the confidence and the shares that got an answer, as they are: nothing is fitted on this set.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import fmean

from bot.wiring import open_bot
from retrieval.evaluation import auroc

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "squad2"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--every", type=int, default=10, help="ask only every Nth question")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"Skipped: no data at {DATA}")
        sys.exit(0)
    lines = (DATA / "questions.jsonl").read_text("utf-8").splitlines()[:: arguments.every]
    confidences: dict[bool, list[float]] = {True: [], False: []}
    answered: dict[bool, list[bool]] = {True: [], False: []}
    right = []
    with tempfile.TemporaryDirectory() as folder, open_bot(home=folder) as bot:
        bot.index([DATA / "paragraphs.jsonl"])
        for record in map(json.loads, lines):
            answer = bot.ask(record["question"])
            known = not record["impossible"]
            confidences[known].append(answer.confidence)
            answered[known].append(answer.answered)
            if known and answer.answered:
                quotes = " ".join(citation.quote for citation in answer.citations)
                right.append(any(gold in quotes for gold in record["answers"]))
    area = auroc(confidences[True], confidences[False])
    print(f"{len(answered[True])} answerable and {len(answered[False])} unanswerable questions")
    print(f"AUROC of the confidence {area or 0.0:.3f}")
    print(f"answered: {fmean(answered[False]):.3f} of the unanswerable, {fmean(answered[True]):.3f} of the answerable")
    print(f"of the answerable that got an answer, the quote holds the gold answer in {fmean(right or [0]):.3f}")


if __name__ == "__main__":
    main()
