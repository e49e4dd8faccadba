"""The catalogue's reading side: what a search needs to know of sentences, passages and articles."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from index.articles import ArticleFacts
from index.copies import is_correction
from index.database import Database
from index.dates import TimeExpression


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence with its place: `text` is the article's text from `start` to `end`."""

    id: int
    key: str
    article: str
    passage: int
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its place, its text and its words as full text search holds them."""

    id: int
    article: str
    start: int
    end: int
    text: str
    title_stems: Sequence[str]
    stems: Sequence[str]
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles a search may use: published in [since, until], from one of `sources`; None means any."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    sources: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        return self.since is None and self.until is None and not self.sources


@dataclass(frozen=True, slots=True)
class Report:
    """Articles that are copies or versions of one text, the one that counts first.

    A marked correction comes before what it corrects, a later day before an earlier, then the longer text.
    """

    articles: tuple[ArticleFacts, ...]

    @property
    def best(self) -> ArticleFacts:
        return self.articles[0]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The sources that carry it, each once, that of the best version first."""
        return tuple(dict.fromkeys(article.source for article in self.articles))


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is in the archive; `first` and `last` are publication dates."""

    articles: int
    sentences: int
    first: datetime.date | None
    last: datetime.date | None
    languages: dict[str, int]
    sources: dict[str, int]
    generation: int


_SENTENCE = 'SELECT s.id, s.key, s.article, s.passage, s.ordinal, s.start, s."end" FROM sentences AS s'
_FACTS = "SELECT id, title, source, url, published, language, path FROM articles"


class Lookup:
    """Reads from the catalogue. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def snapshot(self) -> AbstractContextManager[None]:
        """All the reads inside see the archive in one state, whatever is written meanwhile."""
        return self._database.snapshot()

    def generation(self) -> int:
        """A number that grows with every change of the archive, by whichever process."""
        return int(self._database.value("SELECT value FROM meta WHERE key = 'generation'"))

    def sentences_by_key(self, keys: Iterable[str]) -> list[StoredSentence]:
        return self._sentences(self._database.rows_in(f"{_SENTENCE} WHERE s.key IN (?)", keys))

    def sentences_of_passages(self, passages: Iterable[int]) -> list[StoredSentence]:
        return self._sentences(self._database.rows_in(f"{_SENTENCE} WHERE s.passage IN (?)", passages))

    def sentences_of_article(self, article: str) -> list[StoredSentence]:
        """All sentences of an article in their order."""
        return self._sentences(self._database.rows(f"{_SENTENCE} WHERE s.article = ? ORDER BY s.ordinal", (article,)))

    def _sentences(self, rows: Sequence[tuple[Any, ...]]) -> list[StoredSentence]:
        # Each text is read once, not once for each of its sentences.
        articles = {row[2] for row in rows}
        texts = dict(self._database.rows_in("SELECT id, text FROM articles WHERE id IN (?)", articles))
        return [
            StoredSentence(id, key, article, passage, ordinal, start, end, texts[article][start:end])
            for id, key, article, passage, ordinal, start, end in rows
            if article in texts
        ]

    def passages(self, ids: Iterable[int]) -> dict[int, StoredPassage]:
        rows = self._database.rows_in(
            'SELECT p.id, p.article, p.start, p."end", substr(a.text, p.start + 1, p."end" - p.start),'
            " t.title, t.stems, t.words FROM passages AS p JOIN articles AS a ON a.id = p.article"
            " JOIN passage_text AS t ON t.rowid = p.id WHERE p.id IN (?)",
            ids,
        )
        return {row[0]: StoredPassage(*row[:5], *(column.split() for column in row[5:])) for row in rows}

    def facts(self, ids: Iterable[str]) -> dict[str, ArticleFacts]:
        rows = self._database.rows_in(f"{_FACTS} WHERE id IN (?)", ids)
        return {row[0]: _facts(row) for row in rows}

    def reports(self, articles: Iterable[str]) -> dict[str, Report]:
        """{article id: the report it belongs to}; an article without copies is a report of its own."""
        own = dict(self._database.rows_in("SELECT id, report FROM articles WHERE id IN (?)", articles))
        rows = self._database.rows_in(
            "SELECT report, length(text), substr(text, 1, 300), id, title, source, url, published, language, path"
            " FROM articles WHERE report IN (?)",
            set(own.values()),
        )
        members: dict[str, list[tuple[tuple[bool, str, int], ArticleFacts]]] = {}
        for report, length, beginning, *row in rows:
            facts = _facts(row)
            rank = (is_correction(f"{facts.title}\n{beginning}"), row[4] or "", length)
            members.setdefault(report, []).append((rank, facts))
        found = {}
        for report, versions in members.items():
            # By id first, so that equals keep one order.
            versions.sort(key=lambda version: version[1].id)
            versions.sort(key=lambda version: version[0], reverse=True)
            found[report] = Report(tuple(facts for _, facts in versions))
        return {article: found[report] for article, report in own.items()}

    def words_of_article(self, article: str) -> list[str]:
        """The folded words of an article in order, its title before each passage."""
        rows = self._database.rows(
            "SELECT t.words FROM passage_text AS t JOIN passages AS p ON p.id = t.rowid"
            " WHERE p.article = ? ORDER BY p.id",
            (article,),
        )
        return [word for row in rows for word in row[0].split()]

    def newest(self, limit: int) -> list[ArticleFacts]:
        """The articles published last, newest first; those without a date do not count."""
        statement = f"{_FACTS} WHERE published IS NOT NULL ORDER BY published DESC, id LIMIT ?"
        return [_facts(row) for row in self._database.rows(statement, (limit,))]

    def text(self, article: str) -> str | None:
        """The whole text of an article, None where it is not stored."""
        found = self._database.value("SELECT text FROM articles WHERE id = ?", (article,))
        return None if found is None else str(found)

    def dates(self, sentences: Iterable[int]) -> dict[int, list[TimeExpression]]:
        """{sentence id: its time expressions in order}, offsets in the article's text."""
        rows = self._database.rows_in(
            'SELECT sentence, start, "end", text, type, value, point, begin, end_exclusive, anchor, anchor_source'
            " FROM dates WHERE sentence IN (?) ORDER BY sentence, start",
            sentences,
        )
        found: dict[int, list[TimeExpression]] = {}
        for sentence, start, end, text, kind, value, point, begin, end_exclusive, anchor, anchor_source in rows:
            expression = TimeExpression(
                start=start,
                end=end,
                text=text,
                type=kind,
                value=value,
                point=point,
                begin=_day(begin),
                end_exclusive=_day(end_exclusive),
                anchor=anchor,
                anchor_source=anchor_source,
            )
            found.setdefault(sentence, []).append(expression)
        return found

    def keys_dated(self, begin: datetime.date | None, end: datetime.date | None, *, limit: int) -> list[str]:
        """Vector keys of up to `limit` sentences with a date that lies wholly in [begin, end); open ends None."""
        rows = self._database.rows(
            "SELECT DISTINCT s.key FROM dates AS d JOIN sentences AS s ON s.id = d.sentence"
            " WHERE d.begin >= ? AND d.end_exclusive <= ? ORDER BY s.id LIMIT ?",
            (str(begin or datetime.date.min), str(end or datetime.date.max), limit),
        )
        return [row[0] for row in rows]

    def count_in(self, scope: Scope) -> int:
        """How many sentences the articles of `scope` have."""
        condition, values = _condition(scope)
        statement = f"SELECT count(*) FROM sentences AS s JOIN articles AS a ON a.id = s.article WHERE {condition}"
        return int(self._database.value(statement, values))

    def keys_in(self, scope: Scope) -> list[str]:
        """Vector keys of all sentences of the articles of `scope`."""
        condition, values = _condition(scope)
        statement = f"SELECT s.key FROM sentences AS s JOIN articles AS a ON a.id = s.article WHERE {condition}"
        return [row[0] for row in self._database.rows(statement, values)]

    def within(self, articles: Iterable[str], scope: Scope) -> set[str]:
        """Those of the article ids that are in `scope`."""
        if scope.everything:
            return set(articles)
        condition, values = _condition(scope)
        statement = f"SELECT a.id FROM articles AS a WHERE {condition} AND a.id IN (?)"
        return {row[0] for row in self._database.rows_in(statement, articles, before=values)}

    def languages(self) -> list[str]:
        """Languages of the archive's articles."""
        return [row[0] for row in self._database.rows("SELECT DISTINCT language FROM articles ORDER BY language")]

    def sources(self) -> list[str]:
        """Sources of the archive's articles."""
        return [row[0] for row in self._database.rows("SELECT DISTINCT source FROM articles ORDER BY source")]

    def statistics(self) -> Statistics:
        rows = self._database.rows
        articles, first, last = rows("SELECT count(*), min(published), max(published) FROM articles")[0]
        return Statistics(
            articles=articles,
            sentences=int(self._database.value("SELECT count(*) FROM sentences")),
            first=_day(first),
            last=_day(last),
            languages=dict(rows("SELECT language, count(*) FROM articles GROUP BY language ORDER BY 2 DESC, 1")),
            sources=dict(rows("SELECT source, count(*) FROM articles GROUP BY source ORDER BY 2 DESC, 1")),
            generation=self.generation(),
        )


def _condition(scope: Scope) -> tuple[str, list[str]]:
    parts, values = ["1"], []
    if scope.since is not None:
        parts.append("a.published >= ?")
        values.append(scope.since.isoformat())
    if scope.until is not None:
        parts.append("a.published <= ?")
        values.append(scope.until.isoformat())
    if scope.sources:
        # No IN here: the list of ids that may follow is the only one that is widened.
        parts.append(f"({' OR '.join(['lower(a.source) = ?'] * len(scope.sources))})")
        values += [source.lower() for source in scope.sources]
    return " AND ".join(parts), values


def _facts(row: Sequence[str]) -> ArticleFacts:
    return ArticleFacts(
        id=row[0],
        title=row[1],
        source=row[2],
        url=row[3],
        published=_day(row[4]),
        language=row[5],
        path=row[6],
    )


def _day(value: str | None) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(value)
