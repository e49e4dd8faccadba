"""Full text search over passages (SQLite FTS5): which passages hold any of some words, and how rare a word is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from index.database import Database
from index.sounds import sound_keys


class Column(StrEnum):
    """What is searched: word forms folded in the article's language, or plain words (names, numbers)."""

    STEMS = "stems"
    WORDS = "words"


class FullText:
    """Full text search. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def matches(self, terms: Iterable[str], *, column: Column, languages: Sequence[str], limit: int) -> list[int]:
        """Ids of the best passages by BM25 that hold any of `terms`, in articles of `languages`, best first.

        A term of several words with blanks between them stands for these words side by side.
        """
        wanted = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms) if term and '"' not in term)
        if not wanted or not languages:
            return []
        columns = "{title stems}" if column is Column.STEMS else "{words}"
        marks = ", ".join("?" * len(languages))
        rows = self._database.rows(
            "SELECT t.rowid FROM passage_text AS t JOIN passages AS p ON p.id = t.rowid"
            f" JOIN articles AS a ON a.id = p.article WHERE passage_text MATCH ? AND a.language IN ({marks})"
            " ORDER BY bm25(passage_text), t.rowid LIMIT ?",
            (f"{columns} : ({wanted})", *languages, limit),
        )
        return [row[0] for row in rows]

    def frequencies(self, terms: Iterable[str], *, column: Column) -> dict[str, int]:
        """{term: number of passages that hold it}; terms that no passage holds are left out."""
        rows = self._database.rows_in(
            "SELECT term, doc FROM passage_terms WHERE col = ? AND term IN (?)", set(terms), before=[column.value]
        )
        return dict(rows)

    def sounding_like(self, word: str) -> list[str]:
        """Capitalised words of the archive with the consonants of a folded word, in whichever letters; see
        index.sounds. Some may stand in no article any more."""
        keys = sound_keys(word)
        return sorted({row[0] for row in self._database.rows_in("SELECT word FROM name_sounds WHERE key IN (?)", keys)})

    def known(self, words: Iterable[str]) -> list[str]:
        """Those of the folded `words` that some passage holds."""
        return list(self.frequencies(words, column=Column.WORDS))

    def beginning(self, start: str) -> list[str]:
        """Plain words that begin with `start`."""
        rows = self._database.rows(
            "SELECT term FROM passage_terms WHERE col = ? AND term >= ? AND term < ?",
            (Column.WORDS.value, start, f"{start}\U0010ffff"),
        )
        return [row[0] for row in rows]

    def passages(self) -> int:
        """How many passages there are."""
        return int(self._database.value("SELECT count(*) FROM passages"))
