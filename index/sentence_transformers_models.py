"""Models of sentence-transformers: embeddings and cross-encoders. The only file that knows sentence_transformers.

It is an extra, imported at first use: torch weighs gigabytes and takes seconds to load.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from index.errors import EmbeddingError
from index.lazy_model import LazyModel, first_line
from index.unit_vectors import Vectors, plain_text


class _Local(LazyModel):
    """A model by hub name or local folder, on CPU or GPU."""

    def __init__(self, model: str) -> None:
        super().__init__()
        self._name = model

    def _open(self, kind: str) -> Any:
        try:
            import sentence_transformers
        except ImportError as error:
            raise EmbeddingError(
                "sentence-transformers is not installed",
                hint="Run: pip install 'dateline[sentence-transformers]'",
            ) from error
        try:
            return getattr(sentence_transformers, kind)(self._name)
        except Exception as error:  # the hub, torch and the file formats each raise their own kinds
            raise EmbeddingError(
                f"sentence-transformers cannot load {self._name}: {first_line(error)}",
                hint="Check the name or the folder; a hub model needs a network the first time.",
            ) from error


class SentenceTransformers(_Local):
    """An embedding model; an index.embeddings.Embedder."""

    def __init__(self, model: str) -> None:
        super().__init__(model)
        self.name = f"sentence-transformers:{model}"

    def _load(self) -> Any:
        return self._open("SentenceTransformer")

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        return self._encode("encode_document", [plain_text(text) for text in texts])

    def embed_question(self, text: str) -> Vectors:
        return np.asarray(self._encode("encode_query", [plain_text(text)])[0], dtype=np.float32)

    def _encode(self, method: str, texts: list[str]) -> Vectors:
        with self._lock:
            encode = getattr(self._loaded(), method)
            vectors = encode(texts, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
            return np.asarray(vectors, dtype=np.float32)


class CrossEncoder(_Local):
    """A model that reads question and text together; a retrieval.reranking.PairScorer."""

    def _load(self) -> Any:
        return self._open("CrossEncoder")

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers, more is better, in the model's own unit. Raises EmbeddingError."""
        pairs = [(plain_text(question), plain_text(text)) for text in texts]
        with self._lock:
            model = self._loaded()
            try:
                found = np.asarray(model.predict(pairs, show_progress_bar=False, convert_to_numpy=True), dtype=float)
            except Exception as error:  # torch raises its own kinds
                raise EmbeddingError(
                    f"The cross-encoder {self._name} failed: {first_line(error)}",
                    hint="Check that it is a reranking model, or leave DATELINE_RERANKER empty.",
                ) from error
        if found.shape != (len(texts),):
            raise EmbeddingError(
                f"The cross-encoder {self._name} gives {found.size // max(1, len(texts))} numbers a pair, not one",
                hint="Choose a model for reranking, with one label.",
            )
        return [float(each) for each in found]
