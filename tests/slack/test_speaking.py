"""What a language model writes is shown in Slack sentence by sentence as it is proven, and stands."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from bot.bot import Bot
from bot.configuration import Settings
from bot.model.contract import Piece
from bot.slack import speaking
from bot.wiring import open_bot
from tests.archives import SAMPLES, TODAY
from tests.model.fakes import number_of

from .archive import FakeBot, answer, cite
from .recorder import Recorder
from .world import world

FIRST, SECOND = "The bridge opened on Monday. [1]", " Ships may pass again. [1]"


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences may follow each other quickly here."""
    monkeypatch.setattr(speaking.Speaking.__init__, "__kwdefaults__", {"pause": 0.01})


class Writer:
    """A model that writes FIRST, waits to be released, and writes SECOND; `ending` is what then goes wrong."""

    def __init__(self, *, note: str = "", ending: Exception | None = None) -> None:
        self.released = threading.Event()
        self.ending = ending
        self.bot = FakeBot(
            lambda question: answer(
                question, FIRST + SECOND, [cite("The bridge opened on Monday.")], note=note, writer="fake:model"
            ),
            writes=self._write,
        )

    def _write(self, question: str, show: Callable[[str], None]) -> None:
        show(FIRST)
        assert self.released.wait(10), "nobody saw the first sentence"
        if self.ending is not None:
            raise self.ending
        show(SECOND)


def on_screen(slack: Recorder) -> str:
    """The words of all messages as they stand now, streamed or posted, without what only escaping adds."""
    parts: list[str] = []
    for message in slack.shown():
        streamed = [chunk.get("text", "") for chunk in message.get("chunks") or []]
        blocks = [str(block.get("text", {}).get("text", "")) for block in message.get("blocks") or []]
        notes = [str(each.get("text")) for block in message.get("blocks") or [] for each in block.get("elements", [])]
        # What was streamed is replaced by the blocks of an update.
        updated = any(call.fields["ts"] == message["ts"] for call in slack.of("chat.update"))
        parts += [*([] if updated else streamed), *blocks, *notes]
    return re.sub(r"<[^|>]*\|([^>]*)>", r"\1", "".join(parts).replace("\\", ""))


def test_the_first_proven_sentence_is_on_screen_while_the_model_writes_on(tmp_path: Path) -> None:
    async def scenario() -> None:
        writer = Writer()
        async with world(tmp_path, writer.bot) as here:
            ts = await here.mention("When did it open?")
            await here.until(lambda: FIRST in on_screen(here.slack))
            assert len(here.line) == 1 and not here.slack.of("chat.stopStream")
            assert SECOND.strip() not in on_screen(here.slack)
            writer.released.set()
            await here.settled()
            assert FIRST + SECOND in on_screen(here.slack)
            (shown,) = here.slack.shown()
            assert shown["thread_ts"] == ts
            assert [block["type"] for block in shown["blocks"]] == ["context", "actions", "context_actions"]
            steps = [chunk for chunk in shown["chunks"] if chunk["type"] == "task_update"]
            assert {step["id"] for step in steps} == {"search"}
            assert steps[-1]["sources"][0]["url"] == "https://example.org/bridge"
            assert len(here.slack.of("chat.startStream")) == 1
            assert not here.slack.of("chat.postMessage", "chat.update")

    asyncio.run(scenario())


def test_without_streaming_the_message_grows_in_place(tmp_path: Path) -> None:
    async def scenario() -> None:
        writer = Writer()
        async with world(tmp_path, writer.bot) as here:
            for method in ("chat.startStream", "assistant.threads.setStatus"):
                here.slack.errors[method] = "unknown_method"
            await here.mention("When did it open?")
            await here.until(lambda: FIRST in on_screen(here.slack))
            assert "Searching" not in on_screen(here.slack)
            writer.released.set()
            await here.settled()
            assert len(here.slack.shown()) == 1 and FIRST + SECOND in on_screen(here.slack)
            assert all(FIRST in str(call.fields["text"]) for call in here.slack.of("chat.update"))

    asyncio.run(scenario())


@pytest.mark.parametrize("method", ["chat.appendStream", "chat.stopStream"])
def test_a_stream_that_ends_early_keeps_what_was_shown(tmp_path: Path, method: str) -> None:
    async def scenario() -> None:
        writer = Writer()
        async with world(tmp_path, writer.bot) as here:
            await here.mention("When did it open?")
            await here.until(lambda: FIRST in on_screen(here.slack))
            here.slack.errors[method] = "message_not_in_streaming_state"
            writer.released.set()
            await here.settled()
            assert len(here.slack.shown()) == 1 and FIRST + SECOND in on_screen(here.slack)
            assert all(FIRST in str(call.fields["text"]) for call in here.slack.of("chat.update"))

    asyncio.run(scenario())


@pytest.mark.parametrize("streaming", [True, False])
def test_what_was_shown_stands_when_the_model_or_the_bot_fails(tmp_path: Path, streaming: bool) -> None:
    async def scenario(writer: Writer, home: Path, then: str) -> None:
        async with world(home, writer.bot) as here:
            if not streaming:
                here.slack.errors["chat.startStream"] = "unknown_method"
            await here.mention("When did it open?")
            await here.until(lambda: FIRST in on_screen(here.slack))
            writer.released.set()
            await here.settled()
            assert len(here.slack.shown()) == 1
            assert FIRST in on_screen(here.slack) and then in on_screen(here.slack)

    asyncio.run(scenario(Writer(ending=RuntimeError("broken")), tmp_path / "bot", "Sorry, something went wrong"))
    asyncio.run(scenario(Writer(note="It did not answer in time."), tmp_path / "model", "It did not answer in time."))


def test_how_a_follow_up_was_understood_stands_above_the_first_words(tmp_path: Path) -> None:
    async def scenario() -> None:
        writer = Writer()
        writer.released.set()
        async with world(tmp_path, writer.bot) as here:
            ts = await here.mention("When did Choi meet Putin?")
            await here.settled()
            writer.released.clear()
            await here.event("message", "And when did she leave?", thread_ts=ts)
            await here.until(lambda: on_screen(here.slack).count(FIRST) == 2)
            second = str(here.slack.of("chat.startStream")[1].fields["chunks"])
            assert second.index("Understood as: When did Choi leave?") < second.index("The bridge opened")
            writer.released.set()
            await here.settled()
            assert on_screen(here.slack).count("Understood as") == 1

    asyncio.run(scenario())


def test_answers_of_one_channel_do_not_wait_for_a_model_that_pauses(tmp_path: Path) -> None:
    async def scenario() -> None:
        writer = Writer()
        slow = writer.bot.writes
        writer.bot.writes = lambda question, show: slow(question, show) if "slow" in question else None
        async with world(tmp_path, writer.bot) as here:
            await here.mention("When, slow one?")
            await here.until(lambda: FIRST in on_screen(here.slack))
            await here.mention("When, quick one?")
            await here.until(lambda: here.slack.of("chat.stopStream"))
            assert len(here.line) == 1
            writer.released.set()
            await here.settled()

    asyncio.run(scenario())


def test_quick_sentences_do_not_call_slack_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking.Speaking.__init__, "__kwdefaults__", {"pause": 5.0})
    sentences = [f"Ship number {number} passed. [1] " for number in range(100)]

    def write(question: str, show: Callable[[str], None]) -> None:
        for sentence in sentences:
            show(sentence)

    async def scenario() -> None:
        made = FakeBot(lambda question: answer(question, "".join(sentences), [cite("Ships passed.")]), writes=write)
        async with world(tmp_path, made) as here:
            await here.mention("How many ships?")
            await here.settled(seconds=4.0)
            assert "".join(sentences).strip() in on_screen(here.slack)
            assert len(here.slack.of("chat.startStream", "chat.appendStream", "chat.stopStream")) < 20

    asyncio.run(scenario())


class PausingModel:
    """Writes a sentence that is proven, waits, and writes one that is not and another that is."""

    name = "fake:pausing"

    def __init__(self) -> None:
        self.released = threading.Event()

    def stream(self, instructions: str, request: str) -> Iterator[Piece]:
        number = number_of(request, "Wladimir Putin hat am Montag")
        yield Piece(f"Choi met Putin on Monday, 27 October 2025 [{number}]. Later ")
        assert self.released.wait(20), "nobody saw the first sentence"
        yield Piece(f"Choi met Napoleon in Paris [{number}]. Putin received Choi in the Kremlin [{number}].")


def test_a_real_bot_shows_what_is_proven_while_its_model_pauses(tmp_path: Path) -> None:
    model = PausingModel()
    settings = Settings(home=tmp_path / "home", embeddings="use")

    async def scenario(made: Bot) -> None:
        async with world(tmp_path / "slack", cast(FakeBot, made)) as here:
            await here.mention("When did Choi meet Putin?")
            await here.until(lambda: "27 October 2025. [1]" in on_screen(here.slack), seconds=20)
            assert not model.released.is_set() and len(here.line) == 1
            model.released.set()
            await here.settled(seconds=20)
            assert "27 October 2025. [1] Putin received Choi in the Kremlin. [1]" in on_screen(here.slack)
            assert "Napoleon" not in on_screen(here.slack)

    with open_bot(settings=settings, model=model, today=lambda: TODAY) as made:
        made.index([SAMPLES])
        asyncio.run(scenario(made))
