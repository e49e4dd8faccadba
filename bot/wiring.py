"""The composition root: builds a bot from settings. Real parts by default, everything loaded at first use."""

from __future__ import annotations

import datetime
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.bot import Bot
from bot.configuration import Settings, read_settings
from bot.model.contract import LanguageModel
from bot.model.langchain_model import LangChainModel
from bot.model.patience import Patience
from bot.parts import Parts
from bot.process import share_memory
from index import builds
from index.analysis import check_fingerprint, fingerprint
from index.catalogue import Catalogue
from index.database import Database
from index.embeddings import Embedder, open_embedder, specification_of
from index.errors import ArchiveMissing
from index.fulltext import FullText
from index.languages import check_languages
from index.lookup import Lookup
from index.sentence_transformers_models import CrossEncoder
from retrieval.interaction import LateInteraction
from retrieval.reranking import PairScorer
from retrieval.search import Searcher

if TYPE_CHECKING:
    from index.archive import Archive
    from index.updating import Progress, UpdateReport
    from index.vectors import VectorStore
    from index.watching import Watch


def open_bot(
    *,
    home: str | Path | None = None,
    settings: Settings | None = None,
    embedder: Embedder | None = None,
    model: LanguageModel | None = None,
    today: Callable[[], datetime.date] | None = None,
    **changes: Any,
) -> Bot:
    """A bot over the archive in the folder `home`.

    Settings come from the environment and `.env` unless given; keyword arguments named as the fields of
    bot.configuration.Settings change single ones (`open_bot(home="news", embeddings="use")`). `embedder`, `model` and
    `today` replace the real ones. Nothing is opened or loaded before the first question or update.
    Raises ConfigurationError for a setting that is not allowed.
    """
    share_memory()
    settings = read_settings() if settings is None else settings
    if home is not None:
        changes["home"] = Path(home)
    settings = replace(settings, **changes)
    check_languages(settings.languages)
    archive = _Archive(settings, embedder or open_embedder(settings.embeddings), open_reranker(settings.reranker))
    return Bot(
        reading=archive.reading,
        indexing=archive.index,
        model=model or _language_model(settings),
        today=today or (lambda: datetime.datetime.now(settings.tz).date()),
        close=archive.close,
    )


def _language_model(settings: Settings) -> LanguageModel | None:
    """The model that DATELINE_LLM names, loaded at first use. Raises ConfigurationError where its key is missing."""
    if not settings.llm:
        return None
    limit = settings.llm_timeout
    # A model on one's own computer reads the evidence for a while before it writes.
    return LangChainModel(
        settings.llm,
        base_url=settings.llm_base_url,
        key=settings.llm_key,
        patience=Patience(limit=limit, silence=min(limit, max(20.0, limit / 2))),
    )


def open_reranker(specification: str) -> PairScorer | None:
    """The reranker that a DATELINE_RERANKER value names, loaded at first use; None for an empty one."""
    return CrossEncoder(specification.partition(":")[2]) if specification else None


class _Archive:
    """The parts of one archive, opened once, shared by all threads, and opened anew when a new build takes over."""

    def __init__(self, settings: Settings, embedder: Embedder, reranker: PairScorer | None = None) -> None:
        self._settings = settings
        self._embedder = embedder
        self._reranker = reranker
        self._lock = threading.RLock()
        self._build: Path | None = None
        self._opened: list[tuple[Database, VectorStore]] = []
        self._parts: Parts | None = None

    def reading(self) -> Parts:
        """Raises ArchiveMissing where nothing is indexed, ArchiveMismatch where it was made otherwise."""
        with self._lock:
            build = builds.require(self._settings.home)
            if self._parts is None or build != self._build:
                self._parts = self._open_for_reading(build)
                self._build = build
            return self._parts

    def _open_for_reading(self, build: Path) -> Parts:
        database = Database(build)
        try:
            database.check_schema()
            made = Catalogue(database).fingerprint()
            if not made:
                raise ArchiveMissing(
                    f"The archive at {self._settings.home} is empty", hint="Fill it: dateline index FOLDER"
                )
            embedder = self._embedder_for(made["embeddings"])
            check_fingerprint(made, fingerprint(embedder.name))
            vectors = self._vectors(build)
        except BaseException:
            database.close()
            raise
        vectors.warm_up()
        # The last one stays open: other threads may still search in it.
        self._let_go(self._opened[:-1])
        self._opened = [*self._opened[-1:], (database, vectors)]
        lookup = Lookup(database)
        searcher = Searcher(lookup=lookup, fulltext=FullText(database), vectors=vectors, embedder=embedder)
        late = LateInteraction(embedder)
        return Parts(lookup, searcher, embedder, self._settings.languages, late, self._reranker)

    def _embedder_for(self, name: str) -> Embedder:
        """The embedder of that name, if a new build with another model takes over while questions are answered.

        A bot that starts keeps to its settings: there a mismatch is told with what to do.
        """
        if self._parts is None or name == self._parts.embedder.name:
            return self._embedder if self._parts is None else self._parts.embedder
        specification = specification_of(name)
        return open_embedder(specification) if specification else self._embedder

    def _vectors(self, build: Path) -> VectorStore:
        # Imported here: chromadb takes a second, and `--help` or a wrong setting should not wait for it.
        from index.vectors import VectorStore

        return VectorStore(home=build, url=self._settings.chroma_url, collection=build.name)

    def index(
        self, paths: Sequence[str | Path], prune: bool, rebuild: bool, progress: Callable[[Progress], None]
    ) -> UpdateReport:
        return open_archive(self._settings, self._embedder).update(
            [_source(path) for path in paths], prune=prune, rebuild=rebuild, progress=progress
        )

    def close(self) -> None:
        with self._lock:
            self._let_go(self._opened)
            self._opened, self._parts, self._build = [], None, None

    def _let_go(self, opened: Iterable[tuple[Database, VectorStore]]) -> None:
        for database, vectors in opened:
            database.close()
            vectors.close()


def open_archive(settings: Settings, embedder: Embedder | None = None) -> Archive:
    """The archive for writing, checking and saving it."""
    # Imported here: a question needs none of what reads articles.
    from index.archive import Archive

    return Archive(
        home=settings.home,
        embedder=embedder or open_embedder(settings.embeddings),
        languages=settings.languages,
        chroma_url=settings.chroma_url,
        allow_private=settings.allow_private,
        pause=settings.fetch_pause,
    )


def open_watch(
    settings: Settings,
    sources: Sequence[str | Path],
    *,
    every: float = 300.0,
    log: Callable[[str], None],
    embedder: Embedder | None = None,
) -> Watch:
    """A watch over folders, files and addresses; `watch.run(stop)` works until the threading.Event is set.

    Run it in a thread to watch and answer in one process. Raises SourceError for a path that does not exist.
    """
    from index.watching import Watch

    share_memory()
    archive = open_archive(settings, embedder)
    return Watch(archive, [_source(source) for source in sources], every=every, log=log)


def _source(path: str | Path) -> str | Path:
    """An address as it was given, which a Path holds with one slash fewer; everything else as a path."""
    given = str(path)
    return re.sub(r"^(https?):/+", r"\1://", given) if re.match(r"https?:/", given) else Path(path)
