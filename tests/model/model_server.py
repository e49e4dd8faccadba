"""A small server with OpenAI's streaming interface on loopback that misbehaves on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class ModelServer(ThreadingHTTPServer):
    """`behaviour` is what the next requests get; `requests` counts them."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviour = "answer"
        self.text = ""
        self.requests = 0
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def model_server() -> Iterator[ModelServer]:
    server = ModelServer()
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
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.requests += 1
        behaviour = self.server.behaviour
        if behaviour.startswith("once "):
            self.server.behaviour = "answer"
            behaviour = behaviour.removeprefix("once ")
        if behaviour.isdigit():
            self._refuse(int(behaviour))
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            getattr(self, f"_{behaviour}")()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _refuse(self, status: int) -> None:
        body = json.dumps({"error": {"message": "SECRET-DETAIL sk-123", "type": "x"}}).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "0.2")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self) -> None:
        for word in self.server.text.split(" "):
            self._send({"content": f"{word} "})
        self._send({}, finish="stop")
        usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
        self._event({**_chunk([]), "usage": usage})
        self.wfile.write(b"data: [DONE]\n\n")

    def _stall(self) -> None:
        self._send({"content": "Choi met "})
        self.server.released.wait(30)

    def _garbage(self) -> None:
        self.wfile.write(b"data: {not json at all\n\n")

    def _endless(self) -> None:
        while not self.server.released.is_set():
            self._send({"content": "and on and on "})

    def _send(self, delta: dict[str, Any], finish: str | None = None) -> None:
        self._event(_chunk([{"index": 0, "delta": delta, "finish_reason": finish}]))

    def _event(self, event: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


def _chunk(choices: list[Any]) -> dict[str, Any]:
    return {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "small", "choices": choices}
