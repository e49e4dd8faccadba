"""The composition root: builds a bot from settings. Real parts by default, everything loaded at first use."""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.bot import Bot, Parts
from bot.configuration import Settings, calm_threads, read_settings
from index import sentences
from index.catalogue import Catalogue
from index.database import Database
from index.embeddings import Embedder, open_embedder
from index.errors import ArchiveMissing
from index.fulltext import FullText
from index.locking import writing
from index.lookup import Lookup
from index.updating import Progress, Updater, UpdateReport, check_fingerprint, fingerprint
from retrieval.search import Searcher

if TYPE_CHECKING:
    from index.vectors import VectorStore


def open_bot(
    *,
    home: str | Path | None = None,
    settings: Settings | None = None,
    embedder: Embedder | None = None,
    today: Callable[[], datetime.date] | None = None,
    **changes: Any,
) -> Bot:
    """A bot over the archive in the folder `home`.

    Settings come from the environment and `.env` unless given; keyword arguments named as the fields of
    bot.configuration.Settings change single ones (`open_bot(home="news", embeddings="use")`). `embedder` and `today`
    replace the real ones. Nothing is opened or loaded before the first question or update.
    Raises ConfigurationError for a setting that is not allowed.
    """
    calm_threads()
    settings = read_settings() if settings is None else settings
    if home is not None:
        changes["home"] = Path(home)
    settings = replace(settings, **changes)
    archive = _Archive(settings, embedder or open_embedder(settings.embeddings))
    return Bot(
        reading=archive.reading,
        indexing=archive.index,
        today=today or (lambda: datetime.datetime.now(settings.tz).date()),
        close=archive.close,
    )


class _Archive:
    """The parts of one archive, opened once and shared by all threads."""

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        self._settings = settings
        self._embedder = embedder
        self._lock = threading.RLock()
        self._database: Database | None = None
        self._parts: Parts | None = None

    def reading(self) -> Parts:
        """Raises ArchiveMissing where nothing is indexed, ArchiveMismatch where it was made otherwise."""
        with self._lock:
            if self._parts is None:
                self._parts = self._open_for_reading()
            return self._parts

    def _open_for_reading(self) -> Parts:
        database = Database(self._settings.home)
        try:
            database.check_schema()
            made = Catalogue(database).fingerprint()
            if not made:
                raise ArchiveMissing(
                    f"The archive at {self._settings.home} is empty", hint="Fill it: dateline index FOLDER"
                )
            check_fingerprint(made, fingerprint(self._embedder.name))
            lookup = Lookup(database)
            searcher = Searcher(
                lookup=lookup,
                fulltext=FullText(database),
                vectors=self._vectors(),
                embedder=self._embedder,
            )
        except BaseException:
            database.close()
            raise
        self._database = database
        return Parts(lookup, searcher, self._embedder, self._settings.languages)

    def _vectors(self) -> VectorStore:
        # Imported here: chromadb takes a second, and `--help` or a wrong setting should not wait for it.
        from index.vectors import VectorStore

        return VectorStore(
            home=self._settings.home,
            url=self._settings.chroma_url,
            collection=_collection_name(self._embedder.name),
        )

    def index(
        self, paths: Sequence[Path], prune: bool, rebuild: bool, progress: Callable[[Progress], None]
    ) -> UpdateReport:
        home = self._settings.home
        with writing(home):
            database = Database(home, create=True)
            try:
                vectors = self._vectors()
                if rebuild:
                    database.recreate()
                    vectors.clear()
                database.check_schema()
                updater = Updater(
                    catalogue=Catalogue(database),
                    vectors=vectors,
                    embedder=self._embedder,
                    languages=self._settings.languages,
                )
                return updater.update(paths, prune=prune, progress=progress)
            finally:
                database.close()

    def close(self) -> None:
        with self._lock:
            if self._database is not None:
                self._database.close()
            self._database = self._parts = None


def _collection_name(embedder_name: str) -> str:
    """A collection for each model and way of cutting sentences: their vectors must not meet."""
    made = f"{embedder_name} {sentences.RULES_VERSION}"
    return f"sentences-{hashlib.sha256(made.encode()).hexdigest()[:16]}"
