"""Bring the archive up to date with files, folders, feeds and pages: read, decide, store."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from index import reading
from index.analysis import analyse, check_fingerprint, derived_rules, fingerprint
from index.articles import Article
from index.catalogue import Catalogue
from index.copies import is_copy, likeness
from index.database import Database
from index.embeddings import Embedder
from index.errors import SourceError
from index.extraction import Extraction
from index.origins import FileState, Origins
from index.planning import Action, decide, is_unchanged_file, to_remove
from index.reading import Failure
from index.storing import Change, Storing
from index.vectors import VectorStore
from index.web.following import Follower, ListRead, PageGone, PageKnown, PageRead, is_url

#: Vectors of an earlier version stay this long, so that a search that began before the change finds all of it.
_GRACE_NS = 10_000_000_000


@dataclass(slots=True)
class UpdateReport:
    """What an update did: counts of articles, failures one by one, sentences embedded, seconds taken.

    `gone` counts articles whose file is no longer there or empty, and that --prune would remove; `would_remove` names
    them. `resting` are files that were left for later because they had just been written to.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    gone: int = 0
    sentences: int = 0
    seconds: float = 0.0
    failed: list[Failure] = field(default_factory=list)
    would_remove: list[str] = field(default_factory=list)
    resting: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an update stands: files and pages done of all known so far, articles, sentences embedded so far."""

    files_done: int
    files: int
    articles: int
    sentences: int


class Updater:
    """Applies updates to one archive. Use it under index.locking.writing."""

    def __init__(
        self,
        *,
        database: Database,
        vectors: VectorStore,
        embedder: Embedder,
        languages: Sequence[str],
        extraction: Extraction,
        follower: Follower | None = None,
        clock_ns: Callable[[], int] = time.time_ns,
        grace_ns: int = _GRACE_NS,
        on_change: Callable[[Change], None] = lambda change: None,
    ) -> None:
        """`follower` reads addresses; without one they are refused. `on_change` hears of each article stored."""
        self._catalogue = Catalogue(database)
        self._origins = Origins(database)
        self._embedder = embedder
        self._languages = languages
        self._extraction = extraction
        self._follower = follower
        self._clock_ns = clock_ns
        self._grace_ns = grace_ns
        self._on_change = on_change
        self._report = UpdateReport()
        self._progress: Callable[[Progress], None] = lambda progress: None
        self._done = self._total = self._copied = 0
        self._storing = Storing(
            catalogue=self._catalogue,
            origins=self._origins,
            vectors=vectors,
            embedder=embedder,
            clock_ns=clock_ns,
            on_stored=self._count,
        )

    def update(
        self,
        sources: Sequence[str | Path],
        *,
        prune: bool = False,
        absent: Sequence[Path] = (),
        rest_ns: int = 0,
        progress: Callable[[Progress], None] = lambda progress: None,
    ) -> UpdateReport:
        """Read `sources` (files, folders, addresses) and store what is new or changed.

        With `prune` articles whose file or page is gone are taken out; `absent` are paths that are known to be gone.
        Files written to within the last `rest_ns` nanoseconds are left for later.
        Raises SourceError for a source that does not exist, ArchiveMismatch, EmbeddingError or ArchiveError; whatever
        was stored until then stays.
        """
        began = time.monotonic()
        self._report, self._progress = UpdateReport(sentences=self._copied), progress
        self._make_alike()
        roots = [Path(each).resolve() for each in sources if not is_url(each)]
        files = self._find(roots)
        urls = [str(each) for each in sources if is_url(each)]
        self._done, self._total = 0, len(files) + len(urls)
        for path in files:
            self._read_file(path, prune, rest_ns)
            self._step()
        for url in urls:
            self._read_url(url, prune)
        self._storing.flush()
        below = [*roots, *absent]
        for gone in to_remove(self._catalogue.paths(), roots=below, present=files, failed=self._report.failed):
            self._drop(self._catalogue.ids_from(gone), prune)
        self._storing.settle(before_ns=self._clock_ns() - self._grace_ns)
        self._report.seconds = time.monotonic() - began
        return self._report

    def copy(
        self,
        articles: Iterable[Sequence[Article]],
        *,
        kept: Set[str],
        total: int,
        progress: Callable[[Progress], None],
    ) -> None:
        """Store articles of another build that are not stored yet, `total` in all; those not in `kept` go."""
        self._make_alike()
        others = [article for each in self._catalogue.ids() - kept if (article := self._catalogue.article(each))]
        self._storing.remove(others)
        self._progress = progress
        self._done, self._total = 0, total
        for batch in articles:
            stored = self._catalogue.versions(ids=[each.id for each in batch])
            for article in batch:
                action = decide(stored.get(article.id), article.version)
                if action is not Action.KEEP:
                    self._storing.add(analyse(article), action)
                    self._flush_if_full()
                self._step()
        self._storing.flush()
        self._copied = self._report.sentences

    def _make_alike(self) -> None:
        """Check how the archive was made, and work out anew what needs no embedding where its rules have changed."""
        wanted, stored = fingerprint(self._embedder.name), self._catalogue.fingerprint()
        check_fingerprint(stored, wanted, writing=True)
        if stored == wanted:
            return
        # Batch by batch, each article marked with its rules: a crash loses one batch, and the next run goes on.
        while stale := self._catalogue.made_by_other_rules(derived_rules()):
            self._catalogue.apply([analyse(article) for article in stale], now_ns=self._clock_ns())
        self._catalogue.record_fingerprint(wanted)

    def _find(self, roots: Sequence[Path]) -> list[Path]:
        found = list(reading.find_files(roots))
        self._report.failed += [entry for entry in found if isinstance(entry, Failure)]
        return list(dict.fromkeys(entry for entry in found if isinstance(entry, Path)))

    def _read_file(self, path: Path, prune: bool, rest_ns: int) -> None:
        """Read one file: add its new and changed articles, count the rest."""
        name, now = str(path), self._clock_ns()
        try:
            seen = path.stat()
        except OSError as error:
            self._report.failed.append(Failure(name, f"cannot be read: {error.strerror or error}"))
            return
        if 0 <= now - seen.st_mtime_ns < rest_ns:
            self._report.resting.append(path)
            return
        stored = self._catalogue.ids_from(name)
        known = self._origins.file(name)
        if stored and is_unchanged_file(known, size=seen.st_size, modified_ns=seen.st_mtime_ns):
            self._report.unchanged += len(stored)
            return
        clean = True
        for article in reading.read_articles(path, languages=self._languages, extraction=self._extraction):
            if isinstance(article, Article):
                stored.discard(self._take(self._with_own_id(article)))
            elif article.reason != reading.EMPTY or not stored:
                self._report.failed.append(article)
                clean = False
        if clean:
            self._drop(stored, prune)
            if prune or not stored:
                self._storing.file_read(name, FileState(seen.st_size, seen.st_mtime_ns, now))

    def _read_url(self, url: str, prune: bool) -> None:
        if self._follower is None:
            raise SourceError(f"Addresses cannot be read here: {url}", hint="Give a file or a folder.")
        for found in self._follower.follow(url, self._origins):
            match found:
                case PageRead():
                    article = self._take(self._as_known_page(found.article, found.state.url))
                    self._storing.page_read(replace(found.state, article=article))
                case PageKnown():
                    self._report.unchanged += 1
                case PageGone():
                    self._drop({found.article}, prune)
                    if prune:
                        self._origins.forget_page(found.url)
                case ListRead():
                    self._total += found.pages
                    if found.state is not None:
                        self._storing.page_read(found.state)
                    continue
                case Failure():
                    self._report.failed.append(found)
            self._step()

    def _take(self, article: Article) -> str:
        """Add an article if it is new or changed; its id."""
        waiting = self._storing.pending(article.id)
        stored = waiting.version if waiting else self._catalogue.versions(ids=[article.id]).get(article.id)
        action = decide(stored, article.version)
        if action is Action.KEEP:
            self._report.unchanged += 1
        else:
            self._storing.add(analyse(article), action)
            self._flush_if_full()
        return article.id

    def _with_own_id(self, article: Article) -> Article:
        """The article under an id that no other article from another file has taken."""
        other = self._storing.pending(article.id) or self._catalogue.article(article.id)
        if other is None or other.path == article.path or not Path(other.path).exists():
            return article
        if article.id != Path(article.path).stem and _is_same_article(article, other):
            return article
        return replace(article, id=f"{article.id}-{hashlib.sha256(article.path.encode()).hexdigest()[:8]}")

    def _as_known_page(self, article: Article, url: str) -> Article:
        """The article as the one that this page was before, or that another address of the same outlet shows."""
        if self._storing.pending(article.id) or self._catalogue.versions(ids=[article.id]):
            return article
        state = self._origins.page(url)
        if state and state.article:
            known = self._catalogue.article(state.article)
        else:
            known = self._storing.pending_twin(article) or self._catalogue.twin(article)
        return replace(article, id=known.id, url=known.url, path=known.path) if known else article

    def _drop(self, ids: Iterable[str], prune: bool) -> None:
        """Count articles that are gone and, with `prune`, remove them."""
        gone = [article for each in sorted(ids) if (article := self._catalogue.article(each))]
        if prune:
            self._storing.remove(gone)
            for article in gone:
                self._origins.forget_file(article.path)
        else:
            self._report.gone += len(gone)
            self._report.would_remove += [f"{each.title} ({each.path})" for each in gone]

    def _count(self, changes: Sequence[Change], sentences: int) -> None:
        self._report.sentences += sentences
        for change in changes:
            self._report.new += change.action == Action.ADD.value
            self._report.changed += change.action == Action.REPLACE.value
            self._report.removed += change.action == "removed"
            self._on_change(change)
        self._show()

    def _flush_if_full(self) -> None:
        if self._storing.is_full:
            self._storing.flush()

    def _step(self) -> None:
        self._done += 1
        self._show()

    def _show(self) -> None:
        report = self._report
        articles = report.new + report.changed + report.unchanged
        self._progress(Progress(self._done, max(self._total, self._done), articles, report.sentences))


def _is_same_article(article: Article, other: Article) -> bool:
    """Whether two records of one id are versions of one article, not two that were numbered alike."""
    if article.url and other.url:
        return article.url == other.url
    return article.title == other.title or is_copy(likeness(article.text), likeness(other.text))
