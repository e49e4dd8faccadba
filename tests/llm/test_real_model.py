"""Thirty questions to a real model that answers badly: nothing unproven is shown.

What is shown is read here by other means than the verifier's: digits and capital letters, against the cited quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answers import Answer
from bot.bot import Bot
from bot.configuration import Settings
from bot.model.langchain_model import LangChainModel
from bot.model.patience import Patience
from bot.secret import Secret
from bot.wiring import open_bot
from index.words import words
from retrieval.names import is_named
from tests.archives import SAMPLES, SEEDS, TODAY

QUESTIONS = [
    "When did Choi meet Putin?",
    "Wann traf Choi Putin?",
    "When did Choi leave Pyongyang?",
    "Wann will Choi nach Minsk reisen?",
    "When did Trump and Kim last meet in Panmunjom?",
    "When is Trump expected in South Korea?",
    "Whom did Choi meet before Putin?",
    "How long did the talk in the Kremlin take?",
    "Wann begann der Bau des Teleskops?",
    "When did the mirror of the telescope arrive?",
    "How many megapixels does the camera have?",
    "How many terabytes of test data were released?",
    "Who is the director of the observatory project?",
    "When will the ferry between Kiel and Aarhus start?",
    "How many passengers can the ferry carry?",
    "Wie lange dauert die Überfahrt nach Aarhus?",
    "Who is the chief of Baltic Bridge?",
    "When was the ferry christened?",
    "Wann wurden die Risse in der Rheinbrücke entdeckt?",
    "When was the Rhine bridge reopened?",
    "Wie viel kostet der Neubau der Rheinbrücke?",
    "Wann soll mit dem Neubau der Brücke begonnen werden?",
    "How many organ pipes were restored?",
    "Wer spielte das erste Konzert auf der Orgel?",
    "What did the restoration of the organ cost?",
    "What is the key interest rate of Norland?",
    "When is the next decision of the central bank due?",
    "Wie viele Lokführer beteiligten sich am Warnstreik?",
    "When did Putin and Kim talk on the telephone?",
    "Wann trifft sich Putin mit Trump?",
]


@pytest.fixture(scope="module")
def bot(model_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    # Little time and few words: it answers badly however long it writes.
    patience = Patience(limit=40.0, silence=30.0)
    model = LangChainModel("openai:smollm2", base_url=model_url, key=Secret(), patience=patience, most_tokens=90)
    home = tmp_path_factory.mktemp("real")
    with open_bot(settings=Settings(home=home, embeddings="use"), model=model, today=lambda: TODAY) as opened:
        opened.index([SAMPLES, *(path for path in sorted(SEEDS.glob("*.txt")))])
        yield opened


@pytest.mark.real_model
@pytest.mark.timeout(2400)
def test_nothing_unproven_is_shown(bot: Bot, record_property: pytest.FixtureRequest, tmp_path: Path) -> None:
    answers = [bot.ask(question) for question in QUESTIONS]
    by_model = [answer for answer in answers if answer.writer == "openai:smollm2"]
    written = [each for answer in answers for each in answer.checks if each.cited or answer.note]
    assert [unbacked for answer in answers for unbacked in _unbacked(answer)] == []
    asked = [answer for answer in answers if answer.writer != "extractive" or answer.note]
    assert len(asked) >= len(QUESTIONS) // 2
    dropped = sum(not each.shown for each in written)
    report = f"asked {len(asked)}, by the model {len(by_model)}, dropped {dropped} of {len(written)} sentences"
    (tmp_path / "report.txt").write_text(report, "utf-8")
    record_property("report", report)  # type: ignore[operator]


def _unbacked(answer: Answer) -> Iterator[str]:
    """Numbers and names of an answer that neither a quote nor one of its resolved dates holds."""
    if not answer.answered:
        return
    text = re.sub(r"\[\d+\]|[“”„“\"]", " ", answer.text)
    quotes = " ".join(citation.quote for citation in answer.citations)
    days = [str(day) for citation in answer.citations for date in citation.dates for day in (date.begin, date.value)]
    digits = set(re.findall(r"\d+", f"{quotes} {' '.join(days)}".replace("-0", "-")))
    told = re.findall(r"\d+", text)
    yield from (f"{answer.question}: {number}" for number in told if number.lstrip("0") not in digits)
    held = frozenset([*words(quotes), *_CALENDAR])
    for match in re.finditer(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][\w-]+", text):
        if answer.language == "en" and not is_named(match.group(), held):
            yield f"{answer.question}: {match.group()}"


_CALENDAR = words(
    "January February March April May June July August September October November December Monday Tuesday Wednesday"
    " Thursday Friday Saturday Sunday"
)
