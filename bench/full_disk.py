"""Let the disk run full while indexing, and check that the next run with space completes.

    python -m bench.full_disk [--sizes 1 2 3 4 5 6]

Mounts a small file system in memory, which needs root on Linux; elsewhere it says so and does nothing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.faults import WordEmbedder, write_article
from index.archive import Archive
from index.errors import DatelineError


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[bool]:
    """A file system of that size at `place` for as long as the block runs; False where it cannot be mounted."""
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False, timeout=20).returncode == 0
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False, timeout=20)


def enlarge(place: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=256m", str(place)], capture_output=True, check=True, timeout=20)


def fill(home: Path, folder: Path, *, articles: int) -> list[str]:
    """Index twice on the small disk, then with space; what went wrong, none if all is well."""
    problems: list[str] = []
    archive = Archive(home=home, embedder=WordEmbedder(), languages=("de",))
    stopped = 0
    for _ in range(2):
        try:
            archive.update([folder])
        except DatelineError as error:
            stopped += 1
            if "\n" in error.message or not error.hint:
                problems.append(f"not one clear line: {error.message!r}")
    enlarge(home.parent)
    try:
        report = archive.update([folder])
        diagnosis = archive.examine()
    except DatelineError as error:
        return [*problems, f"with space again: {error.message}"]
    if report.failed or diagnosis.articles != articles:
        problems.append(f"{diagnosis.articles} of {articles} articles, failed: {report.failed}")
    if not diagnosis.is_sound:
        problems.append(f"doctor: {diagnosis.findings}")
    if not stopped:
        problems.append("the disk never ran full: choose a smaller size")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description="Let the disk run full while indexing.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 2, 3, 4, 5, 6], help="megabytes")
    options = parser.parse_args()
    wrong = 0
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            place, articles = Path(folder) / "disk", Path(folder) / "articles"
            articles.mkdir()
            for number in range(400):
                write_article(articles, f"a{number}", 1, sentences=8)
            with small_disk(place, size) as mounted:
                if not mounted:
                    print("A small file system cannot be mounted here; it needs root on Linux.")
                    return 0
                problems = fill(place / "home", articles, articles=400)
            print(f"{size} MB: {'; '.join(problems) or 'the next run completed, doctor is clean'}")
            wrong += bool(problems)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
