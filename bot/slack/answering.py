"""One question from its arrival to its answer: access, the conversation before it, the archive, and the reply."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

from slack_sdk.errors import SlackApiError

from bot.answers import Answer
from bot.bot import Bot
from bot.conversation import REMEMBERED, Rewrite, follow_up_language, standalone
from bot.slack.access import SharedChannels, is_listed, may_be_shared
from bot.slack.calls import error_code
from bot.slack.escaping import one_line
from bot.slack.messages import Message, Opening, Streamed, answer_messages, opened_text, plain_message, streamed_answer
from bot.slack.phrases import SlackPhrases, slack_phrases
from bot.slack.questions import Question, Way
from bot.slack.replies import CANNOT_WRITE, Reply, ResponseReply
from bot.slack.settings import SlackSettings
from bot.slack.sources import citation_values
from bot.slack.speaking import Speaking
from bot.slack.splitting import shortened
from bot.slack.store import Given, Job, Store
from index.errors import QuestionError
from retrieval.question import LONGEST

logger = logging.getLogger(__name__)

#: A question that ended the bot so often gets an apology instead of another try.
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What to show, as messages and where possible as a stream."""

    messages: Sequence[Message]
    streamed: Streamed | None = None


def _says(text: str, told: str = "") -> _Outcome:
    """`text`, below what is `told` already."""
    if not told:
        return _Outcome([plain_message(text)])
    return _Outcome([plain_message(f"{told}\n\n{text}")], Streamed(pieces=[f"\n\n{opened_text(text)}"], blocks=[]))


class Answering:
    """Answers questions from Slack.

    `replies` gives the way back to whoever asked; `pool` runs the archive's work; `rewrite` makes follow-ups standalone
    with a language model where there is one, and is called from several threads.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        store: Store,
        settings: SlackSettings,
        shared: SharedChannels,
        replies: Callable[[Job], Reply],
        pool: Executor,
        languages: tuple[str, ...] = ("en",),
        rewrite: Rewrite | None = None,
    ) -> None:
        self._bot = bot
        self._store = store
        self._settings = settings
        self._shared = shared
        self._replies = replies
        self._pool = pool
        self._rewrite = rewrite
        self._otherwise = "en" if "en" in languages else languages[0]

    async def queued(self, job: Job, ahead: int) -> None:
        """Tell that a question waits. A failure here is no reason not to answer."""
        if await self._refusal(job.question):
            return
        try:
            await self._replies(job).queued(ahead, self._words(job.question))
        except SlackApiError as error:
            logger.warning("Could not tell that question %s waits (%s)", job.id, error_code(error))

    async def answer(self, job: Job) -> None:
        """Answer a question; it is closed when the answer has been shown, and else taken up again at the next start."""
        job = self._store.reload(job)
        refusal = await self._refusal(job.question)
        if refusal:
            await self._refuse(job, refusal)
            return
        self._store.begin(job)
        reply = self._replies(job)
        try:
            sign = asyncio.create_task(reply.searching(self._words(job.question)))
            try:
                outcome = await self._outcome(job, Speaking(reply, after=sign))
            finally:
                await asyncio.wait([sign])
            sign.result()
            await self._show(job, reply, outcome)
        except SlackApiError as error:
            await self._not_shown(job, error)

    async def _outcome(self, job: Job, speaking: Speaking | None = None) -> _Outcome:
        """The answer, or what to say in its place. Never raises: what goes wrong becomes an apology.

        What a language model writes goes through `speaking` as it is proven, and the outcome goes on from there.
        """
        question, words = job.question, self._words(job.question)
        if not any(character.isalnum() for character in question.text):
            return _says(words.empty)
        if len(question.text) > LONGEST:
            return _says(words.too_long)
        told = ""
        try:
            if job.attempts >= MOST_ATTEMPTS:
                raise RuntimeError(f"question {job.id} was begun {job.attempts} times and never answered")
            in_pool = partial(asyncio.get_running_loop().run_in_executor, self._pool)
            asked = await in_pool(self._understood, job)
            opening = Opening(_notes(job, asked, follow_up_language(asked, self._otherwise)), words.searched)
            show = speaking.begin(opening) if speaking else _unheard
            try:
                answer = await in_pool(partial(self._bot.ask, asked, show=show))
            finally:
                told = await speaking.end() if speaking else ""
            citations = [citation_values(each, answer.language) for each in answer.citations]
            self._store.answered(job, Given(question.text, asked, answer.language, answer.text, citations))
            return _of_answer(answer, job, asked, told)
        except QuestionError:
            return _says(words.empty, told)
        except Exception:
            incident = uuid.uuid4().hex[:8]
            logger.exception("Incident %s: question %s in %s", incident, question.ts, question.channel)
            return _says(words.apology.format(incident=incident), told)

    def _understood(self, job: Job) -> str:
        """The question as it stands by itself; runs in the pool."""
        turns = self._store.turns(job, limit=REMEMBERED)
        return shortened(standalone(job.question.text, turns, rewrite=self._rewrite), LONGEST)

    async def _show(self, job: Job, reply: Reply, outcome: _Outcome) -> None:
        await reply.show(outcome.messages, outcome.streamed)
        self._store.close_job(job)

    async def _not_shown(self, job: Job, error: SlackApiError) -> None:
        code = error_code(error)
        logger.error("The answer to question %s in %s cannot be shown (%s)", job.id, job.question.channel, code)
        if code in CANNOT_WRITE and job.question.response_url and job.question.thread:
            # A shortcut in a channel without the bot: to the person alone, then.
            await self._show(job, ResponseReply(job), await self._outcome(job))
            return
        self._store.close_job(job, "not shown")

    async def _refusal(self, question: Question) -> str:
        """Why the bot may not answer there, in the words of the question's language; "" where it may."""
        words = self._words(question)
        if not is_listed(question, self._settings):
            return words.not_here
        shared = may_be_shared(question, self._settings)
        if shared is None:
            shared = await self._shared.is_shared(question.channel)
        return words.shared if shared else ""

    async def _refuse(self, job: Job, text: str) -> None:
        """Tell the person alone where that is possible, else say nothing."""
        logger.info("Question %s in %s is refused", job.id, job.question.channel)
        if job.question.response_url:
            await ResponseReply(job).show([plain_message(text)])
        self._store.close_job(job, "refused")

    def _words(self, question: Question) -> SlackPhrases:
        return slack_phrases(follow_up_language(question.text, self._otherwise))


def _unheard(stretch: str) -> None:
    """Words of which only the whole answer is shown."""


def _of_answer(answer: Answer, job: Job, asked: str, told: str) -> _Outcome:
    above, late = _notes(job, asked, answer.language), [answer.note] if answer.note else []
    notes = (*above, *late)
    streamed = streamed_answer(answer, job.id, notes=late if told else notes, told=told)
    return _Outcome(answer_messages(answer, job.id, notes=notes), streamed)


def _notes(job: Job, asked: str, language: str) -> tuple[str, ...]:
    """What stands above an answer: how a follow-up was understood, and which question it was where that is not seen."""
    words, question = slack_phrases(language), job.question
    if asked != one_line(question.text):
        return (words.understood.format(question=asked),)
    # A question that had to wait has its answer below those of others.
    if question.way in (Way.COMMAND, Way.SHORTCUT) or job.reply_ts:
        return (words.about.format(question=asked),)
    return ()
