"""The short form of `python -m bench.faults`: an indexing process is killed at random moments."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.faults import Faults, write_article
from bench.full_disk import fill, small_disk


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs POSIX signals")
def test_no_article_is_lost_or_doubled_however_the_writer_dies(tmp_path: Path) -> None:
    faults = Faults(tmp_path, articles=30, seed=7)
    for operation in ("index", "prune", "rebuild", "watch"):
        faults.round(operation)
    assert faults.problems == []
    assert faults.kills.total() >= 2


def test_a_full_disk_is_one_clear_line_and_the_next_run_completes(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(150):
        write_article(folder, f"a{number}", 1, sentences=8)
    with small_disk(tmp_path / "disk", 2) as mounted:
        if not mounted:
            pytest.skip("mounting a small file system needs root on Linux")
        assert fill(tmp_path / "disk" / "home", folder, articles=150) == []
