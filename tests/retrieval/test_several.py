"""Questions over several articles, and the outlets that a question names."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bot.bot import Bot
from bot.wiring import open_bot
from retrieval.outlets import outlets_named
from retrieval.question import Query, analyse_question
from retrieval.search import Evidence
from retrieval.several import merged, parts_of
from tests.retrieval.test_ranking import found

LONG = (
    "Does the Harbour Echo report that the old grain silo in Kielau will be turned into a concert hall by spring, "
    "while the Inland Courier says that farmers around Motten lost most of their apple harvest to late frost?"
)
SILO = (
    "The old grain silo on the quay of Kielau will be turned into a concert hall. "
    "Builders are to finish before spring, the mayor said. Seats for eight hundred people are planned."
)
FROST = (
    "Farmers around Motten have lost most of their apples. "
    "Frost in the last week of April killed the blossom in nearly every orchard. Insurers will pay for a third."
)
OTHERS = [
    "A concert hall in the capital reopened after a fire. Its organ had been rebuilt by students.",
    "Grain prices rose for the third week. Traders blamed a drought in the south.",
    "The apple was the most eaten fruit of the year, a survey found. Pears came second.",
    "Frost closed two mountain passes. Snow ploughs were out from four in the morning.",
]


def query(text: str) -> Query:
    return analyse_question(text, languages=("de", "en"), as_of=datetime.date(2026, 3, 1))


def test_a_long_question_about_two_things_has_a_part_for_each() -> None:
    first, second = parts_of(query(LONG))
    assert "silo" in first.text and "apple" not in first.text
    assert "apple" in second.text and "silo" not in second.text
    assert "Kielau" in first.names and "Kielau" not in second.names


@pytest.mark.parametrize(
    "text",
    [
        "When did Choi meet Putin?",
        "Who is the mayor of Kielau, and since when?",
        "Wann wurde die Brücke, die nach dem Krieg gebaut wurde, gesperrt und warum?",
    ],
)
def test_a_short_question_has_none(text: str) -> None:
    assert parts_of(query(text)) == []


def test_each_search_brings_its_best_and_no_passage_comes_twice() -> None:
    one, two, three, four = (found(number, f"Sentence {number}.", score=0.9) for number in range(1, 5))
    joined: list[Evidence] = merged([[one, two, three], [four, one]], limit=3)
    assert [each.sentence.text for each in joined] == ["Sentence 1.", "Sentence 4.", "Sentence 2."]
    assert [each.score for each in joined] == sorted((each.score for each in joined), reverse=True)


def test_outlets_are_named_as_they_are_written_the_longest_first() -> None:
    sources = ["Echo", "Echo am Abend", "Courier", "news", "Der Bote"]
    assert outlets_named("What does the Echo am Abend say?", sources) == {"Echo am Abend"}
    assert outlets_named("Was schrieben Der Bote und der Echo?", sources) == {"Der Bote", "Echo"}
    assert outlets_named("Any news of the couriers and the echo of Couriers?", sources) == frozenset()


def indexed(folder: Path, texts: dict[str, str]) -> Bot:
    for number, (source, text) in enumerate(texts.items()):
        head = f"---\ntitle: Report {number}\nsource: {source}\ndate: 2026-02-0{number + 1}\n---\n"
        (folder / f"{number}.md").write_text(f"{head}{text}\n", encoding="utf-8")
    bot = open_bot(home=folder / "home")
    bot.index([folder])
    return bot


def test_both_articles_of_a_question_come_before_what_is_like_either(tmp_path: Path) -> None:
    others = {f"Other {number}": text for number, text in enumerate(OTHERS)}
    with indexed(tmp_path, {"Harbour Echo": SILO, "Inland Courier": FROST} | others) as bot:
        assert {each.article.source for each in bot.search(LONG, limit=2)} == {"Harbour Echo", "Inland Courier"}


@pytest.mark.parametrize("outlet", ["Harbour Echo", "Inland Courier"])
def test_of_two_outlets_the_one_that_is_named_comes_first(tmp_path: Path, outlet: str) -> None:
    texts = {
        "Harbour Echo": "The council of Kielau has passed its budget. Swimming baths stay open, parking costs more.",
        "Inland Courier": "Kielau has a budget at last. The council raises fees for parking and keeps the baths.",
    }
    with indexed(tmp_path, texts) as bot:
        assert bot.search(f"What does the {outlet} say about the budget of Kielau?")[0].article.source == outlet
