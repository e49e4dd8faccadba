"""Where an answer is shown: a message in the thread, streamed or updated in place, or a command's response URL."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks.block_elements import UrlSourceElement
from slack_sdk.models.messages.chunk import MarkdownTextChunk, TaskUpdateChunk
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.calls import Features, Turnstiles, error_code, insist, value
from bot.slack.messages import Message, Streamed, plain_message
from bot.slack.phrases import SlackPhrases
from bot.slack.store import Job, Store

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

    async def show(self, messages: Sequence[Message], streamed: Streamed | None = None) -> None:
        """Show the answer, streamed where that is given and possible."""


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

    async def queued(self, ahead: int, words: SlackPhrases) -> None:
        text = words.queued_next if ahead == 1 else words.queued.format(count=ahead)
        await self._placeholder(text)

    async def searching(self, words: SlackPhrases) -> None:
        if self._job.reply_ts:
            return
        if not await self._status(words):
            await self._placeholder(words.searching)

    async def show(self, messages: Sequence[Message], streamed: Streamed | None = None) -> None:
        if not self._job.reply_ts and self._job.attempts:
            await self._adopt()
        streamable = not self._job.reply_ts and self._features.offered("streaming")
        if streamed is not None and streamable and await self._stream(streamed):
            return
        await self._put(messages[0])
        for part, message in enumerate(messages[1:], start=1):
            await self._post(message, part)

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
        if self._job.attempts:
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

    async def _stream(self, streamed: Streamed) -> bool:
        """Stream the answer; False where Slack did not take all of it. What it took is then updated in place."""
        question = self._job.question
        try:
            async with self._turnstile:
                stream = await self._client.chat_stream(
                    channel=question.channel,
                    thread_ts=question.thread,
                    recipient_team_id=question.place.team,
                    recipient_user_id=question.user,
                    buffer_size=1,
                )
                try:
                    for chunks in _chunks(streamed):
                        await stream.append(chunks=chunks)
                        if stream.ts and not self._job.reply_ts:
                            self._remember(stream.ts)
                    await stream.stop(blocks=streamed.blocks)
                    return True
                finally:
                    if stream.ts and not self._job.reply_ts:
                        self._remember(stream.ts)
        except SlackApiError as error:
            self._features.failed("streaming", error)
            logger.info("Streaming ended early (%s), showing the answer in one message", error_code(error))
        except Exception:
            # A lost connection, or an SDK that judges the stream ended: the plain way still works.
            logger.info("Streaming ended early, showing the answer in one message", exc_info=True)
        return False

    def _remember(self, ts: str) -> None:
        self._store.reply_at(self._job, ts)
        self._job = replace(self._job, reply_ts=ts)


def _chunks(streamed: Streamed) -> list[list[Any]]:
    """What each call appends: the sources as a finished step with the first words, then the rest."""
    sources = [UrlSourceElement(url=url, text=title) for title, url in streamed.sources]
    step = TaskUpdateChunk(id="search", title=streamed.step, status="complete", sources=sources)
    texts = [[MarkdownTextChunk(text=piece)] for piece in streamed.pieces]
    return [[step, *texts[0]], *texts[1:]] if texts else [[step]]


class ResponseReply:
    """Answers to one person through a response URL, as a command and a shortcut have it."""

    def __init__(self, job: Job) -> None:
        self._client = AsyncWebhookClient(job.question.response_url, timeout=30)

    async def queued(self, ahead: int, words: SlackPhrases) -> None:
        text = words.queued_next if ahead == 1 else words.queued.format(count=ahead)
        await self._send(plain_message(text))

    async def searching(self, words: SlackPhrases) -> None:
        """Said by the acknowledgement already."""

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
