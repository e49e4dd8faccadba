"""Fetch one address over HTTP, within limits, connecting only to addresses that were checked.

Written on http.client because the check must hold for the very address that is connected to: a name that is looked up
again by an HTTP library may resolve differently the second time.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from index.web.addresses import forbidden

AGENT = "Dateline/0.1 (news archive; obeys robots.txt)"
_CHUNK = 65_536
_REDIRECTS = frozenset((301, 302, 303, 307, 308))

Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]


class FetchError(Exception):
    """An address that could not be fetched; the message says why in one line."""


class Refused(FetchError):
    """An address that must not be fetched."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one address with its redirects, bytes of a body (packed and unpacked), redirects followed."""

    seconds: float = 30.0
    size: int = 20_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Response:
    """What a server sent: `url` is where it came from after redirects, header names are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def charset(self) -> str:
        """The charset that the server names, "" where it names none."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.strip().partition("=")
            if name.lower() == "charset":
                return value.strip("\"' ")
        return ""


def resolve_name(host: str, port: int) -> list[str]:
    """The numeric addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def connect_address(address: str, port: int, timeout: float) -> socket.socket:
    """A connection to a numeric address. Raises OSError."""
    return socket.create_connection((address, port), timeout)


class Fetcher:
    """Fetches addresses. Safe to use from several threads."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        limits: Limits = Limits(),
        resolve: Resolve = resolve_name,
        connect: Connect = connect_address,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`allow_private` lets it contact private, loopback and link-local addresses too."""
        self._allow_private = allow_private
        self._limits = limits
        self._resolve = resolve
        self._connect = connect
        self._clock = clock
        self._tls = ssl.create_default_context()

    def fetch(
        self,
        url: str,
        *,
        etag: str = "",
        modified: str = "",
        before: Callable[[str], None] = lambda url: None,
    ) -> Response:
        """Get `url`, following redirects; `before` is called with each address on the way and may refuse it.

        With `etag` or `modified`, the validators of an earlier answer, an unchanged page comes as status 304.
        Raises FetchError; Refused where an address on the way must not be contacted.
        """
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept": "*/*", "Connection": "close"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        deadline = self._clock() + self._limits.seconds
        for _ in range(self._limits.redirects + 1):
            began = self._clock()
            before(url)
            # Waiting for one's turn does not count against the time for the answer.
            deadline += self._clock() - began
            response = self._get(url, headers, deadline)
            location = response.headers.get("location", "")
            if response.status not in _REDIRECTS or not location:
                return response
            try:
                url = urljoin(url, location)
            except ValueError as error:
                raise FetchError("redirects to something that is no address") from error
        raise FetchError(f"redirects more than {self._limits.redirects} times")

    def _get(self, url: str, headers: Mapping[str, str], deadline: float) -> Response:
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
        except (ValueError, UnicodeError) as error:
            raise Refused("not a valid address") from error
        if parts.scheme not in ("http", "https") or not host:
            raise Refused("only http and https addresses are read")
        if parts.username or parts.password:
            raise Refused("addresses with a user name in them are not read")
        port = port or (443 if parts.scheme == "https" else 80)
        target = quote(parts.path or "/", safe="%/:=&~+!$,;'@()*") + (f"?{_query(parts.query)}" if parts.query else "")
        try:
            opened = self._open(host, port, parts.scheme == "https", deadline)
            try:
                return self._exchange(opened, host, port, url, target, headers, deadline)
            finally:
                opened.close()
        except TimeoutError as error:
            raise FetchError(f"takes longer than {self._limits.seconds:g} seconds") from error
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise FetchError(f"cannot be fetched: {_first_line(error)}") from error

    def _open(self, host: str, port: int, tls: bool, deadline: float) -> socket.socket:
        """A connection to one of the host's addresses, all of which are allowed."""
        addresses = self._addresses(host, port, deadline)
        for address in addresses:
            reason = "" if self._allow_private else forbidden(address)
            if reason:
                raise Refused(f"{host} is {reason} ({address}); DATELINE_ALLOW_PRIVATE=1 allows it")
        failure = OSError("the host has no address")
        for address in addresses:
            try:
                opened = self._connect(address, port, self._left(deadline))
            except OSError as error:
                failure = error
                continue
            if not tls:
                return opened
            opened.settimeout(self._left(deadline))
            try:
                return self._tls.wrap_socket(opened, server_hostname=host)
            except BaseException:
                opened.close()
                raise
        raise failure

    def _addresses(self, host: str, port: int, deadline: float) -> list[str]:
        """The host's addresses; looking them up has no time limit of its own, so it runs beside."""
        found: list[str] = []
        failures: list[OSError | UnicodeError] = []

        def look_up() -> None:
            try:
                found.extend(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                failures.append(error)

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(self._left(deadline))
        if thread.is_alive():
            raise TimeoutError
        if failures:
            raise OSError(f"{host} is not known: {_first_line(failures[0])}")
        return found

    def _exchange(
        self,
        opened: socket.socket,
        host: str,
        port: int,
        url: str,
        target: str,
        headers: Mapping[str, str],
        deadline: float,
    ) -> Response:
        connection = http.client.HTTPConnection(host, port)
        connection.default_port = 443 if url.lower().startswith("https") else 80
        connection.sock = _Timed(opened, lambda: self._left(deadline))
        connection.request("GET", target, headers=dict(headers))
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        body = b"" if answer.status in _REDIRECTS or answer.status == 304 else self._body(answer, found)
        return Response(url, answer.status, found, body)

    def _body(self, answer: http.client.HTTPResponse, headers: Mapping[str, str]) -> bytes:
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"is packed in a way that was not asked for: {encoding}")
        # 47: gzip or zlib, whichever the data begin with.
        unpack = zlib.decompressobj(47) if "gzip" in encoding or encoding == "deflate" else None
        body, packed = bytearray(), 0
        while chunk := answer.read(_CHUNK):
            packed += len(chunk)
            body += unpack.decompress(chunk, self._limits.size + 1 - len(body)) if unpack else chunk
            if max(packed, len(body)) > self._limits.size:
                raise FetchError(f"is larger than {self._limits.size / 1e6:g} MB")
        if unpack and not unpack.eof and packed:
            raise FetchError("ends in the middle")
        return bytes(body)

    def _left(self, deadline: float) -> float:
        left = deadline - self._clock()
        if left <= 0:
            raise TimeoutError
        return left


class _Timed:
    """A socket whose every read and write ends at one deadline: a server that drips a byte a second cannot hold it."""

    def __init__(self, opened: socket.socket, left: Callable[[], float]) -> None:
        self._opened = opened
        self._left = left

    def sendall(self, data: bytes) -> None:
        self._opened.settimeout(self._left())
        self._opened.sendall(data)

    def makefile(self, mode: str, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._opened, self._left))

    def close(self) -> None:
        self._opened.close()


class _TimedReader(io.RawIOBase):
    def __init__(self, opened: socket.socket, left: Callable[[], float]) -> None:
        self._opened = opened
        self._left = left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._opened.settimeout(self._left())
        return self._opened.recv_into(buffer)


def _query(query: str) -> str:
    return quote(query, safe="%/:=&?~+!$,;'@()*[]")


def _first_line(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return text.strip().splitlines()[0][:150] if text.strip() else type(error).__name__
