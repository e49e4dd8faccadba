"""The catalogue's writing side: articles with their passages, sentences and dates, and how they were made."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.analysis import Analysis
from index.articles import Article, Span
from index.database import Database
from index.passages import extent
from index.reports import Reports
from index.sounds import sound_keys
from index.words import capitalised, stems, words

_ARTICLE = "SELECT id, title, text, source, url, published, language, path FROM articles"


def vector_key(article: str, version: str, ordinal: int) -> str:
    """The vector store's key of a sentence: the same for the same text, so that a crashed run can be taken up."""
    return f"{article}@{version}#{ordinal}"


class Catalogue:
    """Writes to the catalogue. One writer at a time; see index.locking."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reports = Reports(database)

    def fingerprint(self) -> dict[str, str]:
        """How the archive was made: {part: name and version}; empty before the first article."""
        rows = self._database.rows("SELECT key, value FROM meta WHERE key LIKE 'made:%'")
        return {key.removeprefix("made:"): value for key, value in rows}

    def record_fingerprint(self, made: Mapping[str, str]) -> None:
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

    def twin(self, article: Article) -> Article | None:
        """A stored article of the same source with the same title and text under another id."""
        rows = self._database.rows(
            f"{_ARTICLE} WHERE content = ? AND source = ? AND id != ? ORDER BY number LIMIT 1",
            (article.content, article.source, article.id),
        )
        return _article(rows[0]) if rows else None

    def article(self, id: str) -> Article | None:
        rows = self._database.rows(f"{_ARTICLE} WHERE id = ?", (id,))
        return _article(rows[0]) if rows else None

    def articles(self, *, size: int = 100) -> Iterator[list[Article]]:
        """All articles in the order of their ids, `size` at a time."""
        last = ""
        while rows := self._database.rows(f"{_ARTICLE} WHERE id > ? ORDER BY id LIMIT ?", (last, size)):
            last = rows[-1][0]
            yield [_article(row) for row in rows]

    def made_by_other_rules(self, rules: str, *, size: int = 50) -> list[Article]:
        """Up to `size` articles whose passages, words or dates other rules than `rules` made."""
        rows = self._database.rows(f"{_ARTICLE} WHERE rules != ? ORDER BY number LIMIT ?", (rules, size))
        return [_article(row) for row in rows]

    def ids(self) -> set[str]:
        """Ids of all articles."""
        return {row[0] for row in self._database.rows("SELECT id FROM articles")}

    def count(self) -> int:
        """How many articles there are."""
        return int(self._database.value("SELECT count(*) FROM articles"))

    def generation(self) -> int:
        """A number that grows with every change."""
        return int(self._database.value("SELECT value FROM meta WHERE key = 'generation'"))

    def count_on_from(self, generation: int) -> None:
        """Let the generation be above `generation`."""
        self._database.run(
            "UPDATE meta SET value = max(CAST(value AS INTEGER), ?) + 1 WHERE key = 'generation'", (generation,)
        )

    def stage(self, analyses: Iterable[Analysis], *, now_ns: int) -> set[tuple[str, str]]:
        """Note the versions whose vectors are about to be written, so that a crash cannot orphan them.

        Returns those (article, version) that were noted before or are in use: some vectors of theirs may be there.
        """
        rows = [(each.article.id, each.article.version, len(each.sentences), now_ns) for each in analyses]
        known = "SELECT article, version FROM unsettled WHERE article IN (?)"
        used = "SELECT id, version FROM articles WHERE id IN (?)"
        with self._database.transaction():
            articles = [row[0] for row in rows]
            noted = {
                (id, version) for query in (known, used) for id, version in self._database.rows_in(query, articles)
            }
            self._database.run_many("INSERT OR REPLACE INTO unsettled VALUES (?, ?, ?, ?)", rows)
        return {(row[0], row[1]) for row in rows} & noted

    def apply(self, analyses: Sequence[Analysis], *, now_ns: int) -> None:
        """Store articles in place of their earlier versions, in one step that readers see whole."""
        with self._database.transaction():
            for analysis in analyses:
                self._remove(analysis.article.id, now_ns)
                self._insert(analysis)
            self._next_generation()

    def remove(self, ids: Sequence[str], *, now_ns: int) -> None:
        """Take articles out, in one step that readers see whole."""
        with self._database.transaction():
            for article in ids:
                self._remove(article, now_ns)
            self._next_generation()

    def unsettled(self, *, before_ns: int) -> dict[tuple[str, str], list[str]]:
        """{(article, version): its vector keys} of versions that no article has used since `before_ns`."""
        rows = self._database.rows(
            "SELECT article, version, sentences FROM unsettled AS u WHERE since_ns <= ? AND NOT EXISTS"
            " (SELECT 1 FROM articles AS a WHERE a.id = u.article AND a.version = u.version)",
            (before_ns,),
        )
        return {
            (article, version): [vector_key(article, version, number) for number in range(count)]
            for article, version, count in rows
        }

    def forget_used(self) -> None:
        """Forget the unsettled versions that articles do use after all."""
        self._database.run(
            "DELETE FROM unsettled WHERE EXISTS (SELECT 1 FROM articles AS a"
            " WHERE a.id = unsettled.article AND a.version = unsettled.version)"
        )

    def settle(self, versions: Iterable[tuple[str, str]]) -> None:
        """Forget unsettled versions, once their vectors are gone."""
        with self._database.transaction():
            self._database.run_many("DELETE FROM unsettled WHERE article = ? AND version = ?", versions)

    def _next_generation(self) -> None:
        self._database.run("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")

    def _remove(self, article: str, now_ns: int) -> None:
        run = self._database.run
        run(
            "INSERT OR REPLACE INTO unsettled SELECT a.id, a.version,"
            " (SELECT count(*) FROM sentences WHERE article = a.id), ? FROM articles AS a WHERE a.id = ?",
            (now_ns, article),
        )
        run("DELETE FROM passage_text WHERE rowid IN (SELECT id FROM passages WHERE article = ?)", (article,))
        run("DELETE FROM articles WHERE id = ?", (article,))

    def _insert(self, analysis: Analysis) -> None:
        article = analysis.article
        published = article.published.isoformat() if article.published else None
        facts = (article.title, article.text, article.source, article.url, published, article.language, article.path)
        made = (analysis.rules, article.content, self._reports.report_of(article, analysis.likeness))
        number = self._database.run(
            "INSERT INTO articles (id, version, title, text, source, url, published, language, path,"
            " rules, content, report) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article.id, article.version, *facts, *made),
        )
        self._reports.record(article, number, analysis.likeness)
        self._database.run("DELETE FROM unsettled WHERE article = ? AND version = ?", (article.id, article.version))
        sentence_ids: list[int] = []
        for group in analysis.passages:
            passage = self._insert_passage(article, extent(analysis.sentences, group))
            for ordinal in group:
                span = analysis.sentences[ordinal]
                sentence_ids.append(self._insert_sentence(article, passage, ordinal, span))
        self._insert_dates(analysis, sentence_ids)
        named = capitalised(article.title) | capitalised(article.text)
        rows = [(key, word) for word in named for key in sound_keys(word)]
        self._database.run_many("INSERT OR IGNORE INTO name_sounds VALUES (?, ?)", rows)

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


def _article(row: Sequence[str]) -> Article:
    published = datetime.date.fromisoformat(row[5]) if row[5] else None
    return Article(row[0], row[1], row[2], row[3], row[4], published, row[6], row[7])
