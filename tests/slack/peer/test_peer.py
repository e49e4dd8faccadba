"""The Slack app from outside, over Socket Mode and over signed HTTP, against a Slack that is a process of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from .peer import BOT_USER, BUILD, DATELINE, ROOT, Dateline, Peer, free_port, index, wait_for

pytestmark = pytest.mark.timeout(400)

#: Topic, question and the day that the archive gives, two languages, eight threads.
TOPICS = [
    ("When did the harbour bridge in Westhaven open?", "27 October 2025"),
    ("When did the ferry Aurora run aground?", "16 September 2025"),
    ("Wann hat das Goldmuseum in Lindstadt wieder geöffnet?", "5. November 2025"),
    ("Wann ging der Streik bei der Seilbahn Hochkar zu Ende?", "3. Juli 2025"),
    ("When did the telescope Meridian see its first light?", "21 June 2025"),
    ("Wann spielte das Orchester Talheim zum ersten Mal im neuen Saal?", "9. Dezember 2025"),
    ("When did the dam at Greywater pass its inspection?", "8 February 2026"),
    ("Wann endete das Radrennen um Birkenau?", "19. Januar 2026"),
]
#: Figures for whoever reads the log of this suite.
FIGURES: dict[str, Any] = {}


class Setting:
    """A peer, an archive and a bot, in one of the two modes."""

    def __init__(self, folder: Path, mode: str, home: Path) -> None:
        self.mode = mode
        self.port = free_port()
        self.peer = Peer(folder, request_url=f"http://127.0.0.1:{self.port}/slack/events" if mode == "http" else "")
        settings = {"DATELINE_SLACK_MODE": mode, "DATELINE_SLACK_PORT": str(self.port)}
        self.bot = Dateline(folder, self.peer, home, **settings)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("archive") / "home"
    index(home, ROOT, Path(__file__).parent / "articles.jsonl", ROOT / "samples")
    return home


@pytest.fixture(scope="module", params=["socket", "http"])
def setting(
    request: pytest.FixtureRequest, archive: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Setting]:
    folder = tmp_path_factory.mktemp(request.param)
    for name in ("slack.sqlite3", "slack.sqlite3-wal", "slack.sqlite3-shm"):
        (archive / name).unlink(missing_ok=True)
    made = Setting(folder, request.param, archive)
    try:
        yield made
    finally:
        made.bot.end()
        made.peer.stop()
    log = json.dumps(FIGURES.get(request.param, {}))
    (BUILD / f"figures-{request.param}.json").write_text(log, encoding="utf-8")


def test_a_mention_is_answered_with_date_quote_and_link(setting: Setting) -> None:
    ts = setting.peer.say(f"<@{BOT_USER}> When did Choi meet Putin?")
    answer = setting.peer.answer(ts)
    assert "27 October 2025" in answer["text"]
    assert "Wladimir Putin hat am Montag im Kreml" in str(answer["blocks"])
    assert "“Montag” = 27 Oct 2025, from the article's own date, 28 Oct 2025" in str(answer["blocks"])
    assert "<https://example.org/abendkurier/kreml-choi|[1]>" in answer["blocks"][0]["text"]["text"]


def test_a_follow_up_without_mention_is_answered_and_small_talk_is_not(setting: Setting) -> None:
    peer = setting.peer
    ts = peer.say(f"<@{BOT_USER}> When did Choi meet Putin?")
    peer.answer(ts)
    peer.say("thanks!", thread=ts)
    peer.say("<@U02BOB> did you know?", thread=ts)
    peer.say("And when did she leave?", thread=ts)
    _, second = wait_for("the follow-up", lambda: (found := peer.answers(ts))[1:] and found)
    assert "Understood as: When did Choi leave?" in str(second["blocks"][0])
    assert "26 October 2025" in second["text"]
    assert len(peer.replies(ts)) == 2


def test_a_direct_message_is_answered(setting: Setting) -> None:
    channel = setting.peer.direct_channel()
    ts = setting.peer.say("Wann hat das Goldmuseum in Lindstadt wieder geöffnet?", channel=channel)
    assert "Am Mittwoch, 5. November 2025." in setting.peer.answer(ts, channel)["text"]


def test_the_command_is_answered_to_the_person_alone(setting: Setting) -> None:
    body = {"channel": "C01GEN", "user": "U02BOB", "command": "/ask", "text": "When did the ferry Aurora run aground?"}
    setting.peer.control("/command", body)

    def found() -> list[dict[str, Any]]:
        return [each for each in setting.peer.messages() if "Question: When did the ferry Aurora" in str(each)]

    (answer,) = wait_for("the command's answer", found)
    assert "16 September 2025" in answer["text"]


def test_home_shows_what_is_in_the_archive(setting: Setting) -> None:
    setting.peer.control("/open-home", {"user": "U02BOB"})
    view = wait_for("App Home", lambda: setting.peer.calls("views.publish"))[-1]
    assert "17 articles" in str(view) and "3 Mar 2026" in str(view) and "<!" not in json.dumps(view)


def test_no_evidence_is_said_with_the_closest_articles(setting: Setting) -> None:
    answer = setting.peer.answer(setting.peer.say(f"<@{BOT_USER}> Who won the chess championship in Reykjavik?"))
    assert answer["text"].startswith("The archive does not say.")
    assert "Closest articles, none of which answers it" in str(answer["blocks"])
    assert [block["type"] for block in answer["blocks"]] == ["section", "context", "context_actions"]


def test_sources_open_the_quote_in_its_context(setting: Setting) -> None:
    peer = setting.peer
    ts = peer.say(f"<@{BOT_USER}> Which mayor cut the ribbon in Westhaven, Ruth Okafor?")
    answer = peer.answer(ts)
    before = len(peer.calls("views.open"))
    _press(peer, answer, "dateline_sources")
    view = wait_for("the modal", lambda: peer.calls("views.open")[before:])[0]["view"]
    opening, quote, closing = [block["text"]["text"] for block in view["blocks"][1:4]]
    assert opening == "The new harbour bridge in Westhaven opened on Monday."
    assert quote == "> *Mayor Ruth Okafor cut the ribbon before 4,000 people.*"
    assert closing == "The old bridge closes next Friday."
    assert "bridge_%28new%29?a=1&b=2|" in view["blocks"][0]["text"]["text"]


def test_feedback_is_exported_and_the_last_click_counts(setting: Setting, archive: Path, tmp_path: Path) -> None:
    peer = setting.peer
    ts = peer.say(f"<@{BOT_USER}> When did the dam at Greywater pass its inspection?")
    answer = peer.answer(ts)
    for button in ("positive_button", "negative_button"):
        element = answer["blocks"][-1]["elements"][0]
        action = {"type": "feedback_buttons", "action_id": element["action_id"], "value": element[button]["value"]}
        peer.control(
            "/interact", {"channel": "C01GEN", "messageTs": answer["ts"], "user": "U01ALICE", "action": action}
        )

    def exported() -> list[dict[str, Any]]:
        environment = {**os.environ, "DATELINE_HOME": str(archive)}
        run = subprocess.run(
            [*DATELINE, "feedback", "--json"], env=environment, cwd=ROOT, capture_output=True, check=True, timeout=60
        )
        return [each for each in json.loads(run.stdout)["feedback"] if not each["helpful"]]

    (stored,) = wait_for("the feedback", exported)
    assert stored["question"] == "When did the dam at Greywater pass its inspection?"
    assert "8 February 2026" in stored["answer"] and stored["citations"][0]["article_id"] == "p7"


def test_text_of_articles_cannot_ping(setting: Setting) -> None:
    peer = setting.peer
    ts = peer.say(f"<@{BOT_USER}> What did the town hall of Ashford delete?")
    answer = peer.answer(ts)
    sent = json.dumps(answer, ensure_ascii=False)
    assert "&lt;!channel&gt;" in sent and "admin@here.org" in sent and "a &lt; b &amp;&amp; c &gt; d" in sent
    for ping in ("<!", "<@", "@everyone", "<#"):
        assert ping not in sent
    before = len(peer.calls("views.open"))
    _press(peer, answer, "dateline_sources")
    wait_for("the modal", lambda: peer.calls("views.open")[before:])


def test_forty_questions_from_eight_threads_are_answered_once_each(setting: Setting) -> None:
    peer = setting.peer
    threads = [peer.say(f"<@{BOT_USER}> {question}") for question, _ in TOPICS]
    for thread in threads:
        peer.answer(thread)
    began = time.monotonic()
    asked_at: dict[str, list[str]] = {thread: [] for thread in threads}
    for round_ in range(5):
        for thread, (question, _) in zip(threads, TOPICS, strict=True):
            mention = f"<@{BOT_USER}> " if round_ % 2 else ""
            asked_at[thread].append(peer.say(f"{mention}{question}", thread=thread))
    for thread in threads:
        wait_for(f"answers in {thread}", lambda thread=thread: len(peer.answers(thread)) >= 6, seconds=60)
    seconds = time.monotonic() - began
    time.sleep(1)
    for thread, (_, day) in zip(threads, TOPICS, strict=True):
        replies = peer.replies(thread)
        assert len(replies) == 6 and all(day in reply["text"] for reply in replies), thread
    queued = [each for each in peer.calls("chat.postMessage") if "Queued" in str(each) or "Warteschlange" in str(each)]
    assert queued
    FIGURES.setdefault(setting.mode, {})["forty"] = {"seconds": round(seconds, 2), **_times(peer, asked_at)}


def test_times_to_the_first_sign_and_to_the_answer(setting: Setting) -> None:
    peer = setting.peer
    asked: dict[str, list[str]] = {}
    for question, _ in [*TOPICS, *TOPICS]:
        ts = peer.say(f"<@{BOT_USER}> {question}")
        peer.answer(ts)
        asked[ts] = [ts]
    times = _times(peer, asked)
    FIGURES.setdefault(setting.mode, {})["one by one"] = times
    assert times["first sign, median ms"] < 300 and times["answer, median ms"] < 1500


def test_a_bot_that_is_killed_between_question_and_answer_answers_once_after_its_start(setting: Setting) -> None:
    peer, bot = setting.peer, setting.bot
    topics = [*TOPICS, *TOPICS]
    asked = [peer.say(f"<@{BOT_USER}> {question}") for question, _ in topics]
    wait_for("a sign for each", lambda: set(asked) <= {each.get("thread_ts") for each in peer.messages()})
    # A message that is written but not yet remembered is found again by its metadata, which this Slack does not keep
    # (tests/slack/test_showing.py has one that does): the last sign is remembered in a moment.
    time.sleep(0.3)
    bot.end(signal.SIGKILL)
    left = [ts for ts in asked if not peer.answers(ts)]
    bot.start()
    for ts, (_, day) in zip(asked, topics, strict=True):
        assert day in peer.answer(ts)["text"]
    time.sleep(0.5)
    assert all(len(peer.replies(ts)) == 1 for ts in asked)
    FIGURES.setdefault(setting.mode, {})["killed"] = {"asked": len(asked), "answered after the start": len(left)}


def test_a_clean_stop_finishes_what_it_has_begun(setting: Setting) -> None:
    peer, bot = setting.peer, setting.bot
    asked = [peer.say(f"<@{BOT_USER}> {question}") for question, _ in TOPICS]
    wait_for("a first sign", lambda: any(peer.replies(ts) for ts in asked))
    assert bot.end(signal.SIGTERM) == 0
    for ts in asked:
        assert len(peer.replies(ts)) == len(peer.answers(ts)) <= 1
    bot.start()


def test_questions_that_come_while_the_peer_restarts_are_not_lost(setting: Setting, archive: Path) -> None:
    peer = setting.peer
    asked = [peer.say(f"<@{BOT_USER}> {question}") for question, _ in TOPICS[:4]]
    # Those that it was told of are its to answer; the peer keeps nothing over a restart and delivers nothing again.
    wait_for("a sign for each", lambda: set(asked) <= {each.get("thread_ts") for each in peer.messages()})
    before = {ts for ts in asked if peer.answers(ts)}
    peer.stop()
    peer.start()
    began = time.monotonic()

    def heard() -> bool:
        ts = peer.say(f"<@{BOT_USER}> {TOPICS[0][0]}", channel="C02DESK")
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            if peer.answers(ts, "C02DESK"):
                return True
            time.sleep(0.05)
        return False

    wait_for("an answer after the restart", heard, seconds=60)
    FIGURES.setdefault(setting.mode, {})["deaf after the peer's restart, s"] = round(time.monotonic() - began, 1)
    early = [each["thread_ts"] for each in peer.messages() if each["user"] == BOT_USER and "thread_ts" in each]
    assert len(set(early)) == len(early)
    # One may have been answered between the look and the end of the peer: the bot's own store knows.
    with closing(sqlite3.connect(archive / "slack.sqlite3")) as store:
        wait_for(
            "no open question", lambda: store.execute("SELECT 1 FROM questions WHERE state = 'open'").fetchone() is None
        )
        done = {ts for (ts,) in store.execute("SELECT ts FROM questions WHERE state = 'done'")}
    assert set(asked) <= before | set(early) | done


def test_a_channel_that_is_not_allowed_hears_nothing(tmp_path: Path) -> None:
    # An archive of its own: two bots do not work with one.
    index(tmp_path / "home", ROOT, Path(__file__).parent / "articles.jsonl")
    peer = Peer(tmp_path)
    try:
        bot = Dateline(tmp_path, peer, tmp_path / "home", DATELINE_SLACK_CHANNELS="C01GEN")
        try:
            silent = peer.say(f"<@{BOT_USER}> {TOPICS[0][0]}", channel="C02DESK")
            peer.answer(peer.say(f"<@{BOT_USER}> {TOPICS[0][0]}", channel="C01GEN"))
            time.sleep(1)
            assert [each["ts"] for each in peer.messages("C02DESK")] == [silent]
        finally:
            bot.end()
    finally:
        peer.stop()


@pytest.fixture(scope="module")
def backlot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another stand-in for Slack, one that refuses unknown tokens."""
    folder = BUILD / "backlot"
    program = folder / "bin" / "backlot"
    if not program.exists():
        venv.create(folder, with_pip=True)
        install = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "backlot==0.1.0"]
        subprocess.run(install, check=True, capture_output=True, timeout=300)
    port = free_port()
    data = tmp_path_factory.mktemp("backlot")
    environment = {**os.environ, "BACKLOT_DATA_DIR": str(data), "BACKLOT_TELEMETRY": "0"}
    subprocess.run(
        [program, "import", "--bundled"], check=True, capture_output=True, env=environment, cwd=data, timeout=120
    )
    server = subprocess.Popen(
        [program, "serve", "--disable-telemetry", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=data,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def test_a_wrong_token_ends_with_one_line_that_names_the_variable(backlot: str, archive: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATELINE_HOME": str(archive),
        "SLACK_BOT_TOKEN": "xoxb-wrong-token",
        "SLACK_APP_TOKEN": "xapp-wrong-token",
        "SLACK_API_URL": f"{backlot}/slack/api/",
    }

    def run() -> subprocess.CompletedProcess[str] | None:
        ended = subprocess.run(
            [*DATELINE, "slack"],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return None if "cannot be reached" in ended.stderr else ended

    ended = wait_for("backlot", run, seconds=60)
    lines = ended.stderr.strip().splitlines()
    assert ended.returncode == 1 and len(lines) == 1
    assert "SLACK_BOT_TOKEN" in lines[0] and "invalid_auth" in lines[0] and "wrong-token" not in lines[0]


def _press(peer: Peer, message: dict[str, Any], action_id: str) -> None:
    elements = [element for block in message["blocks"] if block["type"] == "actions" for element in block["elements"]]
    (button,) = [element for element in elements if element["action_id"] == action_id]
    action = {"type": "button", "action_id": action_id, "value": button["value"]}
    peer.control("/interact", {"channel": "C01GEN", "messageTs": message["ts"], "user": "U01ALICE", "action": action})


def _times(peer: Peer, asked: dict[str, list[str]]) -> dict[str, float]:
    """Milliseconds from each question to its first sign and to its answer, by the peer's clock."""
    posted: dict[str, list[float]] = {}
    updated: dict[str, list[float]] = {}
    reply_thread = {reply["ts"]: thread for thread in asked for reply in peer.replies(thread)}
    for each in peer.control("/log")["log"]:
        detail = each.get("detail") or {}
        if each["summary"] == "chat.postMessage" and detail.get("thread_ts") in asked:
            posted.setdefault(detail["thread_ts"], []).append(each["time"])
        elif each["summary"] == "chat.update" and detail.get("ts") in reply_thread:
            updated.setdefault(reply_thread[detail["ts"]], []).append(each["time"])
    signs, answers = [], []
    for thread, questions in asked.items():
        # In a thread questions are told and answered in their order.
        for question, sign, answer in zip(
            questions, posted[thread][-len(questions) :], updated[thread][-len(questions) :], strict=True
        ):
            signs.append(sign - peer.said_at[question])
            answers.append(answer - peer.said_at[question])
    figures = {
        "first sign, median ms": statistics.median(signs),
        "first sign, 95th percentile ms": statistics.quantiles(signs, n=20)[-1],
        "answer, median ms": statistics.median(answers),
        "answer, 95th percentile ms": statistics.quantiles(answers, n=20)[-1],
    }
    return {name: round(value, 1) for name, value in figures.items()}


if __name__ == "__main__":
    sys.exit(pytest.main([__file__]))
