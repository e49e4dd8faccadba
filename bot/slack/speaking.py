"""What a language model writes, on its way to Slack while it still writes: each stretch as soon as it is proven."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.slack.messages import Opening
from bot.slack.replies import Reply

#: Seconds between two calls for one answer: Slack takes 50 updates and 100 stretches a minute, of all answers together.
PAUSE = 1.2


class Speaking:
    """Passes on to a reply what is said, until it is ended. Lives in one event loop.

    `after` is what has to be over before anything is shown; if it failed, nothing is.
    """

    def __init__(self, reply: Reply, *, after: asyncio.Task[None], pause: float = PAUSE) -> None:
        self._reply = reply
        self._after = after
        self._pause = pause
        self._waiting = ""
        self._told = ""
        self._said = asyncio.Event()
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def begin(self, opening: Opening) -> Callable[[str], None]:
        """What takes each stretch, from any thread, to be shown soon; those that come meanwhile go with it."""
        loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._pass_on(opening))

        def say(stretch: str) -> None:
            if not self._over.is_set():
                loop.call_soon_threadsafe(self._take, stretch)

        return say

    async def end(self) -> str:
        """What was passed on; nothing is after this. What was said and not passed on is left to the whole answer."""
        self._over.set()
        self._said.set()
        if self._task is not None:
            await asyncio.wait([self._task])
        return self._told

    def _take(self, stretch: str) -> None:
        self._waiting += stretch
        self._said.set()

    async def _pass_on(self, opening: Opening) -> None:
        await asyncio.wait([self._after])
        if self._after.cancelled() or self._after.exception() is not None:
            return
        while True:
            await self._said.wait()
            if self._over.is_set():
                return
            self._said.clear()
            stretch, self._waiting = self._waiting, ""
            self._told += stretch
            await self._reply.tell(stretch, opening)
            try:
                await asyncio.wait_for(self._over.wait(), self._pause)
            except TimeoutError:
                continue
