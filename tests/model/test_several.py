"""Questions for several events: a dated list, oldest first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bot import Bot
from bot.configuration import Settings
from bot.model.contract import LanguageModel
from bot.model.planning import MOST_SEARCHES, planned
from bot.several import asks_for_several
from bot.wiring import open_bot
from tests.archives import TODAY
from tests.model.fakes import ScriptedModel, number_of

QUESTION = "Which summits did Trump and Kim hold, and when?"
ARTICLES = [
    ("a", "Handshake at the border", "2019-07-01", "en", "Trump and Kim met for a third time at Panmunjom on Sunday."),
    ("b", "Summit in Singapore", "2018-06-13", "en", "Trump and Kim Jong-un held their first summit on Tuesday."),
    ("c", "Gipfel in Hanoi", "2019-03-01", "de", "Das Gipfeltreffen von Trump und Kim in Hanoi endete am Donnerstag."),
    ("d", "Trade talks", "2019-10-12", "en", "The United States and China agreed on a trade deal on Friday."),
]
DAYS = ["12 June 2018", "28 February 2019", "30 June 2019"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("summits")
    lines = [
        json.dumps({"id": id, "title": title, "published_at": day, "language": language, "text": text})
        for id, title, day, language, text in ARTICLES
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    with bot_over(folder / "home", None) as bot:
        bot.index([folder / "articles.jsonl"])
    return folder / "home"


def bot_over(home: Path, model: LanguageModel | None) -> Bot:
    return open_bot(settings=Settings(home=home, embeddings="use"), model=model, today=lambda: TODAY)


@pytest.mark.parametrize(
    ("question", "language", "several"),
    [
        (QUESTION, "en", True),
        ("Welche Gipfel hielten Trump und Kim ab, und wann?", "de", True),
        ("How often did Trump and Kim meet?", "en", True),
        ("Wie oft trafen sich Trump und Kim?", "de", True),
        ("When did Choi meet Putin?", "en", False),
        ("Which summit did Trump miss?", "en", False),
        ("Welche Ministerin traf Putin?", "de", False),
    ],
)
def test_telling_such_a_question(question: str, language: str, several: bool) -> None:
    assert asks_for_several(question, language) == several


def test_without_a_model_a_dated_list_of_quotes(home: Path) -> None:
    with bot_over(home, None) as bot:
        answer = bot.ask(QUESTION)
    lines = answer.text.split("\n")
    assert [day for line, day in zip(lines, DAYS, strict=True) if day in line] == DAYS
    assert all(citation.quote in line for line, citation in zip(lines, answer.citations, strict=True))
    assert all(each.shown for each in answer.checks)


def test_with_a_model_its_lines_in_the_order_of_the_events(home: Path) -> None:
    def text(instructions: str, request: str) -> str:
        if "<evidence>" not in request:
            return "1. When did Trump and Kim hold a summit?\n2. When did Trump meet Obama?\n"
        third, first = number_of(request, "third time"), number_of(request, "first summit")
        hanoi = number_of(request, "Gipfeltreffen")
        return (
            f"- Trump and Kim met at Panmunjom on 30 June 2019 [{third}].\n"
            f"- They met in Rome on 1 May 2019 [{third}].\n"
            f"- Trump and Kim held a summit on 12 June 2018 [{first}].\n"
            f"- They met in Hanoi on 28 February 2019 [{hanoi}]."
        )

    shown: list[str] = []
    model = ScriptedModel(text)
    with bot_over(home, model) as bot:
        answer = bot.ask(QUESTION, show=shown.append)
    assert "".join(shown) == answer.text
    lines = answer.text.split("\n")
    assert [day for line, day in zip(lines, DAYS, strict=True) if day in line] == DAYS
    assert [citation.marker for citation in answer.citations] == [1, 2, 3]
    assert len(model.requests) == 2


def test_a_plan_has_at_most_four_searches_and_no_name_of_its_own() -> None:
    lines = ["When did Trump meet Obama?", *(f"When did Trump meet Kim in part {'x' * n}?" for n in range(1, 7))]
    plan = planned(QUESTION, "en", ScriptedModel("\n".join(lines)))
    assert plan[0] == QUESTION
    assert len(plan) == MOST_SEARCHES
    assert not any("Obama" in each for each in plan)
