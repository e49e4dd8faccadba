"""Asks the questions of a case file and notes what came back."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.answers import Answer
from bot.bot import Bot
from index.dates import TimeExpression
from index.errors import SourceError
from index.lookup import Lookup
from retrieval.evaluation import DEPTH, Case, Observation, read_case, scores
from retrieval.figures import Result

#: Passages asked for, so that ten different articles are among them.
_PASSAGES = 3 * DEPTH


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSON Lines file. Raises SourceError for a file, a line or a case that cannot be read."""
    cases = [read_case(record, number) for number, record in _records(path)]
    if not cases:
        raise SourceError(f"{path} holds no cases", hint='Each line is a JSON object such as {"question": "…"}.')
    if repeated := [name for name, number in Counter(case.id for case in cases).items() if number > 1]:
        raise SourceError(f"{path} has several cases with the id {repeated[0]!r}", hint="Give each its own id.")
    return cases


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read: {error}", hint="Give a JSON Lines file in UTF-8.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise SourceError(f"{path}, line {number} is not JSON", hint="One JSON object a line.") from error
        if not isinstance(record, dict):
            raise SourceError(f"{path}, line {number} is not a JSON object", hint="One JSON object a line.")
        yield number, record


def evaluate(
    bot: Bot, cases: Iterable[Case], *, clock: Callable[[], float] = time.perf_counter
) -> Iterator[dict[str, Any]]:
    """One record for each case, in order: what `result_of` reads, with what was found. Raises as Bot.ask does."""
    lookup = bot.parts().lookup
    for case in cases:
        began = clock()
        answer = bot.ask(case.question, limit=_PASSAGES)
        milliseconds = (clock() - began) * 1000
        yield _record(case, answer, _observed(case, answer, lookup, milliseconds))


def _record(case: Case, answer: Answer, seen: Observation) -> dict[str, Any]:
    return {
        "id": case.id,
        "question": case.question,
        "pair": seen.pair,
        "answerable": case.answerable,
        "answered": seen.answered,
        "text": answer.text,
        "confidence": round(seen.confidence, 4),
        "articles": list(seen.articles[:DEPTH]),
        "quote": seen.quote,
        "date": seen.date or None,
        "ms": round(seen.milliseconds, 1),
        "scores": scores(case, seen),
    }


def result_of(record: Mapping[str, Any]) -> Result:
    """The result in a record of `evaluate`, of this run or of a file. Raises SourceError for any other record."""
    try:
        return Result(
            id=str(record["id"]),
            pair=str(record["pair"]),
            answerable=bool(record["answerable"]),
            confidence=float(record["confidence"]),
            milliseconds=float(record["ms"]),
            scores={str(name): float(value) for name, value in record["scores"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceError(
            "This is not the result of an earlier run", hint="Make one: dateline eval CASES.jsonl --json > OLD.json"
        ) from error


def _observed(case: Case, answer: Answer, lookup: Lookup, milliseconds: float) -> Observation:
    quoted = answer.citations[0] if answer.citations else None
    best = answer.closest[0] if answer.closest else None
    return Observation(
        articles=list(dict.fromkeys(each.article.id for each in answer.closest)),
        quote=quoted.quote if quoted else best.sentence.text if best else "",
        quoted_article=quoted.article.id if quoted else best.article.id if best else "",
        date=_date(quoted.dates) if quoted else "",
        answered=answer.answered,
        confidence=answer.confidence,
        verbatim=all(
            (lookup.text(each.article.id) or "")[each.start : each.end] == each.quote for each in answer.citations
        ),
        milliseconds=milliseconds,
        pair=f"{answer.language}->{_written_in(case, answer, lookup)}",
    )


def _written_in(case: Case, answer: Answer, lookup: Lookup) -> str:
    """The language of the article that holds the answer, else of the best one found."""
    for article in lookup.facts(case.articles).values():
        return article.language
    return answer.closest[0].article.language if answer.closest else "-"


def _date(dates: Iterable[TimeExpression]) -> str:
    values = list(dict.fromkeys(each.point or each.value for each in dates))
    return "/".join([values[0], values[-1]][: len(values)]) if values else ""
