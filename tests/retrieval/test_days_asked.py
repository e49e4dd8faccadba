"""A question that names a day is answered by the sentence that means that day, not by one that writes another."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bot.wiring import open_bot
from retrieval.question import analyse_question, without_days

VISIT = """---
title: Neue Gespräche über den Hafenvertrag
date: 2025-11-18
---
Wie das Amt am Dienstag, dem 18. November 2025, mitteilte, hat Präsidentin Hallgren die Gespräche über den Hafen gelobt.
Am Montag traf sie in ihrem Amtssitz den Reeder Osei. Über den Preis wurde nicht gesprochen.
Der Vertrag läuft im Sommer aus.
"""


@pytest.mark.parametrize(
    "question", ["Whom did President Hallgren meet on 17 November 2025?", "Wen traf Hallgren am 17. November 2025?"]
)
def test_the_day_meant_beats_the_day_written(tmp_path: Path, question: str) -> None:
    (tmp_path / "visit.md").write_text(VISIT, encoding="utf-8")
    with open_bot(home=tmp_path / "home") as bot:
        bot.index([tmp_path / "visit.md"])
        (best, *_) = bot.search(question)
    assert best.sentence.text.startswith("Am Montag")


@pytest.mark.parametrize(
    ("question", "compared"),
    [
        ("Who met Hallgren on 17 November 2025?", "Who met Hallgren on ?"),
        ("Who met Hallgren in May?", "Who met Hallgren in ?"),
        ("Who met Hallgren in 2025?", "Who met Hallgren in 2025?"),
        ("Who met Hallgren after 17 November 2025?", "Who met Hallgren after 17 November 2025?"),
        ("Who met Hallgren?", "Who met Hallgren?"),
    ],
)
def test_days_weeks_and_months_are_not_compared_word_for_word(question: str, compared: str) -> None:
    query = analyse_question(question, languages=("de", "en"), as_of=datetime.date(2025, 12, 1))
    assert without_days(query) == compared


def test_what_somebody_reports_on_a_day_is_an_event(tmp_path: Path) -> None:
    for published, told in ((4, "am Montag 12 Fälle"), (6, "am Mittwoch 15 Fälle")):
        text = f"---\ntitle: Fälle in Ahlen\ndate: 2026-03-0{published}\n---\nDas Amt in Ahlen meldete {told}.\n"
        (tmp_path / f"{published}.md").write_text(text, encoding="utf-8")
    with open_bot(home=tmp_path / "home") as bot:
        bot.index([tmp_path])
        (best, *_) = bot.search("How many cases did the office in Ahlen report on 4 March 2026?")
    assert "15" in best.sentence.text


@pytest.mark.parametrize(
    "question",
    [
        "What did the report published on 4 March 2026 say about the weir?",
        "Was stand im Bericht vom 4. März 2026 zum Wehr?",
    ],
)
def test_the_day_of_a_report_is_that_of_its_publication(tmp_path: Path, question: str) -> None:
    told = "Das Wehr bei Ahlen bleibt bis {} geschlossen. Die Fische müssen warten."
    for day, until in ((3, "zum 4. März 2026"), (4, "zum Sommer"), (5, "zum Herbst")):
        text = f"---\ntitle: Das Wehr bei Ahlen\ndate: 2026-03-0{day}\n---\n{told.format(until)}\n"
        (tmp_path / f"{day}.md").write_text(text, encoding="utf-8")
    with open_bot(home=tmp_path / "home") as bot:
        bot.index([tmp_path])
        (best, *_) = bot.search(question)
    assert str(best.article.published) == "2026-03-04"
