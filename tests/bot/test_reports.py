"""Copies of one agency report are one piece of evidence with several outlets."""

from __future__ import annotations

import json
from pathlib import Path

from bot.configuration import Settings
from bot.rendering import answer_text
from bot.wiring import open_bot
from tests.archives import SAMPLES

TEXT = (
    "The port authority of Valmora reopened the northern lock on Tuesday after repairs of eleven days. "
    "Some forty ships had been waiting in the bay since the gate jammed in a storm. "
    "Harbour master Ines Duarte said the pumps would be replaced in the spring. "
    "The lock was built in 1968 and lets ships of up to 180 metres pass into the inner harbour."
)


def test_three_outlets_one_report(tmp_path: Path) -> None:
    copies = [
        {"id": f"copy-{n}", "title": title, "text": TEXT, "source": source, "published_at": "2025-11-12"}
        for n, (title, source) in enumerate(
            [("Lock reopens", "Daily Tide"), ("Valmora lock works again", "Bay News"), ("Ships move", "Shipping Post")]
        )
    ]
    articles = tmp_path / "wire.jsonl"
    articles.write_text("\n".join(map(json.dumps, copies)), encoding="utf-8")
    with open_bot(settings=Settings(home=tmp_path / "home")) as bot:
        bot.index([articles, SAMPLES])
        answer = bot.ask("When was the northern lock of Valmora reopened?")
        assert answer.text == "On Tuesday, 11 November 2025. [1]"
        assert set(answer.citations[0].outlets) == {"Daily Tide", "Bay News", "Shipping Post"}
        assert "(3 outlets, 1 report)" in answer_text(answer)
        quoted = bot.ask("Who is the harbour master of Valmora?")
        assert len(quoted.citations) == 1 and len(quoted.citations[0].outlets) == 3
