"""The catalogue's SQLite file: opened once a process, safe to use from several threads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import ArchiveError, ArchiveMismatch, ArchiveMissing
from index.schema import SCHEMA, SCHEMA_VERSION

FILE_NAME = "catalogue.sqlite3"
#: SQLite takes at most 32,766 variables a statement; this many at a time also keeps statements few enough to cache.
_CHUNK = 500


class Database:
    """One connection behind a lock. Readers in other processes keep reading while this one writes (WAL)."""

    def __init__(self, home: Path, *, create: bool = False) -> None:
        """Open the catalogue in the folder `home`.

        Raises ArchiveMissing where there is none and `create` is false, ArchiveError where it cannot be used.
        """
        path = home / FILE_NAME
        if not create and not path.exists():
            raise ArchiveMissing(f"There is no archive at {home}", hint="Make one: dateline index FOLDER")
        self._lock = threading.RLock()
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise ArchiveError(
                f"The archive at {home} cannot be opened: {error}",
                hint="Check the folder's permissions and free space, or choose another DATELINE_HOME.",
            ) from error

    def _prepare(self) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "cache_size = -16000"):
            self._connection.execute(f"PRAGMA {pragma}")
        if self._exists("meta"):
            return
        with self.transaction():
            # Another process may have made the tables while this one waited for its turn.
            if not self._exists("meta"):
                for statement in SCHEMA.split(";\n"):
                    self._connection.execute(statement)
                rows = [("schema", SCHEMA_VERSION), ("generation", "0")]
                self._connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)

    def _exists(self, table: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        return found is not None

    def check_schema(self) -> None:
        """Raise ArchiveMismatch where another release of Dateline made the tables differently."""
        made = self.value("SELECT value FROM meta WHERE key = 'schema'")
        if made != SCHEMA_VERSION:
            raise ArchiveMismatch(
                f"The archive has tables of version {made}, this Dateline reads version {SCHEMA_VERSION}",
                hint="Build it anew: dateline index --rebuild",
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All the writes inside happen together or not at all."""
        with self._lock, _reported():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk ends the transaction by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All the reads inside see the archive as it was at the first of them."""
        with self._lock, _reported():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock, _reported():
            return self._connection.execute(statement, values).fetchall()

    def rows_in(self, statement: str, values: Iterable[Any], *, before: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of `statement`, whose last `IN (?)` is widened to all of `values`; `before` fills the marks ahead."""
        head, _, tail = statement.rpartition("IN (?)")
        wanted = list(values)
        found: list[tuple[Any, ...]] = []
        for first in range(0, len(wanted), _CHUNK):
            chunk = wanted[first : first + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            found += self.rows(f"{head}IN ({marks}){tail}", [*before, *chunk])
        return found

    def value(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row, None where there is no row."""
        found = self.rows(statement, values)
        return found[0][0] if found else None

    def run(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; the row id of what it inserted."""
        with self._lock, _reported():
            return self._connection.execute(statement, values).lastrowid or 0

    def run_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._lock, _reported():
            self._connection.executemany(statement, rows)

    def copy_to(self, path: Path) -> None:
        """Write a copy of the whole catalogue, in one state, to a new file at `path`."""
        with self._lock, _reported():
            target = sqlite3.connect(path)
            try:
                self._connection.backup(target)
            finally:
                target.close()

    def close(self) -> None:
        with self._lock:
            self._connection.close()


@contextmanager
def _reported() -> Iterator[None]:
    """Turns what SQLite raises into an ArchiveError that says what to do."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        text = str(error)
        if "full" in text:
            hint = "Free some space on the disk and run the same command again; nothing is lost."
        elif "locked" in text or "busy" in text:
            hint = "Another process is writing; run the same command again."
        elif "malformed" in text or "not a database" in text:
            hint = "Restore a backup (dateline restore FILE), or remove the archive's folder and index again."
        else:
            hint = "Check the archive folder's permissions and free space, then run: dateline doctor"
        raise ArchiveError(f"The archive's catalogue cannot be used: {text}", hint=hint) from error
