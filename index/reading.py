"""Read article files: one article a file, or one a line in JSON Lines."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index import dates
from index.articles import Article
from index.decoding import clean, decode
from index.documents import Unreadable
from index.errors import SourceError
from index.extraction import Extraction
from index.headers import parse_date, read_header, stand_in_title
from index.languages import detect_language
from index.pages import Page

RULES_VERSION = "reading-1"
#: The endings that are read; anything else in a folder is passed over.
ENDINGS = (".txt", ".md", ".jsonl", ".html", ".htm", ".pdf", ".docx")
#: Bytes of a text file, or of one line of JSON Lines, beyond which it is taken for something other than an article.
LARGEST = 20_000_000

#: Why a file without text cannot be read; an article that came from there is gone.
EMPTY = "holds no text"

#: Fields of a JSON record that hold the publication date, the first that is filled counts.
_DATED = ("published_at", "published", "date")
#: A record with a text is an article if it has one of these: without any, it cannot be told from other records.
_IDENTIFYING = {"id", "title", "url", *_DATED}
_NEEDED = 'a "text" or "body" is needed, and an "id", "title", "url" or "published_at"'


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or a line of one, that could not be read, and why in one line."""

    path: str
    reason: str


def find_files(paths: Sequence[Path]) -> Iterator[Path | Failure]:
    """The article files at `paths`, folders searched all the way down in the order of names; hidden ones left out.

    Raises SourceError for a path that does not exist or a single file whose ending is not read.
    """
    for path in paths:
        if path.is_dir():
            yield from _walk(path)
        elif not path.exists():
            raise SourceError(f"There is nothing at {path}", hint="Check the spelling, or give another file or folder.")
        elif path.suffix.lower() not in ENDINGS:
            raise SourceError(f"Cannot read {path.suffix or 'this kind of'} files: {path}", hint=_readable())
        else:
            yield path


def read_articles(path: Path, *, languages: Sequence[str], extraction: Extraction) -> Iterator[Article | Failure]:
    """The articles of one file. What cannot be read comes as a Failure in its place; nothing is raised."""
    try:
        if path.suffix.lower() == ".jsonl":
            yield from _read_json_lines(path, languages)
        else:
            yield _read_single(path, languages, extraction)
    except OSError as error:
        yield Failure(str(path), f"cannot be read: {error.strerror or error}")


def _walk(folder: Path) -> Iterator[Path | Failure]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(str(folder), f"folder cannot be opened: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.suffix.lower() in ENDINGS:
            yield entry


def _read_single(path: Path, languages: Sequence[str], extraction: Extraction) -> Article | Failure:
    """The one article of a file that is not JSON Lines."""
    if path.stat().st_size > LARGEST:
        return Failure(str(path), f"larger than {LARGEST // 1_000_000} MB: not one article")
    raw = path.read_bytes()
    if not raw.strip():
        return Failure(str(path), EMPTY)
    try:
        match path.suffix.lower():
            case ".html" | ".htm":
                page = extraction.page(raw)
                if page is None:
                    return Failure(str(path), "no article text found on the page")
                return page_article(page, id=path.stem, path=str(path), source=path.parent.name, languages=languages)
            case ".pdf":
                text = extraction.pdf(raw)
            case ".docx":
                text = extraction.word(raw)
            case _:
                text = decode(raw)
    except Unreadable as error:
        return Failure(str(path), str(error))
    return text_article(clean(text), path=path, languages=languages)


def text_article(text: str, *, path: Path, languages: Sequence[str]) -> Article | Failure:
    """The article of a plain text with its head."""
    header = read_header(text)
    if not header.body.strip():
        return Failure(str(path), EMPTY)
    return _article(header.facts, header.body, path=path, fallback_id=path.stem, languages=languages)


def page_article(page: Page, *, id: str, path: str, source: str, languages: Sequence[str]) -> Article:
    """The article of a web page; `source` counts where the page does not name its outlet."""
    facts = {"title": page.title, "source": page.source or source, "url": page.url, "published": page.published}
    return replace(
        _article(facts, clean(page.text), path=Path(path), fallback_id=id, languages=languages), id=id, path=path
    )


def _read_json_lines(path: Path, languages: Sequence[str]) -> Iterator[Article | Failure]:
    others: list[int] = []
    seen: dict[str, str] = {}
    with path.open("rb") as lines:
        number = 0
        while raw := lines.readline(LARGEST):
            number += 1
            place = f"{path}:{number}"
            if len(raw) == LARGEST and not raw.endswith(b"\n"):
                while (rest := lines.readline(LARGEST)) and not rest.endswith(b"\n"):
                    pass
                yield Failure(place, f"line longer than {LARGEST // 1_000_000} MB")
            elif raw.strip():
                read = _read_json_line(decode(raw), path, place, languages)
                if read is None:
                    others.append(number)
                else:
                    yield _apart(read, seen)
    if others:
        yield Failure(f"{path}:{others[0]}", f"{len(others)} of {number} lines are not articles: {_NEEDED}")


def _read_json_line(line: str, path: Path, place: str, languages: Sequence[str]) -> Article | Failure | None:
    """The article of a line, a Failure for what is broken, None for a sound record that is no article."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return Failure(place, "not a JSON object")
    if not isinstance(record, dict):
        return Failure(place, "not a JSON object")
    text = record.get("text") or record.get("body")
    if not isinstance(text, str) or not text.strip() or not _IDENTIFYING & record.keys():
        return None
    names = {"id": "id", "title": "title", "url": "url", "source": "source", "language": "language"}
    facts = {name: str(record[key]) for key, name in names.items() if isinstance(record.get(key), (str, int))}
    facts["published"] = str(next((record[key] for key in _DATED if record.get(key)), ""))
    body = clean(text).strip("\n")
    # Without the text where it can be told by its title: a corrected article stays the same article.
    title = facts.get("title", "")
    identity = facts.get("url") or (f"{title} {facts['published']}" if title else text[:1000])
    fallback = f"{path.stem}-{hashlib.sha256(identity.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return _article(facts, body, path=path, fallback_id=fallback, languages=languages)


def _apart(read: Article | Failure, seen: dict[str, str]) -> Article | Failure:
    """The article under an id that no other text of the same file has, where its record names none itself.

    `seen` is {id: content} of the articles before it.
    """
    if isinstance(read, Failure):
        return read
    number, made = 2, read
    derived = re.fullmatch(rf"{re.escape(Path(read.path).stem)}-[0-9a-f]{{8}}", read.id)
    while derived and seen.get(made.id, read.content) != read.content:
        made = replace(read, id=f"{read.id}-{number}")
        number += 1
    seen[made.id] = read.content
    return made


def _article(found: dict[str, str], body: str, *, path: Path, fallback_id: str, languages: Sequence[str]) -> Article:
    facts = {name: " ".join(clean(value).split()) for name, value in found.items()}
    language = facts.get("language", "").lower()[:2]
    if language not in languages:
        language = detect_language(body, among=languages)
    published = parse_date(facts.get("published")) or dates.published_date(body, language=language, file_name=path.name)
    return Article(
        id=facts.get("id", "") or fallback_id,
        title=facts.get("title", "") or stand_in_title(body),
        text=body,
        source=facts.get("source", "") or path.parent.name,
        url=facts.get("url", ""),
        published=published,
        language=language,
        path=str(path),
    )


def _readable() -> str:
    return f"Give a folder, or a file ending in {', '.join(ENDINGS)}."
