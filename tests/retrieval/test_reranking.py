"""The order by a cross-encoder: a small fake for the rules, a small real model for the adapter."""

from __future__ import annotations

import datetime
import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.bot import Bot
from bot.wiring import open_bot
from index.articles import ArticleFacts
from index.errors import EmbeddingError
from index.lookup import StoredPassage, StoredSentence
from index.sentence_transformers_models import CrossEncoder
from retrieval.question import analyse_question
from retrieval.reranking import reranked
from retrieval.search import Evidence

QUERY = analyse_question("Who opened the harbour?", languages=("de", "en"), as_of=datetime.date(2026, 3, 1))


class Counting:
    """Scores a text by how often it holds a word; keeps what it read."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.read: list[str] = []

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        self.read += texts
        return [float(text.count(self.word)) for text in texts]


def found(number: int, text: str, *, score: float) -> Evidence:
    article = ArticleFacts(f"a{number}", "Port", "", "", None, "en", "")
    sentence = StoredSentence(number, f"k{number}", article.id, number, 0, 0, len(text), text)
    passage = StoredPassage(number, article.id, 0, len(text), text, (), (), ())
    return Evidence(sentence, passage, article, (), score, score, 0.5)


def test_the_order_is_the_models_and_the_scores_stay_with_the_places() -> None:
    some = [found(1, "none", score=0.9), found(2, "mayor", score=0.8), found(3, "mayor mayor", score=0.7)]
    order = reranked(QUERY, some, Counting("mayor"))
    assert [each.sentence.id for each in order] == [3, 2, 1]
    assert [each.score for each in order] == [0.9, 0.8, 0.7]
    assert order[0] == replace(some[2], score=0.9)


def test_equals_keep_their_order_and_what_is_far_down_is_not_read() -> None:
    some = [found(number, "mayor", score=1 - number / 100) for number in range(30)]
    model = Counting("mayor")
    assert reranked(QUERY, some, model) == some
    assert len(model.read) == 20 and model.read[0] == "Port: mayor"
    assert reranked(QUERY, [], model) == []


@pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is not None, reason="sentence-transformers is installed"
)
def test_without_sentence_transformers_it_is_one_clear_line() -> None:
    with pytest.raises(EmbeddingError) as missing:
        CrossEncoder("anything").scores("x", ["y"])
    assert missing.value.message == "sentence-transformers is not installed" and "pip install" in missing.value.hint


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of two layers and random weights, saved the way the hub keeps them."""
    if importlib.util.find_spec("sentence_transformers") is None:
        pytest.skip("needs the extra [sentence-transformers]")
    return _small_cross_encoder(tmp_path_factory.mktemp("cross-encoder"), labels=1)


def _small_cross_encoder(folder: Path, *, labels: int) -> Path:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(7)
    configuration = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=labels,
        initializer_range=1.0,
    )
    BertForSequenceClassification(configuration).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=128).save_pretrained(folder)
    return folder


@pytest.mark.sentence_transformers
def test_a_real_cross_encoder_scores_pairs_the_same_alone_or_among_others(model: Path) -> None:
    scorer = CrossEncoder(str(model))
    together = scorer.scores("who opened it", ["the mayor", "a much longer text about music", ""])
    assert len(together) == 3 and len(set(together)) == 3
    assert scorer.scores("who opened it", ["the mayor"]) == pytest.approx(together[:1], abs=1e-5)
    assert scorer.scores("what else", ["the mayor"]) != pytest.approx(together[:1], abs=1e-5)


@pytest.mark.sentence_transformers
def test_a_bot_with_a_reranker_answers_in_its_order(model: Path, tmp_path: Path) -> None:
    text = "The mayor opened the harbour on Monday. The choir sang in the rain. Tickets for the ferry were free."
    (tmp_path / "port.txt").write_text(f"Port\n\n{text}\n", encoding="utf-8")
    options: dict[str, Any] = {"home": tmp_path / "home", "embeddings": "use"}
    with open_bot(**options, reranker=f"cross-encoder:{model}") as bot:
        bot.index([tmp_path / "port.txt"])
        wanted = _order_by(CrossEncoder(str(model)), bot)
        best = bot.search("Who opened the harbour?")[0]
    with open_bot(**options) as plain:
        usual = plain.search("Who opened the harbour?")[0]
    assert best.sentence.text == wanted[0]
    assert usual.sentence.text.startswith("The mayor")


def _order_by(scorer: CrossEncoder, bot: Bot) -> list[str]:
    """The sentences of the archive in the order of the model's own scores."""
    evidence = bot.parts().searcher.candidates(QUERY)
    ordered = reranked(QUERY, evidence, scorer)
    return [each.sentence.text for each in ordered]


@pytest.mark.sentence_transformers
def test_a_model_that_is_not_there_or_gives_several_labels_is_one_clear_line(model: Path, tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError) as absent:
        CrossEncoder(str(tmp_path / "nothing")).scores("x", ["y"])
    assert "cannot load" in absent.value.message and "\n" not in absent.value.message
    three = _small_cross_encoder(tmp_path, labels=3)
    with pytest.raises(EmbeddingError) as several:
        CrossEncoder(str(three)).scores("x", ["y", "z"])
    assert "3 numbers a pair" in several.value.message
