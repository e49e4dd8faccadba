"""The command that measures: eval."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from retrieval.figures import Difference, Result

Cases = Annotated[
    Path,
    typer.Argument(
        help="JSON Lines: question, and as far as known id, article_ids, answers or quote_contains, date, answerable.",
        metavar="CASES.jsonl",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Compare = Annotated[
    Path | None,
    typer.Option(
        help="What an earlier run printed with --json; exit code 1 if a figure is worse beyond chance.",
        metavar="OLD.json",
    ),
]


def register(application: typer.Typer) -> None:
    """Add the command to `application`."""
    application.command(name="eval")(evaluate)


def evaluate(cases: Cases, as_json: Json = False, compare: Compare = None) -> None:
    """Ask questions whose answers are known, and print how well the archive answers them, by language pair.

    Example: dateline eval bench/cases/samples.jsonl
    """
    from bot.evaluating import evaluate, read_cases, result_of
    from bot.evaluation_text import differences_text, evaluation_json, evaluation_text
    from bot.wiring import open_bot

    wanted = read_cases(cases)
    before = _earlier(compare) if compare else None
    with open_bot() as bot:
        records = list(evaluate(bot, wanted))
    results = [result_of(record) for record in records]
    differences = None if before is None else _differences(before, results)
    if as_json:
        print(json.dumps(evaluation_json(results, records, differences), ensure_ascii=False))
    else:
        print(evaluation_text(results))
        if differences is not None:
            print(f"\n{differences_text(differences)}")
    if differences and any(each.worse for each in differences):
        print(f"Worse than in {compare}.", file=sys.stderr)
        raise typer.Exit(1)


def _earlier(path: Path) -> list[Result]:
    from bot.evaluating import result_of
    from index.errors import SourceError

    try:
        content: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {error}", hint="Give what --json printed.") from error
    records = content.get("cases") if isinstance(content, dict) else None
    return [result_of(record) for record in records or [{}]]


def _differences(before: list[Result], now: list[Result]) -> list[Difference]:
    from index.errors import SourceError
    from retrieval.figures import compare

    if not {each.id for each in before} & {each.id for each in now}:
        raise SourceError("The two runs have no case in common", hint="Compare runs over the same case file.")
    return compare(before, now)
