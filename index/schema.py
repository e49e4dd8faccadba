"""The catalogue's tables."""

from __future__ import annotations

SCHEMA_VERSION = "1"

#: Full text search keeps, of each passage, `title` and `stems` (word forms folded in the article's language) and
#: `words` (plain words, for names and numbers across languages). `unsettled` names versions whose vectors may be in the
#: vector store although no article uses them: written before the vectors are, so that a crash orphans none for good.
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE files (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    read_ns INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT,
    language TEXT NOT NULL,
    path TEXT NOT NULL
);
CREATE INDEX articles_by_published ON articles (published);
CREATE INDEX articles_by_path ON articles (path);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE INDEX passages_by_article ON passages (article);

CREATE TABLE sentences (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    passage INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE INDEX sentences_by_article ON sentences (article, ordinal);
CREATE INDEX sentences_by_passage ON sentences (passage);

CREATE TABLE dates (
    sentence INTEGER NOT NULL REFERENCES sentences (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    point TEXT,
    begin TEXT,
    end_exclusive TEXT,
    anchor TEXT,
    anchor_source TEXT
);
CREATE INDEX dates_by_sentence ON dates (sentence);
CREATE INDEX dates_by_begin ON dates (begin);

CREATE TABLE unsettled (
    article TEXT NOT NULL,
    version TEXT NOT NULL,
    sentences INTEGER NOT NULL,
    PRIMARY KEY (article, version)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE passage_text USING fts5 (title, stems, words, tokenize = "ascii tokenchars '.,:'");
CREATE VIRTUAL TABLE passage_terms USING fts5vocab (passage_text, col);
"""
