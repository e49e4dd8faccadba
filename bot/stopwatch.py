"""How long each stage of an answer takes."""

from __future__ import annotations

import time


class Stopwatch:
    """Milliseconds by stage, and in all."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._laps[stage] = round((now - self._last) * 1000, 1)
        self._last = now

    def laps(self) -> dict[str, float]:
        return {**self._laps, "total": round((self._last - self._began) * 1000, 1)}
