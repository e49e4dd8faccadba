"""What is remembered of the files and pages that articles came from, so that what is unchanged is not read again."""

from __future__ import annotations

from dataclasses import dataclass

from index.database import Database


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was last read; times in nanoseconds since the epoch."""

    size: int
    modified_ns: int
    read_ns: int


@dataclass(frozen=True, slots=True)
class PageState:
    """A page, feed or sitemap as it was when it was last read.

    `etag` and `modified` are the server's validators ("": none given), `listed_in` the feed or sitemap that names the
    page ("": none), `mark` what it said of the page, `article` the page's article (None: a feed or sitemap).
    """

    url: str
    listed_in: str = ""
    etag: str = ""
    modified: str = ""
    mark: str = ""
    article: str | None = None


class Origins:
    """Remembers files and pages in the catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def file(self, path: str) -> FileState | None:
        rows = self._database.rows("SELECT size, modified_ns, read_ns FROM files WHERE path = ?", (path,))
        return FileState(*rows[0]) if rows else None

    def record_file(self, path: str, state: FileState) -> None:
        values = (path, state.size, state.modified_ns, state.read_ns)
        self._database.run("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", values)

    def forget_file(self, path: str) -> None:
        self._database.run("DELETE FROM files WHERE path = ?", (path,))

    def page(self, url: str) -> PageState | None:
        """The state of the page at `url`; None where it was not read, or its article is no longer stored."""
        rows = self._database.rows(
            "SELECT url, listed_in, etag, modified, mark, article FROM pages WHERE url = ?"
            " AND (article IS NULL OR article IN (SELECT id FROM articles))",
            (url,),
        )
        return PageState(*rows[0]) if rows else None

    def pages_of(self, listed_in: str) -> list[PageState]:
        """The pages that a feed or sitemap listed and whose articles are stored."""
        rows = self._database.rows(
            "SELECT url, listed_in, etag, modified, mark, article FROM pages WHERE listed_in = ?"
            " AND article IN (SELECT id FROM articles) ORDER BY url",
            (listed_in,),
        )
        return [PageState(*row) for row in rows]

    def record_page(self, state: PageState) -> None:
        values = (state.url, state.listed_in, state.etag, state.modified, state.mark, state.article)
        self._database.run("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)", values)

    def forget_page(self, url: str) -> None:
        self._database.run("DELETE FROM pages WHERE url = ?", (url,))

    def all_pages(self) -> list[PageState]:
        """Every page, feed and sitemap that was read."""
        rows = self._database.rows("SELECT url, listed_in, etag, modified, mark, article FROM pages ORDER BY url")
        return [PageState(*row) for row in rows]
