"""The command `dateline`: parse, call the bot, print. Answers go to stdout, everything else to stderr."""

from __future__ import annotations

import datetime
import io
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.dates_command import register as register_dates
from bot.eval_command import register as register_eval
from bot.indexing_commands import register as register_indexing
from bot.slack.command import register as register_slack
from index.errors import DatelineError

if TYPE_CHECKING:
    from bot.bot import Bot

application = typer.Typer(
    name="dateline",
    help="Answer questions about a news archive: a short answer, the date worked out, and the sentence it stands on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="Settings come from the environment or a file .env, see .env.example. Exit code 1: error, 2: wrong usage.",
)

Question = Annotated[
    list[str], typer.Argument(help="The question; - reads it from standard input.", metavar="QUESTION")
]
Since = Annotated[str | None, typer.Option(help="Only articles published on this day (YYYY-MM-DD) or later.")]
Until = Annotated[str | None, typer.Option(help="Only articles published on this day (YYYY-MM-DD) or earlier.")]
Source = Annotated[list[str] | None, typer.Option(help="Only articles of this source; may be given several times.")]
Limit = Annotated[int, typer.Option("-k", "--limit", min=1, max=100, help="How many passages to look at.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


@application.command()
def ask(
    question: Question,
    as_of: Annotated[str | None, typer.Option("--as-of", help="The day (YYYY-MM-DD) that counts as today.")] = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    limit: Limit = 5,
    as_json: Json = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what backs each sentence, and what was dropped and why.")
    ] = False,
) -> None:
    """Answer a question, with the sentence that the answer stands on.

    Example: dateline ask "When did Choi meet Putin?"
    """
    from bot.explaining import explanation
    from bot.rendering import answer_text
    from bot.serialising import answer_json

    shown = 0

    def show(text: str) -> None:
        nonlocal shown
        shown += len(text)
        print(text, end="", flush=True)

    with _open() as bot:
        answer = bot.ask(
            _question(question),
            as_of=_day("--as-of", as_of),
            since=_day("--since", since),
            until=_day("--until", until),
            sources=source or (),
            limit=limit,
            show=(lambda text: None) if as_json else show,
        )
    _print(answer_json(answer) if as_json else answer_text(answer)[shown:])
    if explain and not as_json:
        _print(f"\n{explanation(answer)}")


@application.command()
def chat(since: Since = None, source: Source = None) -> None:
    """Ask one question after the other; follow-ups such as "And when did she leave?" are understood.

    Commands: /sources shows what the last answer stands on, /since YYYY-MM-DD looks only at later articles, /quit ends.
    """
    from bot.chat import converse

    with _open() as bot:
        converse(
            bot,
            lines=sys.stdin,
            write=lambda text: print(text, end="", flush=True),
            prompt="> " if sys.stdin.isatty() else "",
            since=_day("--since", since),
            sources=source or (),
        )


@application.command()
def search(
    question: Question,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    limit: Limit = 5,
    as_json: Json = False,
) -> None:
    """Show the best passages for a question, without answering it.

    Example: dateline search "visits to Moscow" --since 2025-10-01
    """
    from bot.rendering import results_text
    from bot.serialising import results_json

    text = _question(question)
    with _open() as bot:
        results = bot.search(
            text,
            since=_day("--since", since),
            until=_day("--until", until),
            sources=source or (),
            limit=limit,
        )
    _print(results_json(text, results) if as_json else results_text(results, "en") or "Nothing found.")


register_dates(application)
register_indexing(application)
register_eval(application)
register_slack(application)


def run() -> None:
    """Entry point: every error that Dateline knows becomes one line with what to do, and exit code 1."""
    sys.exit(_run())


def _run() -> int:
    for stream in (sys.stdout, sys.stderr):
        # Half a surrogate pair, or a terminal without Unicode, must not end in a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        application(standalone_mode=True)
    except DatelineError as error:
        print(f"Error: {error.message}. {error.hint}".rstrip(), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; run the same command again to go on.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does.
        sys.stderr.close()
        return 0
    return 0


def _open() -> Bot:
    from bot.wiring import open_bot

    return open_bot()


def _question(words: list[str]) -> str:
    if words == ["-"]:
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    return " ".join(words)


def _day(option: str, value: str | None) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a day such as 2025-10-27", param_hint=option) from None


def _print(result: str | dict[str, Any]) -> None:
    print(result if isinstance(result, str) else json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    run()
