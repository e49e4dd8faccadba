"""What the head of a text file says about its article: front matter, a `date …`/`title: …` header, the first line."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

#: A first line is taken for the title up to this many characters.
LONGEST_TITLE = 200
#: Words of the text that stand in for a title where there is none end here.
_SHORTENED = 90

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.{0,4000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"[ \t]*([A-Za-z_]{2,20})[ \t]*:[ \t]*(.*)")
_DATE_HEADER = re.compile(r"\s*date[ \t:]+(\d{4}-\d{2}-\d{2})(?:T\S*)?(?![\d-])[ \t]*\n?", re.IGNORECASE)
_NAMED_HEADER = re.compile(r"\s*(title|source|url|language)[ \t]*:[ \t]*([^\n]{1,500})(?:\n|\Z)", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+")

_NAMES = {
    "date": "published",
    "published": "published",
    "published_at": "published",
    "title": "title",
    "headline": "title",
    "source": "source",
    "publisher": "source",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
    "id": "id",
}


@dataclass(frozen=True, slots=True)
class Header:
    """Facts found at the head of a text, and where the text itself begins."""

    facts: dict[str, str] = field(default_factory=dict)
    body: str = ""


def read_header(text: str) -> Header:
    """Split `text` into the facts of its head (published, title, source, url, language, id) and its body.

    The body is what is left, with the title line taken out, and may be empty.
    """
    facts, body = _front_matter(text)
    if not facts:
        facts, body = _header_lines(text)
    body = body.lstrip("\n\r\t \ufeff")
    if "title" not in facts:
        title, rest = _title_line(body)
        if title:
            below, rest = _header_lines(rest.lstrip("\n"))
            facts = {**below, **facts, "title": title}
            body = rest.lstrip("\n")
    return Header(facts=facts, body=body)


def parse_date(value: object) -> datetime.date | None:
    """The day of an ISO 8601 date or date and time, None where `value` is no such thing or an impossible date."""
    match = re.match(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)", str(value)) if value is not None else None
    if match is None:
        return None
    try:
        found = datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    # Year 1 stands for "unknown" in exported archives; no news article is older than the newspaper.
    return found if found.year >= 1500 else None


def stand_in_title(text: str) -> str:
    """The first words of `text`, for an article without a title."""
    first = " ".join(text[: 4 * _SHORTENED].split())
    sentence = re.match(r".{15,}?[^\d\s]{3}[.!?](?=\s)", first)
    first = sentence.group().rstrip(".") if sentence else first
    if len(first) <= _SHORTENED:
        return first
    return first[:_SHORTENED].rsplit(" ", 1)[0].rstrip(",;:–-") + " …"


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    facts: dict[str, str] = {}
    for line in match[1].split("\n"):
        named = _FIELD.fullmatch(line)
        if named and named[1].lower() in _NAMES and named[2].strip():
            facts.setdefault(_NAMES[named[1].lower()], named[2].strip().strip("\"'"))
    return (facts, text[match.end() :]) if facts else ({}, text)


def _header_lines(text: str) -> tuple[dict[str, str], str]:
    facts: dict[str, str] = {}
    while True:
        if "published" not in facts and (dated := _DATE_HEADER.match(text)):
            facts["published"] = dated[1]
            text = text[dated.end() :]
        elif (named := _NAMED_HEADER.match(text)) and named[1].lower() not in facts:
            facts[named[1].lower()] = named[2].strip()
            text = text[named.end() :]
        else:
            return facts, text


def _title_line(body: str) -> tuple[str, str]:
    """The first line and the rest where that line is a title, else ("", body)."""
    line, _, rest = body.partition("\n")
    title = _MARKDOWN_HEADING.sub("", line, count=1).strip()
    if not title or not rest.strip() or len(title) > LONGEST_TITLE or title.endswith((".", ":", ",", ";")):
        return "", body
    return title, rest
