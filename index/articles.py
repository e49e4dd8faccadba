"""The articles of an archive and the pieces they are cut into."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it is stored. All offsets elsewhere count characters of `text`.

    `published` is the article's own date (None: unknown), `path` the file it came from ("" if none),
    `language` an ISO 639-1 code, `url` "" where there is none.
    """

    id: str
    title: str
    text: str
    source: str
    url: str
    published: datetime.date | None
    language: str
    path: str

    @property
    def version(self) -> str:
        """16 hexadecimal digits that change whenever anything a reader could see changes."""
        published = self.published.isoformat() if self.published else None
        seen = [self.title, self.text, self.source, self.url, published, self.language]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def content(self) -> str:
        """16 hexadecimal digits of title and text: the same article under two addresses has the same."""
        seen = json.dumps([self.title, self.text], ensure_ascii=False)
        return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What is shown of an article beside a quote: everything but its text."""

    id: str
    title: str
    source: str
    url: str
    published: datetime.date | None
    language: str
    path: str
