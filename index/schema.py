"""The catalogue's tables."""

from __future__ import annotations

SCHEMA_VERSION = "3"

#: Full text search keeps, of each passage, `title` and `stems` (word forms folded in the article's language) and
#: `words` (plain words, for names and numbers across languages). `unsettled` names versions whose vectors may be in the
#: vector store although no article uses them: written before the vectors are, so that a crash orphans none for good.
#: `pages` remembers web pages, feeds and sitemaps (`article` NULL) for conditional requests; `mark` is what the feed or
#: sitemap said of the page when it was last read. Articles of one `report` are copies or versions of one text, found by
#: their shingles: all of an article's in `shingles`, a sample that candidates are looked up by in `prints` (`day` is a
#: proleptic day number, 0 where the date is unknown). `name_sounds` has the capitalised words of all articles by what
#: they sound like; words whose articles are gone may stay, and count for nothing.
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE files (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    read_ns INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE pages (
    url TEXT PRIMARY KEY,
    listed_in TEXT NOT NULL,
    etag TEXT NOT NULL,
    modified TEXT NOT NULL,
    mark TEXT NOT NULL,
    article TEXT
) WITHOUT ROWID;
CREATE INDEX pages_by_list ON pages (listed_in);
CREATE INDEX pages_by_article ON pages (article);

CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT,
    language TEXT NOT NULL,
    path TEXT NOT NULL,
    rules TEXT NOT NULL,
    content TEXT NOT NULL,
    report TEXT NOT NULL
);
CREATE INDEX articles_by_published ON articles (published);
CREATE INDEX articles_by_path ON articles (path);
CREATE INDEX articles_by_content ON articles (content);
CREATE INDEX articles_by_report ON articles (report);

CREATE TABLE shingles (
    article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
    hashes BLOB NOT NULL,
    numbers BLOB NOT NULL
);

CREATE TABLE prints (
    hash INTEGER NOT NULL,
    day INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    PRIMARY KEY (hash, day, article)
) WITHOUT ROWID;
CREATE INDEX prints_by_article ON prints (article);

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
    since_ns INTEGER NOT NULL,
    PRIMARY KEY (article, version)
) WITHOUT ROWID;

CREATE TABLE name_sounds (key TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (key, word)) WITHOUT ROWID;

CREATE VIRTUAL TABLE passage_text USING fts5 (title, stems, words, tokenize = "ascii tokenchars '.,:'");
CREATE VIRTUAL TABLE passage_terms USING fts5vocab (passage_text, col);
"""
