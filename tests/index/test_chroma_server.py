"""An archive whose vectors lie on a Chroma server: indexed, read by several bots, built anew, checked, brought back."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest

from bot.configuration import Settings
from bot.wiring import open_archive, open_bot
from index.errors import ArchiveError
from tests.index.fakes import FakeEmbedder

FERRY = "Fähre\n\nDie Fähre nach Aarhus fährt seit Montag nicht mehr. Der Hafen ist gesperrt."
TOWER = "Turm\n\nDer Leuchtturm blinkt wieder grün über Skagen."


def collections(url: str) -> set[str]:
    with urllib.request.urlopen(f"{url}/api/v2/tenants/default_tenant/databases/default_database/collections") as found:
        return {each["name"] for each in json.load(found)}


def test_an_archive_on_a_server_is_the_same_archive(tmp_path: Path, chroma_url: str) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "ferry.txt").write_text(FERRY, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", chroma_url=chroma_url)
    archive = open_archive(settings, FakeEmbedder())
    before = collections(chroma_url)
    assert archive.update([articles]).new == 1
    with open_bot(settings=settings, embedder=FakeEmbedder()) as bot:
        assert bot.search("Fähre Aarhus")[0].article.id == "ferry"
        (articles / "tower.txt").write_text(TOWER, encoding="utf-8")
        archive.update([articles])
        assert bot.search("Leuchtturm Skagen")[0].article.id == "tower"
        archive.update([articles], rebuild=True)
        archive.update([articles])
        assert bot.search("Leuchtturm Skagen")[0].article.id == "tower"
        assert len(collections(chroma_url) - before) == 1
        (articles / "tower.txt").unlink()
        assert archive.update([articles], prune=True).removed == 1
        assert {each.article.id for each in bot.search("Leuchtturm Skagen")} <= {"ferry"}
    assert archive.examine().is_sound
    archive.save(tmp_path / "saved.zip")
    other = Settings(home=tmp_path / "other", chroma_url=chroma_url)
    assert open_archive(other, FakeEmbedder()).load(tmp_path / "saved.zip") == 1
    with open_bot(settings=other, embedder=FakeEmbedder()) as bot:
        assert bot.search("Fähre Aarhus")[0].article.id == "ferry"


def test_a_server_that_goes_away_is_one_clear_line_and_nothing_is_lost(tmp_path: Path, chroma_url: str) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", chroma_url=chroma_url)
    open_archive(settings, FakeEmbedder()).update([tmp_path / "ferry.txt"])
    away = Settings(home=tmp_path / "home", chroma_url="http://127.0.0.1:9")
    with open_bot(settings=away, embedder=FakeEmbedder()) as bot, pytest.raises(ArchiveError) as raised:
        bot.ask("Fähre Aarhus?")
    assert "127.0.0.1:9" in raised.value.message and "\n" not in raised.value.message and raised.value.hint
    with open_bot(settings=settings, embedder=FakeEmbedder()) as bot:
        assert bot.search("Fähre Aarhus")[0].article.id == "ferry"
