"""The commands that fill an archive, as a shell sees them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import application

ARTICLE = "Fähre\ndate 2025-10-28\n\nDie Fähre nach Aarhus fährt seit Montag nicht mehr. Der Hafen ist gesperrt."


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_EMBEDDINGS", "use")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "ferry.txt").write_text(ARTICLE, encoding="utf-8")


def run(*words: str) -> Result:
    return CliRunner().invoke(application, list(words))


def test_index_prints_the_keys_that_scripts_depend_on(tmp_path: Path) -> None:
    found = json.loads(run("index", "articles", "--json").stdout)
    keys = {"new", "changed", "unchanged", "removed", "failed", "sentences", "seconds"}
    assert keys <= found.keys() and (found["new"], found["sentences"]) == (1, 2)


def test_index_names_what_prune_would_remove(tmp_path: Path) -> None:
    run("index", "articles")
    (tmp_path / "articles" / "ferry.txt").unlink()
    result = run("index", "articles")
    assert "--prune" in result.stdout and "Fähre" in result.stdout
    (named,) = json.loads(run("index", "articles", "--json").stdout)["would_remove"]
    assert "Fähre" in named
    assert "1 removed" in run("index", "articles", "--prune").stdout


def test_index_needs_something_to_index() -> None:
    assert run("index").exit_code == 2 and run("watch").exit_code == 2


def test_doctor_says_sound_or_what_to_do(tmp_path: Path) -> None:
    run("index", "articles")
    sound = run("doctor", "--json")
    assert sound.exit_code == 0 and json.loads(sound.stdout)["sound"] is True
    (build,) = (tmp_path / "home").glob("archive-*")
    for file in (build / "vectors").rglob("*.*"):
        file.unlink()
    found = run("doctor")
    assert found.exit_code == 1 and "dateline doctor --repair" in found.stdout
    assert run("doctor", "--repair").exit_code == 0
    assert run("doctor").exit_code == 0


def test_backup_and_restore(tmp_path: Path) -> None:
    run("index", "articles")
    assert "Saved in saved.zip" in run("backup", "saved.zip").stdout
    assert run("restore", "saved.zip", "--replace").stdout == "Restored 1 articles.\n"
    assert json.loads(run("status", "--json").stdout)["articles"] == 1


def test_rebuild_needs_no_paths() -> None:
    run("index", "articles")
    found = json.loads(run("index", "--rebuild", "--json").stdout)
    assert found["sentences"] == 2 and json.loads(run("status", "--json").stdout)["articles"] == 1


def test_watch_logs_a_line_a_change_and_ends_cleanly_when_told(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "watch", "articles"], stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stderr
    lines: list[str] = []
    end = time.monotonic() + 60
    while time.monotonic() < end and not any("new: Fähre" in line for line in lines):
        lines.append(process.stderr.readline())
    process.send_signal(signal.SIGTERM)
    rest = process.communicate(timeout=30)[1]
    assert process.returncode == 0 and "stopped" in rest, lines
    assert "watching 1 folders" in lines[0]
