"""A question is searched for twice: everywhere, then in the articles that were found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.bot import Bot
from index.embeddings import Vectors
from index.lookup import Scope
from index.vectors import VectorStore
from retrieval.question import Query, analyse_question
from tests.archives import TODAY, filled_bot


def _query(text: str) -> Query:
    return analyse_question(text, languages=("de", "en"), as_of=TODAY, scope=Scope())


def test_what_was_compared_is_not_compared_again(samples: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    query, parts = _query("When did Choi meet Putin?"), samples.parts()
    vector = parts.embedder.embed_question(query.text)
    found = parts.searcher.candidates(query, vector=vector)
    article = [found[0].article.id]
    everything = parts.searcher.of_articles(query, article, vector=vector)
    asked: list[str] = []
    original = VectorStore.similarities

    def noted(self: VectorStore, vector: Vectors, keys: Iterable[str]) -> dict[str, float]:
        wanted = list(keys)
        asked.extend(wanted)
        return original(self, vector, wanted)

    monkeypatch.setattr(VectorStore, "similarities", noted)
    again = parts.searcher.of_articles(query, article, vector=vector, known=found)
    assert [each.sentence.key for each in again] == [each.sentence.key for each in everything]
    assert [each.score for each in again] == pytest.approx([each.score for each in everything], abs=1e-5)
    assert not set(asked) & {each.sentence.key for each in found}


def test_the_words_of_a_question_are_looked_up_anew_in_an_archive_that_changed(tmp_path: Path) -> None:
    first, second = tmp_path / "first.md", tmp_path / "second.md"
    first.write_text("# Harbour\n\nThe harbour master opened the new quay on Friday.\n", encoding="utf-8")
    second.write_text("# Hafen\n\nJuschtschenko besuchte am Freitag den Hafen.\n", encoding="utf-8")
    with filled_bot(tmp_path / "home", first) as bot:
        query = _query("Where did Yushchenko go?")
        searcher = bot.parts().searcher
        before = searcher._terms(query)
        assert searcher._terms(query) is before and "de" not in before
        bot.index([second])
        searcher = bot.parts().searcher
        assert "juschtschenko" in searcher._terms(query)["de"].searched
