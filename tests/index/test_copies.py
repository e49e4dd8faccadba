"""Copies of one report are recognised, different reports of one event stay apart, the later version counts."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.copies import is_copy, likeness, shared_part
from tests.index.archives import Setting
from tests.index.wire_copy import EVENTS, Pair, pairs


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.how)
def test_each_pair(pair: Pair) -> None:
    one, other = likeness(pair.one), likeness(pair.other)
    assert is_copy(one, other) == is_copy(other, one) == pair.same, shared_part(one, other)


def test_precision_and_recall_on_all_pairs() -> None:
    found = [(pair.same, is_copy(likeness(pair.one), likeness(pair.other))) for pair in pairs()]
    hits = sum(same and said for same, said in found)
    assert len(found) >= 40
    assert hits / sum(said for _, said in found) >= 0.95, "precision"
    assert hits / sum(same for same, _ in found) >= 0.95, "recall"


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    first, second = likeness(one), likeness(other)
    assert is_copy(first, second) == is_copy(second, first)
    assert 0 <= shared_part(first, second) <= 1


def _write(setting: Setting, articles: list[dict[str, str]]) -> None:
    setting.write("wire.jsonl", "\n".join(json.dumps(article) for article in articles))


def _article(id: str, source: str, day: str, text: str, title: str = "Meldung") -> dict[str, str]:
    return {"id": id, "source": source, "date": day, "text": text, "title": f"{title} {id}"}


def test_three_outlets_are_one_report_and_another_reporter_is_not(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    event = EVENTS[0]
    whole = "\n\n".join(event.agency)
    _write(
        setting,
        [
            _article("a", "Agentur", "2025-10-28", whole),
            _article("b", "Bote", "2025-10-28", event.edited),
            _article("c", "Kurier", "2025-10-29", "\n\n".join(event.agency[:2])),
            _article("d", "Anzeiger", "2025-10-29", event.other),
        ],
    )
    setting.index()
    with setting.lookup() as lookup:
        reports = lookup.reports(["a", "b", "c", "d"])
    assert {article.id for article in reports["a"].articles} == {"a", "b", "c"}
    assert reports["a"] == reports["b"] == reports["c"]
    assert set(reports["a"].outlets) == {"Agentur", "Bote", "Kurier"}
    assert reports["a"].best.id == "c"
    assert [article.id for article in reports["d"].articles] == ["d"]


def test_a_marked_correction_counts_before_a_later_copy(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    whole = "\n\n".join(EVENTS[2].agency)
    _write(
        setting,
        [
            _article("a", "Agentur", "2025-10-28", whole),
            _article("b", "Agentur", "2025-10-28", whole.replace("900.000", "700.000"), "Korrektur:"),
            _article("c", "Kurier", "2025-10-29", whole),
        ],
    )
    setting.index()
    with setting.lookup() as lookup:
        report = lookup.reports(["a"])["a"]
    assert [article.id for article in report.articles] == ["b", "c", "a"]
    assert report.best.published == datetime.date(2025, 10, 28)


def test_the_same_words_weeks_apart_are_two_reports(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    whole = "\n\n".join(EVENTS[4].agency)
    _write(setting, [_article("a", "A", "2025-10-01", whole), _article("b", "B", "2025-11-20", whole)])
    setting.index()
    with setting.lookup() as lookup:
        assert len(lookup.reports(["a"])["a"].articles) == 1


def test_an_article_that_is_rewritten_leaves_its_old_report(tmp_path: Path) -> None:
    setting = Setting(tmp_path)
    whole = "\n\n".join(EVENTS[1].agency)
    articles = [_article("a", "A", "2025-10-01", whole), _article("b", "B", "2025-10-01", whole)]
    _write(setting, articles)
    setting.index()
    articles[0]["text"] = "\n\n".join(EVENTS[3].agency)
    _write(setting, articles)
    setting.index()
    with setting.lookup() as lookup:
        reports = lookup.reports(["a", "b"])
    assert [article.id for article in reports["a"].articles] == ["a"]
    assert [article.id for article in reports["b"].articles] == ["b"]
    assert setting.examine().is_sound
