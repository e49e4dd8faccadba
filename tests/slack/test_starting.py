"""Starting: tokens that Slack does not take are named, and a Slack that is not there is told."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

import pytest

from bot.bot import Bot
from bot.configuration import Settings, read_settings
from bot.slack.serving import serve
from index.errors import ConfigurationError, DatelineError

from .archive import FakeBot
from .recorder import recording


def settings_for(url: str, home: Path) -> Settings:
    values = {"DATELINE_HOME": str(home), "SLACK_BOT_TOKEN": "xoxb-hush", "SLACK_APP_TOKEN": "xapp-hush"}
    return read_settings({**values, "SLACK_API_URL": f"{url}/api/"}, dotenv=None)


def started(home: Path, errors: dict[str, str]) -> Any:
    async def scenario() -> None:
        async with recording() as slack:
            slack.errors.update(errors)
            await serve(settings_for(slack.url, home), cast(Bot, FakeBot()), ready=lambda identity: None)

    return asyncio.run(scenario())


@pytest.mark.parametrize(
    ("method", "code", "kind", "said"),
    [
        ("auth.test", "invalid_auth", ConfigurationError, "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)"),
        ("auth.test", "token_revoked", ConfigurationError, "Slack does not accept SLACK_BOT_TOKEN (token_revoked)"),
        ("apps.connections.open", "invalid_auth", ConfigurationError, "Slack does not accept SLACK_APP_TOKEN"),
        ("apps.connections.open", "missing_scope", ConfigurationError, "SLACK_APP_TOKEN lacks a scope"),
        ("apps.connections.open", "forbidden_team", DatelineError, "Slack refuses SLACK_APP_TOKEN (forbidden_team)"),
    ],
)
def test_a_token_that_slack_does_not_take_is_named(
    tmp_path: Path, method: str, code: str, kind: type[DatelineError], said: str
) -> None:
    with pytest.raises(kind) as raised:
        started(tmp_path, {method: code})
    assert raised.value.message.startswith(said)
    assert "hush" not in f"{raised.value.message}{raised.value.hint}"


def test_a_slack_that_is_not_there_is_told_with_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.serving.START_PATIENCE_SECONDS", 0.1)
    with pytest.raises(DatelineError, match=r"cannot be reached at http://127\.0\.0\.1:9/api/"):
        asyncio.run(serve(settings_for("http://127.0.0.1:9", tmp_path), cast(Bot, FakeBot()), ready=lambda found: None))


def test_an_environment_that_turns_bolt_to_many_workspaces_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "hush")
    with pytest.raises(ConfigurationError, match="SLACK_CLIENT_ID"):
        started(tmp_path, {})
