"""Fetch politely: robots.txt, one request a host at a time with a pause between, and patience when asked for it."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from index.decoding import decode
from index.web.fetching import Fetcher, FetchError, Refused, Response

#: Seconds that a robots.txt counts before it is read again.
_ROBOTS_COUNT = 3600.0
#: The longest pause between two requests that a robots.txt can ask for, and the longest that "come back later" counts.
_LONGEST_PAUSE = 30.0
_LONGEST_WAIT = 3600.0
_NAME = "Dateline"


class Disallowed(Refused):
    """robots.txt does not allow the address."""


@dataclass(slots=True)
class _Host:
    """What is known of one host; times are the clock's."""

    robots: Protego | None = None
    robots_read: float | None = None
    unreachable: str = ""
    next_visit: float = 0.0
    closed_until: float = 0.0


class Visitor:
    """Visits addresses politely. For one thread."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        pause: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`pause` is the number of seconds between two requests to one host, unless its robots.txt asks for more."""
        self._fetcher = fetcher
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    def visit(self, url: str, *, etag: str = "", modified: str = "") -> Response:
        """Get `url` as Fetcher.fetch does, at the host's pace. Raises FetchError, Disallowed, Refused."""
        response = self._fetcher.fetch(url, etag=etag, modified=modified, before=self._before)
        if response.status in (429, 503):
            wait = _retry_after(response.headers.get("retry-after", ""))
            self._host(response.url).closed_until = self._clock() + wait
        return response

    def _before(self, url: str) -> None:
        """Wait for one's turn at the host of `url`. Raises Disallowed, FetchError."""
        host = self._host(url)
        if self._clock() < host.closed_until:
            raise FetchError("its server asks to come back later")
        self._read_robots(url, host)
        if host.unreachable:
            raise FetchError(host.unreachable)
        if host.robots is not None and not host.robots.can_fetch(url, _NAME):
            raise Disallowed("its robots.txt does not allow it")
        self._wait(host)

    def _wait(self, host: _Host) -> None:
        left = host.next_visit - self._clock()
        if left > 0:
            self._sleep(left)
        asked = host.robots.crawl_delay(_NAME) if host.robots is not None else None
        host.next_visit = self._clock() + max(self._pause, min(float(asked or 0), _LONGEST_PAUSE))

    def _read_robots(self, url: str, host: _Host) -> None:
        if host.robots_read is not None and self._clock() - host.robots_read < _ROBOTS_COUNT:
            return
        parts = urlsplit(url)
        host.robots, host.unreachable = None, ""
        try:
            response = self._fetcher.fetch(f"{parts.scheme}://{parts.netloc}/robots.txt")
            if response.status >= 500:
                # Where its rules cannot be known, nothing is allowed (RFC 9309).
                host.unreachable = f"its robots.txt cannot be read: status {response.status}"
            elif response.status == 200:
                host.robots = Protego.parse(decode(response.body[:500_000]))
        except Refused:
            raise
        except FetchError as error:
            host.unreachable = str(error)
        host.robots_read = self._clock()

    def _host(self, url: str) -> _Host:
        parts = urlsplit(url)
        return self._hosts.setdefault(f"{parts.scheme}://{parts.netloc.lower()}", _Host())


def _retry_after(value: str) -> float:
    """Seconds that a Retry-After header asks for, a minute where it does not say."""
    if value.strip().isdigit():
        return min(float(value), _LONGEST_WAIT)
    try:
        return min(max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time()), _LONGEST_WAIT)
    except (ValueError, TypeError):
        return 60.0
