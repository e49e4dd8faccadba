"""Which stored articles are copies of one report: looked up when an article is stored."""

from __future__ import annotations

from collections import Counter

import numpy as np

from index.articles import Article
from index.copies import Likeness, is_copy
from index.database import Database

#: Days between two articles beyond which the same words are a pattern or a reprint, not the same report.
_DAYS = 10
#: Articles that share one print beyond which it says nothing, such as a sentence below every article of an outlet.
_COMMON = 40
#: Candidates that are compared in full, those with the most prints in common first.
_COMPARED = 8


class Reports:
    """Groups articles by the report they are copies of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def report_of(self, article: Article, known: Likeness) -> str:
        """The report that an article about to be stored belongs to: an earlier one's, else one of its own."""
        for number, _ in self._candidates(known, _day(article)).most_common(_COMPARED):
            other = self._likeness(number)
            if other is not None and is_copy(known, other):
                return str(self._database.value("SELECT report FROM articles WHERE number = ?", (number,)))
        # With the version in its name: an id whose text is replaced by another must not stay in its old report.
        return f"{article.id}@{article.version}"

    def record(self, article: Article, number: int, known: Likeness) -> None:
        """Let later articles be compared with this one."""
        blobs = (known.shingles.tobytes(), known.numbers.tobytes())
        self._database.run("INSERT INTO shingles VALUES (?, ?, ?)", (number, *blobs))
        day = _day(article)
        self._database.run_many("INSERT INTO prints VALUES (?, ?, ?)", ((each, day, number) for each in known.prints))

    def _candidates(self, known: Likeness, day: int) -> Counter[int]:
        """{article number: prints in common} of articles published near `day`; undated ones are near any day."""
        found: Counter[int] = Counter()
        if day:
            statement = "SELECT article FROM prints WHERE hash = ? AND (day = 0 OR day BETWEEN ? AND ?) LIMIT ?"
            around: tuple[int, ...] = (day - _DAYS, day + _DAYS)
        else:
            statement, around = "SELECT article FROM prints WHERE hash = ? LIMIT ?", ()
        for each in known.prints:
            rows = self._database.rows(statement, (each, *around, _COMMON + 1))
            if len(rows) <= _COMMON:
                found.update(row[0] for row in rows)
        return found

    def _likeness(self, number: int) -> Likeness | None:
        rows = self._database.rows("SELECT hashes, numbers FROM shingles WHERE article = ?", (number,))
        if not rows:
            return None
        return Likeness(np.frombuffer(rows[0][0], dtype=np.uint32), np.frombuffer(rows[0][1], dtype=np.uint32))


def _day(article: Article) -> int:
    return article.published.toordinal() if article.published else 0
