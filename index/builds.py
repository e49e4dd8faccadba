"""Where in its home folder an archive lies: in a build, so that a new one can grow beside it and take over in one step.

home/current            names the build that is read, replaced in one step
home/next.json          names the build that grows beside it and how it is made, while there is one
home/archive-TOKEN/     a build: catalogue.sqlite3 and vectors/
home/writer.lock        see index.locking
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from index.errors import ArchiveError, ArchiveMissing

_CURRENT = "current"
_NEXT = "next.json"
_BUILD = re.compile(r"archive-[0-9a-f]{12}")


def active(home: Path) -> Path | None:
    """The build that is read, None where there is no archive yet."""
    try:
        name = (home / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArchiveError(
            f"The archive at {home} cannot be read: {error.strerror or error}",
            hint="Check the folder's permissions, or choose another DATELINE_HOME.",
        ) from error
    return home / name if _BUILD.fullmatch(name) and (home / name).is_dir() else None


def require(home: Path) -> Path:
    """The build that is read. Raises ArchiveMissing where there is none."""
    found = active(home)
    if found is None:
        raise ArchiveMissing(f"There is no archive at {home}", hint="Make one: dateline index FOLDER")
    return found


def first(home: Path) -> Path:
    """The build that is read, made if there is none. Only for a writer."""
    found = active(home)
    if found is None:
        found = fresh(home)
        switch(home, found)
    return found


def growing(home: Path, made: Mapping[str, str]) -> Path:
    """The build that grows beside the one that is read: one that an earlier run left unfinished, if made alike.

    Only for a writer.
    """
    found = _growing(home)
    if found is not None and found[1] == dict(made):
        return found[0]
    build = fresh(home)
    _replace(home / _NEXT, json.dumps({"build": build.name, "made": dict(made)}))
    return build


def unfinished(home: Path) -> Path | None:
    """The build that grows beside the one that is read, if any."""
    found = _growing(home)
    return found[0] if found else None


def switch(home: Path, build: Path) -> None:
    """Let `build` be the one that is read, in one step. Only for a writer.

    The earlier one stays until the next writer calls `clean`: who reads in it may finish.
    """
    _replace(home / _CURRENT, build.name)
    (home / _NEXT).unlink(missing_ok=True)


def clean(home: Path, *, forget: Callable[[str], None] = lambda name: None) -> None:
    """Remove builds that are neither read nor growing; `forget` is called with the name of each. Only for a writer."""
    kept = {active(home), unfinished(home)}
    for build in sorted(home.glob("archive-*")):
        if build not in kept and _BUILD.fullmatch(build.name):
            forget(build.name)
            shutil.rmtree(build, ignore_errors=True)


def size(home: Path) -> int:
    """Bytes of all files in the home folder."""
    return sum(path.stat().st_size for path in home.rglob("*") if path.is_file())


def _growing(home: Path) -> tuple[Path, dict[str, str]] | None:
    try:
        noted = json.loads((home / _NEXT).read_text(encoding="utf-8"))
        build, made = home / noted["build"], dict(noted["made"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (build, made) if _BUILD.fullmatch(build.name) and build.is_dir() else None


def fresh(home: Path) -> Path:
    """A new, empty build that nothing names yet. Only for a writer."""
    build = home / f"archive-{secrets.token_hex(6)}"
    try:
        build.mkdir(parents=True)
    except OSError as error:
        raise _unwritable(build, error) from error
    return build


def _replace(path: Path, text: str) -> None:
    """Write a small file so that whoever reads it finds the old or the new one, even after a power cut."""
    try:
        partial = path.with_name(path.name + ".partial")
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"{path} cannot be written: {error.strerror or error}",
        hint="Check the folder's permissions and free space, then run the same command again; nothing is lost.",
    )
