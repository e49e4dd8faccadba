"""Follow an address to its articles: a page to one, a feed or sitemap to those of all the pages it names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from index.articles import Article
from index.decoding import clean, decode
from index.documents import Unreadable
from index.extraction import Extraction
from index.headers import read_header
from index.origins import Origins, PageState
from index.pages import Page, tidy_url
from index.reading import EMPTY, Failure, page_article
from index.web.fetching import FetchError, Response
from index.web.lists import Entry, Kind, feed_entries, kind_of, sitemap_entries, unpacked
from index.web.visiting import Disallowed, Visitor

#: Pages of one feed or sitemap that are fetched in one run; at one a second that is a quarter of an hour.
_MOST_PAGES = 1000
_MOST_SITEMAPS = 50
#: Characters of a feed's own text that make an article where the page itself must not be fetched.
_SHORTEST = 120


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page and its article; `state.article` is still empty."""

    article: Article
    state: PageState


@dataclass(frozen=True, slots=True)
class PageKnown:
    """A page that has not changed."""

    url: str


@dataclass(frozen=True, slots=True)
class PageGone:
    """A page that was stored and that its server says is gone."""

    url: str
    article: str


@dataclass(frozen=True, slots=True)
class ListRead:
    """A feed or sitemap: `pages` more to come, or, once all of them have come, the state to remember."""

    pages: int
    state: PageState | None = None


Found = PageRead | PageKnown | PageGone | ListRead | Failure


def is_url(source: str | Path) -> bool:
    """Whether a source is an address on the web."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


class Follower:
    """Follows addresses. For one thread."""

    def __init__(self, visitor: Visitor, *, languages: Sequence[str], extraction: Extraction) -> None:
        self._visitor = visitor
        self._extraction = extraction
        self._languages = languages

    def follow(self, url: str, origins: Origins) -> Iterator[Found]:
        """What `url` leads to. What cannot be fetched or read comes as a Failure in its place; nothing is raised."""
        yield from self._follow(Entry(url), "", origins, sitemaps=[])

    def _follow(self, entry: Entry, listed_in: str, origins: Origins, sitemaps: list[str]) -> Iterator[Found]:
        known = origins.page(entry.url)
        if known and known.article and entry.mark and known.mark == entry.mark:
            yield PageKnown(entry.url)
            return
        try:
            response = self._visit(entry.url, known)
        except Disallowed as error:
            yield self._from_list(entry, listed_in, known, str(error))
            return
        except FetchError as error:
            yield Failure(entry.url, str(error))
            return
        state = PageState(
            url=entry.url,
            listed_in=listed_in,
            etag=response.headers.get("etag", ""),
            modified=response.headers.get("last-modified", ""),
            mark=entry.mark,
        )
        yield from self._read(response, entry, state, known, origins, sitemaps)

    def _visit(self, url: str, known: PageState | None) -> Response:
        if known is None:
            return self._visitor.visit(url)
        return self._visitor.visit(url, etag=known.etag, modified=known.modified)

    def _read(
        self,
        response: Response,
        entry: Entry,
        state: PageState,
        known: PageState | None,
        origins: Origins,
        sitemaps: list[str],
    ) -> Iterator[Found]:
        if response.status == 304 and known:
            yield from self._unchanged(known, entry, origins)
            return
        if response.status in (404, 410) and known and known.article:
            yield PageGone(entry.url, known.article)
            return
        if response.status != 200:
            yield Failure(entry.url, f"its server answers with status {response.status}")
            return
        body = unpacked(response.body)
        kind = kind_of(body, response.headers.get("content-type", ""))
        if state.listed_in:
            # A list that names a list could lead round in circles.
            yield self._page(replace(response, body=body), kind, entry, state)
        elif kind is Kind.FEED:
            entries = feed_entries(body, response.headers, response.url)
            yield from self._pages_of(entries, state, origins)
        elif kind is Kind.SITEMAP:
            yield from self._pages_of(sitemap_entries(body), state, origins)
        elif kind is Kind.SITEMAP_INDEX:
            yield from self._sitemaps_of(sitemap_entries(body), state, origins, sitemaps)
        else:
            yield self._page(replace(response, body=body), kind, entry, state)

    def _unchanged(self, known: PageState, entry: Entry, origins: Origins) -> Iterator[Found]:
        if known.article:
            yield PageKnown(known.url)
            return
        pages = origins.pages_of(known.url)
        yield ListRead(len(pages))
        yield from (PageKnown(page.url) for page in pages)

    def _pages_of(self, entries: Sequence[Entry], state: PageState, origins: Origins) -> Iterator[Found]:
        """The pages that a feed or sitemap names; it counts as read only if all of them could be."""
        yield ListRead(min(len(entries), _MOST_PAGES))
        complete, visited = True, 0
        for number, entry in enumerate(entries):
            if visited == _MOST_PAGES:
                left = len(entries) - number
                yield Failure(state.url, f"{left} pages are left for later; run the same command again to go on")
                complete = False
                break
            for found in self._follow(entry, state.url, origins, sitemaps=[]):
                visited += not isinstance(found, PageKnown)
                complete = complete and not isinstance(found, Failure)
                yield found
        yield ListRead(0, state if complete else replace(state, etag="", modified=""))

    def _sitemaps_of(
        self, entries: Sequence[Entry], state: PageState, origins: Origins, sitemaps: list[str]
    ) -> Iterator[Found]:
        """The pages of all the sitemaps that an index names."""
        for entry in entries:
            if entry.url in sitemaps:
                continue
            if len(sitemaps) == _MOST_SITEMAPS:
                yield Failure(state.url, f"names more than {_MOST_SITEMAPS} sitemaps; the rest is left out")
                return
            sitemaps.append(entry.url)
            yield ListRead(1)
            # Without the mark: an unchanged entry of the index says nothing about pages that failed.
            yield from self._follow(Entry(entry.url), "", origins, sitemaps)

    def _page(self, response: Response, kind: Kind, entry: Entry, state: PageState) -> PageRead | Failure:
        page = _read(response, kind, self._extraction)
        if isinstance(page, str):
            return Failure(entry.url, page)
        page = replace(page, title=page.title or entry.title, published=page.published or entry.published)
        return self._article(page, tidy_url(response.url), state)

    def _from_list(
        self, entry: Entry, listed_in: str, known: PageState | None, reason: str
    ) -> PageRead | PageKnown | Failure:
        """The article of a page that must not be fetched, from what its feed itself says of it."""
        if len(entry.text) < _SHORTEST:
            return PageKnown(entry.url) if known and known.article else Failure(entry.url, reason)
        page = Page(entry.title, clean(entry.text), entry.published, "", tidy_url(entry.url))
        return self._article(page, tidy_url(entry.url), PageState(entry.url, listed_in, mark=entry.mark))

    def _article(self, page: Page, url: str, state: PageState) -> PageRead:
        host = urlsplit(page.url or url).hostname or ""
        source = host.removeprefix("www.")
        id = f"{source}-{hashlib.sha256((page.url or url).encode()).hexdigest()[:12]}"
        article = page_article(page, id=id, path=url, source=source, languages=self._languages)
        return PageRead(article, state)


def _read(response: Response, kind: Kind, extraction: Extraction) -> Page | str:
    """The page in a response, or why there is none."""
    if kind not in (Kind.HTML, Kind.PDF, Kind.WORD, Kind.TEXT):
        named = response.headers.get("content-type", "").split(";")[0] or "something unknown"
        return f"not an article but {named}"
    try:
        if kind is Kind.HTML:
            page = extraction.page(response.body, url=response.url, charset=response.charset)
            return page or "no article text found on the page"
        if kind is Kind.PDF:
            text = extraction.pdf(response.body)
        elif kind is Kind.WORD:
            text = extraction.word(response.body)
        else:
            text = decode(response.body, declared=response.charset)
    except Unreadable as error:
        return str(error)
    header = read_header(clean(text))
    if not header.body.strip():
        return EMPTY
    facts = header.facts
    own = (facts.get("title", ""), header.body, facts.get("published", ""), facts.get("source", ""))
    return Page(*own, tidy_url(response.url))
