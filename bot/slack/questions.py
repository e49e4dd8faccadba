"""What an event from Slack asks, if anything: pure decisions over the payloads that Slack sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.conversation import follow_up_language, looks_like_question
from bot.slack.escaping import mentions_someone_else, read_message

#: Kinds of messages that a person has written; every other subtype is an edit, a join, a bot or the like.
_WRITTEN_BY_PEOPLE = frozenset({None, "file_share", "thread_broadcast"})


class Way(Enum):
    """How a question came in."""

    MENTION = "mention"
    DIRECT = "direct message"
    FOLLOW_UP = "follow-up"
    COMMAND = "command"
    SHORTCUT = "shortcut"


@dataclass(frozen=True, slots=True)
class Place:
    """Where Slack's ids are unique: one app in one workspace."""

    team: str
    app: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question from Slack.

    `ts` names it in its channel: the message's time stamp, or the trigger of a command or shortcut. `thread` is the
    time stamp that an answer replies to ("" where it cannot). `response_url` takes the answer of a command, and of a
    shortcut where the bot is not in the channel. `shared` tells whether other organisations read along, None if the
    event does not say.
    """

    place: Place
    channel: str
    ts: str
    thread: str
    user: str
    text: str
    way: Way
    direct: bool = False
    response_url: str = ""
    shared: bool | None = None

    @property
    def conversation(self) -> str:
        """Questions of one conversation are answered one after the other: a thread, or a direct message's main line."""
        return self.channel if self.direct and self.thread == self.ts else f"{self.channel} {self.thread or self.user}"


@dataclass(frozen=True, slots=True)
class Ignored:
    """Not a question to answer, and why, for the log."""

    reason: str


Asked = Callable[[str, str], bool]


def decide(body: Mapping[str, Any], *, bot_user: str, asked: Asked) -> Question | Ignored:
    """The question of an event payload. `asked(channel, thread)` tells whether the bot was asked in that thread.

    A mention arrives as app_mention and as message: both give the same question, so either may come first or alone.
    """
    event = body.get("event") or {}
    kind = event.get("type")
    if kind not in ("app_mention", "message"):
        return Ignored(f"event {kind}")
    if reason := _not_by_a_person(event, bot_user):
        return Ignored(reason)
    text, channel, ts = str(event.get("text") or ""), str(event.get("channel") or ""), str(event.get("ts") or "")
    if not channel or not ts:
        return Ignored("no channel or time stamp")
    thread = str(event.get("thread_ts") or "")
    direct = event.get("channel_type") == "im" or channel.startswith("D")
    way = _way(kind, text, direct, bool(thread and asked(channel, thread)), bot_user)
    if isinstance(way, Ignored):
        return way
    return Question(
        place=Place(str(body.get("team_id") or event.get("team") or ""), str(body.get("api_app_id") or "")),
        channel=channel,
        ts=ts,
        thread=thread or ts,
        user=str(event.get("user") or ""),
        text=read_message(text, bot_user=bot_user),
        way=way,
        direct=direct,
        shared=body.get("is_ext_shared_channel"),
    )


def _not_by_a_person(event: Mapping[str, Any], bot_user: str) -> str:
    if event.get("subtype") not in _WRITTEN_BY_PEOPLE:
        return f"subtype {event.get('subtype')}"
    if event.get("bot_id") or event.get("bot_profile") or event.get("app_id"):
        return "written by a bot"
    if event.get("user") in (None, "", bot_user, "USLACKBOT"):
        return "written by the bot itself or by Slack"
    # Slack sends app_mention again when a message that mentions the bot is edited.
    return "edited" if event.get("edited") else ""


def _way(kind: str, text: str, direct: bool, asked_here: bool, bot_user: str) -> Way | Ignored:
    if direct:
        return Way.DIRECT
    if kind == "app_mention" or re.search(rf"<@{re.escape(bot_user)}[|>]", text):
        return Way.MENTION
    if not asked_here:
        return Ignored("neither a mention nor in a thread where the bot was asked")
    if mentions_someone_else(text, bot_user=bot_user):
        return Ignored("addressed to someone else")
    said = read_message(text, bot_user=bot_user)
    if not looks_like_question(said, follow_up_language(said, "en")):
        return Ignored("asks nothing")
    return Way.FOLLOW_UP


def command_question(body: Mapping[str, Any], *, bot_user: str) -> Question:
    """The question of a slash command; answered to the person alone, wherever it was typed."""
    return Question(
        place=Place(str(body.get("team_id") or ""), str(body.get("api_app_id") or "")),
        channel=str(body.get("channel_id") or ""),
        ts=f"command {body.get('trigger_id') or ''}",
        thread="",
        user=str(body.get("user_id") or ""),
        text=read_message(str(body.get("text") or ""), bot_user=bot_user),
        way=Way.COMMAND,
        response_url=str(body.get("response_url") or ""),
    )
