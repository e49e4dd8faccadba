"""Runs local-slack, a stand-in for Slack as its own process, and `dateline slack` against it, on loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
BUILD = ROOT / ".venv-slack"
PACKAGE = "local-slack-linux-x64"
VERSION = "0.1.8"
BOT_USER = "U0BOT"
_CONFIGURATION = """
workspace: {{ name: Newsroom, domain: newsroom, teamId: T01NEWS }}
app:
  appId: A01NEWS
  botUserId: U0BOT
  botName: dateline
  botToken: xoxb-peer
  appToken: xapp-peer
  signingSecret: peer-secret
  mode: {mode}
  {request_url}
users:
  - {{ id: U01ALICE, name: alice, real_name: Alice, email: alice@example.com }}
  - {{ id: U02BOB, name: bob, real_name: Bob }}
channels:
  - {{ id: C01GEN, name: general, members: [U01ALICE, U02BOB, U0BOT] }}
  - {{ id: C02DESK, name: desk, members: [U01ALICE, U02BOB, U0BOT] }}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def installed() -> Path:
    """The peer's program, installed into a folder of its own where it is missing."""
    program = BUILD / "node_modules" / PACKAGE / "bin" / "local-slack"
    if not program.exists():
        BUILD.mkdir(exist_ok=True)
        npm = shutil.which("npm")
        assert npm, "npm is needed to install the peer"
        command = [npm, "install", "--prefix", str(BUILD), "--no-audit", "--no-fund", f"{PACKAGE}@{VERSION}"]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return program


def wait_for(what: str, check: Callable[[], Any], *, seconds: float = 30.0) -> Any:
    """The first true value of `check`."""
    end = time.monotonic() + seconds
    while True:
        found = check()
        if found:
            return found
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.01)


class Process:
    """A program that is started, logged to a file and ended by its own id."""

    def __init__(self, command: list[str], log: Path, environment: dict[str, str], folder: Path) -> None:
        self.log = log
        with log.open("ab") as output:
            self._running = subprocess.Popen(
                command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, env=environment, cwd=folder
            )

    def end(self, number: signal.Signals = signal.SIGTERM, *, seconds: float = 40.0) -> int:
        if self._running.poll() is None:
            self._running.send_signal(number)
        try:
            return self._running.wait(seconds)
        except subprocess.TimeoutExpired:
            self._running.kill()
            return self._running.wait(10)

    def has_said(self, text: str) -> bool:
        assert self._running.poll() is None or text in self.said(), self.said()[-2000:]
        return text in self.said()

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


class Peer:
    """Slack, as far as local-slack is Slack."""

    def __init__(self, folder: Path, *, request_url: str = "") -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        #: Milliseconds of the wall clock, as the peer's log has them, before each message was handed over.
        self.said_at: dict[str, float] = {}
        self._folder = folder
        self._configuration = folder / "peer.yaml"
        text = _CONFIGURATION.format(
            mode="events" if request_url else "socket", request_url=f"requestUrl: {request_url}" if request_url else ""
        )
        self._configuration.write_text(text, encoding="utf-8")
        self.start()

    def start(self) -> None:
        command = [str(installed()), "--config", str(self._configuration), "--port", str(self.port)]
        command += ["--base-host", "127.0.0.1"]
        self._process = Process(command, self._folder / "peer.log", dict(os.environ), self._folder)
        wait_for("the peer", self._answers)

    def stop(self) -> None:
        self._process.end()

    def _answers(self) -> bool:
        try:
            self.control("/state")
            return True
        except (urllib.error.URLError, ConnectionError):
            return False

    def control(self, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_control{path}", data, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as response:
            return json.load(response)

    def say(self, text: str, *, channel: str = "C01GEN", thread: str = "", user: str = "U01ALICE") -> str:
        """Write a message as a person; its time stamp."""
        body = {"channel": channel, "user": user, "text": text, **({"thread_ts": thread} if thread else {})}
        said = time.time() * 1000
        ts = str(self.control("/message", body)["message"]["ts"])
        self.said_at[ts] = said
        return ts

    def messages(self, channel: str = "C01GEN") -> list[dict[str, Any]]:
        return list(self.control(f"/messages/{channel}")["messages"])

    def replies(self, thread: str, channel: str = "C01GEN") -> list[dict[str, Any]]:
        """What the bot has written in a thread."""
        return [
            message
            for message in self.messages(channel)
            if message.get("thread_ts") == thread and message["user"] == BOT_USER
        ]

    def answers(self, thread: str, channel: str = "C01GEN") -> list[dict[str, Any]]:
        """Those of them that are no longer on their way; an apology fails at once."""
        replies = self.replies(thread, channel)
        apologies = [reply["text"] for reply in replies if reply["text"].startswith(("Sorry", "Entschuldigung"))]
        assert not apologies, apologies
        return [reply for reply in replies if reply["blocks"][-1]["type"] == "context_actions"]

    def answer(self, thread: str, channel: str = "C01GEN") -> dict[str, Any]:
        found = wait_for(f"an answer in {thread}", lambda: self.answers(thread, channel))
        assert len(found) == 1
        return dict(found[0])

    def calls(self, method: str) -> list[dict[str, Any]]:
        """What the bot has called, oldest first."""
        return [each["detail"] for each in self.control("/log")["log"] if each["summary"] == method]

    def direct_channel(self, user: str = "U01ALICE") -> str:
        self.control("/open-home", {"user": user})
        channels = self.control("/state")["channels"]
        return next(each["id"] for each in channels if each["is_im"] and user in each["members"])


class Dateline:
    """`dateline slack` as its own process."""

    def __init__(self, folder: Path, peer: Peer, home: Path, **settings: str) -> None:
        self._folder = folder
        self._environment = {
            **os.environ,
            "DATELINE_HOME": str(home),
            "SLACK_BOT_TOKEN": "xoxb-peer",
            "SLACK_APP_TOKEN": "xapp-peer",
            "SLACK_SIGNING_SECRET": "peer-secret",
            "SLACK_API_URL": f"{peer.url}/api/",
            **settings,
        }
        self.start()

    def start(self) -> None:
        log = self._folder / f"dateline-{time.monotonic_ns()}.log"
        self.process = Process([*DATELINE, "slack"], log, self._environment, self._folder)
        wait_for("dateline slack", lambda: self.process.has_said("Dateline answers in"), seconds=60)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        return self.process.end(number)


DATELINE = [sys.executable, "-m", "bot.cli"]


def index(home: Path, folder: Path, *paths: Path) -> None:
    environment = {**os.environ, "DATELINE_HOME": str(home)}
    command = [*DATELINE, "index", *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=folder, timeout=300)
