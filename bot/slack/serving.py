"""Runs the Slack app: checks the tokens, takes up what was left, listens, and stops cleanly."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web
from filelock import FileLock, Timeout
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.bot import Bot
from bot.configuration import Settings
from bot.conversation import Rewrite
from bot.process import settle
from bot.slack.access import SharedChannels
from bot.slack.answering import Answering
from bot.slack.application import Parts, build_application
from bot.slack.calls import Features, Turnstiles, error_code, insist, value, web_client
from bot.slack.line import Line
from bot.slack.questions import Way
from bot.slack.replies import Reply, ResponseReply, ThreadReply
from bot.slack.settings import SlackSettings
from bot.slack.store import Job, Store
from index.errors import ArchiveBusy, ConfigurationError, DatelineError

logger = logging.getLogger(__name__)

#: Conversations answered at once; the archive itself is read by fewer threads, since they share the processor.
AT_ONCE = 8
THREADS = max(2, min(4, os.cpu_count() or 2))
#: A clean stop waits so long for what has begun; what is left is answered after the next start.
DRAIN_SECONDS = 25.0
#: At the start a network that is not there yet is given so long.
START_PATIENCE_SECONDS = 5.0
_PRUNE_SECONDS = 6 * 3600.0
_PING_SECONDS = 5.0
_REFUSED = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is in Slack."""

    team: str
    name: str


async def serve(settings: Settings, bot: Bot, *, ready: Callable[[Identity], None]) -> None:
    """Answer until SIGINT or SIGTERM; `ready` is called when questions are heard.

    Raises ConfigurationError naming the token that Slack does not take, DatelineError where Slack cannot be reached.
    """
    slack = settings.slack
    slack.check()
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        client = web_client(slack.bot_token.reveal(), slack.api_url, session)
        identity = await _identify(client, slack)
        pool = ThreadPoolExecutor(THREADS, thread_name_prefix="archive")
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        stack.enter_context(_alone(settings.home))
        store = Store(settings.home)
        stack.callback(store.close)
        store.prune()
        await _warm_up(bot, pool)
        settle()
        line, application = connect(settings, bot, store, client, pool, rewrite=bot.rewrite)
        stop = _stop_signal()
        for job in store.open_jobs():
            line.put(job)
        async with _listening(application, slack, client):
            ready(identity)
            pruning = asyncio.create_task(_prune_regularly(store))
            await stop.wait()
            pruning.cancel()
        logger.info("Stopping; %s questions are being answered", len(line))
        left = await line.drain(DRAIN_SECONDS)
        if left:
            logger.warning("%s questions are left for the next start", left)


def connect(
    settings: Settings,
    bot: Bot,
    store: Store,
    client: AsyncWebClient,
    pool: ThreadPoolExecutor,
    *,
    rewrite: Rewrite | None = None,
) -> tuple[Line, AsyncApp]:
    """The line of questions and the Bolt application that fills it, over parts that are open."""
    features, turnstiles = Features(), Turnstiles()

    def reply(job: Job) -> Reply:
        if job.question.way is Way.COMMAND:
            return ResponseReply(job)
        return ThreadReply(job, client=client, store=store, features=features, turnstiles=turnstiles)

    answering = Answering(
        bot=bot,
        store=store,
        settings=settings.slack,
        shared=SharedChannels(client),
        replies=reply,
        pool=pool,
        languages=settings.languages,
        rewrite=rewrite,
    )
    line = Line(work=answering.answer, waiting=answering.queued, at_once=AT_ONCE)
    parts = Parts(bot, store, line, client, features, settings.slack, pool)
    return line, build_application(parts)


async def _identify(client: AsyncWebClient, slack: SlackSettings) -> Identity:
    """Who we are, by the bot token; in Socket Mode the app token is tried too."""
    try:
        found = await insist(client.auth_test, patience=START_PATIENCE_SECONDS)
    except SlackApiError as error:
        raise _token_error("SLACK_BOT_TOKEN", error) from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise DatelineError(
            f"Slack cannot be reached at {slack.api_url}", hint="Check the network, and SLACK_API_URL if you set it."
        ) from error
    if slack.mode == "socket":
        try:
            await client.apps_connections_open(app_token=slack.app_token.reveal())
        except SlackApiError as error:
            raise _token_error("SLACK_APP_TOKEN", error) from error
    return Identity(value(found, "team"), value(found, "user"))


def _token_error(name: str, error: SlackApiError) -> DatelineError:
    code = error_code(error) or "no reason given"
    if code in _REFUSED:
        return ConfigurationError(
            f"Slack does not accept {name} ({code})",
            hint="Copy it anew from your app's page, and install the app again.",
        )
    if code == "missing_scope":
        return ConfigurationError(
            f"{name} lacks a scope ({error.response.get('needed') or 'connections:write'})",
            hint="Make the token with that scope on your app's page.",
        )
    return DatelineError(f"Slack refuses {name} ({code})", hint="See Slack's list of errors for that name.")


async def _warm_up(bot: Bot, pool: ThreadPoolExecutor) -> None:
    """The first question should not wait for models to load. Nothing indexed yet is no reason not to start."""
    loop = asyncio.get_running_loop()
    try:
        await asyncio.gather(*(loop.run_in_executor(pool, bot.ask, "When did it begin?") for _ in range(2)))
    except DatelineError as error:
        logger.warning("%s. %s", error.message, error.hint)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Only one process takes up the questions that another has left; one that is stopping may finish first."""
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / "slack.lock", timeout=DRAIN_SECONDS + 5)
    try:
        lock.acquire()
    except Timeout as error:
        raise ArchiveBusy(f"Another `dateline slack` works with {home}", hint="Stop it first.") from error
    try:
        yield
    finally:
        lock.release()


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Not on every platform, and only in the main thread.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)
    return stop


async def _prune_regularly(store: Store) -> None:
    while True:
        await asyncio.sleep(_PRUNE_SECONDS)
        store.prune()


@asynccontextmanager
async def _listening(application: AsyncApp, slack: SlackSettings, client: AsyncWebClient) -> AsyncIterator[None]:
    listening = _over_http(application, slack) if slack.mode == "http" else _over_socket(application, slack, client)
    async with listening:
        yield


@asynccontextmanager
async def _over_socket(application: AsyncApp, slack: SlackSettings, client: AsyncWebClient) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(
        application, slack.app_token.reveal(), web_client=client, ping_interval=_PING_SECONDS
    )
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def _over_http(application: AsyncApp, slack: SlackSettings) -> AsyncIterator[None]:
    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await application.async_dispatch(await to_bolt_request(request)))

    async def health(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    server = web.Application()
    server.add_routes([web.post("/slack/events", events), web.get("/health", health)])
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, slack.host, slack.port)
        try:
            await site.start()
        except OSError as error:
            raise ConfigurationError(
                f"DATELINE_SLACK_PORT is '{slack.port}', which cannot be opened at {slack.host}: {error.strerror}",
                hint="Choose a free port, and a DATELINE_SLACK_HOST of this machine.",
            ) from error
        yield
    finally:
        await runner.cleanup()
