"""A small model server on loopback, with the streaming interface of a provider, that misbehaves on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.model.wire_formats import FORMATS, WireFormat


class ModelServer(ThreadingHTTPServer):
    """Speaks `format`. `behaviour` is what the next requests get; `requests` counts them, `bodies` and `headers` are
    what they sent."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, format: WireFormat) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.format = format
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[Message] = []
        self.paths: list[str] = []
        self.behaviour = "answer"
        self.text = ""
        self.requests = 0
        self.released = threading.Event()

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def url(self) -> str:
        """Where OpenAI's interface begins."""
        return f"{self.root}/v1"


@contextmanager
def model_server(provider: str = "openai") -> Iterator[ModelServer]:
    server = ModelServer(FORMATS[provider])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_POST(self) -> None:
        self.server.bodies.append(json.loads(self._body()))
        self.server.headers.append(self.headers)
        self.server.paths.append(self.path)
        self.server.requests += 1
        behaviour = self.server.behaviour
        if behaviour.startswith("once "):
            self.server.behaviour = "answer"
            behaviour = behaviour.removeprefix("once ")
        if behaviour.isdigit():
            self._refuse(int(behaviour))
            return
        self.send_response(200)
        self.send_header("Content-Type", self.server.format.content_type)
        self.end_headers()
        try:
            self._send(self.server.format.begin())
            getattr(self, f"_{behaviour}")()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _refuse(self, status: int) -> None:
        body = json.dumps(self.server.format.refusal("SECRET-DETAIL sk-123")).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "0.2")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _body(self) -> bytes:
        if length := self.headers.get("Content-Length"):
            return self.rfile.read(int(length))
        parts = []
        # Chunked: each chunk follows its length in hexadecimal, and an empty one is the last.
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _answer(self) -> None:
        for word in self.server.text.split(" "):
            self._word(f"{word} ")
        self._send(self.server.format.end())

    def _stall(self) -> None:
        self._word("Choi met ")
        self.server.released.wait(30)

    def _garbage(self) -> None:
        self._send(self.server.format.garbage())

    def _failure(self) -> None:
        self._send(self.server.format.failure("SECRET-DETAIL sk-123"))

    def _endless(self) -> None:
        while not self.server.released.is_set():
            self._word("and on and on ")

    def _word(self, text: str) -> None:
        self._send(self.server.format.word(text))

    def _send(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""
