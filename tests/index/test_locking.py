"""The write lock: one writer, told apart by process and computer."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from index.errors import ArchiveBusy, ArchiveError
from index.locking import writing

_SPAWN = multiprocessing.get_context("spawn")


def _hold(home: Path, held: Event) -> None:
    with writing(home):
        held.set()
        time.sleep(60)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    held = _SPAWN.Event()
    process = _SPAWN.Process(target=_hold, args=(tmp_path, held))
    process.start()
    try:
        assert held.wait(30)
        with pytest.raises(ArchiveBusy) as busy, writing(tmp_path, timeout=0.1):
            pass
        assert str(process.pid) in busy.value.message and busy.value.hint
    finally:
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    held = _SPAWN.Event()
    process = _SPAWN.Process(target=_hold, args=(tmp_path, held))
    process.start()
    assert held.wait(30) and process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with writing(tmp_path, timeout=1):
        pass


def test_the_lock_is_free_after_an_error_inside(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), writing(tmp_path):
        raise RuntimeError
    with writing(tmp_path, timeout=0.1):
        pass


def test_a_home_that_is_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    with pytest.raises(ArchiveError) as error, writing(tmp_path / "home"):
        pass
    assert "\n" not in error.value.message and error.value.hint
