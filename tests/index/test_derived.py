"""Files derived from packages: several processes may make them at once, and any of them may be killed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.derived import DerivedFiles

_EMBED = """
import sys
from pathlib import Path
from index.derived import DerivedFiles
from index.onnx_e5 import OnnxE5
from index.universal_encoder import open_encoder
cache = Path(sys.argv[1])
print("begun", flush=True)
encode = open_encoder(DerivedFiles(cache))
vectors = OnnxE5(cache=cache).embed_question("Wer traf Putin?"), encode(["Wer traf Putin?"])[0]
print(*(f"{value:.4f}" for vector in vectors for value in vector[:8]))
"""


def _start(cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", _EMBED, str(cache)], stdout=subprocess.PIPE, text=True)


def _finished(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return output.splitlines()[-1]


def _kept(cache: Path) -> list[str]:
    found = DerivedFiles(cache)
    names = [place.name for place in cache.iterdir() if place.suffix in (".onnx", ".pieces", ".table", ".weights")]
    return sorted(name.rpartition(".")[2] for name in names if found.find(name))


def test_two_processes_that_make_them_at_once_give_the_same_vectors(tmp_path: Path) -> None:
    both = [_start(tmp_path), _start(tmp_path)]
    first, second = map(_finished, both)
    assert first == second == _finished(_start(tmp_path))
    assert _kept(tmp_path) == ["onnx", "pieces", "pieces", "table", "weights"]


@pytest.mark.parametrize("seconds", [0.4, 1.0])
def test_after_a_kill_the_next_start_makes_what_lacks(tmp_path: Path, seconds: float) -> None:
    process = _start(tmp_path)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    process.communicate()
    assert _finished(_start(tmp_path)) == _finished(_start(tmp_path))
    assert _kept(tmp_path) == ["onnx", "pieces", "pieces", "table", "weights"]


def test_a_file_is_found_only_as_it_was_kept(tmp_path: Path) -> None:
    files = DerivedFiles(tmp_path / "new" / "folder")
    assert files.find("a") is None
    files.keep("a", b"content")
    place = files.find("a")
    assert place is not None and place.read_bytes() == b"content"
    place.write_bytes(b"other content")
    assert files.find("a") is None
