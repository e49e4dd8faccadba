"""What of a model's text is shown."""

from __future__ import annotations

from bot.model.drafting import drafted
from bot.rendering import answer_text
from tests.model.conftest import Samples
from tests.model.fakes import ScriptedModel, number_of

WHEN = "When did Choi meet Putin?"


def test_only_proven_sentences_are_shown_each_as_soon_as_it_is_proven(samples: Samples) -> None:
    def text(_: str, request: str) -> str:
        met, left = number_of(request, "Wladimir Putin hat"), number_of(request, "am Sonntag mit")
        return (
            f"Choi met Putin on Monday, 27 October 2025 [{met}]. She was 54 years old [{met}]. "
            f"Choi had left Pyongyang on Sunday, 26 October 2025 [{left}][{met}]. They signed it in Paris [{met}]."
        )

    shown: list[str] = []
    answer = samples.bot(ScriptedModel(text)).ask(WHEN, show=shown.append)
    assert shown == [
        "Choi met Putin on Monday, 27 October 2025. [1]",
        " Choi had left Pyongyang on Sunday, 26 October 2025. [2][1]",
    ]
    assert answer.text == "".join(shown)
    assert [each.shown for each in answer.checks] == [True, False, True, False]
    assert answer.writer == "fake:scripted"
    assert [each.marker for each in answer.citations] == [1, 2]
    assert [date.text for date in answer.citations[0].dates] == ["Montag"]


def test_nothing_proven_is_the_extractive_answer_with_a_note(samples: Samples) -> None:
    answer = samples.bot(ScriptedModel("Choi met Putin on 3 May 2024 [1].")).ask(WHEN)
    assert answer.writer == "extractive"
    assert answer.text == "On Monday, 27 October 2025. [1]"
    assert "proven" in answer.note
    assert answer.note in answer_text(answer)


def test_true_words_that_do_not_answer_are_not_shown(samples: Samples) -> None:
    shown: list[str] = []
    model = ScriptedModel(lambda _, request: f"Choi met Putin [{number_of(request, 'Wladimir Putin hat')}].")
    answer = samples.bot(model).ask(WHEN, show=shown.append)
    assert shown == []
    assert answer.writer == "extractive"


def test_a_sentence_with_unknown_markers_is_dropped(samples: Samples) -> None:
    answer = samples.bot(ScriptedModel("Choi met Putin on 27 October 2025 [99].")).ask(WHEN)
    assert answer.writer == "extractive"
    assert not answer.checks[0].shown


def test_a_sentence_without_markers_is_proven_by_the_nearest_one_or_dropped(samples: Samples) -> None:
    text = "Putin received Choi on 27 October 2025 in the Kremlin. Choi was received by Putin on 3 May 2024."
    answer = samples.bot(ScriptedModel(text)).ask(WHEN)
    assert answer.text == "Putin received Choi on 27 October 2025 in the Kremlin. [1]"
    assert "am Montag im Kreml" in answer.citations[0].quote


def test_without_evidence_the_model_is_not_asked(samples: Samples) -> None:
    model = ScriptedModel("Brasília [1].")
    answer = samples.bot(model).ask("What is the population of Wagadugu?")
    assert not answer.answered
    assert model.requests == []


def test_the_request_shows_resolved_dates_and_fences_the_articles(samples: Samples) -> None:
    model = ScriptedModel("")
    samples.bot(model).ask(WHEN)
    instructions, request = model.requests[0]
    assert "English" in instructions
    assert "“Montag” = on Monday, 27 October 2025" in request
    assert "Abendkurier, published 28 October 2025" in request
    assert request.count("<evidence>") == request.count("</evidence>") == 1
    assert "Today is 1 March 2026." in request


def test_sentences_and_their_markers() -> None:
    text = "- First, in May [1]. Second. [2, 3]\n- Third one here. It goes on [4][5].\n\nNo marker."
    for size in (1, 3, 1000):
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        found = [(each.text, each.cited, each.listed) for each in drafted(pieces, "en")]
        assert found == [
            ("First, in May.", (1,), True),
            ("Second.", (2, 3), False),
            ("Third one here.", (4, 5), True),
            ("It goes on.", (4, 5), True),
            ("No marker.", (), False),
        ]
