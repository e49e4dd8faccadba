"""Lists in articles: asked for several events, Dateline answers with the items, each with its date."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from bot.bot import Bot
from bot.several import list_under
from bot.wiring import open_bot
from retrieval.question import analyse_question

VISITS = """---
title: Brandt reist wieder nach Norland
date: 2026-01-20
---
Kanzlerin Brandt fliegt am Donnerstag nach Norland, wo sie Präsident Okafor trifft.
In ihrer Amtszeit hat Brandt den Präsidenten Okafor schon dreimal auf einem Gipfel getroffen:
• das erste Mal in Hafenstadt im Mai 2022,
• ein Jahr später, am 14. Juni 2023, auf der Insel Mor,
• und zuletzt im Winterpalast im November desselben Jahres.
Beobachter erwarten diesmal kein Ergebnis. Die Wirtschaft hofft auf ein Abkommen über Erze.
"""
OTHER = """---
title: Okafor eröffnet Bahnlinie
date: 2026-02-03
---
Präsident Okafor hat am Montag die Bahnlinie an die Küste eröffnet. Brandt schickte einen Glückwunsch.
Das Protokoll sah vor:
- Reden am Vormittag,
- ein Essen um 13 Uhr.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "visits.md").write_text(VISITS, encoding="utf-8")
    (folder / "line.md").write_text(OTHER, encoding="utf-8")
    with open_bot(home=folder / "home") as found:
        found.index([folder])
        yield found


@pytest.mark.parametrize(
    "question",
    [
        "Which summits did Brandt and Okafor hold, and when?",
        "Welche Gipfel hielten Brandt und Okafor ab, und wann?",
    ],
)
def test_the_items_under_a_sentence_are_its_events(bot: Bot, question: str) -> None:
    answer = bot.ask(question, as_of=datetime.date(2026, 3, 1))
    assert answer.answered
    assert [citation.dates[0].value for citation in answer.citations] == ["2022-05", "2023-06-14", "2023-11"]
    for citation in answer.citations:
        text = bot.parts().lookup.text(citation.article.id)
        assert text is not None and text[citation.start : citation.end] == citation.quote
        assert not citation.quote.startswith("•")


@pytest.mark.parametrize(
    "question",
    [
        "Which summits did Brandt and Castellani hold, and when?",
        "Which operas did Brandt and Okafor attend, and when?",
    ],
)
def test_a_list_of_something_else_is_no_answer(bot: Bot, question: str) -> None:
    assert not bot.ask(question, as_of=datetime.date(2026, 3, 1)).answered


def test_a_list_is_found_from_its_items_and_behind_other_sentences(bot: Bot) -> None:
    question = "Which summits did Brandt and Okafor hold, and when?"
    parts = bot.parts()
    query = analyse_question(question, languages=("de", "en"), as_of=datetime.date(2026, 3, 1))
    visits = bot.ask(question).citations[0].article.id
    own = parts.searcher.of_articles(query, [visits], vector=parts.embedder.embed_question(question))
    before, _, first, *_, last = sorted(own, key=lambda each: each.sentence.ordinal)
    wanted = ["2022-05-01", "2023-06-14", "2023-11-01"]
    assert [str(each.begin) for each in list_under(query, [first], own)] == wanted
    assert [str(each.begin) for each in list_under(query, [before, last, first], own)] == wanted
    assert list_under(query, [before, last], own) == []
