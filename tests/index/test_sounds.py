"""Sounds of words, and the capitalised words that an archive keeps by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.fulltext import Column
from index.sounds import sound_alike, sound_keys
from index.words import capitalised
from tests.index.archives import Setting

ARTICLE = "date 2025-03-04\n\nGestern traf Lawrow den Kremlchef. Danach fuhr er in das Tal der Lieder."


@pytest.mark.parametrize(
    ("one", "other"),
    [("juschtschenko", "yushchenko"), ("gadhafi", "qaddafi"), ("schewardnadse", "shevardnadze"), ("lech", "lekh")],
)
def test_spellings_of_a_name_sound_alike_and_share_a_key(one: str, other: str) -> None:
    assert sound_alike(one, other)
    assert set(sound_keys(one)) & set(sound_keys(other))


@pytest.mark.parametrize(
    ("one", "other"), [("merkel", "merkle"), ("weber", "weger"), ("merz", "marz"), ("son", "schon")]
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert not sound_alike(one, other)


def test_numbers_and_single_letters_have_no_key() -> None:
    assert sound_keys("1989") == sound_keys("a") == sound_keys("x" * 40) == ()


def test_a_word_that_only_begins_sentences_is_kept_unless_it_is_written_small_too() -> None:
    text = "Various ships came. Lawrow spoke of various things. „Morgen“, sagte er in Tiflis."
    assert {"lawrow", "tiflis"} <= capitalised(text)
    assert not {"various", "ships", "er"} & capitalised(text)


def test_full_text_search_gives_the_words_of_the_archive(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    setting.write("eins.txt", ARTICLE)
    setting.index()
    with setting.fulltext() as fulltext:
        assert fulltext.sounding_like("lavrov") == ["lawrow"]
        assert fulltext.beginning("kreml") == ["kremlchef"]
        assert fulltext.known(["tal", "berg"]) == ["tal"]
        assert fulltext.matches(["kremlchef danach"], column=Column.WORDS, languages=["de"], limit=5)
        assert not fulltext.matches(["danach kremlchef"], column=Column.WORDS, languages=["de"], limit=5)
