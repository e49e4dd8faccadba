"""The commands that fill an archive and look after it: index, watch, status, doctor, backup, restore."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from index.archive import Archive
    from index.checking import Diagnosis
    from index.updating import UpdateReport

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        help="Folders, files (.txt .md .jsonl .html .pdf .docx), addresses of pages, feeds or sitemaps.",
        metavar="PATH_OR_URL...",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def register(application: typer.Typer) -> None:
    """Add the commands to `application`."""
    for command in (index, watch, status, doctor, backup, restore):
        application.command()(command)


def index(
    sources: Sources = None,
    prune: Annotated[bool, typer.Option(help="Take out articles whose file or page is no longer there.")] = False,
    rebuild: Annotated[
        bool, typer.Option(help="Embed everything anew beside the old index, which answers until the new one is done.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Add new and changed articles to the archive; what is unchanged costs next to nothing.

    Example: dateline index samples
    """
    from bot.progress import progress_bar
    from bot.rendering import report_text
    from bot.serialising import report_json

    if not rebuild:
        _require(sources)
    with progress_bar() as progress:
        report = _archive().update(_paths(sources or []), prune=prune, rebuild=rebuild, progress=progress)
    counts = (report.new, report.changed, report.unchanged, report.removed, report.gone, len(report.failed))
    if sources and not any(counts):
        print("No articles found: files must end in .txt, .md, .jsonl, .html, .pdf or .docx.", file=sys.stderr)
    if as_json:
        print(json.dumps(report_json(report), ensure_ascii=False))
    elif sys.stdout.isatty():
        _table(report)
    else:
        print(report_text(report))
        _print_gone(report)


def watch(
    sources: Sources = None,
    every: Annotated[float, typer.Option(min=1, help="Seconds between two visits to an address.")] = 300.0,
) -> None:
    """Keep the archive up to date with folders and feeds until stopped; one line for each change.

    Example: dateline watch articles https://example.org/feed.xml
    """
    import signal
    import threading

    from bot.configuration import read_settings
    from bot.wiring import open_watch
    from index.watching import stamped

    _require(sources)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def log(line: str) -> None:
        print(stamped(line), file=sys.stderr, flush=True)

    open_watch(read_settings(), sources or [], every=every, log=log).run(stop)


def status(as_json: Json = False) -> None:
    """Show what is in the archive and how it was made.

    Example: dateline status
    """
    from bot.configuration import read_settings
    from bot.serialising import statistics_json
    from bot.slack.command import feedback_counts
    from bot.wiring import open_bot
    from index.analysis import fingerprint
    from index.embeddings import open_embedder

    settings = read_settings()
    made = fingerprint(open_embedder(settings.embeddings).name)
    embeddings = made.pop("embeddings")
    with open_bot(settings=settings) as bot:
        found = statistics_json(
            bot.statistics(),
            embeddings=embeddings,
            rules=" ".join(made.values()),
            home=str(settings.home),
        )
    found["feedback"] = feedback_counts(settings.home)
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        shown = ", ".join(f"{each} ({count})" for each, count in value.items()) if isinstance(value, dict) else value
        print(f"{name + ':':12} {shown if shown is not None else 'unknown'}")


def doctor(
    repair: Annotated[bool, typer.Option(help="Mend what does not fit together.")] = False,
    as_json: Json = False,
) -> None:
    """Check that articles, sentences and vectors fit together. Exit code 1 where they do not.

    Example: dateline doctor --repair
    """
    found = _archive().examine(repair=repair)
    if as_json:
        print(json.dumps(_diagnosis_json(found), ensure_ascii=False))
    else:
        print(_diagnosis_text(found))
    if not found.is_sound:
        raise typer.Exit(1)


def backup(file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Save the whole archive in one file.

    Example: dateline backup archive.zip
    """
    size = _archive().save(file)
    print(f"Saved in {file}, {size / 1e6:.1f} MB.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `dateline backup` wrote.")],
    replace: Annotated[bool, typer.Option(help="Put it in the place of the archive that is there.")] = False,
) -> None:
    """Bring back an archive that `dateline backup` saved.

    Example: dateline restore archive.zip
    """
    articles = _archive().load(file, replace=replace)
    print(f"Restored {articles} articles.")


def _require(sources: list[str] | None) -> None:
    if not sources:
        raise typer.BadParameter("give at least one folder, file or address", param_hint="PATH_OR_URL")


def _archive() -> Archive:
    from bot.configuration import read_settings
    from bot.wiring import open_archive

    return open_archive(read_settings())


def _paths(sources: list[str]) -> list[str | Path]:
    """Addresses as they are, everything else as paths."""
    from index.web.following import is_url

    return [source if is_url(source) else Path(source) for source in sources]


def _table(report: UpdateReport) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("Articles", "", show_header=False, box=None, padding=(0, 2, 0, 0))
    for name in ("new", "changed", "unchanged", "removed"):
        table.add_row(name, f"{getattr(report, name):,}", style="dim" if not getattr(report, name) else "")
    table.add_row("failed", f"{len(report.failed):,}", style="red" if report.failed else "dim")
    speed = report.sentences / max(report.seconds, 0.001)
    table.add_row("sentences", f"{report.sentences:,} embedded, {speed:,.0f} a second")
    table.add_row("time", f"{report.seconds:,.1f} s")
    Console().print(table)
    for failure in report.failed:
        print(f"failed: {failure.path}: {failure.reason}")
    if report.gone:
        print("No longer there; --prune takes them out of the archive:")
    _print_gone(report)


def _print_gone(report: UpdateReport) -> None:
    shown = report.would_remove[:20]
    for article in shown:
        print(f"- {article}")
    if len(report.would_remove) > len(shown):
        print(f"- and {len(report.would_remove) - len(shown)} more")


def _diagnosis_json(found: Diagnosis) -> dict[str, Any]:
    return {
        "sound": found.is_sound,
        "articles": found.articles,
        "sentences": found.sentences,
        "vectors": found.vectors,
        "findings": [
            {"what": each.what, "count": each.count, "mended": each.mended, "remedy": each.remedy}
            for each in found.findings
        ],
        "notes": found.notes,
    }


def _diagnosis_text(found: Diagnosis) -> str:
    lines = [f"{found.articles} articles, {found.sentences} sentences, {found.vectors} vectors"]
    for each in found.findings:
        lines.append(f"{each.what}: {each.count}" + (" (mended)" if each.mended else f". Run: {each.remedy}"))
    lines += [f"Note: {note}" for note in found.notes]
    return "\n".join([*lines, "All is sound." if found.is_sound else "Not sound."])
