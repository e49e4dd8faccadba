"""Progress of an update on standard error: a bar on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.updating import Progress

#: Seconds between two lines in a log.
_SELDOM = 10.0


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A function that shows how far an update is, for as long as the block runs."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("Indexing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[articles]} articles, {task.fields[speed]} sentences/s"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        began = time.monotonic()
        task = bar.add_task("index", total=None, articles=0, speed=0)

        def show(progress: Progress) -> None:
            speed = round(progress.sentences / max(time.monotonic() - began, 0.1))
            bar.update(
                task,
                total=progress.files,
                completed=progress.files_done,
                articles=progress.articles,
                speed=speed,
            )

        yield show


def _lines() -> Callable[[Progress], None]:
    began = time.monotonic()
    last = began

    def show(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _SELDOM:
            return
        last = now
        speed = round(progress.sentences / (now - began))
        share = f"{progress.files_done} of {progress.files} files and pages"
        line = f"{share}, {progress.articles} articles, {progress.sentences} sentences embedded, {speed} a second"
        print(line, file=sys.stderr, flush=True)

    return show
