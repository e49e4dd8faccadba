"""Words as full text search sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import stems, words


def test_words_are_folded_and_numbers_stay_whole() -> None:
    assert words("Pjöngjang, Straße: 26.000 Gäste, 14:30") == ["pjongjang", "strasse", "26.000", "gaste", "14:30"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("de", "Treffen", "treffe"), ("de", "Häuser", "Hauses"), ("en", "visited", "visits"), ("en", "Putin’s", "Putin")],
)
def test_word_forms_share_a_stem(language: str, one: str, other: str) -> None:
    assert stems(one, language=language) == stems(other, language=language)


def test_an_unknown_language_keeps_plain_words() -> None:
    assert stems("Maisons élevées", language="fr") == words("Maisons élevées")


@given(st.text())
def test_any_text_gives_words_that_full_text_search_takes(text: str) -> None:
    for word in [*words(text), *stems(text, language="de")]:
        assert word == word.strip() and '"' not in word
