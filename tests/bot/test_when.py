"""The when-questions of tests/when: at least nine in ten get exactly the expected date."""

from __future__ import annotations

from bench.when import ask_all
from bot.bot import Bot


def test_nine_in_ten_when_questions_get_exactly_their_date(when: Bot) -> None:
    results = ask_all(when)
    assert len(results) >= 60
    right = [each for each in results if each.verdict == "right"]
    missed = [each.case["id"] for each in results if each.verdict != "right"]
    assert len(right) / len(results) >= 0.9, missed
