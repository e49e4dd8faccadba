"""Decide what an update has to do. Pure: no file, no store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path

from index.origins import FileState
from index.reading import Failure

#: A file changed this shortly before it was read may have changed again within one tick of the file system's clock.
_RACY_NS = 2_000_000_000


class Action(Enum):
    """What happens to one article that was read."""

    ADD = "new"
    REPLACE = "changed"
    KEEP = "unchanged"


def decide(stored_version: str | None, found_version: str) -> Action:
    """What to do with an article, by the version that is stored (None: none) and the one that was read."""
    if stored_version is None:
        return Action.ADD
    return Action.KEEP if stored_version == found_version else Action.REPLACE


def is_unchanged_file(known: FileState | None, *, size: int, modified_ns: int) -> bool:
    """Whether a file need not be read again, going by its size and time of change."""
    return (
        known is not None
        and known.size == size
        and known.modified_ns == modified_ns
        and known.modified_ns < known.read_ns - _RACY_NS
    )


def to_remove(
    stored: Iterable[str], *, roots: Sequence[Path], present: Iterable[Path], failed: Iterable[Failure]
) -> list[str]:
    """Stored paths below one of `roots` whose file is gone.

    What could not be read is not gone: a failed file, or all that lies in a failed folder, is left out.
    """
    there = {str(path) for path in present}
    unread = [Path(failure.path) for failure in failed]
    return [
        path
        for path in stored
        if path not in there and _is_below(Path(path), roots) and not _is_below(Path(path), unread)
    ]


def _is_below(path: Path, roots: Iterable[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
