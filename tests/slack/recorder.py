"""A Slack that records: the Web API on loopback, with answers, errors and rate limits as a test programs them."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

BOT_USER = "U0BOT"
TEAM = "T1"
APP = "A1"


@dataclass
class Call:
    """One call of the Web API, or one message to a response URL (method "response_url")."""

    method: str
    fields: dict[str, Any]
    at: float

    @property
    def everything(self) -> str:
        return json.dumps(self.fields, ensure_ascii=False)


@dataclass
class Recorder:
    """`errors` names the error that a method gives always, `once` what it gives the next times: an error or a pause."""

    calls: list[Call] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    once: dict[str, list[str | int]] = field(default_factory=dict)
    channel: dict[str, Any] = field(default_factory=dict)
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    url: str = ""

    def of(self, *methods: str) -> list[Call]:
        return [call for call in self.calls if call.method in methods]

    def shown(self) -> list[dict[str, Any]]:
        """Messages as they stand now, in the order in which they were first written."""
        return list(self.messages.values())

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fields = await _fields(request)
        self.calls.append(Call(method, fields, time.monotonic()))
        planned = self.once.get(method)
        if planned:
            step = planned.pop(0)
            if isinstance(step, int):
                return web.json_response(
                    {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(step)}
                )
            if step == "hang up":
                self._perform(method, fields)
                assert request.transport is not None
                request.transport.close()
                return web.Response()
            if step != "ok":
                return web.json_response({"ok": False, "error": step})
        if method in self.errors:
            return web.json_response({"ok": False, "error": self.errors[method]})
        return web.json_response({"ok": True, **self._perform(method, fields)})

    async def respond(self, request: web.Request) -> web.Response:
        self.calls.append(Call("response_url", await _fields(request), time.monotonic()))
        return web.Response(text="ok")

    def _perform(self, method: str, fields: dict[str, Any]) -> dict[str, Any]:
        if method == "auth.test":
            return {"team": "Test", "team_id": TEAM, "user": "dateline", "user_id": BOT_USER, "bot_id": "B0BOT"}
        if method == "conversations.info":
            return {"channel": {"id": fields.get("channel"), **self.channel}}
        if method == "conversations.replies":
            return {"messages": self.shown()}
        if method in ("chat.postMessage", "chat.startStream"):
            ts = f"2000.{len(self.messages) + 1:06d}"
            self.messages[ts] = {**fields, "ts": ts}
            return {"ts": ts, "channel": fields.get("channel")}
        if method == "chat.update":
            self.messages[fields["ts"]] = {**self.messages.get(fields["ts"], {}), **fields}
            return {"ts": fields["ts"]}
        if method in ("chat.appendStream", "chat.stopStream"):
            message = self.messages[fields["ts"]]
            message["chunks"] = [*message.get("chunks", []), *(fields.get("chunks") or [])]
            message["blocks"] = fields.get("blocks", message.get("blocks"))
        return {}


async def _fields(request: web.Request) -> dict[str, Any]:
    text = request.query_string if request.method == "GET" else await request.text()
    if request.content_type == "application/json":
        return dict(json.loads(text or "{}"))
    found: dict[str, Any] = {}
    for name, value in parse_qsl(text):
        found[name] = json.loads(value) if value[:1] in ("[", "{") else value
    return found


@asynccontextmanager
async def recording() -> AsyncIterator[Recorder]:
    """A recorder that listens on a free port of loopback."""
    recorder = Recorder()
    server = web.Application()
    server.add_routes([web.route("*", "/api/{method}", recorder.api), web.post("/response", recorder.respond)])
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        recorder.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield recorder
    finally:
        await runner.cleanup()
