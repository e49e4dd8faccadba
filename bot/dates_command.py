"""The command `dateline dates`: the time expressions of a text, resolved."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from index.errors import SourceError

#: Texts longer than this are refused: a document is an article, not a corpus.
_LONGEST = 50_000_000


def register(application: typer.Typer) -> None:
    """Add the command to `application`."""
    application.command()(dates)


def dates(
    file: Annotated[str, typer.Argument(help="A file, or - for standard input.", metavar="[FILE|-]")] = "-",
    published: Annotated[
        str | None, typer.Option(help="The article's own date (YYYY-MM-DD), which relative dates are resolved against.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the text, de or en (default: recognised).")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help='Read JSON Lines {"doc","text","dct","lang"} and write JSON Lines.')
    ] = False,
) -> None:
    """Show the time expressions of a text with their values: "am Montag" is 2025-10-27.

    Example: echo "Sie kommt am Freitag." | dateline dates --published 2025-10-28
    """
    from index.dates import SUPPORTED_LANGUAGES

    if lang is not None and lang not in SUPPORTED_LANGUAGES:
        raise typer.BadParameter(f"{lang!r} is not one of {', '.join(SUPPORTED_LANGUAGES)}", param_hint="--lang")
    day = _day(published)
    text = _read(file, clean=not as_json)
    if as_json:
        for line in _tagged_lines(text, day, lang):
            print(json.dumps(line, ensure_ascii=False))
    else:
        print(_table(text, day, lang))


def _tagged_lines(text: str, published: datetime.date | None, language: str | None) -> Iterator[dict[str, Any]]:
    """One record an expression, for every document of JSON Lines."""
    from index.dates import tag

    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            body = document["text"]
        except (ValueError, TypeError, KeyError, RecursionError):
            body = None
        if not isinstance(body, str):
            raise SourceError(
                f'Line {number} is not a JSON object with a "text"',
                hint='Give one object a line, {"doc", "text", "dct", "lang"}, or leave out --json for plain text.',
            )
        day = _published(document.get("dct"), number) or published
        for found in tag(body, language=_language(document.get("lang") or language, body), published=day):
            yield {
                "doc": document.get("doc", str(number)),
                "start": found.start,
                "end": found.end,
                "text": found.text,
                "type": found.type,
                "value": found.value,
            }


def _table(text: str, published: datetime.date | None, language: str | None) -> str:
    """Aligned columns: where, what, type, value, and what it was resolved against."""
    from index.dates import published_date, tag

    language = _language(language, text)
    published = published or published_date(text, language=language)
    found = tag(text, language=language, published=published)
    heading = f"language {language}, article's date {published or 'unknown'}"
    rows = [
        (
            f"{each.start}-{each.end}",
            " ".join(each.text.split()),
            each.type,
            each.point or each.value,
            each.anchor or "",
        )
        for each in found
    ]
    if not rows:
        return f"{heading}\nNo time expressions found."
    rows.insert(0, ("where", "text", "type", "value", "from"))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([heading, *lines])


def _language(given: str | None, text: str) -> str:
    from index.dates import SUPPORTED_LANGUAGES
    from index.languages import detect_language

    return given or detect_language(text, among=SUPPORTED_LANGUAGES)


def _published(value: object, line: int) -> datetime.date | None:
    if value in (None, ""):
        return None
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise SourceError(
            f"Line {line}: the date {value!r} is not a day such as 2025-10-28", hint="Mend it or leave it out."
        ) from None


def _day(value: str | None) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a day such as 2025-10-27", param_hint="--published") from None


def _read(file: str, *, clean: bool) -> str:
    """The text of a file or of standard input; as it stands unless `clean`, since offsets count its characters."""
    from index.decoding import decode

    if file == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        if Path(file).stat().st_size > _LONGEST:
            raise SourceError(f"{file} is larger than {_LONGEST // 1_000_000} MB", hint="Split it into articles.")
        raw = Path(file).read_bytes()
        return decode(raw) if clean else raw.decode("utf-8-sig", "replace")
    except OSError as error:
        raise SourceError(f"{file} cannot be read: {error.strerror or error}", hint="Check the path.") from error
