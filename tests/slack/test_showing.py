"""How answers are shown: streaming and its fall-backs, errors, rate limits, lost connections, load and stopping."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from pathlib import Path

import pytest

from bot.slack import calls
from bot.slack.line import Line
from bot.slack.questions import Place, Question, Way
from bot.slack.store import Job
from index.errors import ArchiveMissing

from .archive import FakeBot, answer, cite
from .recorder import TEAM
from .world import world

PINGS = "<!channel> <!here|here> <!everyone> <@U1> <!subteam^S1|team> @everyone @here & a@here.org <b> `x < y && z`"


def test_an_answer_is_streamed_with_its_sources_and_ends_with_its_blocks(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            ts = await here.mention("When did it open?")
            await here.settled()
            (start,) = here.slack.of("chat.startStream")
            assert start.fields["thread_ts"] == ts
            assert start.fields["recipient_user_id"] == "U1" and start.fields["recipient_team_id"] == TEAM
            step, text = start.fields["chunks"]
            assert step["status"] == "complete" and step["sources"][0]["url"] == "https://example.org/bridge"
            assert text["type"] == "markdown_text" and "27 October 2025" in text["text"]
            (stop,) = here.slack.of("chat.stopStream")
            kinds = [block["type"] for block in stop.fields["blocks"]]
            assert kinds == ["section", "context", "actions", "context_actions"]
            assert not here.slack.of("chat.postMessage", "chat.update")
            (status,) = here.slack.of("assistant.threads.setStatus")
            assert status.fields["thread_ts"] == ts and status.at < start.at

    asyncio.run(scenario())


@pytest.mark.parametrize("code", ["unknown_method", "missing_scope", "message_not_in_streaming_state"])
def test_without_streaming_one_message_is_updated_and_it_is_not_tried_again_and_again(
    tmp_path: Path, code: str
) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            for method in ("chat.startStream", "assistant.threads.setStatus"):
                here.slack.errors[method] = code
            for _ in range(3):
                await here.mention("When did it open?")
                await here.settled()
            assert len(here.slack.shown()) == 3
            assert all("27 October 2025" in shown["text"] for shown in here.slack.shown())
            tried = len(here.slack.of("chat.startStream")) + len(here.slack.of("assistant.threads.setStatus"))
            assert tried == (3 if code == "message_not_in_streaming_state" else 1)

    asyncio.run(scenario())


@pytest.mark.parametrize("method", ["chat.appendStream", "chat.stopStream"])
def test_a_stream_that_ends_early_becomes_the_whole_answer_in_the_same_message(tmp_path: Path, method: str) -> None:
    long = "Sentence number one of many. " * 40

    async def scenario() -> None:
        bot = FakeBot(lambda question: answer(question, f"{long}[1]", [cite("The bridge opened on Monday.")]))
        async with world(tmp_path, bot) as here:
            here.slack.errors[method] = "message_not_in_streaming_state"
            await here.mention("When did it open?")
            await here.settled()
            (shown,) = here.slack.shown()
            (update,) = here.slack.of("chat.update")
            assert update.fields["ts"] == shown["ts"]
            assert long.strip() in " ".join(str(block.get("text", {}).get("text")) for block in shown["blocks"][:1])

    asyncio.run(scenario())


@pytest.mark.parametrize("streaming", [True, False])
def test_text_of_articles_never_pings_and_shows_as_it_is(tmp_path: Path, streaming: bool) -> None:
    async def scenario() -> None:
        bot = FakeBot(
            lambda question: answer(question, f"{PINGS} [1]", [cite(f"Quote {PINGS}", title=f"T {PINGS}\nx|y")])
        )
        async with world(tmp_path, bot) as here:
            if not streaming:
                here.slack.errors["chat.startStream"] = "unknown_method"
            await here.mention("What?")
            await here.settled()
            sent = " ".join(call.everything for call in here.slack.of(*_WRITING))
            assert "&lt;!channel&gt;" in sent
            for ping in ("<!", "<@", "@everyone", " @here", "subteam^S1|team>"):
                assert ping not in sent, ping
            assert "a@here.org" in sent
            text = here.slack.of("chat.startStream")[0].fields["chunks"][1]["text"] if streaming else ""
            assert not streaming or r"&lt;b&gt; \`x &lt; y &amp;&amp; z\`" in text

    asyncio.run(scenario())


_WRITING = ("chat.postMessage", "chat.update", "chat.startStream", "chat.appendStream", "chat.stopStream", "views.open")


def test_an_error_shows_one_apology_with_an_incident_that_is_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> None:
        raise RuntimeError("secret inner words") if "inner" in question else ArchiveMissing("no archive at /home/x")

    async def scenario() -> None:
        async with world(tmp_path, FakeBot(fail)) as here:  # type: ignore[arg-type]
            for question in ("When inner?", "When outer?"):
                await here.mention(question)
                await here.settled()
            texts = [shown["text"] for shown in here.slack.shown()]
            assert len(texts) == 2
            for text in texts:
                assert "secret" not in text and "/home" not in text
                incident = text.rsplit("under ", 1)[1].rstrip(".")
                assert f"Incident {incident}" in caplog.text
            assert "secret inner words" in caplog.text

    asyncio.run(scenario())


def test_what_is_no_question_gets_a_hint_and_no_search(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            await here.mention("")
            await here.mention("When " * 1000)
            await here.settled()
            texts = [shown["text"] for shown in here.slack.shown()]
            assert any("Ask me in a sentence" in text for text in texts)
            assert any("too long for one question" in text for text in texts)
            assert here.bot.asked == []

    asyncio.run(scenario())


def test_questions_of_a_thread_are_answered_one_after_the_other_with_a_visible_queue(tmp_path: Path) -> None:
    async def scenario() -> None:
        bot = FakeBot(seconds=0.05)
        async with world(tmp_path, bot) as here:
            for number in range(5):
                await here.mention(f"When did bridge {number} open?", thread_ts="900.1")
            await here.settled()
            assert bot.most_at_once == 1
            assert [question.split()[3] for question in bot.asked] == list("01234")
            queued = [call.fields["text"] for call in here.slack.of("chat.postMessage")]
            assert queued[0].startswith("Queued: one question") and "Queued: 4 questions" in queued[-1]
            assert len(here.slack.shown()) == 5
            assert sum("Question: When did bridge 4 open?" in str(shown) for shown in here.slack.shown()) == 1
            assert all("27 October 2025" in str(shown) for shown in here.slack.shown())

    asyncio.run(scenario())


def test_forty_questions_from_eight_threads_are_each_answered_once_by_a_bounded_pool(tmp_path: Path) -> None:
    async def scenario() -> None:
        bot = FakeBot(seconds=0.01)
        async with world(tmp_path, bot) as here:
            here.slack.errors["chat.startStream"] = "unknown_method"
            for number in range(40):
                body = here.message("app_mention", f"<@U0BOT> When did {number} open?", thread_ts=f"900.{number % 8}")
                await asyncio.gather(here.send(body), here.send(body))
            await here.settled()
            assert Counter(bot.asked) == Counter(f"When did {number} open?" for number in range(40))
            assert bot.most_at_once <= 4
            assert len(here.slack.shown()) == 40
            answered = Counter(shown["text"].split("(")[1].split(")")[0] for shown in here.slack.shown())
            assert set(answered.values()) == {1}

    asyncio.run(scenario())


def test_a_rate_limit_is_waited_for_and_holds_up_its_channel_only(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            here.slack.errors["chat.startStream"] = "unknown_method"
            here.slack.once["chat.postMessage"] = [0, 0]
            await here.mention("When did it open?")
            await here.mention("When did it close?")
            await here.settled()
            assert len(here.slack.shown()) == 2
            assert all("27 October 2025" in shown["text"] for shown in here.slack.shown())

    asyncio.run(scenario())


def test_a_post_whose_answer_is_lost_is_found_and_not_repeated(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            for method in ("chat.startStream", "assistant.threads.setStatus"):
                here.slack.errors[method] = "unknown_method"
            here.slack.once["chat.postMessage"] = ["hang up"]
            await here.mention("When did it open?")
            await here.settled()
            (shown,) = here.slack.shown()
            assert "27 October 2025" in shown["text"]
            assert len(here.slack.of("chat.postMessage")) == 1

    asyncio.run(scenario())


def test_a_question_left_by_a_crash_is_answered_after_the_start_in_the_message_that_is_there(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, FakeBot(seconds=0.3)) as here:
            for method in ("chat.startStream", "assistant.threads.setStatus"):
                here.slack.errors[method] = "unknown_method"
            await here.mention("When did it open?")
            await here.until(lambda: here.slack.shown())
            await asyncio.sleep(0.02)
            left = await here.line.drain(0.0)
            assert left == 1
        async with world(tmp_path) as again:
            again.slack.messages["2000.000001"] = {"ts": "2000.000001", "text": "Searching"}
            await again.settled()
            (shown,) = again.slack.shown()
            assert "27 October 2025" in shown["text"] and not again.slack.of("chat.postMessage")
            assert again.store.open_jobs() == []

    asyncio.run(scenario())


def test_the_sign_of_a_question_that_only_waited_is_adopted_after_the_start(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            question = Question(
                Place(TEAM, "A1"), "C1", "5.5", "5.5", "U1", "When did it open?", Way.MENTION, shared=False
            )
            assert here.store.claim(question) is not None
        async with world(tmp_path) as again:
            metadata = {"event_type": "dateline_answer", "event_payload": {"question": "5.5", "part": 0}}
            again.slack.messages["2000.000009"] = {"ts": "2000.000009", "metadata": metadata}
            for method in ("chat.startStream", "assistant.threads.setStatus"):
                again.slack.errors[method] = "unknown_method"
            await again.settled()
            (shown,) = again.slack.shown()
            assert "27 October 2025" in shown["text"] and not again.slack.of("chat.postMessage")

    asyncio.run(scenario())


def test_a_message_that_was_written_but_not_remembered_is_adopted(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            question = Question(
                Place(TEAM, "A1"), "C1", "5.5", "5.5", "U1", "When did it open?", Way.MENTION, shared=False
            )
            job = here.store.claim(question)
            assert job is not None
            here.store.begin(job)
            metadata = {"event_type": "dateline_answer", "event_payload": {"question": "5.5", "part": 0}}
            here.slack.messages["2000.000009"] = {"ts": "2000.000009", "metadata": metadata}
            here.slack.errors["assistant.threads.setStatus"] = "unknown_method"
            here.line.put(job)
            await here.settled()
            (shown,) = here.slack.shown()
            assert shown["ts"] == "2000.000009" and "27 October 2025" in shown["text"]

    asyncio.run(scenario())


def test_a_question_that_ends_the_bot_again_and_again_gets_an_apology(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            question = Question(
                Place(TEAM, "A1"), "C1", "5.5", "5.5", "U1", "When did it open?", Way.MENTION, shared=False
            )
            job = here.store.claim(question)
            assert job is not None
            for _ in range(3):
                here.store.begin(job)
            here.line.put(job)
            await here.settled()
            assert here.bot.asked == [] and "Sorry" in here.slack.shown()[0]["text"]

    asyncio.run(scenario())


def test_a_message_that_was_deleted_meanwhile_is_written_anew(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            for method in ("chat.startStream", "assistant.threads.setStatus"):
                here.slack.errors[method] = "unknown_method"
            here.slack.errors["chat.update"] = "message_not_found"
            await here.mention("When did it open?")
            await here.settled()
            assert "27 October 2025" in here.slack.shown()[-1]["text"]

    asyncio.run(scenario())


def test_calls_are_tried_again_while_slack_cannot_be_reached() -> None:
    async def scenario() -> None:
        tries: list[int] = []

        async def send() -> str:
            tries.append(1)
            if len(tries) < 3:
                raise TimeoutError
            return "done"

        async def find() -> str | None:
            return None

        assert await calls.insist(send, find=find) == "done"
        with pytest.raises(TimeoutError):
            tries.clear()
            await calls.insist(send, patience=0.0)

    asyncio.run(scenario())


def test_a_clean_stop_waits_for_what_has_begun_and_counts_what_is_left() -> None:
    async def scenario() -> None:
        done: list[int] = []

        async def work(job: Job) -> None:
            await asyncio.sleep(0.05 if job.id < 3 else 5)
            done.append(job.id)

        async def waiting(job: Job, ahead: int) -> None:
            raise RuntimeError("a notice that cannot be shown stops nothing")

        line = Line(work=work, waiting=waiting, at_once=2)
        for number in range(4):
            question = Question(Place("T", "A"), "C", str(number), str(number % 2), "U", "?", Way.MENTION)
            line.put(Job(number, question))
        assert len(line) == 4
        assert await line.drain(0.3) == 1
        assert sorted(done) == [0, 1, 2]

    logging.getLogger("bot.slack.line").setLevel(logging.CRITICAL)
    try:
        asyncio.run(scenario())
    finally:
        logging.getLogger("bot.slack.line").setLevel(logging.NOTSET)


def test_an_answer_that_cannot_be_formatted_becomes_an_apology(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        broken = cite("Quote.", published="not a date")
        async with world(tmp_path, FakeBot(lambda question: answer(question, "Monday [1].", [broken]))) as here:
            await here.mention("When did it open?")
            await here.settled()
            assert "Sorry" in here.slack.shown()[0]["text"] and "Incident" in caplog.text

    asyncio.run(scenario())
