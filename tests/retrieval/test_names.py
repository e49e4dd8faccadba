"""Names in other spellings, and confidence that depends on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import words
from retrieval.names import is_named


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Putin", "Putins Reise"),
        ("Lavrov", "Sergej Lawrow"),
        ("Pyongyang", "in Pjöngjang"),
        ("Peskov", "Sprecher Peskow"),
        ("Zelensky", "Präsident Selenskyj"),
        ("Korea", "die nordkoreanische Agentur"),
        ("26,000", "rund 26.000 Menschen"),
        ("Jong-un", "Kim Jong Un"),
        ("Xi", "Xis Besuch"),
        ("Tchaikovsky", "von Tschaikowski"),
    ],
)
def test_finds_a_name_in_another_spelling(name: str, text: str) -> None:
    assert is_named(name, frozenset(words(text)))


@pytest.mark.parametrize(
    ("name", "text"),
    [("Xi", "Kim"), ("Jinping", "Putin und Trump"), ("Choi", "Putin"), ("2025", "2024"), ("Paris", "Paul Renard")],
)
def test_does_not_find_another_name(name: str, text: str) -> None:
    assert not is_named(name, frozenset(words(text)))


@given(st.text(max_size=40), st.text(max_size=200))
def test_never_fails(name: str, text: str) -> None:
    assert is_named(name, frozenset(words(text))) in (True, False)
