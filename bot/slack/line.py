"""The waiting line: questions of one conversation one after the other, of all conversations so many at once."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from bot.slack.store import Job

logger = logging.getLogger(__name__)


class Line:
    """Runs `work` for each job. Lives in one event loop.

    `waiting(job, ahead)` is called at once for a job that cannot begin, with the number of questions before it, and has
    returned before `work` begins for that job. Neither may raise; what they do raise is logged.
    """

    def __init__(
        self,
        *,
        work: Callable[[Job], Awaitable[None]],
        waiting: Callable[[Job, int], Awaitable[None]],
        at_once: int,
    ) -> None:
        self._work = work
        self._waiting = waiting
        self._free = asyncio.Semaphore(at_once)
        self._at_once = at_once
        self._lines: dict[str, deque[Job]] = {}
        self._notices: dict[int, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, job: Job) -> None:
        """Add a job to the end of its conversation's line."""
        conversation = job.question.conversation
        line = self._lines.setdefault(conversation, deque())
        ahead = len(line) or (len(self._lines) - 1 if self._free.locked() else 0)
        line.append(job)
        if ahead:
            self._notices[job.id] = asyncio.create_task(self._guarded(self._waiting(job, ahead)))
        if len(line) == 1:
            task = asyncio.create_task(self._serve(conversation))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def __len__(self) -> int:
        return sum(len(line) for line in self._lines.values())

    async def drain(self, seconds: float) -> int:
        """Wait until all is done, at most so long; the number of jobs that are left, whose work is cancelled."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=seconds)
        left = len(self)
        for task in [*self._tasks, *self._notices.values()]:
            task.cancel()
        await asyncio.gather(*self._tasks, *self._notices.values(), return_exceptions=True)
        return left

    async def _serve(self, conversation: str) -> None:
        line = self._lines[conversation]
        while line:
            job = line[0]
            async with self._free:
                notice = self._notices.pop(job.id, None)
                if notice is not None:
                    await notice
                await self._guarded(self._work(job))
            line.popleft()
        del self._lines[conversation]

    async def _guarded(self, doing: Awaitable[None]) -> None:
        try:
            await doing
        except Exception:
            logger.exception("A question could not be served")
