"""Where the bot may answer: in the channels it is limited to, and not where other organisations read along."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import error_code, insist
from bot.slack.questions import Question
from bot.slack.settings import SlackSettings

logger = logging.getLogger(__name__)

#: A channel may become shared at any time.
_KNOWN_FOR_SECONDS = 300.0


def is_listed(question: Question, settings: SlackSettings) -> bool:
    """Whether the channel is one of DATELINE_SLACK_CHANNELS, if that is set. Direct messages are no channels."""
    return not settings.channels or question.channel in settings.channels or question.channel.startswith("D")


def may_be_shared(question: Question, settings: SlackSettings) -> bool | None:
    """Whether an externally shared channel forbids an answer; None where the event does not tell."""
    return False if settings.allow_shared else question.shared


class SharedChannels:
    """Asks Slack which channels are shared with other organisations, and remembers it for some minutes."""

    def __init__(self, client: AsyncWebClient, *, now: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._now = now
        self._known: dict[str, tuple[float, bool]] = {}

    async def is_shared(self, channel: str) -> bool:
        """True also where Slack does not tell, as for a private channel without the bot."""
        asked_at, shared = self._known.get(channel, (-_KNOWN_FOR_SECONDS, True))
        if self._now() - asked_at < _KNOWN_FOR_SECONDS:
            return shared
        shared = await self._ask(channel)
        self._known[channel] = (self._now(), shared)
        return shared

    async def _ask(self, channel: str) -> bool:
        try:
            response = await insist(lambda: self._client.conversations_info(channel=channel))
        except SlackApiError as error:
            logger.warning("Channel %s counts as shared, for Slack does not tell (%s)", channel, error_code(error))
            return True
        facts = response.get("channel") or {}
        return bool(facts.get("is_ext_shared") or facts.get("is_pending_ext_shared"))
