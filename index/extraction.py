"""Take the text out of pages, PDF and Word files in a process of its own, which is ended when it takes too long.

A damaged or malicious document can keep its reader busy for hours or crash it; an update must go on to the next one.
The process runs index.extracting, starts with the first such document and stays until `stop`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.documents import Unreadable
from index.pages import Page

#: Seconds for one document: 300 pages of PDF take twenty.
_LIMIT = 60.0
_SCRIPT = "import sys; sys.path.insert(0, sys.argv[1]); from index.extracting import main; main()"


class Extraction:
    """Reads documents, one at a time. Safe to use from several threads."""

    def __init__(self, *, limit: float = _LIMIT) -> None:
        """`limit` is in seconds, for each document."""
        self._limit = limit
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def page(self, raw: bytes, *, url: str = "", charset: str = "") -> Page | None:
        """As index.pages.read_page. Raises Unreadable where that takes too long or fails."""
        found = self._ask("page", raw, url=url, charset=charset)
        return None if found is None else Page(**found)

    def pdf(self, raw: bytes) -> str:
        """As index.documents.pdf_text; raises Unreadable also where that takes too long or fails."""
        return str(self._ask("pdf", raw))

    def word(self, raw: bytes) -> str:
        """As index.documents.word_text; raises Unreadable also where that takes too long or fails."""
        return str(self._ask("word", raw))

    def stop(self) -> None:
        """End the process; the next document starts another."""
        with self._lock:
            self._end()

    def _ask(self, kind: str, raw: bytes, **options: str) -> Any:
        with self._lock:
            process = self._running()
            with self._limited(process) as is_over:
                answer = _exchange(process, {"kind": kind, "size": len(raw), "options": options}, raw)
            if answer is None:
                self._end()
                raise Unreadable(
                    f"takes longer than {self._limit:g} s to read"
                    if is_over.is_set()
                    else "breaks the program that reads it"
                )
        if "unreadable" in answer:
            raise Unreadable(answer["unreadable"])
        return answer["found"]

    @contextmanager
    def _limited(self, process: subprocess.Popen[bytes]) -> Iterator[threading.Event]:
        """Kills the process after the limit, which ends whoever waits for its answer; the event tells that it did."""
        is_over = threading.Event()

        def end() -> None:
            is_over.set()
            process.kill()

        timer = threading.Timer(self._limit, end)
        timer.daemon = True
        timer.start()
        try:
            yield is_over
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            # -P: a folder "index" where the user happens to be is not this package.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _SCRIPT, str(Path(__file__).resolve().parents[1])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None


def _exchange(process: subprocess.Popen[bytes], request: dict[str, Any], raw: bytes) -> dict[str, Any] | None:
    """What the process answers, None where it ended instead."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(json.dumps(request).encode() + b"\n" + raw)
        process.stdin.flush()
        line = process.stdout.readline()
        return dict(json.loads(line)) if line.endswith(b"\n") else None
    except (OSError, ValueError):
        return None
