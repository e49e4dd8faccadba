"""Feeds (RSS, Atom) and sitemaps: which pages they name, and what they say of them. Pure."""

from __future__ import annotations

import email.utils
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from index.headers import parse_date

#: Bytes that a packed sitemap may unpack to (the limit of the sitemap protocol).
_UNPACKED = 50_000_000
_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|RDF|urlset|sitemapindex)[\s>]")
_PROLOGUE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*", re.DOTALL
)


class Kind(Enum):
    """What a document is, by how it begins."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap index"
    PDF = "pdf"
    WORD = "docx"
    HTML = "html"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a feed or sitemap names.

    `mark` changes when the entry does ("": the list does not tell); title, text (of the feed itself, plain) and
    published (YYYY-MM-DD) are "" where unknown.
    """

    url: str
    mark: str = ""
    title: str = ""
    text: str = ""
    published: str = ""


def kind_of(body: bytes, content_type: str) -> Kind:
    """What a document is. Its beginning counts more than what its server calls it."""
    start = body[:20_000]
    if start.startswith(b"%PDF-"):
        return Kind.PDF
    if start.startswith(b"PK\x03\x04"):
        return Kind.WORD
    prologue = _PROLOGUE.match(start)
    root = _ROOT.match(start, prologue.end() if prologue else 0)
    if root:
        kinds = {b"urlset": Kind.SITEMAP, b"sitemapindex": Kind.SITEMAP_INDEX}
        return kinds.get(root[1], Kind.FEED)
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.OTHER
    if re.search(rb"<(?:!doctype html|html|head|body|article|p|div)\b", start, re.IGNORECASE):
        return Kind.HTML
    named = content_type.split(";")[0].strip().lower()
    if named.startswith(("image/", "video/", "audio/", "font/")) or named in ("application/json", "text/css"):
        return Kind.OTHER
    return Kind.HTML if "html" in named else Kind.TEXT


def unpacked(body: bytes) -> bytes:
    """`body`, unpacked if it is a gzip file, such as sitemap.xml.gz; cut at the protocol's limit."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.open(io.BytesIO(body)) as packed:
            return packed.read(_UNPACKED)
    except (OSError, EOFError, zlib.error):
        return b""


def feed_entries(body: bytes, headers: Mapping[str, str], url: str) -> list[Entry]:
    """The entries of a feed that have an address, in their order, each address once."""
    # Imported here: most archives have no feeds.
    import feedparser

    parsed = feedparser.parse(io.BytesIO(body), response_headers={**headers, "content-location": url})
    found: dict[str, Entry] = {}
    for entry in parsed.entries:
        address = str(entry.get("link") or "").strip()
        if address.lower().startswith(("http://", "https://")):
            found.setdefault(address, _entry(entry, address))
    return list(found.values())


def sitemap_entries(body: bytes) -> list[Entry]:
    """The pages, or for a sitemap index the sitemaps, that a sitemap names, those that changed last first."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        return []
    found: dict[str, Entry] = {}
    for block in root if root is not None else ():
        values: dict[str, str] = {}
        for child in block.iter():
            if isinstance(child.tag, str) and child.text:
                values.setdefault(etree.QName(child).localname, child.text.strip())
        address = values.get("loc", "")
        if address.lower().startswith(("http://", "https://")):
            published, changed = values.get("publication_date", ""), values.get("lastmod", "")
            mark = changed or published
            found.setdefault(address, Entry(address, mark, values.get("title", ""), "", _day(published)))
    # Stable: where nothing tells, their own order stays.
    return sorted(found.values(), key=lambda entry: entry.mark[:19], reverse=True)


def plain_text(markup: str) -> str:
    """The text of an HTML fragment, paragraphs on lines of their own."""
    from lxml import html
    from lxml.etree import LxmlError

    marked = re.sub(r"(?i)<(?:br|/p|/div|/li|/h\d)\b[^>]*>", "\n", markup)
    try:
        text = html.fromstring(f"<div>{marked}</div>").text_content()
    except (LxmlError, ValueError):
        text = re.sub(r"<[^>]*>", " ", marked)
    return "\n".join(line for line in (" ".join(each.split()) for each in text.split("\n")) if line)


def _entry(entry: Any, address: str) -> Entry:
    contents = [str(each.get("value") or "") for each in entry.get("content", [])]
    text = max((plain_text(each) for each in [*contents, str(entry.get("summary") or "")] if each), key=len, default="")
    title = " ".join(plain_text(str(entry.get("title") or "")).split())
    published = str(entry.get("published") or "")
    # "in" first: feedparser warns where it would take the one date for the other.
    updated = str(entry["updated"]) if "updated" in entry else ""
    seen = "\n".join([title, text, updated, published])
    mark = hashlib.sha256(seen.encode("utf-8", "replace")).hexdigest()[:16]
    return Entry(address, mark, title, text, _day(published))


def _day(value: str) -> str:
    """The day of an ISO or RFC 822 date as YYYY-MM-DD, in the time zone it is given in; "" where it is none."""
    found = parse_date(value)
    if found is None:
        try:
            found = email.utils.parsedate_to_datetime(value).date()
        except (ValueError, TypeError, IndexError):
            return ""
    return found.isoformat()
