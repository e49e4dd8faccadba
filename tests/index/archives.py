"""An archive in a temporary folder, with a folder of articles to fill it from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index import builds
from index.archive import Archive
from index.checking import Diagnosis
from index.database import Database
from index.fulltext import FullText
from index.lookup import Lookup
from index.storing import Change
from index.updating import UpdateReport
from index.vectors import VectorStore
from tests.index.fakes import FakeEmbedder


@dataclass
class Setting:
    """A home folder, a folder of articles, and what happened."""

    root: Path
    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)
    changes: list[Change] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def folder(self) -> Path:
        path = self.root / "articles"
        path.mkdir(exist_ok=True)
        return path

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def archive(self) -> Archive:
        return Archive(home=self.home, embedder=self.embedder, languages=("de", "en"), allow_private=True, pause=0)

    def index(self, *sources: str | Path, **options: Any) -> UpdateReport:
        """Index the folder, or `sources`."""
        return self.archive().update(sources or [self.folder], on_change=self.changes.append, **options)

    def examine(self, *, repair: bool = False) -> Diagnosis:
        return self.archive().examine(repair=repair)

    @contextmanager
    def database(self) -> Iterator[Database]:
        database = Database(builds.require(self.home))
        try:
            yield database
        finally:
            database.close()

    @contextmanager
    def lookup(self) -> Iterator[Lookup]:
        with self.database() as database:
            yield Lookup(database)

    @contextmanager
    def fulltext(self) -> Iterator[FullText]:
        with self.database() as database:
            yield FullText(database)

    def vectors(self) -> VectorStore:
        build = builds.require(self.home)
        return VectorStore(home=build, collection=build.name)

    def titles(self) -> set[str]:
        with self.database() as database:
            return {row[0] for row in database.rows("SELECT title FROM articles")}

    def found(self, text: str) -> str:
        """The sentence nearest to `text`."""
        with self.lookup() as lookup:
            nearest = self.vectors().nearest(self.embedder.embed_question(text), limit=5)
            texts = {each.key: each.text for each in lookup.sentences_by_key(nearest)}
            return next((texts[key] for key in nearest if key in texts), "")
