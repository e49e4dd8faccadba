"""The final order of evidence: late interactions, and the kind of thing that is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np
import pytest

from index.articles import ArticleFacts
from index.embeddings import Vectors
from index.lookup import StoredPassage, StoredSentence
from retrieval.interaction import LateInteraction, context, interactions
from retrieval.question import Query, analyse_question
from retrieval.ranking import ranked
from retrieval.search import Evidence


class WordEmbedder:
    """Each word is a token with a direction of its own; counts the sentences that it is given."""

    name = "words"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.question_tokens(text).sum(axis=0) for text in texts])

    def embed_question(self, text: str) -> Vectors:
        return self.embed_sentences([text])[0]

    def sentence_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        self.asked += texts
        return [self.question_tokens(text) for text in texts]

    def question_tokens(self, text: str) -> Vectors:
        words = [word.strip(".?:").lower() for word in text.split()]
        return np.stack([np.eye(512, dtype=np.float32)[sum(map(ord, word)) % 512] for word in words])


def found(number: int, text: str, *, score: float, before: str = "", title: str = "News") -> Evidence:
    article = ArticleFacts(f"a{number}", title, "", "", None, "en", "")
    whole = before + text
    sentence = StoredSentence(number, f"k{number}", article.id, number, 0, len(before), len(whole), text)
    passage = StoredPassage(number, article.id, 0, len(whole), whole, (), (), ())
    return Evidence(sentence, passage, article, (), score, score, 0.5)


def query(text: str) -> Query:
    return analyse_question(text, languages=("de", "en"), as_of=datetime.date(2026, 3, 1))


def test_interaction_is_the_mean_of_the_best_cosine_of_each_token() -> None:
    axes = np.eye(4, dtype=np.float32)
    fits, empty, other = interactions(axes[:2], [axes[[0, 2, 1]], axes[:0], axes[[3, 0]]], own=[2 / 3, 1.0, 0.5])
    assert fits.read == 1.0 and fits.own == 0.5 and fits.fit == 1.5
    assert empty.fit == 0.0 and (other.read, other.own) == (0.5, 0.5)
    assert [each.fit for each in interactions(axes[:0], [axes], own=[1.0])] == [0.0]


def test_a_sentence_is_read_under_its_title_and_after_the_words_before_it() -> None:
    each = found(1, "He left.", score=0.8, before="Haas came on Monday. ", title="Port_plan")
    assert context(each) == ("Port plan: Haas came on Monday. ", "He left.")
    far = found(1, "He left.", score=0.8, before="word " * 200)
    assert len(context(far)[0]) < 260 and context(far)[0].endswith("word ")


def test_the_sentence_whose_tokens_answer_comes_first() -> None:
    near = found(1, "The mayor likes music.", score=0.80)
    right = found(2, "The bridge to Altenau was closed.", score=0.78)
    order = ranked(query("Which bridge was closed?"), [near, right], LateInteraction(WordEmbedder()))
    assert [each.sentence.id for each in order] == [2, 1]
    assert order[0].interaction is not None and order[0].score >= order[1].score


def test_without_token_vectors_the_search_decides() -> None:
    class Plain:
        name = "plain"

        def embed_sentences(self, texts: Sequence[str]) -> Vectors:
            raise AssertionError

        def embed_question(self, text: str) -> Vectors:
            raise AssertionError

    some = [found(1, "The mayor likes music.", score=0.80), found(2, "The bridge was closed.", score=0.78)]
    for late in (None, LateInteraction(Plain())):
        assert [each.sentence.id for each in ranked(query("Which bridge was closed?"), some, late)] == [1, 2]
    assert ranked(query("Which bridge?"), [], LateInteraction(WordEmbedder())) == []


@pytest.mark.parametrize(
    ("question", "text"),
    [("How many people came?", "Some 420 people came."), ("Who came to town?", "Then Marit Lindqvist came.")],
)
def test_the_kind_that_is_asked_for_decides_between_equals(question: str, text: str) -> None:
    some = [found(1, "Then people came.", score=0.8), found(2, text, score=0.8)]
    assert ranked(query(question), some, LateInteraction(WordEmbedder()))[0].sentence.id == 2
    assert ranked(query(question), some)[0].sentence.id == 2


def test_what_lies_far_behind_is_not_compared_and_stays_behind() -> None:
    model = WordEmbedder()
    some = [found(number, f"Sentence {number}.", score=0.9 - number / 100) for number in range(12)]
    some.append(found(99, "Which bridge was closed?", score=0.2))
    order = ranked(query("Which bridge was closed?"), some, LateInteraction(model))
    assert len(model.asked) == 8 and order[-1].sentence.id == 99
    assert [each.score for each in order] == sorted((each.score for each in order), reverse=True)


def test_the_same_sentence_is_embedded_once() -> None:
    model = WordEmbedder()
    late = LateInteraction(model)
    some = [found(1, "The bridge was closed.", score=0.8)]
    assert ranked(query("Which bridge?"), some, late) == ranked(query("Which bridge?"), some, late)
    assert len(model.asked) == 1
