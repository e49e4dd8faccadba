"""`doctor` finds what does not fit together and mends it; a backup brings everything back."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import builds
from index.errors import ArchiveError, ArchiveMissing
from tests.index.archives import Setting
from tests.index.fakes import DIMENSION


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    made = Setting(tmp_path)
    for number in range(12):
        made.write(f"{number}.txt", f"Titel {number}\n\nErster Satz {number} hier. Zweiter Satz {number} dort.")
    made.index()
    return made


def run(setting: Setting, statement: str) -> None:
    with setting.database() as database:
        database.run("PRAGMA foreign_keys = OFF")
        database.run(statement)


def lose_vectors(setting: Setting) -> None:
    setting.vectors().delete(next(iter(setting.vectors().keys()))[:3])


def add_orphans(setting: Setting) -> None:
    setting.vectors().write(["nobody@0#0"], np.eye(1, DIMENSION, dtype=np.float32))


def stretch_vectors(setting: Setting) -> None:
    key = next(iter(setting.vectors().keys()))[0]
    setting.vectors().write([key], 3 * np.eye(1, DIMENSION, dtype=np.float32))


def lose_store(setting: Setting) -> None:
    build = builds.require(setting.home)
    for file in sorted((build / "vectors").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()


def break_store(setting: Setting) -> None:
    (builds.require(setting.home) / "vectors" / "chroma.sqlite3").write_bytes(b"no database" * 1000)


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        (lose_vectors, "Sentences without a vector"),
        (add_orphans, "Vectors without a sentence"),
        (stretch_vectors, "Vectors that are not of length 1"),
        (lose_store, "Sentences without a vector"),
        (break_store, "The vector store cannot be opened"),
        (lambda s: run(s, "UPDATE sentences SET start = start + 100000 WHERE id = 3"), "sentences do not fit"),
        (lambda s: run(s, "UPDATE sentences SET key = 'x' WHERE id = 3"), "sentences do not fit"),
        (lambda s: run(s, "DELETE FROM sentences WHERE ordinal = 0 AND article = '3'"), "sentences do not fit"),
        (lambda s: run(s, "UPDATE articles SET text = 'Kurz.' WHERE id = '5'"), "sentences do not fit"),
        (lambda s: run(s, "DELETE FROM passage_text WHERE rowid = 2"), "Full text search"),
        (lambda s: run(s, "DELETE FROM shingles WHERE article = 2"), "sentences do not fit"),
    ],
)
def test_damage_is_found_and_mended(setting: Setting, damage: Callable[[Setting], None], finding: str) -> None:
    assert setting.examine().is_sound
    damage(setting)
    found = setting.examine()
    assert not found.is_sound and any(finding in each.what for each in found.findings), found
    assert all(each.remedy for each in found.findings)
    setting.examine(repair=True)
    after = setting.examine()
    assert after.is_sound, after
    # One damage shortens a text to one sentence.
    assert after.articles == 12 and after.sentences == after.vectors and after.sentences in (23, 24)
    assert setting.found("Erster Satz 7 hier.") == "Erster Satz 7 hier."


def test_an_archive_made_otherwise_says_what_to_run(setting: Setting) -> None:
    setting.embedder.name = "fake-2"
    (finding,) = setting.examine().findings
    assert "embeddings" in finding.what and "--rebuild" in finding.remedy


def test_a_damaged_catalogue_is_told_and_not_touched(setting: Setting) -> None:
    path = builds.require(setting.home) / "catalogue.sqlite3"
    raw = bytearray(path.read_bytes())
    raw[4096:12288] = os.urandom(8192)
    path.write_bytes(bytes(raw))
    try:
        found = setting.examine(repair=True)
    except ArchiveError as error:
        assert "restore" in error.hint
    else:
        assert not found.is_sound and "restore" in found.findings[0].remedy


def test_a_backup_brings_everything_back_without_embedding(setting: Setting, tmp_path: Path) -> None:
    file = tmp_path / "saved" / "archive.zip"
    assert setting.archive().save(file) == file.stat().st_size
    other = Setting(tmp_path / "other")
    other.root.mkdir()
    assert other.archive().load(file) == 12
    assert other.examine().is_sound and other.titles() == setting.titles()
    assert other.found("Zweiter Satz 4 dort.") == "Zweiter Satz 4 dort." and other.embedder.embedded == []
    assert [path.name for path in file.parent.iterdir()] == ["archive.zip"]


def test_a_backup_replaces_an_archive_only_when_asked(setting: Setting, tmp_path: Path) -> None:
    file = tmp_path / "archive.zip"
    setting.archive().save(file)
    setting.write("new.txt", "Neu\n\nEin neuer Artikel ist da.")
    setting.index()
    with setting.lookup() as lookup:
        generation = lookup.generation()
    with pytest.raises(ArchiveError) as refused:
        setting.archive().load(file)
    assert "--replace" in refused.value.hint and "Neu" in setting.titles()
    setting.archive().load(file, replace=True)
    assert "Neu" not in setting.titles()
    with setting.lookup() as lookup:
        assert lookup.generation() > generation


def test_a_damaged_backup_changes_nothing(setting: Setting, tmp_path: Path) -> None:
    file = tmp_path / "archive.zip"
    setting.archive().save(file)
    whole = file.read_bytes()
    for damaged in (b"", b"PK", whole[: len(whole) // 2], whole[:600] + b"\0" * 400 + whole[1000:]):
        file.write_bytes(damaged)
        with pytest.raises(ArchiveError) as error:
            setting.archive().load(file, replace=True)
        assert error.value.hint and "\n" not in error.value.message
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("manifest.json", '{"format": "another"}')
    with pytest.raises(ArchiveError):
        setting.archive().load(file, replace=True)
    with pytest.raises(ArchiveError):
        setting.archive().load(tmp_path / "nothing.zip", replace=True)
    assert len(setting.titles()) == 12 and setting.examine().is_sound


def test_a_backup_that_cannot_be_written_says_so(setting: Setting) -> None:
    with pytest.raises(ArchiveError) as error:
        setting.archive().save(setting.folder / "1.txt" / "archive.zip")
    assert error.value.hint


def test_without_an_archive_there_is_nothing_to_check_or_save(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    with pytest.raises(ArchiveMissing):
        setting.examine()
    with pytest.raises(ArchiveMissing):
        setting.archive().save(tmp_path / "x.zip")
