"""Calls to Slack that survive a lost connection, and what Slack's errors mean for the next step."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

logger = logging.getLogger(__name__)

T = TypeVar("T")

#: How long a call is tried again while Slack cannot be reached. What is not shown by then is shown after a restart.
PATIENCE_SECONDS = 600.0
#: A call refused for its rate is made again when Slack says so, at most this many times.
_MOST_RATE_LIMITED = 20
_LONGEST_PAUSE = 3.0
#: Slack's own trouble: the same call may do later.
_PASSING = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"})
#: The workspace or the token does not allow a feature, so the next call need not try it.
_NOT_OFFERED = frozenset(
    {
        "unknown_method",
        "method_deprecated",
        "missing_scope",
        "not_allowed_token_type",
        "no_permission",
        "feature_not_enabled",
        "team_access_not_granted",
        "method_not_supported_for_channel_type",
    }
)
_ASK_AGAIN_SECONDS = 600.0


def web_client(token: str, base_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that waits when Slack says it is called too often; lost connections are for `insist` to judge."""
    return AsyncWebClient(
        token=token,
        base_url=base_url,
        session=session,
        timeout=30,
        retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=_MOST_RATE_LIMITED)],
    )


def error_code(error: SlackApiError) -> str:
    """Slack's name for an error, "" if it gave none."""
    try:
        return str(error.response.get("error") or "")
    except (AttributeError, TypeError, ValueError):
        return ""


async def insist(
    send: Callable[[], Awaitable[T]],
    *,
    find: Callable[[], Awaitable[T | None]] | None = None,
    patience: float = PATIENCE_SECONDS,
) -> T:
    """The result of `send`, tried again while Slack cannot be reached.

    A call whose answer is lost may have worked. Where doing it twice does harm, `find` looks for what it did before it
    is tried again. Raises what `send` raised last, at once where trying again cannot help.
    """
    give_up, pause = time.monotonic() + patience, 0.2
    while True:
        try:
            return await send()
        except SlackApiError as error:
            if error_code(error) not in _PASSING or time.monotonic() > give_up:
                raise
        except (aiohttp.ClientError, TimeoutError) as error:
            if time.monotonic() > give_up:
                raise
            logger.warning("Slack cannot be reached (%s), trying again", type(error).__name__)
            if find is not None and not isinstance(error, aiohttp.ClientConnectorError):
                found = await insist(find, patience=max(0.0, give_up - time.monotonic()))
                if found is not None:
                    return found
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


class Features:
    """What this workspace has turned out not to offer; asked again after ten minutes."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._off: dict[str, float] = {}

    def offered(self, feature: str) -> bool:
        return self._off.get(feature, 0.0) <= self._now()

    def failed(self, feature: str, error: SlackApiError) -> None:
        """Take note of an error; only some mean that the feature is not there at all."""
        if error_code(error) in _NOT_OFFERED:
            self._off[feature] = self._now() + _ASK_AGAIN_SECONDS
            logger.info("Slack offers no %s here (%s)", feature, error_code(error))


class Turnstiles:
    """One call at a time for each channel, so that a rate limit holds up what comes after instead of racing it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, channel: str) -> asyncio.Lock:
        lock = self._locks.get(channel)
        if lock is None:
            lock = self._locks[channel] = asyncio.Lock()
        return lock


def value(response: Any, name: str) -> str:
    """A text field of a response, "" if it has none."""
    return str(response.get(name) or "")
