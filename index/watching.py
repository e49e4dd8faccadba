"""Watch folders and feeds and keep the archive up to date with them until told to stop."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.archive import Archive
from index.errors import DatelineError, SourceError
from index.reading import ENDINGS
from index.storing import Change
from index.updating import UpdateReport
from index.web.following import is_url

#: Seconds a file must stay as it is before it is read: whoever writes it has finished, or pauses.
_REST = 0.8
#: The longest pause, in seconds, before something that failed is tried again.
_LONGEST_RETRY = 300.0
_TICK_MS = 200


def stamped(line: str) -> str:
    """`line` behind the local time, as a log shows it."""
    return f"{datetime.datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {line}"


@dataclass(slots=True)
class _Waiting:
    """Paths that changed: what each looked like when last seen (None: not there), and since when it looks so."""

    seen: dict[Path, tuple[tuple[int, int] | None, float]] = field(default_factory=dict)

    def look(self, path: Path, now: float) -> None:
        looks = _looks(path)
        if path not in self.seen or self.seen[path][0] != looks:
            self.seen[path] = (looks, now)

    def rested(self, now: float) -> list[Path]:
        """The paths that have not changed for a while; they wait no longer."""
        for path in list(self.seen):
            self.look(path, now)
        ready = [path for path, (_, since) in self.seen.items() if now - since >= _REST]
        for path in ready:
            del self.seen[path]
        return ready


class _Stopped(Exception):
    """The watch was told to stop while an update was under way."""


class Watch:
    """Keeps one archive up to date with files, folders, feeds and pages."""

    def __init__(
        self,
        archive: Archive,
        sources: Sequence[str | Path],
        *,
        every: float,
        log: Callable[[str], None],
        retry: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Addresses are visited, and folders looked through as a whole, every `every` seconds; `log` takes lines.

        After an error the same is tried again after `retry` seconds, then after twice as long, and so on.
        Raises SourceError for a file or folder that does not exist.
        """
        self._archive = archive
        self._urls = [str(source) for source in sources if is_url(source)]
        self._roots = [Path(source).resolve() for source in sources if not is_url(source)]
        for root in self._roots:
            if not root.exists():
                raise SourceError(f"There is nothing at {root}", hint="Check the spelling, or make the folder first.")
        self._every = every
        self._log = log
        self._clock = clock
        self._waiting = _Waiting()
        self._told: set[tuple[str, str]] = set()
        self._retry = self._retry_after = retry
        self._next_round = 0.0
        self._stop = threading.Event()

    def run(self, stop: threading.Event) -> None:
        """Watch until `stop` is set. Errors are logged and what they stopped is tried again.

        An update under way stops between two files: what it has stored stays, and the next watch goes on.
        """
        self._stop = stop
        self._log(f"watching {len(self._roots)} folders and files and {len(self._urls)} addresses")
        for changed in self._changes(stop):
            now = self._clock()
            for path in changed:
                if self._concerns(path):
                    self._waiting.look(path, now)
            if now >= self._next_round:
                self._round()
            ready = self._waiting.rested(now)
            if ready and not stop.is_set():
                self._update_paths(ready)
        self._log("stopped")

    def _changes(self, stop: threading.Event) -> Iterator[set[Path]]:
        """Paths that changed since the last time, an empty set at least every second."""
        if not self._roots:
            while not stop.is_set():
                yield set()
                stop.wait(_TICK_MS / 1000)
            return
        # Imported here: it starts a runtime of its own.
        from watchfiles import watch

        # The folder of a file, because editors put a new file in the old one's place.
        folders = {root if root.is_dir() else root.parent for root in self._roots}
        # The first look at everything comes after the first tick, when changes are already noticed: none falls between.
        for changes in watch(
            *folders,
            watch_filter=None,
            debounce=_TICK_MS,
            rust_timeout=_TICK_MS,
            yield_on_timeout=True,
            stop_event=stop,
            ignore_permission_denied=True,
        ):
            yield {Path(path) for _, path in changes}

    def _concerns(self, path: Path) -> bool:
        """Whether a change at `path` is about articles: below a root, not hidden, readable or a folder."""
        root = next((root for root in self._roots if path == root or root in path.parents), None)
        if root is None or any(part.startswith(".") for part in path.relative_to(root).parts):
            return False
        # What is gone cannot be asked whether it was a folder.
        return path.suffix.lower() in ENDINGS or path.is_dir() or not path.exists()

    def _round(self) -> None:
        """Look through everything, as if the watch had just begun."""
        roots = [root for root in self._roots if root.exists()]
        for root in set(self._roots) - set(roots):
            self._tell(str(root), "is not there; its articles are kept")
        done = self._update([*roots, *self._urls], absent=())
        self._next_round = self._clock() + (self._every if done else self._retry_after)

    def _update_paths(self, paths: Sequence[Path]) -> None:
        there = [path for path in paths if path.exists()]
        # A root that is gone was unmounted or moved: that is no reason to empty the archive.
        gone = [path for path in paths if not path.exists() and path not in self._roots]
        gone = [path for path in gone if all(root.exists() for root in self._roots if root in path.parents)]
        if not self._update(there, absent=gone):
            self._next_round = min(self._next_round, self._clock() + self._retry_after)

    def _update(self, sources: Sequence[str | Path], *, absent: Sequence[Path]) -> bool:
        """Update with `sources`; whether it went through."""
        try:
            report = self._archive.update(
                sources,
                prune=True,
                absent=absent,
                rest_ns=int(_REST * 1e9),
                progress=lambda progress: self._end_if_stopped(),
                on_change=self._log_change,
            )
        except _Stopped:
            return False
        except DatelineError as error:
            self._log(f"error: {error.message}. {error.hint}".rstrip())
        except Exception as error:  # whatever it was, the next round may go through
            self._log(f"error: {type(error).__name__}: {str(error)[:200]}")
        else:
            self._retry_after = self._retry
            self._log_failures(report)
            for path in report.resting:
                self._waiting.look(path, self._clock())
            return True
        self._retry_after = min(2 * self._retry_after, _LONGEST_RETRY)
        return False

    def _end_if_stopped(self) -> None:
        if self._stop.is_set():
            raise _Stopped

    def _log_change(self, change: Change) -> None:
        self._log(f"{change.action}: {change.title} ({change.path})")

    def _log_failures(self, report: UpdateReport) -> None:
        for failure in report.failed:
            self._tell(failure.path, failure.reason)

    def _tell(self, path: str, reason: str) -> None:
        """Log a failure, once until the watch ends."""
        if (path, reason) not in self._told:
            self._told.add((path, reason))
            self._log(f"failed: {path}: {reason}")


def _looks(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
