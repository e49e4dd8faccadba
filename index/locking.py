"""One writer at a time: a lock that the operating system lets go of when its owner dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import ArchiveBusy, ArchiveError


@contextmanager
def writing(home: Path, *, timeout: float = 10.0) -> Iterator[None]:
    """Hold the archive's write lock, waiting up to `timeout` seconds for another writer.

    Raises ArchiveBusy when the other writer does not end in time, ArchiveError where the folder cannot be written.
    """
    lock = FileLock(home / "writer.lock", timeout=timeout)
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise ArchiveBusy(
            f"Another process is indexing into {home}",
            hint="Wait until it has finished and run the command again; nothing is lost.",
        ) from error
    except OSError as error:
        raise ArchiveError(
            f"The archive at {home} cannot be written: {error.strerror or error}",
            hint="Check the folder's permissions and free space, or choose another DATELINE_HOME.",
        ) from error
    try:
        yield
    finally:
        lock.release()
