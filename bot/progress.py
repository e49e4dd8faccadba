"""Progress of an update on standard error: a bar on a terminal, nothing in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.updating import Progress


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A function that shows how far an update is, for as long as the block runs."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("Indexing files"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[sentences]} sentences"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("index", total=None, sentences=0)

        def show(progress: Progress) -> None:
            bar.update(task, total=progress.files, completed=progress.files_done, sentences=progress.sentences)

        yield show
