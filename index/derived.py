"""Files derived from installed packages, kept in a folder of the user's so that the next start finds them ready."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


class DerivedFiles:
    """Keeps files by name. Nothing is raised: where there is no place to write to, they are derived at each start."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is by default one of the user's."""
        self._folder = _usual_folder() if folder is None else folder

    def find(self, name: str) -> Path | None:
        """Where the file of that name is kept, None where it is not or is not as it was written."""
        place = self._folder / name
        try:
            with place.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            return place if digest == _digest_of(place).read_text("ascii").strip() else None
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, name: str, content: bytes) -> None:
        place = self._folder / name
        digest = hashlib.sha256(content).hexdigest().encode()
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            for target, written in ((place, content), (_digest_of(place), digest)):
                unfinished = target.with_name(f"{target.name}.{os.getpid()}")
                unfinished.write_bytes(written)
                unfinished.replace(target)
        except OSError:
            return


def _digest_of(place: Path) -> Path:
    return place.with_name(f"{place.name}.sha256")


def _usual_folder() -> Path:
    try:
        return Path.home() / ".cache" / "dateline"
    except RuntimeError:
        # A user without a home.
        return Path("/nonexistent")
