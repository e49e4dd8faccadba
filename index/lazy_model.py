"""What every adapter of a model shares: it is loaded once, at first use, and its failures are told in one line."""

from __future__ import annotations

import threading
from typing import Any

from index.errors import EmbeddingError


class LazyModel:
    """Loads a model once, at first use, and lets one thread at a time work with it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._model: Any = None

    def _load(self) -> Any:
        raise EmbeddingError("This adapter has no model")

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model


def first_line(error: Exception) -> str:
    """The first line of what a framework raised, at most 200 characters; its kind where it says nothing."""
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
