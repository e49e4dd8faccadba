"""Which language a question is asked in."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.asked_in import asked_in, is_english


@pytest.mark.parametrize(
    ("question", "language"),
    [
        # The asking word decides, whatever names stand beside it.
        ("When did the Süddeutsche Zeitung move?", "en"),
        ("Wann eröffnete das Empire State Building?", "de"),
        # Function words do.
        ("the date of the vote", "en"),
        ("das Datum der Abstimmung", "de"),
        # The words themselves do.
        ("Choi Putin Treffen", "de"),
        ("Choi Putin meeting", "en"),
        ("harbour bridge reopening date", "en"),
        ("Wiedereröffnung Hafenbrücke", "de"),
        ("bridge Hafenbrücke reopened", "en"),
    ],
)
def test_questions_and_keywords(question: str, language: str) -> None:
    assert asked_in(question, ("de", "en")) == language
    assert asked_in(question, ("en", "de")) == language


def test_one_language_is_the_only_choice() -> None:
    assert asked_in("Choi Putin meeting", ("de",)) == "de"


def test_other_languages_are_left_to_the_detector() -> None:
    text = "date du sommet entre les deux présidents"
    assert asked_in(text, ("de", "fr")) == "fr"
    assert asked_in(text, ("de", "en", "fr")) == "fr"
    assert asked_in("reunión presidentes", ("en", "es")) == "es"


# The first word takes the dictionary from the disk.
@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_one_of_the_languages(text: str) -> None:
    assert asked_in(text, ("de", "en")) in ("de", "en")


def test_the_detector_of_languages_is_not_loaded_for_two_languages() -> None:
    """It takes 75 MB, which a bot that answers keeps."""
    code = (
        "import sys; from retrieval.asked_in import asked_in; "
        "print(asked_in('Choi Putin Treffen', ('de', 'en')), 'py3langid.langid' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["de", "False"]


@pytest.mark.parametrize(
    ("word", "known"), [("North", True), ("counter-offensive", True), ("Pjöngjang", False), ("Zxqv", False)]
)
def test_dictionary_words(word: str, known: bool) -> None:
    assert is_english(word) is known
