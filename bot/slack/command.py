"""The commands `dateline slack` and `dateline feedback`. Nothing heavy is imported before they run."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.configuration import Settings
    from bot.slack.store import Store


def register(application: typer.Typer) -> None:
    """Add the commands to the command line."""
    application.command()(slack)
    application.command()(feedback)


def slack(
    manifest: Annotated[bool, typer.Option("--manifest", help="Print the app manifest to make the app from.")] = False,
    url: Annotated[
        str, typer.Option(help="With --manifest: the app's public address, for DATELINE_SLACK_MODE=http.")
    ] = "",
    watch: Annotated[
        list[str] | None,
        typer.Option(help="Also index this folder, file or feed as it changes; several times for more."),
    ] = None,
) -> None:
    """Answer questions in Slack until stopped.

    Example: dateline slack --manifest > slack-manifest.json
    """
    if manifest:
        from bot.slack.manifest import manifest_text

        sys.stdout.write(manifest_text(url=url))
        return
    import asyncio
    import logging

    from bot.configuration import read_settings

    settings = read_settings()
    settings.slack.check()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Bolt warns that it does not use the token that it finds in the environment; requests that fail are errors.
    for library in ("slack_bolt", "slack_sdk", "chromadb"):
        logging.getLogger(library).setLevel(logging.ERROR)

    from bot.slack.serving import Identity, serve
    from bot.wiring import open_bot

    def ready(identity: Identity) -> None:
        print(f"Dateline answers in {identity.team} as @{identity.name}. Stop it with Ctrl+C.", file=sys.stderr)

    with _watching(settings, watch or ()), open_bot(settings=settings) as bot:
        asyncio.run(serve(settings, bot, ready=ready))


@contextmanager
def _watching(settings: Settings, sources: Sequence[str]) -> Iterator[None]:
    """Index what changes at `sources` in a thread, for as long as the block runs."""
    if not sources:
        yield
        return
    import threading

    from bot.wiring import open_watch
    from index.watching import stamped

    watch = open_watch(settings, sources, log=lambda line: print(stamped(line), file=sys.stderr, flush=True))
    stop = threading.Event()
    thread = threading.Thread(target=watch.run, args=(stop,), name="watch")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def feedback(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, with the citations.")] = False,
) -> None:
    """Show what people thought of the answers in Slack, oldest first.

    Example: dateline feedback --json
    """
    rows = _feedback_rows()
    if as_json:
        print(json.dumps({"feedback": rows}, ensure_ascii=False))
        return
    good = sum(row["helpful"] for row in rows)
    print(f"{good} helpful, {len(rows) - good} not helpful")
    for row in rows:
        print(f"{row['time'][:10]}  {'+' if row['helpful'] else '-'}  {row['asked']}  ->  {row['answer']}")


def feedback_counts(home: Path) -> dict[str, int]:
    """Clicks on the feedback buttons by opinion, for `dateline status`; all 0 where Slack was never used."""
    store = _store(home)
    if store is None:
        return {"helpful": 0, "not_helpful": 0}
    with closing(store):
        helpful, not_helpful = store.opinions()
    return {"helpful": helpful, "not_helpful": not_helpful}


def _store(home: Path) -> Store | None:
    from bot.slack.store import FILE_NAME, Store

    return Store(home) if (home / FILE_NAME).exists() else None


def _feedback_rows() -> list[dict[str, Any]]:
    from bot.configuration import read_settings

    store = _store(read_settings().home)
    if store is None:
        return []
    with closing(store):
        rows = store.feedback()
    return [
        {
            "time": datetime.datetime.fromtimestamp(created, datetime.UTC).isoformat(timespec="seconds"),
            "helpful": bool(helpful),
            "user": user,
            "question": question,
            "asked": asked,
            "answer": answer,
            "citations": json.loads(citations),
        }
        for created, helpful, user, question, asked, answer, citations in rows
    ]
