"""Follow-ups are made standalone; what needs nothing stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import Turn, looks_like_question, standalone

CHOI = Turn("When did Choi meet Putin?", "en")
SUN_HUI = Turn("Wann empfing Wladimir Putin Choi Sun-hui?", "de")


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        (CHOI, "And when did she leave?", "When did Choi leave?"),
        (CHOI, "When did he say that?", "When did Choi say that?"),
        (CHOI, "When did they meet again?", "When did Choi and Putin meet again?"),
        (CHOI, "What was her plan?", "What was Choi's plan?"),
        (CHOI, "Who came with her?", "Who came with Choi?"),
        (CHOI, "And Lavrov?", "When did Choi meet Lavrov?"),
        (CHOI, "What about Lavrov?", "When did Choi meet Lavrov?"),
        (CHOI, "And in June 2019?", "When did Choi meet Putin (in June 2019)?"),
        (CHOI, "Where was that?", "Where was that? (Choi meet Putin)"),
        (CHOI, "How long did it last?", "How long did it last? (Choi, Putin)"),
        (CHOI, "When does the ferry to Aarhus start?", "When does the ferry to Aarhus start?"),
        (CHOI, "Und wann reiste sie ab?", "Wann reiste Choi ab?"),
        (SUN_HUI, "Und wann reiste er ab?", "Wann reiste Wladimir Putin ab?"),
        (SUN_HUI, "Wann trafen sie sich?", "Wann trafen Wladimir Putin und Choi Sun-hui sich?"),
        (SUN_HUI, "Und Lawrow?", "Wann empfing Wladimir Putin Lawrow?"),
        (SUN_HUI, "Was ist mit Lawrow?", "Wann empfing Wladimir Putin Lawrow?"),
        (SUN_HUI, "Was sagte sein Sprecher?", "Was sagte Wladimir Putins Sprecher?"),
        (SUN_HUI, "Wo war das?", "Wo war das? (empfing Wladimir Putin Choi Sun-hui)"),
        (
            Turn("Who visited Moscow in October 2025?", "en"),
            "And who went with him?",
            "Who went with him? (visited Moscow, in October 2025)",
        ),
        (Turn("When was the bridge built?", "en"), "And when did it open?", "When did it open? (bridge built)"),
    ],
)
def test_names_and_time_are_carried_over(earlier: Turn, question: str, expected: str) -> None:
    assert standalone(question, [earlier]) == expected


def test_names_come_from_the_latest_turn_that_has_any() -> None:
    turns = [CHOI, Turn("Where was that? (Choi meet Putin)", "en"), Turn("How long did it last?", "en")]
    assert standalone("And when did she leave?", turns) == "When did Choi leave?"


def test_the_first_question_stays_as_it_is() -> None:
    assert standalone("  And when   did she leave? ", []) == "And when did she leave?"


def test_a_rewriter_sees_the_last_turns_and_an_empty_rewrite_changes_nothing() -> None:
    seen: list[int] = []

    def rewrite(question: str, turns: object) -> str:
        seen.append(len(turns))  # type: ignore[arg-type]
        return "" if "again" in question else "When did Choi leave Moscow?"

    assert standalone("When did she leave?", [CHOI] * 9, rewrite=rewrite) == "When did Choi leave Moscow?"
    assert standalone("And again?", [CHOI], rewrite=rewrite) == "And again?"
    assert seen == [5, 1]


@pytest.mark.parametrize(
    "text", ["And when did she leave", "und wann kam er", "was there rain?", "What about Lavrov", "tell me more"]
)
def test_questions_are_told(text: str) -> None:
    assert looks_like_question(text, "en") or looks_like_question(text, "de")


@pytest.mark.parametrize(
    "text", ["thanks!", "Danke dir", "Great, see you tomorrow", "ok", "I agree with Anna", ":+1:", ""]
)
def test_other_talk_is_told(text: str) -> None:
    assert not looks_like_question(text, "en") and not looks_like_question(text, "de")


@given(st.text(max_size=200), st.lists(st.builds(Turn, st.text(max_size=100), st.sampled_from(["de", "en", "fr"]))))
def test_no_text_breaks_it(question: str, earlier: list[Turn]) -> None:
    assert isinstance(standalone(question, earlier), str)
    looks_like_question(question, "de")
