"""The process behind index.extraction: documents come in on standard input, their text goes out on standard output.

A request is a line of JSON {"kind", "size", "options"} and `size` bytes; an answer is a line of JSON, {"found"} or
{"unreadable"}. It ends when its input does, so it never outlives whoever started it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from index.documents import Unreadable, pdf_text, word_text
from index.pages import read_page

#: Bytes of address space that a document may take, where the system can limit it.
_MOST_MEMORY = 6_000_000_000


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request until there are no more."""
    while line := requests.readline():
        request = json.loads(line)
        raw = requests.read(request["size"])
        try:
            answer = {"found": _found(request["kind"], raw, request["options"])}
        except Unreadable as error:
            answer = {"unreadable": str(error)}
        except (MemoryError, RecursionError) as error:
            answer = {"unreadable": f"is too large or too deep to read: {type(error).__name__}"}
        except Exception as error:  # damaged documents end in errors of every kind
            answer = {"unreadable": f"cannot be read: {type(error).__name__}"}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _found(kind: str, raw: bytes, options: dict[str, str]) -> Any:
    if kind == "page":
        page = read_page(raw, url=options["url"], charset=options["charset"])
        return None if page is None else asdict(page)
    return pdf_text(raw) if kind == "pdf" else word_text(raw)


def main() -> None:
    # A library that prints must not spoil the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    serve(sys.stdin.buffer, answers)
