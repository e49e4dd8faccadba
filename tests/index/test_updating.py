"""Updates: what is new, changed, unchanged or gone, and what must never be lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from index import analysis, builds
from index.catalogue import Catalogue
from index.errors import ArchiveError, ArchiveMismatch, EmbeddingError, SourceError
from tests.index.archives import Setting
from tests.index.fakes import FakeEmbedder

FERRY = "Fähre\n\nDie Fähre nach Aarhus fährt seit Montag nicht mehr. Der Hafen ist gesperrt."
BRIDGE = "Brücke\n\nDie Brücke bleibt bis Mai zu. Der Rat hat das gestern beschlossen."


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    made = Setting(tmp_path)
    made.write("ferry.txt", FERRY)
    made.write("bridge.txt", BRIDGE)
    return made


def sound(setting: Setting) -> None:
    diagnosis = setting.examine()
    assert diagnosis.is_sound, diagnosis
    assert not setting.home.joinpath("writer.json").exists()


def test_new_then_unchanged_embeds_nothing_again(setting: Setting) -> None:
    first = setting.index()
    assert (first.new, first.sentences) == (2, 4)
    embedded = len(setting.embedder.embedded)
    second = setting.index()
    assert (second.new, second.changed, second.unchanged, second.sentences) == (0, 0, 2, 0)
    assert len(setting.embedder.embedded) == embedded
    sound(setting)


def test_a_file_with_a_new_time_but_the_same_text_is_unchanged(setting: Setting) -> None:
    setting.index()
    os.utime(setting.folder / "ferry.txt", (1, 1))
    assert setting.index().unchanged == 2


def test_a_change_within_one_tick_of_the_clock_is_seen(setting: Setting) -> None:
    setting.index()
    path = setting.folder / "ferry.txt"
    before = path.stat()
    path.write_text(FERRY.replace("Montag", "Freitag"), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8")[: before.st_size], encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert setting.index().changed == 1


def test_a_correction_keeps_the_id_and_replaces_the_sentences(setting: Setting) -> None:
    setting.index()
    setting.write("ferry.txt", FERRY.replace("gesperrt", "wieder offen"))
    report = setting.index()
    assert (report.changed, report.sentences) == (1, 2)
    with setting.lookup() as lookup:
        assert lookup.text("ferry") and "wieder offen" in str(lookup.text("ferry"))
        assert lookup.statistics().articles == 2
    assert setting.found("Der Hafen ist wieder offen.") == "Der Hafen ist wieder offen."
    sound(setting)


def test_vectors_of_an_earlier_version_stay_for_searches_under_way(setting: Setting) -> None:
    setting.index()
    setting.write("ferry.txt", FERRY.replace("gesperrt", "wieder offen"))
    setting.index()
    assert setting.vectors().count() == 6
    diagnosis = setting.examine()
    assert diagnosis.is_sound and diagnosis.notes
    setting.examine(repair=True)
    assert setting.vectors().count() == 4


def test_a_deleted_file_leaves_only_with_prune_and_is_named_before(setting: Setting) -> None:
    setting.index()
    path = setting.folder / "bridge.txt"
    path.unlink()
    kept = setting.index()
    assert (kept.gone, kept.removed) == (1, 0) and kept.would_remove == [f"Brücke ({path.resolve()})"]
    assert setting.titles() == {"Fähre", "Brücke"}
    assert setting.index(prune=True).removed == 1
    assert setting.titles() == {"Fähre"}
    sound(setting)


@pytest.mark.parametrize("content", ["", "   \n"])
def test_an_emptied_file_leaves_with_prune(setting: Setting, content: str) -> None:
    setting.index()
    setting.write("bridge.txt", content)
    kept = setting.index()
    assert (kept.gone, kept.failed) == (1, [])
    assert setting.index(prune=True).removed == 1
    assert setting.titles() == {"Fähre"}


def test_a_line_that_leaves_a_json_lines_file_leaves_with_prune(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    lines = [json.dumps({"id": name, "title": name, "text": f"Ein Satz über {name}."}) for name in ("eins", "zwei")]
    setting.write("wire.jsonl", "\n".join(lines))
    assert setting.index().new == 2
    setting.write("wire.jsonl", lines[0])
    assert setting.index().gone == 1
    assert setting.index(prune=True).removed == 1
    assert setting.index(prune=True).unchanged == 1


def test_what_cannot_be_read_is_not_gone(setting: Setting) -> None:
    setting.index()
    (setting.folder / "bridge.txt").unlink()
    (setting.folder / "bridge.txt").symlink_to(setting.folder / "nowhere")
    report = setting.index(prune=True)
    assert len(report.failed) == 1 and report.removed == 0


def test_prune_touches_only_what_lies_below_the_given_paths(setting: Setting, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("Anderes\n\nEin anderer Artikel steht hier.", encoding="utf-8")
    setting.index(setting.folder, other)
    (other / "x.txt").unlink()
    assert setting.index(prune=True).removed == 0
    assert "Anderes" in setting.titles()


def test_two_files_of_one_name_are_two_articles(setting: Setting) -> None:
    setting.write("a/x.txt", FERRY)
    setting.write("b/x.txt", BRIDGE)
    assert setting.index().new == 4
    assert setting.index().unchanged == 4
    sound(setting)


def test_records_numbered_alike_in_two_files_are_two_articles(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    for name, text in (("a", "Die Fähre nach Aarhus fährt wieder."), ("b", "Der Rat sperrt die alte Brücke im Mai.")):
        setting.write(f"{name}.jsonl", json.dumps({"id": 1, "title": text[:9], "text": text}))
    assert setting.index().new == 2
    assert setting.index().unchanged == 2
    assert len(setting.titles()) == 2


def test_a_record_that_moves_to_another_file_stays_one_article(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    record = {"id": "n-1", "title": "Fähre", "text": "Die Fähre fährt wieder.", "url": "https://x.example/1"}
    setting.write("a.jsonl", json.dumps(record))
    setting.index()
    setting.write("b.jsonl", json.dumps(record | {"text": "Korrektur: Die Fähre fährt erst morgen."}))
    assert setting.index().changed == 1
    assert setting.titles() == {"Fähre"}


def test_a_record_without_id_keeps_its_id_when_its_text_is_corrected(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    record = {"title": "Fähre", "text": "Die Fähre fährt am Montag.", "date": "2025-01-01"}
    setting.write("a.jsonl", json.dumps(record))
    setting.index()
    setting.write("a.jsonl", json.dumps(record | {"text": "Die Fähre fährt am Dienstag."}))
    report = setting.index(prune=True)
    assert (report.changed, report.new, report.removed) == (1, 0, 0)


def test_one_id_twice_in_a_file_keeps_the_later_record(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    lines = [json.dumps({"id": "x", "title": "T", "text": f"Fassung {number} des Textes."}) for number in (1, 2)]
    setting.write("a.jsonl", "\n".join(lines))
    setting.index()
    with setting.lookup() as lookup:
        assert lookup.text("x") == "Fassung 2 des Textes."
    sound(setting)


def test_a_failing_model_loses_nothing_and_the_next_run_completes(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    for number in range(300):
        setting.write(f"{number}.txt", f"Titel {number}\n\nErster Satz {number}. Zweiter Satz {number}.")
    setting.embedder = FakeEmbedder(fail_after=450)
    with pytest.raises(EmbeddingError):
        setting.index()
    sound(setting)
    stored = len(setting.titles())
    assert 0 < stored < 300
    setting.embedder = FakeEmbedder()
    report = setting.index()
    assert report.new + stored == 300 and len(setting.titles()) == 300
    assert len(setting.embedder.embedded) == 600 - 2 * stored
    sound(setting)


def test_a_missing_path_stops_before_anything_is_written(setting: Setting) -> None:
    with pytest.raises(SourceError):
        setting.index(setting.folder, setting.root / "nothing")
    assert setting.index().new == 2


def test_another_model_is_refused_with_the_command_to_run(setting: Setting) -> None:
    setting.index()
    setting.embedder = FakeEmbedder(name="fake-2")
    with pytest.raises(ArchiveMismatch) as refused:
        setting.index()
    assert "--rebuild" in refused.value.hint and "fake-1" in refused.value.hint


def test_a_rebuild_needs_no_files_and_takes_over_at_the_end(setting: Setting) -> None:
    setting.index()
    before = builds.require(setting.home)
    with setting.lookup() as lookup:
        generation = lookup.generation()
    setting.embedder = FakeEmbedder(name="fake-2")
    report = setting.archive().update([], rebuild=True)
    assert report.sentences == 4 and setting.titles() == {"Fähre", "Brücke"}
    assert builds.require(setting.home) != before and before.exists()
    with setting.lookup() as lookup:
        assert lookup.generation() > generation
    sound(setting)
    assert not before.exists()
    assert setting.index().unchanged == 2


def test_an_interrupted_rebuild_leaves_the_old_index_and_goes_on(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    for number in range(300):
        setting.write(f"{number}.txt", f"Titel {number}\n\nErster Satz {number}. Zweiter Satz {number}.")
    setting.index()
    old = builds.require(setting.home)
    setting.embedder = FakeEmbedder(name="fake-2", fail_after=450)
    with pytest.raises(EmbeddingError):
        setting.archive().update([], rebuild=True)
    assert builds.require(setting.home) == old and builds.unfinished(setting.home)
    setting.embedder = FakeEmbedder()
    (setting.folder / "7.txt").unlink()
    setting.index(prune=True)
    assert "rebuild" in " ".join(setting.examine().notes)
    setting.embedder = FakeEmbedder(name="fake-2")
    report = setting.archive().update([], rebuild=True)
    assert report.sentences < 300 and len(setting.titles()) == 299
    sound(setting)


@pytest.mark.parametrize("part", ["dates", "words", "passages"])
def test_rules_that_need_no_embedding_are_applied_anew_by_the_next_run(
    setting: Setting, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting.index()
    module = getattr(analysis, part)
    monkeypatch.setattr(module, "RULES_VERSION", f"{part}-999")
    wanted = analysis.fingerprint("fake-1")
    with setting.database() as database:
        with pytest.raises(ArchiveMismatch) as refused:
            analysis.check_fingerprint(Catalogue(database).fingerprint(), wanted)
        assert "dateline index" in refused.value.hint and "--rebuild" not in refused.value.hint
        with database.transaction():
            database.run("DELETE FROM dates")
    embedded = len(setting.embedder.embedded)
    assert setting.index().unchanged == 2
    assert len(setting.embedder.embedded) == embedded
    with setting.database() as database:
        assert database.value("SELECT count(*) FROM dates") > 0
        analysis.check_fingerprint(Catalogue(database).fingerprint(), wanted)
    sound(setting)


def test_every_change_is_told_by_name(setting: Setting) -> None:
    setting.index()
    setting.write("ferry.txt", FERRY + " Nachtrag.")
    (setting.folder / "bridge.txt").unlink()
    setting.index(prune=True)
    assert [(change.action, change.title) for change in setting.changes] == [
        ("new", "Brücke"),
        ("new", "Fähre"),
        ("changed", "Fähre"),
        ("removed", "Brücke"),
    ]


def test_html_pdf_and_word_files_are_read(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    paragraph = "Der Rat hat am Montag getagt und die Sanierung der alten Brücke einstimmig beschlossen. "
    setting.write(
        "rat.html",
        "<html lang='en'><head><title>Rat tagt</title><meta property='og:site_name' content='Bote'>"
        "<meta property='article:published_time' content='2025-10-28T09:00:00+01:00'></head>"
        f"<body><nav>Start Mehr</nav><article><h1>Rat tagt</h1><p>{paragraph * 2}</p></article></body></html>",
    )
    write_word(setting.folder / "wort.docx", ["Rat tagt", paragraph])
    write_pdf(
        setting.folder / "2025-10-28-blatt.pdf", ["Rat tagt", "Der Rat hat die Sanie-", "rung der Nord- und", paragraph]
    )
    setting.write("kaputt.pdf", "%PDF-1.4 nichts")
    setting.write("kaputt.docx", "PK nichts")
    report = setting.index()
    assert report.new == 3, report
    assert [Path(each.path).name for each in report.failed] == ["kaputt.docx", "kaputt.pdf"]
    with setting.lookup() as lookup:
        facts = lookup.facts(["rat", "wort", "2025-10-28-blatt"])
        text = str(lookup.text("2025-10-28-blatt"))
    assert {each.title for each in facts.values()} == {"Rat tagt"}
    assert (facts["rat"].source, facts["rat"].language, str(facts["rat"].published)) == ("Bote", "de", "2025-10-28")
    assert str(facts["2025-10-28-blatt"].published) == "2025-10-28" and facts["wort"].published is None
    assert "Sanierung" in text and "Nord- und" in text


def write_word(path: Path, paragraphs: list[str]) -> None:
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))


def write_pdf(path: Path, lines: list[str]) -> None:
    """A PDF of one page, one line below the other, as small as PDFs can be."""
    shown = " ".join(f"({line.encode('cp1252').decode('latin-1')}) Tj T*" for line in lines)
    content = f"BT /F1 10 Tf 50 700 Td 14 TL {shown} ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    raw, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj%s endobj\n" % (number, each)
    start = len(raw)
    raw += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    path.write_bytes(bytes(raw) + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)


def test_an_old_schema_is_refused_with_what_to_do(setting: Setting) -> None:
    setting.index()
    with setting.database() as database:
        database.run("UPDATE meta SET value = '0' WHERE key = 'schema'")
    with pytest.raises(ArchiveError) as refused:
        setting.index()
    assert refused.value.hint
