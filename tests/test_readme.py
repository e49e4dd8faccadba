"""The README says what is true: its commands exist and run, and every command is in it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from bot.cli import application
from tests.archives import ROOT, SAMPLES

README = (ROOT / "README.md").read_text("utf-8")
#: Indented lines that begin with the command, without their comments.
COMMANDS = [match.group(1).strip() for match in re.finditer(r"^    (dateline [^#\n]+)", README, re.MULTILINE)]
#: What talks to Slack, never ends, or reads a file that the reader is to bring.
NOT_RUN = re.compile(r"dateline (?:slack|watch|chat|dates|restore)")


def subcommands() -> set[str]:
    return set(typer.main.get_command(application).commands)  # type: ignore[attr-defined]


def test_every_command_of_the_readme_exists_and_every_command_is_in_it() -> None:
    named = set(re.findall(r"dateline ([a-z]+)", README))
    assert subcommands() <= named
    assert {command.split()[1] for command in COMMANDS} <= subcommands()


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(SAMPLES)
    (tmp_path / "bench").symlink_to(ROOT / "bench")
    ran = [command for command in dict.fromkeys(COMMANDS) if not NOT_RUN.match(command)]
    assert len(ran) >= 8
    for command in ran:
        ended = subprocess.run(
            [sys.executable, "-m", "bot.cli", *shlex.split(command)[1:]],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
            capture_output=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )
        assert ended.returncode == 0, (command, ended.stderr)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"^    make ([a-z-]+)", README, re.MULTILINE))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
