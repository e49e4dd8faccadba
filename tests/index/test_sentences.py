"""Sentences and passages: exact offsets on any text, and the places where news text ends a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Span
from index.passages import LONGEST as LONGEST_PASSAGE
from index.passages import extent, passages
from index.sentences import LONGEST, sentences
from tests.index.naughty import naughty_strings

#: Any text, and text rich in what sentence splitting looks at.
_ANY = st.text() | st.text(alphabet="aZä .!?„“\"'()\n\t\r0123456789–-•*\u00a0\u2028e.z.B", max_size=300)


def check(text: str, language: str) -> list[Span]:
    spans = sentences(text, language=language)
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        sentence = text[span.start : span.end]
        assert sentence == sentence.strip() and 0 < len(sentence) <= LONGEST
        end = span.end
    return spans


def shown(text: str, language: str = "de") -> list[str]:
    return [text[span.start : span.end] for span in check(text, language)]


@settings(max_examples=150, deadline=None)
@given(_ANY, st.sampled_from(["de", "en", "fr"]))
def test_spans_are_ordered_apart_and_trimmed_on_any_text(text: str, language: str) -> None:
    check(text, language)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="ab \n.", min_size=1200, max_size=4000))
def test_overlong_text_is_cut_within_the_limit(text: str) -> None:
    check(text, "en")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 2000), max_size=40))
def test_passages_hold_every_sentence_once_and_in_order(lengths: list[int]) -> None:
    spans, position = [], 0
    for length in lengths:
        spans.append(Span(position, position + length))
        position += length + 1
    groups = passages(spans)
    assert [ordinal for group in groups for ordinal in group] == list(range(len(spans)))
    for group in groups:
        covered = extent(spans, group)
        assert len(group) == 1 or covered.end - covered.start <= LONGEST_PASSAGE


def test_no_letter_is_lost_on_naughty_strings() -> None:
    for text in naughty_strings():
        kept = "".join(text[span.start : span.end] for span in check(text, "en"))
        if len(text) < LONGEST:
            assert [each for each in kept if each.isalnum()] == [each for each in text if each.isalnum()]


@settings(max_examples=150, deadline=None)
@given(_ANY)
def test_no_letter_is_lost_on_any_text(text: str) -> None:
    kept = "".join(text[span.start : span.end] for span in check(text, "de"))
    assert [each for each in kept if each.isalnum()] == [each for each in text if each.isalnum()]


@pytest.mark.parametrize(
    "text",
    [
        "Sie kam am 28. Oktober 2025 an.",
        "Das sagte Dr. h. c. Maier in Bonn.",
        "Viele, z. B. die Grünen, waren dagegen.",
        "Am 29. und 30. Oktober wird getagt.",
    ],
)
def test_dates_and_abbreviations_do_not_end_a_sentence(text: str) -> None:
    assert shown(text) == [text]


def test_headings_and_list_items_are_sentences_of_their_own() -> None:
    text = "Rat tagt\n\nDer Rat kam zusammen. Er ging wieder.\n- Punkt eins\n- Punkt zwei"
    assert shown(text) == ["Rat tagt", "Der Rat kam zusammen.", "Er ging wieder.", "- Punkt eins", "- Punkt zwei"]


def test_lines_wrapped_by_an_editor_are_read_as_one_paragraph() -> None:
    line = "Der Rat der Stadt hat am Montag nach langer Sitzung ohne Eile und"
    text = "\n".join([line] * 5) + "\nSchluss gemacht."
    assert len(shown(text)) == 1


def test_a_line_of_dashes_is_no_sentence() -> None:
    assert shown("Eins.\n-----\n***\nZwei.") == ["Eins.", "Zwei."]


@pytest.mark.parametrize("bullet", ["•", "-", "*", "–", "▪"])
def test_an_item_of_a_list_has_sentences_too(bullet: str) -> None:
    item = f"{bullet} Die Werft bleibt bis Mai zu. Danach liegt dort die Fähre."
    assert shown(item) == [f"{bullet} Die Werft bleibt bis Mai zu.", "Danach liegt dort die Fähre."]
