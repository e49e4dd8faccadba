"""Idle threads of the libraries that compute do not take the processor from those that work."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
