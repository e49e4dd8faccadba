"""The Bolt application: which of Slack's requests leads where. Everything decided here is decided by pure functions."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.bot import Bot
from bot.conversation import follow_up_language
from bot.slack.access import is_listed, may_be_shared
from bot.slack.calls import Features, error_code
from bot.slack.home import EXAMPLES, Overview, home_view, overview, prompts
from bot.slack.line import Line
from bot.slack.messages import FEEDBACK_ACTION, SOURCES_ACTION, plain_message
from bot.slack.phrases import slack_phrases
from bot.slack.questions import Ignored, Place, Question, command_question, decide
from bot.slack.settings import SlackSettings
from bot.slack.shortcut import CALLBACK, FORM, form_question, question_form
from bot.slack.sources import message_modal, sources_modal
from bot.slack.store import Store
from index.errors import ConfigurationError, DatelineError

logger = logging.getLogger(__name__)

T = TypeVar("T")

COMMAND = "/ask"
_OK = BoltResponse(status=200, body="")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the listeners work with."""

    bot: Bot
    store: Store
    line: Line
    client: AsyncWebClient
    features: Features
    settings: SlackSettings
    pool: Executor


def build_application(parts: Parts) -> AsyncApp:
    """The Bolt application over `parts`. In mode "http" it checks Slack's signature on every request."""
    application = AsyncApp(
        client=parts.client,
        signing_secret=parts.settings.signing_secret.reveal() or None,
        request_verification_enabled=parts.settings.mode == "http",
        logger=logging.getLogger("slack_bolt"),
    )
    if application.oauth_flow is not None:
        # Bolt then looks for installations of many workspaces and hears none of this one.
        raise ConfigurationError(
            "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are set, for an app that many workspaces install",
            hint="Unset them: Dateline answers in the one workspace of SLACK_BOT_TOKEN.",
        )
    listeners = _Listeners(parts)
    application.middleware(listeners.events)
    application.command(COMMAND)(listeners.command)
    application.shortcut(CALLBACK)(listeners.shortcut)
    application.view(FORM)(listeners.form)
    application.action(SOURCES_ACTION)(listeners.sources)
    application.action(FEEDBACK_ACTION)(listeners.feedback)
    return application


class _Listeners:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._tasks: set[asyncio.Task[None]] = set()

    async def events(
        self, req: AsyncBoltRequest, context: AsyncBoltContext, next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        """Questions are stored before Slack is told that they have arrived: it sends again what is not stored."""
        body = req.body
        event = body.get("event")
        if not isinstance(event, dict):
            return await next_()
        if event.get("type") == "app_home_opened":
            self._later(self._home(event))
            return _OK
        place = Place(str(body.get("team_id") or ""), str(body.get("api_app_id") or ""))
        found = decide(
            body,
            bot_user=context.bot_user_id or "",
            asked=lambda channel, thread: self._parts.store.asked_in(place, channel, thread),
        )
        if isinstance(found, Ignored):
            logger.debug("Ignored: %s", found.reason)
        else:
            self._take(found)
        return _OK

    def _take(self, question: Question) -> None:
        if not is_listed(question, self._parts.settings) or may_be_shared(question, self._parts.settings):
            logger.info("A question in %s is not answered: the bot may not answer there", question.channel)
            return
        job = self._parts.store.claim(question)
        if job is None:
            logger.info("Question %s in %s came again", question.ts, question.channel)
            return
        self._parts.line.put(job)

    async def command(self, ack: Any, body: dict[str, Any], context: AsyncBoltContext) -> None:
        question = command_question(body, bot_user=context.bot_user_id or "")
        words = slack_phrases(follow_up_language(question.text, "en"))
        job = self._parts.store.claim(question)
        if job is None:
            await ack()
            return
        message = plain_message(words.searching)
        await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")
        self._parts.line.put(job)

    async def shortcut(self, ack: Any, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        view = question_form(body, bot_user=context.bot_user_id or "")
        await self._open(body, view)

    async def form(self, ack: Any, body: dict[str, Any], context: AsyncBoltContext) -> None:
        job = self._parts.store.claim(form_question(body, bot_user=context.bot_user_id or ""))
        await ack()
        if job is not None:
            self._parts.line.put(job)

    async def sources(self, ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        value = str(action.get("value") or "")
        given = self._parts.store.given(_place(body), int(value)) if value.isdecimal() else None
        if given is None:
            words = slack_phrases("en")
            await self._open(body, message_modal(words.sources_title, words.gone))
            return
        make = sources_modal
        try:
            view = await self._in_pool(lambda: make(given.citations, given.language, self._parts.bot.context))
        except DatelineError:
            logger.exception("The archive cannot be read for the Sources modal")
            view = make(given.citations, given.language, lambda article, start, end: None)
        await self._open(body, view)

    async def feedback(self, ack: Any, body: dict[str, Any], action: dict[str, Any], respond: Any) -> None:
        value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
        number, _, opinion = value.partition(" ")
        words, stored = slack_phrases("en"), False
        if number.isdecimal() and opinion in ("good", "bad"):
            place, user = _place(body), str((body.get("user") or {}).get("id") or "")
            stored = self._parts.store.rate(place, int(number), user, helpful=opinion == "good")
            given = self._parts.store.given(place, int(number))
            words = slack_phrases(given.language if given else "en")
        await ack()
        message = plain_message(words.thanks if stored else words.gone)
        await respond(text=message.text, response_type="ephemeral", replace_original=False)

    async def _home(self, event: dict[str, Any]) -> None:
        found = await self._overview()
        try:
            if event.get("tab") == "messages":
                await self._suggest(str(event.get("channel") or ""), found)
            else:
                await self._parts.client.views_publish(user_id=str(event.get("user") or ""), view=home_view(found))
        except SlackApiError as error:
            logger.warning("App Home cannot be shown (%s)", error_code(error))

    async def _suggest(self, channel: str, found: Overview | None) -> None:
        if not channel or found is None or not found.examples or not self._parts.features.offered("prompts"):
            return
        try:
            await self._parts.client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, title="For example", prompts=prompts(found.examples)
            )
        except SlackApiError as error:
            self._parts.features.failed("prompts", error)

    async def _overview(self) -> Overview | None:
        bot = self._parts.bot
        try:
            return await self._in_pool(lambda: overview(bot.statistics(), bot.newest(EXAMPLES)))
        except DatelineError as error:
            logger.warning("%s. %s", error.message, error.hint)
            return None

    async def _open(self, body: dict[str, Any], view: Any) -> None:
        try:
            await self._parts.client.views_open(trigger_id=str(body.get("trigger_id") or ""), view=view)
        except SlackApiError as error:
            logger.warning("A dialog cannot be opened (%s)", error_code(error))

    async def _in_pool(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._parts.pool, work)

    def _later(self, doing: Awaitable[None]) -> None:
        """Do it without holding up the acknowledgement."""

        async def guarded() -> None:
            try:
                await doing
            except Exception:
                logger.exception("An event could not be served")

        task = asyncio.create_task(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _place(body: dict[str, Any]) -> Place:
    team = body.get("team") or {}
    user = body.get("user") or {}
    return Place(str(team.get("id") or user.get("team_id") or ""), str(body.get("api_app_id") or ""))
