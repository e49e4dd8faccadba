"""One writer at a time: a lock that the operating system lets go of when its owner dies."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import ArchiveBusy, ArchiveError

_LOCK = "writer.lock"
_OWNER = "writer.json"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who writes: process id, computer, and since when (ISO 8601 with offset)."""

    pid: int
    host: str
    since: str


@contextmanager
def writing(home: Path, *, timeout: float = 10.0) -> Iterator[None]:
    """Hold the archive's write lock, waiting up to `timeout` seconds for another writer.

    The lock itself is the operating system's, so that of a killed process is free at once; the note of its owner
    beside it only serves the message. Raises ArchiveBusy, naming process and computer, when the other writer does not
    end in time, ArchiveError where the folder cannot be written.
    """
    lock = FileLock(home / _LOCK, timeout=timeout)
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise ArchiveBusy(
            f"{_described(owner(home))} is writing to {home}",
            hint="Wait until it has finished and run the command again; nothing is lost.",
        ) from error
    except OSError as error:
        raise ArchiveError(
            f"The archive at {home} cannot be written: {error.strerror or error}",
            hint="Check the folder's permissions and free space, or choose another DATELINE_HOME.",
        ) from error
    try:
        _note_owner(home)
        yield
    finally:
        _forget_owner(home)
        lock.release()


def owner(home: Path) -> Owner | None:
    """Who noted itself as the writer last; None where nobody did or the note cannot be read."""
    try:
        return Owner(**json.loads((home / _OWNER).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def is_locked(home: Path) -> bool:
    """Whether a writer is at work now."""
    if not (home / _LOCK).exists():
        return False
    lock = FileLock(home / _LOCK, timeout=0)
    try:
        lock.acquire()
    except (Timeout, OSError):
        return True
    lock.release()
    return False


def _described(owner: Owner | None) -> str:
    if owner is None:
        return "Another process"
    return f"Process {owner.pid} on {owner.host}, at work since {owner.since},"


def _note_owner(home: Path) -> None:
    since = datetime.datetime.now(datetime.UTC).astimezone().isoformat(timespec="seconds")
    # A full disk must not stop a writer that may be about to free space: the note is a courtesy.
    with contextlib.suppress(OSError):
        (home / _OWNER).write_text(
            json.dumps(asdict(Owner(pid=os.getpid(), host=socket.gethostname(), since=since))), encoding="utf-8"
        )


def _forget_owner(home: Path) -> None:
    with contextlib.suppress(OSError):
        (home / _OWNER).unlink()
