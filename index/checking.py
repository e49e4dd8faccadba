"""Check that catalogue and vectors of an archive fit together, and mend what does not."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from index.analysis import analyse, derived_rules, fingerprint
from index.articles import Article
from index.catalogue import Catalogue
from index.database import Database
from index.embeddings import Embedder
from index.errors import ArchiveError
from index.vectors import VectorStore

#: Sentences whose own vector must find them.
_ASKED = 60
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what, how often, what to do, and whether it was mended."""

    what: str
    count: int
    remedy: str
    mended: bool = False


@dataclass(slots=True)
class Diagnosis:
    """What an examination found; `notes` are no fault, such as work that the next run finishes by itself."""

    articles: int = 0
    sentences: int = 0
    vectors: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return all(finding.mended for finding in self.findings)


def examine(
    database: Database,
    vectors: VectorStore | None,
    embedder: Embedder,
    *,
    repair: bool,
    notes: Sequence[str],
) -> Diagnosis:
    """Examine a build; `vectors` is None where they cannot be opened. Raises ArchiveError, EmbeddingError."""
    return _Examination(database, vectors, embedder, repair, notes).run()


class _Examination:
    def __init__(
        self,
        database: Database,
        vectors: VectorStore | None,
        embedder: Embedder,
        repair: bool,
        notes: Sequence[str],
    ) -> None:
        self._database = database
        self._catalogue = Catalogue(database)
        self._vectors = vectors
        self._embedder = embedder
        self._repair = repair
        self._found = Diagnosis(notes=list(notes))

    def run(self) -> Diagnosis:
        if not self._check_file():
            return self._found
        found = self._found
        found.articles = self._catalogue.count()
        found.sentences = int(self._database.value("SELECT count(*) FROM sentences"))
        self._check_fingerprint()
        self._check_articles()
        if self._vectors is None:
            self._add("The vector store cannot be opened", 1)
            return found
        self._check_keys(self._vectors)
        self._check_vectors(self._vectors)
        self._check_search(self._vectors)
        found.vectors = self._vectors.count()
        return found

    def _add(self, what: str, count: int, *, mended: bool = False, remedy: str = "dateline doctor --repair") -> None:
        if count:
            self._found.findings.append(Finding(what, count, remedy, mended))

    def _check_file(self) -> bool:
        """Whether SQLite finds its file sound; nothing else can be said otherwise."""
        problems = [row[0] for row in self._database.rows("PRAGMA quick_check(5)") if row[0] != "ok"]
        remedy = "dateline restore FILE, or remove the archive's folder and index again"
        self._add("The catalogue's file is damaged", len(problems), remedy=remedy)
        broken = self._database.rows("PRAGMA foreign_key_check")
        self._add("Rows that belong to nothing", len(broken), remedy=remedy)
        return not problems

    def _check_fingerprint(self) -> None:
        made, wanted = self._catalogue.fingerprint(), fingerprint(self._embedder.name)
        parts = [part for part, value in wanted.items() if made and made.get(part) != value]
        for part in parts:
            remedy = "dateline index --rebuild" if part in ("embeddings", "sentences") else "dateline index FOLDER"
            self._add(f"Made with {part} {made.get(part)}, not {wanted[part]}", 1, remedy=remedy)
        if not parts:
            others = self._database.value("SELECT count(*) FROM articles WHERE rules != ?", (derived_rules(),))
            self._add("Articles analysed by other rules", int(others), remedy="dateline index FOLDER")

    def _check_articles(self) -> None:
        """Offsets, passages, full text search and likeness of every article."""
        wrong: list[str] = []
        for batch in self._catalogue.articles():
            wrong += [article.id for article in batch if not self._is_whole(article)]
        passages, texts = (
            int(self._database.value(f"SELECT count(*) FROM {table}")) for table in ("passages", "passage_text")
        )
        searchable = self._search_is_whole()
        if self._repair and not searchable:
            self._database.run("INSERT INTO passage_text (passage_text) VALUES ('rebuild')")
        if self._repair and passages != texts:
            self._database.run("DELETE FROM passage_text WHERE rowid NOT IN (SELECT id FROM passages)")
            wrong = sorted(self._catalogue.ids())
        for first in range(0, len(wrong) if self._repair else 0, _BATCH):
            articles = [self._catalogue.article(each) for each in wrong[first : first + _BATCH]]
            self._catalogue.apply([analyse(each) for each in articles if each], now_ns=time.time_ns())
        unfit = int(passages != texts or not searchable)
        self._add("Full text search does not fit the articles", unfit, mended=self._repair)
        self._add("Articles whose sentences do not fit their text", len(wrong), mended=self._repair)

    def _search_is_whole(self) -> bool:
        """Whether SQLite finds the full text search's own tables sound."""
        try:
            self._database.run("INSERT INTO passage_text (passage_text) VALUES ('integrity-check')")
        except ArchiveError:
            return False
        return True

    def _is_whole(self, article: Article) -> bool:
        rows = self._database.rows(
            'SELECT s.start, s."end", s.ordinal, s.key, p.start, p."end" FROM sentences AS s'
            " JOIN passages AS p ON p.id = s.passage WHERE s.article = ? ORDER BY s.ordinal",
            (article.id,),
        )
        end = 0
        for number, (start, stop, ordinal, key, passage_start, passage_end) in enumerate(rows):
            placed = end <= start < stop <= len(article.text) and passage_start <= start and stop <= passage_end
            named = ordinal == number and key == f"{article.id}@{article.version}#{number}"
            if not placed or not named or not article.text[start:stop].strip():
                return False
            end = stop
        compared = "SELECT 1 FROM shingles AS s JOIN articles AS a ON a.number = s.article WHERE a.id = ?"
        return self._database.value(compared, (article.id,)) is not None

    def _check_keys(self, vectors: VectorStore) -> None:
        """Every sentence has its vector, every vector its sentence or a reason to be there still."""
        sentences = {row[0] for row in self._database.rows("SELECT key FROM sentences")}
        unsettled = self._catalogue.unsettled(before_ns=time.time_ns())
        awaited = {key for keys in unsettled.values() for key in keys}
        stored = {key for keys in vectors.keys() for key in keys}  # noqa: SIM118 - in batches
        missing, orphans = sorted(sentences - stored), sorted(stored - sentences - awaited)
        if self._repair:
            vectors.delete([*orphans, *sorted(awaited & stored)])
            self._catalogue.settle(unsettled)
            self._embed(missing, vectors)
        elif awaited & stored:
            self._found.notes.append(f"{len(awaited & stored)} vectors of earlier versions go with the next run")
        self._add("Sentences without a vector", len(missing), mended=self._repair)
        self._add("Vectors without a sentence", len(orphans), mended=self._repair)

    def _embed(self, keys: Sequence[str], vectors: VectorStore) -> None:
        for first in range(0, len(keys), _BATCH):
            rows = self._database.rows_in(
                'SELECT s.key, substr(a.text, s.start + 1, s."end" - s.start) FROM sentences AS s'
                " JOIN articles AS a ON a.id = s.article WHERE s.key IN (?)",
                keys[first : first + _BATCH],
            )
            vectors.write([row[0] for row in rows], self._embedder.embed_sentences([row[1] for row in rows]))

    def _check_vectors(self, vectors: VectorStore) -> None:
        """All vectors have one dimension and length 1."""
        wrong: list[str] = []
        dimensions: set[int] = set()
        for keys, rows in vectors.batches():
            dimensions.add(rows.shape[1])
            off = ~(np.abs(np.linalg.norm(rows, axis=1) - 1) < 0.01)
            wrong += [key for key, is_wrong in zip(keys, off, strict=True) if is_wrong]
        if self._repair and wrong:
            self._embed(wrong, vectors)
            # A graph whose vectors have moved does not lead to all of them.
            vectors.renew()
        self._add("Vectors that are not of length 1", len(wrong), mended=self._repair)
        self._add("More than one dimension", max(0, len(dimensions) - 1), remedy="dateline index --rebuild")

    def _check_search(self, vectors: VectorStore) -> None:
        """Search finds sentences by their own vectors: the graph holds what the store holds."""
        lost = self._not_found(vectors)
        if lost and self._repair:
            vectors.renew()
            lost_still = self._not_found(vectors)
            self._add("Vectors that search does not find", lost, mended=lost_still == 0)
        else:
            self._add("Vectors that search does not find", lost)

    def _not_found(self, vectors: VectorStore) -> int:
        lost = 0
        for key, vector in vectors.sample(_ASKED):
            found = vectors.nearest(vector, limit=5)
            # Sentences that are word for word the same share a vector: any of them will do.
            lost += not (key in found or max(found.values(), default=0.0) > 0.999)
        return lost
