"""`dateline slack --watch FOLDER` as a process: an article written while it runs is answered from."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from .recorder import APP, BOT_USER, TEAM, Recorder, recording

ROOT = Path(__file__).parents[2]
SECRET = "hush-hush"
BRIDGE = "title: Brücke gesperrt\ndate: 2026-03-04\n\nDie Hafenbrücke in Kielau ist am Montag gesperrt worden."


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@asynccontextmanager
async def running(slack: Recorder, folder: Path, home: Path, port: int) -> AsyncIterator[Process]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(home)),
        "PYTHONPATH": str(ROOT),
        "DATELINE_HOME": str(home / "archive"),
        "DATELINE_SLACK_MODE": "http",
        "DATELINE_SLACK_PORT": str(port),
        "SLACK_BOT_TOKEN": "xoxb-hush",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"{slack.url}/api/",
    }
    command = [sys.executable, "-m", "bot.cli", "slack", "--watch", str(folder)]
    process = await asyncio.create_subprocess_exec(*command, env=environment, cwd=home, stderr=PIPE, stdout=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            try:
                await asyncio.wait_for(process.communicate(), 40)
            except TimeoutError:
                process.kill()


async def said(process: Process, text: str) -> None:
    """Wait until a line of the process's log holds `text`."""
    assert process.stderr is not None
    lines = []
    while line := (await asyncio.wait_for(process.stderr.readline(), 60)).decode():
        lines.append(line)
        if text in line:
            return
    raise AssertionError("".join(lines))


async def mention(port: int, text: str, ts: str) -> None:
    """Deliver a mention of the bot, signed as Slack signs it."""
    event = {"type": "app_mention", "user": "U1", "text": f"<@{BOT_USER}> {text}", "ts": ts, "channel": "C1"}
    sent: dict[str, Any] = {"type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event": event}
    body, now = json.dumps({**sent, "event_id": f"Ev{ts}"}), str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{now}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/json",
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as response,
    ):
        assert response.status == 200


async def answered(slack: Recorder, text: str) -> bool:
    for _ in range(200):
        if any(text in json.dumps(message, ensure_ascii=False) for message in slack.shown()):
            return True
        await asyncio.sleep(0.1)
    return False


def test_one_process_indexes_and_answers(tmp_path: Path) -> None:
    folder, port = tmp_path / "articles", free_port()
    folder.mkdir()

    async def scenario() -> None:
        async with recording() as slack, running(slack, folder, tmp_path, port) as process:
            await said(process, "Dateline answers in Test as @dateline")
            (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
            await said(process, "new: Brücke gesperrt")
            await mention(port, "Wann wurde die Hafenbrücke in Kielau gesperrt?", f"{time.time():.6f}")
            assert await answered(slack, "2. März 2026"), slack.shown()
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.communicate(), 40)
            assert process.returncode == 0

    asyncio.run(scenario())
