"""One archive as a writer sees it: updated, built anew, checked, saved and brought back."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index import builds, checking, saving
from index.analysis import fingerprint
from index.catalogue import Catalogue
from index.checking import Diagnosis
from index.database import Database
from index.embeddings import Embedder
from index.errors import ArchiveError
from index.extraction import Extraction
from index.locking import writing
from index.origins import Origins
from index.storing import Change
from index.updating import Progress, Updater, UpdateReport
from index.vectors import VectorStore
from index.web.fetching import Fetcher
from index.web.following import Follower
from index.web.visiting import Visitor


@dataclass(frozen=True, slots=True)
class _Opened:
    """A build opened for writing."""

    database: Database
    vectors: VectorStore


class Archive:
    """Writes to the archive in one home folder. Every method takes the write lock for as long as it runs."""

    def __init__(
        self,
        *,
        home: Path,
        embedder: Embedder,
        languages: Sequence[str],
        chroma_url: str = "",
        allow_private: bool = False,
        pause: float = 1.0,
    ) -> None:
        """`allow_private` and `pause`: see index.web.fetching.Fetcher and index.web.visiting.Visitor."""
        self._home = home
        self._embedder = embedder
        self._languages = languages
        self._chroma_url = chroma_url
        # One for the archive's life: a watch keeps robots.txt and pauses in mind between its rounds.
        visitor = Visitor(Fetcher(allow_private=allow_private), pause=pause)
        self._extraction = Extraction()
        self._follower = Follower(visitor, languages=languages, extraction=self._extraction)

    def update(
        self,
        sources: Sequence[str | Path],
        *,
        prune: bool = False,
        rebuild: bool = False,
        absent: Sequence[Path] = (),
        rest_ns: int = 0,
        progress: Callable[[Progress], None] = lambda progress: None,
        on_change: Callable[[Change], None] = lambda change: None,
    ) -> UpdateReport:
        """Bring the archive up to date with `sources` (files, folders, addresses); see Updater.update.

        With `rebuild` everything that is stored is first embedded and analysed anew in a build beside the one that is
        read, which takes over when it is complete; interrupted, the next rebuild goes on. Raises SourceError,
        ArchiveBusy, ArchiveMismatch, EmbeddingError or ArchiveError, all of them DatelineError.
        """
        with self._writing():
            earlier = builds.active(self._home)
            made = fingerprint(self._embedder.name)
            build = builds.growing(self._home, made) if rebuild and earlier else builds.first(self._home)
            with self._open(build) as opened:
                updater = self._updater(opened, on_change)
                if earlier and build != earlier:
                    self._copy(earlier, opened, updater, progress)
                try:
                    report = updater.update(sources, prune=prune, absent=absent, rest_ns=rest_ns, progress=progress)
                finally:
                    self._extraction.stop()
            if build != earlier:
                builds.switch(self._home, build)
            return report

    def examine(self, *, repair: bool = False) -> Diagnosis:
        """Check that everything stored fits together; with `repair` mend what does not. Raises as `update` does."""
        build = builds.require(self._home)
        with self._writing():
            notes = ["A rebuild is unfinished: dateline index --rebuild"] if builds.unfinished(self._home) else []
            database = Database(build)
            try:
                with self._vectors_or_none(build, repair) as vectors:
                    return checking.examine(database, vectors, self._embedder, repair=repair, notes=notes)
            finally:
                database.close()

    def save(self, file: Path) -> int:
        """Write everything to one file, which no older release of Dateline has to read; its size in bytes."""
        build = builds.require(self._home)
        with self._writing(), self._open(build) as opened:
            return saving.save(file, opened.database, opened.vectors)

    def load(self, file: Path, *, replace: bool = False) -> int:
        """Bring back what `save` wrote, in place of what is there if `replace`; the number of articles.

        Raises ArchiveError where the file is not such a file, is damaged, or would replace an archive unasked.
        """
        saving.check(file)
        with self._writing():
            earlier = builds.active(self._home)
            if earlier is not None and not replace and self._articles(earlier):
                raise ArchiveError(
                    f"There is an archive with articles at {self._home}",
                    hint="Give --replace to put the backup in its place, or another DATELINE_HOME.",
                )
            build = builds.fresh(self._home)
            saving.unpack_catalogue(file, build)
            with self._open(build) as opened:
                if earlier is not None:
                    self._count_on_from(earlier, opened.database)
                saving.unpack_vectors(file, opened.vectors)
                articles = Catalogue(opened.database).count()
            builds.switch(self._home, build)
            return articles

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with writing(self._home):
            builds.clean(self._home, forget=self._forget)
            yield

    @contextmanager
    def _open(self, build: Path) -> Iterator[_Opened]:
        database = Database(build, create=True)
        try:
            database.check_schema()
            vectors = self._vectors(build)
            try:
                yield _Opened(database, vectors)
            finally:
                vectors.close()
        finally:
            database.close()

    def _vectors(self, build: Path) -> VectorStore:
        return VectorStore(home=build, url=self._chroma_url, collection=build.name)

    @contextmanager
    def _vectors_or_none(self, build: Path, repair: bool) -> Iterator[VectorStore | None]:
        """The build's vectors; if they cannot be opened, an empty store in their place if `repair`, else None."""
        found: VectorStore | None = None
        try:
            found = self._vectors(build)
        except ArchiveError:
            if self._chroma_url:
                raise
            if repair:
                shutil.rmtree(build / "vectors.broken", ignore_errors=True)
                (build / "vectors").rename(build / "vectors.broken")
                found = self._vectors(build)
        try:
            yield found
        finally:
            if found is not None:
                found.close()

    def _updater(self, opened: _Opened, on_change: Callable[[Change], None]) -> Updater:
        return Updater(
            database=opened.database,
            vectors=opened.vectors,
            embedder=self._embedder,
            languages=self._languages,
            extraction=self._extraction,
            follower=self._follower,
            on_change=on_change,
        )

    def _copy(self, earlier: Path, opened: _Opened, updater: Updater, progress: Callable[[Progress], None]) -> None:
        """Let the new build hold all that the earlier one holds, and count its changes on."""
        source = Database(earlier)
        try:
            articles = Catalogue(source)
            updater.copy(articles.articles(), kept=articles.ids(), total=articles.count(), progress=progress)
            origins = Origins(opened.database)
            for page in Origins(source).all_pages():
                origins.record_page(page)
        finally:
            source.close()
        self._count_on_from(earlier, opened.database)

    def _count_on_from(self, earlier: Path, database: Database) -> None:
        """Let the generation of the new build be above the earlier one's: it only ever grows."""
        source = Database(earlier)
        try:
            Catalogue(database).count_on_from(Catalogue(source).generation())
        finally:
            source.close()

    def _articles(self, build: Path) -> int:
        database = Database(build)
        try:
            return Catalogue(database).count()
        finally:
            database.close()

    def _forget(self, name: str) -> None:
        """Remove a build's vectors from the Chroma server; embedded ones go with the build's folder."""
        if self._chroma_url:
            with contextlib.suppress(ArchiveError):
                VectorStore(home=self._home, url=self._chroma_url, collection=name).drop()
