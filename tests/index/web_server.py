"""A web server on this computer that behaves as told, well or badly."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Request"], None]


@dataclass
class Site:
    """What the server answers: {path: (status, headers, body)}, or a function that answers itself."""

    pages: dict[str, tuple[int, dict[str, str], bytes] | Answer] = field(default_factory=dict)
    #: (path, headers) of every request, in order.
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, body: str | bytes, *, status: int = 200, **headers: str) -> str:
        """Answer `path` with `body`; header names with underscores for hyphens. Its address."""
        raw = body.encode() if isinstance(body, str) else body
        shown = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8", **shown}, raw)
        return self.url + path

    def paths(self) -> list[str]:
        """Paths asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Request(BaseHTTPRequestHandler):
    """Answers from a Site."""

    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        page = self.site.pages.get(self.path)
        if callable(page):
            page(self)
            return
        status, headers, body = page or (404, {}, b"")
        tag = headers.get("ETag")
        if tag and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        modified = headers.get("Last-Modified")
        if modified and self.headers.get("If-Modified-Since") == modified:
            status, body = 304, b""
        self.send(status, headers, body)

    def send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up on purpose here."""


@contextmanager
def serving() -> Iterator[Site]:
    """A server on a free port of 127.0.0.1 for as long as the block runs."""
    site = Site()
    handler = type("Handler", (Request,), {"site": site})
    server = _Server(("127.0.0.1", 0), handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        site.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def drip(request: Request) -> None:
    """A body of which a byte comes every now and then, for ten seconds at most."""
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    _slowly(request, 100)


def drip_headers(request: Request) -> None:
    """Headers that never end."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _slowly(request, 100)


def _slowly(request: Request, times: int) -> None:
    for _ in range(times):
        if request.site.stopping.is_set():
            return
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.1)


def bomb(request: Request) -> None:
    """A hundred megabytes of nothing, packed into a hundred kilobytes."""
    packed = gzip.compress(bytes(100_000_000), 1)
    request.send(200, {"Content-Encoding": "gzip", "Content-Type": "text/html"}, packed)


def endless(request: Request) -> None:
    """A body without an end, sent as fast as it is taken, up to 200 MB."""
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    chunk = b"10000\r\n" + bytes(65_536) + b"\r\n"
    for _ in range(3000):
        if request.site.stopping.is_set():
            return
        request.wfile.write(chunk)


def page(title: str, text: str, *, published: str = "2025-10-28", head: str = "") -> str:
    """An article's page with a menu and a footer around it."""
    return (
        f"<!doctype html><html lang='de'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='og:site_name' content='Bote'>"
        f"<meta property='article:published_time' content='{published}T08:00:00+01:00'>{head}</head>"
        "<body><nav><a href='/'>Start</a> <a href='/x'>Politik</a></nav>"
        f"<article><h1>{title}</h1><p>{text}</p></article>"
        "<footer>Impressum Datenschutz</footer></body></html>"
    )


def feed(url: str, entries: list[tuple[str, str, str]]) -> str:
    """An RSS feed of (path, title, summary)."""
    items = "".join(
        f"<item><link>{url}{path}</link><title>{title}</title><description>{summary}</description>"
        "<pubDate>Tue, 28 Oct 2025 08:00:00 +0100</pubDate></item>"
        for path, title, summary in entries
    )
    return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>F</title>{items}</channel></rss>"
