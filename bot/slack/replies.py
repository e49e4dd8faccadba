"""Where an answer is shown: a message in the thread, streamed or updated in place, or a command's response URL."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.calls import Features, Turnstiles, error_code, insist, value
from bot.slack.messages import Message, Opening, Streamed, opened_message, plain_message
from bot.slack.phrases import SlackPhrases
from bot.slack.store import Job, Store
from bot.slack.streaming import Stream

logger = logging.getLogger(__name__)

#: Marks our messages with the question that they answer, to find them again after a crash.
_METADATA = "dateline_answer"
#: A response URL takes five messages.
_MOST_RESPONSES = 4
#: The bot cannot write there, now or later.
CANNOT_WRITE = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "restricted_action",
        "thread_not_found",
        "cannot_reply_to_message",
    }
)


class Reply(Protocol):
    """One answer on its way to a person. Methods return when Slack has taken it and raise SlackApiError if not."""

    async def queued(self, ahead: int, words: SlackPhrases) -> None:
        """Say that `ahead` questions come first."""

    async def searching(self, words: SlackPhrases) -> None:
        """Say that the answer is being looked for, unless something is shown already."""

    async def tell(self, stretch: str, opening: Opening) -> None:
        """Show words that the answer will have after those told before, below `opening`, where that is possible."""

    async def show(self, messages: Sequence[Message], streamed: Streamed | None = None) -> None:
        """Show the answer, streamed where that is given and possible; `streamed` is what comes after the words told."""


class ThreadReply:
    """Answers in a thread: everything said before the answer becomes the answer."""

    def __init__(
        self, job: Job, *, client: AsyncWebClient, store: Store, features: Features, turnstiles: Turnstiles
    ) -> None:
        self._job = job
        self._client = client
        self._store = store
        self._features = features
        self._turnstile = turnstiles.of(job.question.channel)
        self._told = ""
        self._stream: Stream | None = None

    async def queued(self, ahead: int, words: SlackPhrases) -> None:
        text = words.queued_next if ahead == 1 else words.queued.format(count=ahead)
        await self._placeholder(text)

    async def searching(self, words: SlackPhrases) -> None:
        if self._job.reply_ts:
            return
        if not await self._status(words):
            await self._placeholder(words.searching)

    async def tell(self, stretch: str, opening: Opening) -> None:
        first = not self._told
        self._told += stretch
        try:
            stream = await self._opened() if first else self._stream
            if stream is not None and await (stream.begin(stretch, opening) if first else stream.go_on(stretch)):
                return
            await self._put(opened_message(self._told, opening))
        except SlackApiError as error:
            # The whole answer is still to come, and meets the same error where it lasts.
            logger.info("Words of an answer cannot be shown (%s)", error_code(error))

    async def show(self, messages: Sequence[Message], streamed: Streamed | None = None) -> None:
        stream = self._stream if self._told else await self._opened()
        if stream is not None and streamed is not None and await stream.finish(streamed):
            return
        if stream is not None:
            await stream.stop()
        await self._put(messages[0])
        for part, message in enumerate(messages[1:], start=1):
            await self._post(message, part)

    async def _opened(self) -> Stream | None:
        """A stream for the answer; None where a message stands there already, or Slack offers none."""
        if not self._job.reply_ts and self._job.may_be_shown:
            await self._adopt()
        if self._job.reply_ts or not self._features.offered("streaming"):
            return None
        self._stream = Stream(
            self._job.question,
            client=self._client,
            turnstile=self._turnstile,
            features=self._features,
            remember=self._remember,
        )
        return self._stream

    async def _status(self, words: SlackPhrases) -> bool:
        """Slack's own line under the thread; gone when the answer comes. False where there is none."""
        question = self._job.question
        if not self._features.offered("status"):
            return False
        try:
            await self._client.assistant_threads_setStatus(
                channel_id=question.channel,
                thread_ts=question.thread,
                status=words.status,
                loading_messages=[words.searching],
            )
            return True
        except SlackApiError as error:
            self._features.failed("status", error)
            return False

    async def _placeholder(self, text: str) -> None:
        if self._job.may_be_shown:
            await self._adopt()
        if not self._job.reply_ts:
            self._remember(await self._post(plain_message(text)))

    async def _adopt(self) -> None:
        """A resumed question may have its message: written, but not yet remembered, when the bot was ended."""
        found = await self._find(0)
        if found:
            self._remember(found)

    async def _put(self, message: Message) -> None:
        """Into the message that is there, else into a new one."""
        if self._job.reply_ts and await self._update(message):
            return
        self._remember(await self._post(message))

    async def _update(self, message: Message) -> bool:
        """False where the message is gone or can be changed no more."""
        question = self._job.question
        try:
            async with self._turnstile:
                await insist(
                    lambda: self._client.chat_update(
                        channel=question.channel, ts=self._job.reply_ts, text=message.text, blocks=message.blocks
                    )
                )
            return True
        except SlackApiError as error:
            if error_code(error) in ("message_not_found", "cant_update_message", "edit_window_closed"):
                return False
            raise

    async def _post(self, message: Message, part: int = 0) -> str:
        question = self._job.question

        async def post() -> str:
            response = await self._client.chat_postMessage(
                channel=question.channel,
                thread_ts=question.thread,
                text=message.text,
                blocks=message.blocks,
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": _METADATA, "event_payload": {"question": question.ts, "part": part}},
            )
            return value(response, "ts")

        async with self._turnstile:
            return await insist(post, find=lambda: self._find(part))

    async def _find(self, part: int) -> str | None:
        """That part of our answer to this question, if it stands in the thread already."""
        question = self._job.question
        try:
            response = await self._client.conversations_replies(
                channel=question.channel, ts=question.thread, include_all_metadata=True, limit=200
            )
        except SlackApiError as error:
            logger.warning("The thread cannot be read (%s)", error_code(error))
            return None
        for message in response.get("messages") or []:
            metadata = message.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if metadata.get("event_type") == _METADATA and payload == {"question": question.ts, "part": part}:
                return value(message, "ts")
        return None

    def _remember(self, ts: str) -> None:
        self._store.reply_at(self._job, ts)
        self._job = replace(self._job, reply_ts=ts)


class ResponseReply:
    """Answers to one person through a response URL, as a command and a shortcut have it."""

    def __init__(self, job: Job) -> None:
        self._client = AsyncWebhookClient(job.question.response_url, timeout=30)

    async def queued(self, ahead: int, words: SlackPhrases) -> None:
        text = words.queued_next if ahead == 1 else words.queued.format(count=ahead)
        await self._send(plain_message(text))

    async def searching(self, words: SlackPhrases) -> None:
        """Said by the acknowledgement already."""

    async def tell(self, stretch: str, opening: Opening) -> None:
        """Not here: five messages are all that a response URL takes."""

    async def show(self, messages: Sequence[Message], streamed: Streamed | None = None) -> None:
        for message in messages[:_MOST_RESPONSES]:
            await self._send(message)

    async def _send(self, message: Message) -> None:
        async def send() -> None:
            response = await self._client.send(
                text=message.text,
                blocks=message.blocks,
                response_type="ephemeral",
                replace_original=False,
                unfurl_links=False,
                unfurl_media=False,
            )
            if response.status_code != 200:
                logger.warning("The response URL was refused (%s %s)", response.status_code, response.body[:100])

        await insist(send)
