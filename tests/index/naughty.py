"""Strings that break software, where the development data is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

_DATA = Path(__file__).parents[2].parent / "shared" / "data"


def shared_data(name: str) -> Path:
    """The folder or file `name` of the development data; skips the test where it is missing."""
    path = _DATA / name
    if not path.exists():
        pytest.skip(f"needs ../shared/data/{name}")
    return path


def naughty_strings() -> list[str]:
    found = []
    # Lines end at line feeds only: some of the strings hold other line separators.
    for line in (shared_data("bad-input") / "blns.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            found.append(str(json.loads(line)["s"]))
    return found
