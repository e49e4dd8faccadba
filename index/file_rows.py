"""Rows of a large table in a file, of which a program needs few."""

from __future__ import annotations

import threading
import weakref
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

#: Rows that are kept: most of what texts need is the same few.
_KEPT = 4096


class FileRows:
    """A table of bytes whose rows are read when they are asked for. Safe to use from several threads.

    Mapped into memory, such a file would come in whole by and by: with each row, the system maps what it holds of the
    file around it.
    """

    def __init__(self, path: Path, *, offset: int, width: int) -> None:
        """Rows of `width` bytes from `offset` on. Raises OSError for a file that cannot be opened."""
        self._file = path.open("rb", buffering=0)
        self._offset, self._width = offset, width
        self._lock = threading.Lock()
        self._row = lru_cache(maxsize=_KEPT)(self._read)
        weakref.finalize(self, self._file.close)

    def __getitem__(self, numbers: NDArray[np.integer]) -> NDArray[np.uint8]:
        """The rows of these numbers, shape (len(numbers), width)."""
        rows = b"".join(map(self._row, numbers.tolist()))
        return np.frombuffer(rows, dtype=np.uint8).reshape(len(numbers), self._width)

    def _read(self, number: int) -> bytes:
        with self._lock:
            self._file.seek(self._offset + number * self._width)
            return self._file.read(self._width)
