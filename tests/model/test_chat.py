"""The conversation in a terminal."""

from __future__ import annotations

from tests.model.conftest import Samples
from tests.model.fakes import ScriptedModel, number_of


def converse(samples: Samples, lines: list[str], model: ScriptedModel | None = None) -> str:
    from bot.chat import converse as talk

    written: list[str] = []
    talk(samples.bot(model), lines=lines, write=written.append, prompt="")
    return "".join(written)


def test_follow_up_sources_and_limits(samples: Samples) -> None:
    text = converse(
        samples,
        [
            "When did Choi meet Putin?\n",
            "And when did she leave?\n",
            "/sources",
            "/since 2026-01-01",
            "When did Choi leave?",
        ],
    )
    assert "On Monday, 27 October 2025. [1]" in text
    assert "(When did Choi leave?)\nOn Sunday, 26 October 2025. [1]" in text
    assert text.count("“Sonntag” = 26 Oct 2025") == 2
    assert "published on 2026-01-01 or later" in text
    assert text.rstrip().count("The archive does not say.") == 1


def test_commands_that_are_wrong(samples: Samples) -> None:
    text = converse(samples, ["/since tomorrow", "/sources", "/help", "???", "/quit", "When did Choi meet Putin?"])
    assert "'tomorrow' is not a day" in text
    assert "No answer stands on anything yet." in text
    assert "Commands:" in text
    assert "27 October" not in text


def test_what_a_model_writes_is_shown_once(samples: Samples) -> None:
    model = ScriptedModel(lambda _, request: f"Choi met Putin on 27 October 2025 [{number_of(request, 'Wladimir')}].")
    text = converse(samples, ["When did Choi meet Putin?"], model)
    assert text.count("Choi met Putin on 27 October 2025. [1]") == 1
    assert "“Montag” = 27 Oct 2025" in text
