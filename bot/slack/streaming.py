"""One message that grows while it is written: Slack's streaming, until it ends or Slack takes no more of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block
from slack_sdk.models.blocks.block_elements import UrlSourceElement
from slack_sdk.models.messages.chunk import Chunk, MarkdownTextChunk, TaskUpdateChunk
from slack_sdk.web.async_chat_stream import AsyncChatStream
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import Features, error_code
from bot.slack.messages import Opening, Streamed, opened_text
from bot.slack.questions import Question

logger = logging.getLogger(__name__)

#: The one step that a stream shows; a later chunk of this id takes the place of an earlier one.
_STEP = "search"


class Stream:
    """A streamed reply to a question. Its methods return False where Slack did not take what they sent.

    `remember` gets the message's time stamp once there is one: what Slack took can then be updated in place.
    """

    def __init__(
        self,
        question: Question,
        *,
        client: AsyncWebClient,
        turnstile: asyncio.Lock,
        features: Features,
        remember: Callable[[str], None],
    ) -> None:
        self._question = question
        self._client = client
        self._turnstile = turnstile
        self._features = features
        self._remember = remember
        self._stream: AsyncChatStream | None = None
        self._remembered = False
        #: Whether more can be sent.
        self.open = True

    async def begin(self, stretch: str, opening: Opening) -> bool:
        """The first words, below `opening`."""
        step = TaskUpdateChunk(id=_STEP, title=opening.step, status="complete")
        return await self._append([step, MarkdownTextChunk(text=opened_text(stretch, opening.notes))])

    async def go_on(self, stretch: str) -> bool:
        """More words."""
        return await self._append([MarkdownTextChunk(text=opened_text(stretch))])

    async def finish(self, streamed: Streamed) -> bool:
        """What is left of the answer, its sources and blocks; the stream is over then."""
        for chunks in _chunks(streamed):
            if not await self._append(chunks):
                return False
        return await self.stop(streamed.blocks)

    async def stop(self, blocks: Sequence[Block] = ()) -> bool:
        stream = self._stream
        if stream is None or not self.open:
            return False
        stopped = await self._taken(lambda: stream.stop(blocks=blocks) if blocks else stream.stop())
        self.open = False
        return stopped

    async def _append(self, chunks: Sequence[Chunk]) -> bool:
        async def append() -> None:
            if self._stream is None:
                question = self._question
                self._stream = await self._client.chat_stream(
                    channel=question.channel,
                    thread_ts=question.thread,
                    recipient_team_id=question.place.team,
                    recipient_user_id=question.user,
                    buffer_size=1,
                )
            await self._stream.append(chunks=chunks)

        return self.open and await self._taken(append)

    async def _taken(self, call: Callable[[], Awaitable[object]]) -> bool:
        try:
            async with self._turnstile:
                await call()
            return True
        except SlackApiError as error:
            self._features.failed("streaming", error)
            logger.info("Streaming ended early (%s), showing the answer in one message", error_code(error))
        except Exception:
            # A lost connection, or an SDK that judges the stream ended: the plain way still works.
            logger.info("Streaming ended early, showing the answer in one message", exc_info=True)
        finally:
            if self._stream is not None and self._stream.ts and not self._remembered:
                self._remembered = True
                self._remember(self._stream.ts)
        self.open = False
        return False


def _chunks(streamed: Streamed) -> list[list[Chunk]]:
    """What each call appends: the sources as a finished step with the first words, then the rest."""
    sources = [UrlSourceElement(url=url, text=title) for title, url in streamed.sources]
    step = TaskUpdateChunk(id=_STEP, title=streamed.step, status="complete", sources=sources)
    texts: list[list[Chunk]] = [[MarkdownTextChunk(text=piece)] for piece in streamed.pieces]
    return [[step, *texts[0]], *texts[1:]] if texts else [[step]]
