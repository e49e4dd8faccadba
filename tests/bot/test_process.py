"""Idle threads of libraries do not take the processor from those that work; what stays is no garbage."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from bot.process import settle, share_memory

_SHOW = """
import sys
import bot, os
print("numpy" in sys.modules, os.environ["GOMP_SPINCOUNT"], os.environ["OPENBLAS_NUM_THREADS"])
"""


def test_threads_are_calmed_before_numpy_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOMP_SPINCOUNT", raising=False)
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert _shown() == ["False", "1000", "1"]


def test_a_setting_of_the_user_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    assert _shown()[-1] == "2"


def _shown() -> list[str]:
    run = subprocess.run([sys.executable, "-c", _SHOW], capture_output=True, text=True, check=True)
    return run.stdout.split()


def test_what_is_loaded_is_left_out_of_the_search_for_garbage() -> None:
    before = gc.get_freeze_count()
    settle()
    try:
        assert gc.get_freeze_count() > before + 10_000
    finally:
        gc.unfreeze()


def test_memory_is_shared_or_left_to_another_library(monkeypatch: pytest.MonkeyPatch) -> None:
    share_memory()

    class Without:
        """A C library without the function."""

        def __init__(self, name: None) -> None:
            self.name = name

    monkeypatch.setattr("ctypes.CDLL", Without)
    share_memory()
