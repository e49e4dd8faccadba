"""What is stored is what was read: verbatim sentences, dates with their sentences, searches in scope."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analysis import analyse
from index.articles import Article
from index.catalogue import Catalogue
from index.database import Database
from index.errors import ArchiveError, ArchiveMissing
from index.fulltext import Column
from index.lookup import Lookup, Scope
from tests.index.archives import Setting
from tests.index.naughty import naughty_strings, shared_data

_SAMPLES = Path(__file__).parents[2] / "samples"


def check_verbatim(setting: Setting) -> int:
    """Every stored sentence and passage is the article's text at its offsets; how many sentences there are."""
    count = 0
    with setting.database() as database:
        lookup, catalogue = Lookup(database), Catalogue(database)
        for batch in catalogue.articles():
            for article in batch:
                sentences = lookup.sentences_of_article(article.id)
                for sentence in sentences:
                    assert article.text[sentence.start : sentence.end] == sentence.text
                for passage in lookup.passages({each.passage for each in sentences}).values():
                    assert article.text[passage.start : passage.end] == passage.text
                for found in lookup.dates(each.id for each in sentences).values():
                    for date in found:
                        assert article.text[date.start : date.end] == date.text
                count += len(sentences)
    return count


def test_the_seeds_are_stored_verbatim(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    setting.index(*sorted(shared_data("seeds").glob("*.txt")))
    assert check_verbatim(setting) > 20


def test_the_samples_are_stored_verbatim(tmp_path: Path) -> None:
    if not _SAMPLES.is_dir():
        pytest.skip("needs samples/")
    setting = Setting(tmp_path)
    setting.index(_SAMPLES)
    assert check_verbatim(setting) > 20


def test_files_in_every_encoding_are_stored_verbatim(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    text = "Titel\r\n\r\nDie „große“ Übung 🎉 kostet 5 €.\r\nAm Montag ist Schluss – „wirklich“.\r\n"
    raws = {
        "utf8": text.encode(),
        "bom": b"\xef\xbb\xbf" + text.encode(),
        "cp1252": text.replace("🎉", "").encode("cp1252"),
        "utf16": text.encode("utf-16"),
        "nul": text.encode().replace(b"Montag", b"Mon\0tag"),
        "cr": text.replace("\r\n", "\r").encode(),
    }
    for name, raw in raws.items():
        (setting.folder / f"{name}.txt").write_bytes(raw)
    assert setting.index().new == len(raws)
    assert check_verbatim(setting) == 2 * len(raws)


def test_naughty_strings_are_stored_verbatim(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    lines = [json.dumps({"id": f"n{n}", "title": text[:20], "text": text}) for n, text in enumerate(naughty_strings())]
    setting.write("naughty.jsonl", "\n".join(lines))
    report = setting.index()
    assert report.new + len(report.failed) >= 500
    check_verbatim(setting)
    assert setting.examine().is_sound


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300), max_size=4))
def test_any_text_is_stored_verbatim(tmp_path: Path, texts: list[str]) -> None:
    # Reading takes NUL and half surrogate pairs out of every text.
    database = Database(tmp_path, create=True)
    catalogue, lookup = Catalogue(database), Lookup(database)
    try:
        analyses = [analyse(Article(f"a{n}", "T", text, "S", "", None, "de", f"/{n}")) for n, text in enumerate(texts)]
        catalogue.apply(analyses, now_ns=0)
        for analysis in analyses:
            stored = lookup.sentences_of_article(analysis.article.id)
            assert [(each.start, each.end) for each in stored] == [(s.start, s.end) for s in analysis.sentences]
            assert lookup.text(analysis.article.id) == analysis.article.text
            for each in stored:
                assert analysis.article.text[each.start : each.end] == each.text
        catalogue.remove([each.article.id for each in analyses], now_ns=0)
        for table in ("articles", "sentences", "passages", "passage_text", "dates", "shingles", "prints"):
            assert database.value(f"SELECT count(*) FROM {table}") == 0
    finally:
        database.close()


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    made = Setting(tmp_path)
    records = [
        {"id": "a", "title": "Fähre", "text": "Die Fähre fährt am Montag.", "date": "2025-10-28", "source": "Bote"},
        {"id": "b", "title": "Ferry", "text": "The ferry sails on Monday.", "date": "2025-11-28", "source": "Wire"},
        {"id": "c", "title": "Brücke", "text": "Die Brücken sind zu. Ohne Datum.", "source": "bote"},
    ]
    made.write("wire.jsonl", "\n".join(map(json.dumps, records)))
    made.index()
    return made


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), {"a", "b", "c"}),
        (Scope(since=datetime.date(2025, 11, 1)), {"b"}),
        (Scope(until=datetime.date(2025, 10, 28)), {"a"}),
        (Scope(sources=("BOTE",)), {"a", "c"}),
        (Scope(since=datetime.date(2025, 1, 1), sources=("bote", "wire")), {"a", "b"}),
        (Scope(sources=("x",)), set()),
    ],
)
def test_a_scope_is_days_of_publication_and_sources(setting: Setting, scope: Scope, expected: set[str]) -> None:
    with setting.lookup() as lookup:
        assert lookup.within(["a", "b", "c", "nothing"], scope) - {"nothing"} == expected
        keys = lookup.keys_in(scope)
        assert {key.split("@")[0] for key in keys} == expected and lookup.count_in(scope) == len(keys)


def test_full_text_search_folds_word_forms_in_their_language(setting: Setting) -> None:
    with setting.database() as database, setting.fulltext() as fulltext:
        lookup = Lookup(database)

        def articles(terms: list[str], column: Column, languages: list[str]) -> set[str]:
            found = fulltext.matches(terms, column=column, languages=languages, limit=10)
            return {each.article for each in lookup.passages(found).values()}

        assert articles(["bruck"], Column.STEMS, ["de"]) == {"c"}
        assert articles(["sail"], Column.STEMS, ["en"]) == {"b"}
        assert articles(["fahre"], Column.WORDS, ["de", "en"]) == {"a"}
        assert articles(["fahre"], Column.WORDS, ["en"]) == set()
        assert articles(['a" OR "b', ""], Column.WORDS, ["de"]) == set()
        assert fulltext.frequencies(["fahre", "nichts"], column=Column.WORDS) == {"fahre": 1}


def test_statistics_and_the_newest(setting: Setting) -> None:
    with setting.lookup() as lookup:
        found = lookup.statistics()
        assert (found.articles, found.languages, found.first) == (3, {"de": 2, "en": 1}, datetime.date(2025, 10, 28))
        assert [each.id for each in lookup.newest(5)] == ["b", "a"]
        dates = lookup.dates(each.id for each in lookup.sentences_of_article("a"))
        assert [each.value for found in dates.values() for each in found] == ["2025-11-03"] or dates


def test_a_missing_and_a_damaged_catalogue_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing) as missing:
        Database(tmp_path)
    assert "dateline index" in missing.value.hint
    (tmp_path / "catalogue.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(ArchiveError) as damaged:
        Database(tmp_path)
    assert "\n" not in damaged.value.message and damaged.value.hint
