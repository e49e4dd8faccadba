"""The settings of the Slack app: what they may be, and which of them are needed to run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from bot.secret import Secret
from index.errors import ConfigurationError

DEFAULTS: dict[str, str] = {
    "SLACK_BOT_TOKEN": "",
    "SLACK_APP_TOKEN": "",
    "SLACK_SIGNING_SECRET": "",
    "SLACK_API_URL": "https://slack.com/api/",
    "DATELINE_SLACK_MODE": "socket",
    "DATELINE_SLACK_HOST": "127.0.0.1",
    "DATELINE_SLACK_PORT": "3000",
    "DATELINE_SLACK_CHANNELS": "",
    "DATELINE_SLACK_ALLOW_SHARED": "0",
}


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """What the Slack app runs with.

    `channels` are the ids of the only channels in which it answers (none: all that it is in); `allow_shared` lets it
    answer where other organisations read along; `host` and `port` are where it listens in mode "http".
    """

    bot_token: Secret = field(default_factory=Secret)
    app_token: Secret = field(default_factory=Secret)
    signing_secret: Secret = field(default_factory=Secret)
    api_url: str = DEFAULTS["SLACK_API_URL"]
    mode: Literal["socket", "http"] = "socket"
    host: str = DEFAULTS["DATELINE_SLACK_HOST"]
    port: int = 3000
    channels: frozenset[str] = frozenset()
    allow_shared: bool = False

    def check(self) -> None:
        """Raise ConfigurationError naming the first setting that the chosen mode needs and that is missing or wrong."""
        _token("SLACK_BOT_TOKEN", self.bot_token, "xoxb-", "OAuth & Permissions, Bot User OAuth Token")
        if self.mode == "socket":
            _token("SLACK_APP_TOKEN", self.app_token, "xapp-", "Basic Information, App-Level Tokens")
        elif not self.signing_secret:
            raise ConfigurationError(
                "SLACK_SIGNING_SECRET is not set, and DATELINE_SLACK_MODE is 'http'",
                hint="Take it from your app's page, Basic Information, Signing Secret.",
            )


def read_slack_settings(values: Mapping[str, str]) -> SlackSettings:
    """Settings from values by name, complete as DEFAULTS is. Raises ConfigurationError."""
    mode = values["DATELINE_SLACK_MODE"].lower()
    if mode not in ("socket", "http"):
        raise _refused("DATELINE_SLACK_MODE", values["DATELINE_SLACK_MODE"], "socket or http")
    return SlackSettings(
        bot_token=Secret(values["SLACK_BOT_TOKEN"]),
        app_token=Secret(values["SLACK_APP_TOKEN"]),
        signing_secret=Secret(values["SLACK_SIGNING_SECRET"]),
        api_url=_api_url(values["SLACK_API_URL"]),
        mode="http" if mode == "http" else "socket",
        host=values["DATELINE_SLACK_HOST"],
        port=_port(values["DATELINE_SLACK_PORT"]),
        channels=_channels(values["DATELINE_SLACK_CHANNELS"]),
        allow_shared=_switch("DATELINE_SLACK_ALLOW_SHARED", values["DATELINE_SLACK_ALLOW_SHARED"]),
    )


def _token(name: str, token: Secret, begins: str, where: str) -> None:
    # The value itself stays out of the message: it may be a real token of another kind.
    if not token:
        raise ConfigurationError(f"{name} is not set", hint=f"Take it from your app's page, {where}.")
    if not token.reveal().startswith(begins):
        raise ConfigurationError(
            f"{name} does not begin with {begins}", hint=f"Allowed: the token under {where} on your app's page."
        )


def _api_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        sound = False
    if not sound:
        raise _refused("SLACK_API_URL", value, "a URL such as https://slack.com/api/")
    return value if value.endswith("/") else f"{value}/"


def _port(value: str) -> int:
    if not re.fullmatch(r"\d{1,5}", value) or not 0 < int(value) < 65536:
        raise _refused("DATELINE_SLACK_PORT", value, "a number from 1 to 65535")
    return int(value)


def _channels(value: str) -> frozenset[str]:
    ids = frozenset(part for part in re.split(r"[,\s]+", value) if part)
    for each in sorted(ids):
        if not re.fullmatch(r"[CG][A-Z0-9]+", each):
            raise _refused(
                "DATELINE_SLACK_CHANNELS",
                each,
                "channel ids such as C012AB3CD, separated by commas (in Slack: channel name, About, at the end)",
            )
    return ids


def _switch(name: str, value: str) -> bool:
    if value.lower() in ("1", "yes", "true", "on"):
        return True
    if value.lower() in ("0", "no", "false", "off"):
        return False
    raise _refused(name, value, "0 or 1")


def _refused(name: str, value: str, allowed: str) -> ConfigurationError:
    return ConfigurationError(f"{name} is {value!r}", hint=f"Allowed: {allowed}.")
