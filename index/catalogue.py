"""The catalogue's writing side: articles with their passages, sentences and dates, and how they were made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.articles import Article, Span
from index.database import Database
from index.dates import TimeExpression
from index.passages import extent
from index.words import stems, words


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article cut up: sentences, passages as ranges of sentence ordinals, time expressions of the whole text."""

    article: Article
    sentences: Sequence[Span]
    passages: Sequence[range]
    dates: Sequence[TimeExpression]


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was last read; times in nanoseconds since the epoch."""

    size: int
    modified_ns: int
    read_ns: int


def vector_key(article: str, version: str, ordinal: int) -> str:
    """The vector store's key of a sentence: the same for the same text, so that a crashed run can be taken up."""
    return f"{article}@{version}#{ordinal}"


class Catalogue:
    """Writes to the catalogue. One writer at a time; see index.locking."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def fingerprint(self) -> dict[str, str]:
        """How the archive was made: {part: name and version}; empty before the first article."""
        rows = self._database.rows("SELECT key, value FROM meta WHERE key LIKE 'made:%'")
        return {key.removeprefix("made:"): value for key, value in rows}

    def record_fingerprint(self, made: dict[str, str]) -> None:
        rows = [(f"made:{key}", value) for key, value in made.items()]
        with self._database.transaction():
            self._database.run_many("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)

    def versions(self, *, ids: Iterable[str]) -> dict[str, str]:
        """{article id: stored version} of those of `ids` that are stored."""
        return dict(self._database.rows_in("SELECT id, version FROM articles WHERE id IN (?)", ids))

    def ids_from(self, path: str) -> set[str]:
        """Ids of the articles that came from the file at `path`."""
        return {row[0] for row in self._database.rows("SELECT id FROM articles WHERE path = ?", (path,))}

    def paths(self) -> list[str]:
        """Paths of all files that articles came from."""
        return [row[0] for row in self._database.rows("SELECT DISTINCT path FROM articles ORDER BY path")]

    def path_of(self, article: str) -> str | None:
        found = self._database.value("SELECT path FROM articles WHERE id = ?", (article,))
        return None if found is None else str(found)

    def file_state(self, path: str) -> FileState | None:
        rows = self._database.rows("SELECT size, modified_ns, read_ns FROM files WHERE path = ?", (path,))
        return FileState(*rows[0]) if rows else None

    def record_file(self, path: str, state: FileState) -> None:
        values = (path, state.size, state.modified_ns, state.read_ns)
        self._database.run("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", values)

    def forget_file(self, path: str) -> None:
        self._database.run("DELETE FROM files WHERE path = ?", (path,))

    def stage(self, analyses: Iterable[Analysis]) -> None:
        """Note the versions whose vectors are about to be written, so that a crash cannot orphan them."""
        rows = [(each.article.id, each.article.version, len(each.sentences)) for each in analyses]
        with self._database.transaction():
            self._database.run_many("INSERT OR REPLACE INTO unsettled VALUES (?, ?, ?)", rows)

    def apply(self, analyses: Sequence[Analysis]) -> None:
        """Store articles in place of their earlier versions, in one step that readers see whole."""
        with self._database.transaction():
            for analysis in analyses:
                self._remove(analysis.article.id)
                self._insert(analysis)
            self._next_generation()

    def remove(self, ids: Sequence[str]) -> None:
        """Take articles out, in one step that readers see whole."""
        with self._database.transaction():
            for article in ids:
                self._remove(article)
            self._next_generation()

    def unsettled_keys(self) -> list[list[str]]:
        """Vector keys of versions that no article uses, a list a version."""
        rows = self._database.rows(
            "SELECT article, version, sentences FROM unsettled AS u WHERE NOT EXISTS"
            " (SELECT 1 FROM articles AS a WHERE a.id = u.article AND a.version = u.version)"
        )
        return [[vector_key(article, version, n) for n in range(count)] for article, version, count in rows]

    def settle(self) -> None:
        """Forget the unsettled versions, once their vectors are gone."""
        self._database.run("DELETE FROM unsettled")

    def _next_generation(self) -> None:
        self._database.run("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")

    def _remove(self, article: str) -> None:
        run = self._database.run
        run(
            "INSERT OR REPLACE INTO unsettled SELECT a.id, a.version,"
            " (SELECT count(*) FROM sentences WHERE article = a.id) FROM articles AS a WHERE a.id = ?",
            (article,),
        )
        run("DELETE FROM passage_text WHERE rowid IN (SELECT id FROM passages WHERE article = ?)", (article,))
        run("DELETE FROM articles WHERE id = ?", (article,))

    def _insert(self, analysis: Analysis) -> None:
        article = analysis.article
        published = article.published.isoformat() if article.published else None
        facts = (article.title, article.text, article.source, article.url, published, article.language, article.path)
        self._database.run(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (article.id, article.version, *facts)
        )
        self._database.run("DELETE FROM unsettled WHERE article = ? AND version = ?", (article.id, article.version))
        sentence_ids: list[int] = []
        for group in analysis.passages:
            passage = self._insert_passage(article, extent(analysis.sentences, group))
            for ordinal in group:
                span = analysis.sentences[ordinal]
                sentence_ids.append(self._insert_sentence(article, passage, ordinal, span))
        self._insert_dates(analysis, sentence_ids)

    def _insert_passage(self, article: Article, span: Span) -> int:
        passage = self._database.run(
            'INSERT INTO passages (article, start, "end") VALUES (?, ?, ?)', (article.id, span.start, span.end)
        )
        text = article.text[span.start : span.end]
        self._database.run(
            "INSERT INTO passage_text (rowid, title, stems, words) VALUES (?, ?, ?, ?)",
            (
                passage,
                " ".join(stems(article.title, language=article.language)),
                " ".join(stems(text, language=article.language)),
                " ".join(words(f"{article.title} {text}")),
            ),
        )
        return passage

    def _insert_sentence(self, article: Article, passage: int, ordinal: int, span: Span) -> int:
        key = vector_key(article.id, article.version, ordinal)
        return self._database.run(
            'INSERT INTO sentences (key, article, passage, ordinal, start, "end") VALUES (?, ?, ?, ?, ?, ?)',
            (key, article.id, passage, ordinal, span.start, span.end),
        )

    def _insert_dates(self, analysis: Analysis, sentence_ids: Sequence[int]) -> None:
        rows = []
        ordinal = 0
        for found in analysis.dates:
            while ordinal < len(sentence_ids) and analysis.sentences[ordinal].end <= found.start:
                ordinal += 1
            if ordinal == len(sentence_ids) or found.end > analysis.sentences[ordinal].end:
                continue
            if found.start < analysis.sentences[ordinal].start:
                continue
            resolved = (_iso(found.begin), _iso(found.end_exclusive), found.anchor, found.anchor_source)
            place = (sentence_ids[ordinal], found.start, found.end)
            rows.append((*place, found.text, found.type, found.value, found.point, *resolved))
        self._database.run_many("INSERT INTO dates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def open_catalogue(home: Path) -> tuple[Database, Catalogue]:
    """The catalogue in the folder `home` for writing, made where there is none."""
    database = Database(home, create=True)
    return database, Catalogue(database)
