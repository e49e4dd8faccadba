"""Questions over several articles: `python -m bench.multihop [--home FOLDER] [--every N] [--embeddings NAME]`.

Indexes the 609 articles of MultiHop-RAG (Tang and Yang, 2024) from ../shared/data and asks its questions, whose facts
lie in two to four articles. A chunk is a passage as `dateline search` returns it: whole sentences, up to 1,200
characters, no overlap, no header. The measures are the set's own (a chunk counts when it holds a fact, spaces left
out): Hits@k, MRR@10, and what an answer over several articles needs, the share of facts found (FactRecall@10) and of
questions all of whose facts are (AllFacts@10). BM25 (bm25s, Snowball stems, title, source and date before each chunk)
searches the same passages in the same run. Its null questions, which the articles do not answer, give the AUROC of the
confidence of `ask`. With --home the archive stays there, and a second run need not index again.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from bot.bot import Bot
from bot.wiring import open_bot
from index.words import stems
from retrieval.evaluation import auroc

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "multihop-rag"
FIGURES = ("Hits@10", "Hits@4", "MRR@10", "FactRecall@10", "AllFacts@10")
_DEPTH = 10
Search = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the facts that answer it, word for word; none where the articles do not answer it."""

    text: str
    kind: str
    facts: frozenset[str]


def questions() -> list[Question]:
    found = []
    for line in (DATA / "queries.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        facts = frozenset(squash(each["fact"]) for each in record["evidence"])
        found.append(Question(record["query"], record["question_type"], facts))
    return found


def squash(text: str) -> str:
    """Without spaces and newlines, as the set's own measures compare texts."""
    return text.replace(" ", "").replace("\n", "")


def measures(facts: frozenset[str], chunks: Sequence[str]) -> dict[str, float]:
    """The figures of one question with facts, over the chunks found, best first."""
    held = [{fact for fact in facts if fact in squash(chunk)} for chunk in chunks[:_DEPTH]]
    first = next((rank for rank, some in enumerate(held, start=1) if some), None)
    found = set().union(*held)
    return {
        "Hits@10": float(first is not None),
        "Hits@4": float(first is not None and first <= 4),
        "MRR@10": 1 / first if first else 0.0,
        "FactRecall@10": len(found) / len(facts),
        "AllFacts@10": float(found == facts),
    }


def bm25(bot: Bot) -> Search:
    """BM25 over all passages of the archive."""
    import bm25s

    lookup = bot.parts().lookup
    articles = [json.loads(line) for line in (DATA / "corpus.jsonl").read_text("utf-8").splitlines()]
    passages: list[tuple[str, str]] = []
    for article in articles:
        sentences = lookup.sentences_of_article(article["id"])
        header = f"{article['title']} {article['source']} {article['published_at'][:10]}"
        for passage in lookup.passages({each.passage for each in sentences}).values():
            passages.append((passage.text, f"{header} {passage.text}"))
    index = bm25s.BM25()
    index.index([stems(text, language="en") for _, text in passages], show_progress=False)

    def search(question: str) -> list[str]:
        found, _ = index.retrieve([stems(question, language="en")], k=_DEPTH, show_progress=False)
        return [passages[number][0] for number in found[0]]

    return search


def table(name: str, search: Search, asked: Sequence[Question]) -> None:
    """Prints the figures of one system over all questions, by kind and by half."""
    rows: list[tuple[int, Question, dict[str, float]]] = []
    times = []
    for number, question in enumerate(asked):
        began = time.perf_counter()
        chunks = search(question.text)
        times.append((time.perf_counter() - began) * 1000)
        rows.append((number, question, measures(question.facts, chunks)))
    groups = {"all": rows, "even": [row for row in rows if row[0] % 2 == 0], "odd": [row for row in rows if row[0] % 2]}
    for kind in sorted({question.kind for question in asked}):
        groups[kind] = [row for row in rows if row[1].kind == kind]
    for group, some in groups.items():
        if some:
            means = [fmean(row[2][figure] for row in some) for figure in FIGURES]
            shown = " ".join(f"{mean:{len(figure)}.3f}" for mean, figure in zip(means, FIGURES, strict=True))
            print(f"{name:9} {group:17} {len(some):5} {shown}")
    print(f"{name:9} median {median(times):.0f} ms a question")


def refusal(bot: Bot, asked: Sequence[Question]) -> None:
    """Prints how well the confidence of `ask` tells questions with facts from those without."""
    answers = [(bool(question.facts), bot.ask(question.text)) for question in asked]
    confident = {known: [answer.confidence for has, answer in answers if has is known] for known in (True, False)}
    answered = {known: [answer.answered for has, answer in answers if has is known] for known in (True, False)}
    area = auroc(confident[True], confident[False])
    print(
        f"AUROC of the confidence, {len(confident[True])} with facts, {len(confident[False])} without: {area or 0:.3f}"
    )
    if area is not None:
        print(
            f"answered: {fmean(answered[True]):.3f} of those with facts, {fmean(answered[False]):.3f} of those without"
        )


@contextmanager
def archive(home: Path | None, embeddings: str) -> Iterator[Bot]:
    """The articles, indexed: in `home`, to be kept, or for this run only."""
    with tempfile.TemporaryDirectory() as folder, open_bot(home=home or folder, embeddings=embeddings) as bot:
        report = bot.index([DATA / "corpus.jsonl"])
        if report.new:
            print(f"indexed {report.new} articles, {report.sentences} sentences in {report.seconds:.0f} s")
        yield bot


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--home", type=Path, help="keep the archive here")
    parser.add_argument("--every", type=int, default=1, help="ask only every Nth question")
    parser.add_argument("--embeddings", default="onnx-e5+use")
    parser.add_argument("--no-refusal", action="store_true", help="leave out the AUROC, which asks all again")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"Skipped: no data at {DATA}")
        sys.exit(0)
    asked = questions()[:: arguments.every]
    with archive(arguments.home, arguments.embeddings) as bot:
        with_facts = [each for each in asked if each.facts]
        print(f"{'system':9} {'questions':17} {'cases':>5} {' '.join(FIGURES)}")
        systems: dict[str, Search] = {
            "Dateline": lambda question: [each.passage.text for each in bot.search(question, limit=_DEPTH)]
        }
        try:
            systems["BM25"] = bm25(bot)
        except ImportError:
            print("BM25 left out: pip install '.[bench]'")
        for name, search in systems.items():
            table(name, search, with_facts)
        if not arguments.no_refusal:
            refusal(bot, asked)


if __name__ == "__main__":
    main()
