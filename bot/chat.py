"""A conversation in a terminal: questions line by line, follow-ups made standalone, and a few commands."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.answers import Answer
from bot.bot import Bot
from bot.conversation import REMEMBERED, Turn, standalone
from bot.rendering import answer_text
from index.errors import QuestionError

_COMMANDS = "Commands: /sources, /since YYYY-MM-DD (/since alone: all articles), /quit"


@dataclass(slots=True)
class _Conversation:
    """What was said so far, and which articles count."""

    since: datetime.date | None
    sources: Sequence[str]
    turns: list[Turn] = field(default_factory=list)
    last: Answer | None = None


def converse(
    bot: Bot,
    *,
    lines: Iterable[str],
    write: Callable[[str], None],
    prompt: str = "> ",
    since: datetime.date | None = None,
    sources: Sequence[str] = (),
) -> None:
    """Answer `lines` until they end or one is /quit. `write` gets text as it is ready, line ends included.

    Raises what Bot.ask raises, but for a question that cannot be searched, which is told.
    """
    conversation = _Conversation(since, sources)
    write(prompt)
    for line in lines:
        text = line.strip()
        if text == "/quit":
            return
        if text.startswith("/"):
            write(f"{_command(text, conversation)}\n\n")
        elif text:
            _answer(text, bot, conversation, write)
        write(prompt)


def _command(text: str, conversation: _Conversation) -> str:
    name, _, argument = text.partition(" ")
    if name == "/sources":
        return _sources(conversation.last)
    if name != "/since":
        return _COMMANDS
    if not argument.strip():
        conversation.since = None
        return "All articles count."
    try:
        conversation.since = datetime.date.fromisoformat(argument.strip())
    except ValueError:
        return f"{argument.strip()!r} is not a day such as 2025-10-27."
    return f"Only articles published on {conversation.since} or later count."


def _sources(last: Answer | None) -> str:
    if last is None or not last.citations:
        return "No answer stands on anything yet." if last is None else "The last answer stands on nothing."
    # Below the first block, which is the answer itself.
    return answer_text(last).partition("\n\n")[2]


def _answer(text: str, bot: Bot, conversation: _Conversation, write: Callable[[str], None]) -> None:
    asked = standalone(text, conversation.turns, rewrite=bot.rewrite)
    if asked != " ".join(text.split()):
        write(f"({asked})\n")
    shown: list[str] = []

    def show(stretch: str) -> None:
        shown.append(stretch)
        write(stretch)

    try:
        answer = bot.ask(asked, since=conversation.since, sources=conversation.sources, show=show)
    except QuestionError as error:
        write(f"{error.message}. {error.hint}\n\n")
        return
    write(f"{answer_text(answer)[len(''.join(shown)) :]}\n\n")
    conversation.last = answer
    turn = Turn(asked, answer.language, answer.text if answer.answered else "")
    conversation.turns = [*conversation.turns, turn][-REMEMBERED:]
