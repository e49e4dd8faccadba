"""The short form of `python -m bench.faults`: an indexing process is killed at random moments."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.faults import Faults


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs POSIX signals")
def test_no_article_is_lost_or_doubled_however_the_writer_dies(tmp_path: Path) -> None:
    faults = Faults(tmp_path, articles=40, seed=7)
    for operation in ("index", "prune", "rebuild", "watch", "index", "rebuild"):
        faults.round(operation)
    assert faults.problems == []
    assert faults.kills.total() >= 3
