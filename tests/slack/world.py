"""A whole Slack app over a recording Slack and a programmed archive, driven by payloads as Slack sends them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

import aiohttp
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.bot import Bot
from bot.configuration import Settings
from bot.conversation import Rewrite
from bot.secret import Secret
from bot.slack.calls import web_client
from bot.slack.line import Line
from bot.slack.serving import connect
from bot.slack.settings import SlackSettings
from bot.slack.store import Store

from .archive import FakeBot
from .recorder import APP, BOT_USER, TEAM, Recorder, recording

SECRET = "signing-secret"


@dataclass
class World:
    """The parts that a test looks at."""

    slack: Recorder
    bot: FakeBot
    store: Store
    line: Line
    application: AsyncApp
    next_ts: int = 0

    async def send(self, body: dict[str, Any], **headers: str) -> BoltResponse:
        """Deliver a payload as Socket Mode does."""
        request = AsyncBoltRequest(
            mode="socket_mode", body=body, headers={name.replace("_", "-"): [value] for name, value in headers.items()}
        )
        return await self.application.async_dispatch(request)

    async def event(self, kind: str, text: str, **fields: Any) -> str:
        """Deliver a message event; its time stamp."""
        body = self.message(kind, text, **fields)
        response = await self.send(body)
        assert response.status == 200
        return str(body["event"]["ts"])

    def message(self, kind: str, text: str, **fields: Any) -> dict[str, Any]:
        self.next_ts += 1
        envelope = {name: fields.pop(name) for name in ("team_id", "api_app_id") if name in fields}
        shared = fields.pop("shared", False)
        event = {"type": kind, "channel": "C1", "user": "U1", "text": text, "ts": f"1000.{self.next_ts:06d}", **fields}
        outer = {"type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event": event, **envelope}
        return outer if shared is None else {**outer, "is_ext_shared_channel": shared}

    async def mention(self, text: str, **fields: Any) -> str:
        return await self.event("app_mention", f"<@{BOT_USER}> {text}", **fields)

    def interaction(self, kind: str, **fields: Any) -> dict[str, Any]:
        body = {"type": kind, "team": {"id": TEAM}, "api_app_id": APP, "user": {"id": "U1"}, "trigger_id": "t.1"}
        return {**body, **fields}

    async def press(self, action: dict[str, Any]) -> BoltResponse:
        body = self.interaction("block_actions", actions=[action], response_url=f"{self.slack.url}/response")
        return await self.send(body)

    async def settled(self, *, seconds: float = 10.0) -> None:
        """Wait until nothing is being answered."""
        await asyncio.sleep(0.02)
        end = time.monotonic() + seconds
        while len(self.line):
            assert time.monotonic() < end, "still answering"
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.02)

    async def until(self, done: Callable[[], object], *, seconds: float = 5.0) -> None:
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, "it did not happen"
            await asyncio.sleep(0.005)


@asynccontextmanager
async def world(
    home: Path, bot: FakeBot | None = None, *, rewrite: Rewrite | None = None, **slack_settings: Any
) -> AsyncIterator[World]:
    """An app with its store in `home`, whose Slack listens on loopback. Unanswered questions are taken up."""
    bot = bot or FakeBot()
    async with recording() as slack:
        settings = Settings(
            home=home,
            slack=SlackSettings(
                bot_token=Secret("xoxb-test"),
                app_token=Secret("xapp-test"),
                signing_secret=Secret(SECRET),
                api_url=f"{slack.url}/api/",
                **slack_settings,
            ),
        )
        store = Store(home)
        async with aiohttp.ClientSession() as session:
            client = web_client("xoxb-test", settings.slack.api_url, session)
            with ThreadPoolExecutor(4) as pool:
                line, application = connect(settings, cast(Bot, bot), store, client, pool, rewrite=rewrite)
                made = World(slack, bot, store, line, application)
                for job in store.open_jobs():
                    line.put(job)
                try:
                    yield made
                finally:
                    await line.drain(0.0)
        store.close()


def command(text: str, url: str, *, trigger: str = "tr.1", channel: str = "C1") -> dict[str, Any]:
    return {
        "command": "/ask",
        "text": text,
        "team_id": TEAM,
        "api_app_id": APP,
        "channel_id": channel,
        "user_id": "U1",
        "trigger_id": trigger,
        "response_url": f"{url}/response",
    }


def signed(body: dict[str, Any], *, secret: str = SECRET, at: float | None = None) -> AsyncBoltRequest:
    """A request as Slack sends it over HTTP, with its signature."""
    text = json.dumps(body) if "event" in body else urlencode({"payload": json.dumps(body)})
    kind = "application/json" if "event" in body else "application/x-www-form-urlencoded"
    timestamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=text)
    assert signature is not None
    headers = {
        "content-type": [kind],
        "x-slack-signature": [signature],
        "x-slack-request-timestamp": [timestamp],
    }
    return AsyncBoltRequest(body=text, headers=headers, mode="http")
