"""The store, the settings, the manifest and the commands."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.configuration import read_settings
from bot.secret import Secret
from bot.slack.command import feedback_counts
from bot.slack.manifest import EVENTS, SCOPES, manifest
from bot.slack.questions import Place, Question, Way
from bot.slack.store import KEPT_DAYS, STALE_SECONDS, Given, Store
from index.errors import ArchiveError, ConfigurationError

ROOT = Path(__file__).parents[2]
PLACE = Place("T1", "A1")


def question(ts: str = "1.1", **changes: Any) -> Question:
    values: dict[str, Any] = {
        "place": PLACE,
        "channel": "C1",
        "ts": ts,
        "thread": ts,
        "user": "U1",
        "text": "When?",
        "way": Way.MENTION,
        "shared": False,
    }
    return Question(**{**values, **changes})


GIVEN = Given("When?", "When did it open?", "en", "On Monday.", [{"marker": 1, "quote": "It opened."}])


def test_of_many_deliveries_at_once_one_claims_the_question(tmp_path: Path) -> None:
    stores = [Store(tmp_path), Store(tmp_path)]
    claimed: list[bool] = []
    threads = [
        threading.Thread(target=lambda store=store: claimed.append(store.claim(question()) is not None))
        for store in stores * 8
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert claimed.count(True) == 1 and len(claimed) == 16
    for store in stores:
        store.close()


def test_open_questions_come_back_in_order_unless_they_are_too_old(tmp_path: Path) -> None:
    now = [0.0]
    store = Store(tmp_path, now=lambda: now[0])
    old = store.claim(question("1.1"))
    now[0] = STALE_SECONDS + 1.0
    jobs = [store.claim(question(f"2.{number}", text=f"When {number}?")) for number in range(3)]
    assert all(jobs) and old
    store.close_job(jobs[1])  # type: ignore[arg-type]
    store.close()
    store = Store(tmp_path, now=lambda: now[0])
    assert [job.question for job in store.open_jobs()] == [
        question("2.0", text="When 0?"),
        question("2.2", text="When 2?"),
    ]
    store.close()


def test_old_questions_are_pruned_and_their_numbers_never_used_again(tmp_path: Path) -> None:
    now = [0.0]
    store = Store(tmp_path, now=lambda: now[0])
    job = store.claim(question())
    assert job is not None
    store.answered(job, GIVEN)
    assert store.rate(PLACE, job.id, "U1", helpful=True)
    store.close_job(job)
    now[0] = (KEPT_DAYS + 1) * 86400.0
    store.prune()
    assert store.given(PLACE, job.id) is None and len(store.feedback()) == 1
    again = store.claim(question())
    assert again is not None and again.id > job.id
    store.close()


def test_answers_belong_to_their_workspace_and_app(tmp_path: Path) -> None:
    store = Store(tmp_path)
    job = store.claim(question())
    assert job is not None
    store.answered(job, GIVEN)
    assert store.given(PLACE, job.id) == GIVEN
    for other in (Place("T2", "A1"), Place("T1", "A2")):
        assert store.given(other, job.id) is None
        assert not store.rate(other, job.id, "U1", helpful=True)
        assert not store.asked_in(other, "C1", "1.1")
    assert store.asked_in(PLACE, "C1", "1.1") and not store.asked_in(PLACE, "C1", "9.9")
    store.close()


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match=r"slack\.sqlite3"):
        Store(tmp_path / "file")


def test_feedback_is_exported_as_one_json_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    run = CliRunner()
    assert json.loads(run.invoke(application, ["feedback", "--json"]).stdout) == {"feedback": []}
    assert not (tmp_path / "slack.sqlite3").exists()
    store = Store(tmp_path, now=lambda: 0.0)
    for number in range(2):
        job = store.claim(question(f"1.{number}"))
        assert job is not None
        store.answered(job, GIVEN)
        store.rate(PLACE, job.id, "U1", helpful=number == 0)
    store.close()
    (first, second) = json.loads(run.invoke(application, ["feedback", "--json"]).stdout)["feedback"]
    assert first == {
        "time": "1970-01-01T00:00:00+00:00",
        "helpful": True,
        "user": "U1",
        "question": "When?",
        "asked": "When did it open?",
        "answer": "On Monday.",
        "citations": [{"marker": 1, "quote": "It opened."}],
    }
    assert second["helpful"] is False
    assert "1 helpful, 1 not helpful" in run.invoke(application, ["feedback"]).stdout


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("DATELINE_SLACK_MODE", "rtm", "socket or http"),
        ("DATELINE_SLACK_PORT", "0", "1 to 65535"),
        ("DATELINE_SLACK_PORT", "x", "1 to 65535"),
        ("DATELINE_SLACK_CHANNELS", "#general", "C012AB3CD"),
        ("DATELINE_SLACK_ALLOW_SHARED", "perhaps", "0 or 1"),
        ("SLACK_API_URL", "slack.com", "https://slack.com/api/"),
    ],
)
def test_a_bad_setting_is_named_with_its_value_and_what_is_allowed(name: str, value: str, allowed: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        read_settings({name: value}, dotenv=None)
    assert name in raised.value.message and value in raised.value.message and allowed in raised.value.hint


def test_secrets_are_not_shown_and_missing_or_swapped_tokens_are_named_without_their_value() -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-hush", "SLACK_APP_TOKEN": "xapp-hush", "SLACK_SIGNING_SECRET": "hush"}
    settings = read_settings(tokens, dotenv=None)
    assert "hush" not in f"{settings!r} {settings} {settings.slack.bot_token}"
    settings.slack.check()
    with pytest.raises(TypeError):
        Secret("hush").__reduce__()
    for changed, named in (
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "xapp-hush"}, "SLACK_BOT_TOKEN does not begin with xoxb-"),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN is not set"),
        ({"DATELINE_SLACK_MODE": "http", "SLACK_SIGNING_SECRET": ""}, "SLACK_SIGNING_SECRET is not set"),
    ):
        with pytest.raises(ConfigurationError) as raised:
            read_settings({**tokens, **changed}, dotenv=None).slack.check()
        assert named in raised.value.message and "hush" not in f"{raised.value.message}{raised.value.hint}"


def test_the_manifest_file_is_what_the_command_prints() -> None:
    result = CliRunner().invoke(application, ["slack", "--manifest"])
    assert result.exit_code == 0
    assert result.stdout == (ROOT / "slack-manifest.json").read_text(encoding="utf-8")
    assert json.loads(result.stdout)["settings"]["socket_mode_enabled"] is True


def test_the_manifest_has_the_scopes_that_its_events_and_calls_need() -> None:
    made = manifest(url="https://bot.example.org/")
    assert made["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
    needed = {"app_mention": "app_mentions:read"} | {
        f"message.{kind}": f"{kind}:history" for kind in ("channels", "groups", "im", "mpim")
    }
    assert {needed[event] for event in EVENTS if event in needed} <= set(SCOPES)
    address = "https://bot.example.org/slack/events"
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["features"]["slash_commands"][0]["url"] == address
    assert made["settings"]["socket_mode_enabled"] is False
    assert len(made["display_information"]["description"]) <= 140
    assert len(made["features"]["shortcuts"][0]["name"]) <= 24


def test_only_the_slack_package_imports_slack_and_only_when_it_runs() -> None:
    program = (
        "import sys, bot.cli, bot.wiring;"
        "sys.exit(any(name.split('.')[0] in ('slack_bolt', 'slack_sdk', 'aiohttp') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_feedback_is_counted_by_opinion(tmp_path: Path) -> None:
    assert feedback_counts(tmp_path) == {"helpful": 0, "not_helpful": 0}
    store = Store(tmp_path)
    job = store.claim(question())
    assert job is not None
    store.answered(job, GIVEN)
    for user, helpful in (("U1", True), ("U2", True), ("U3", False), ("U2", False)):
        store.rate(PLACE, job.id, user, helpful=helpful)
    store.close()
    assert feedback_counts(tmp_path) == {"helpful": 1, "not_helpful": 2}
