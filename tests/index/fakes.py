"""Small programmable stand-ins for what is slow or cannot be steered: an embedding model, a clock."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from index.embeddings import Vectors
from index.errors import EmbeddingError

DIMENSION = 16


class FakeEmbedder:
    """Hashes words into a few dimensions; counts what it embeds and fails when told to."""

    def __init__(self, *, name: str = "fake-1", fail_after: int | None = None) -> None:
        self.name = name
        self.embedded: list[str] = []
        self.fail_after = fail_after

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        if self.fail_after is not None and len(self.embedded) + len(texts) > self.fail_after:
            raise EmbeddingError("The fake model has had enough", hint="Run the same command again.")
        self.embedded += texts
        return np.array([_vector(text) for text in texts], dtype=np.float32).reshape(len(texts), DIMENSION)

    def embed_question(self, text: str) -> Vectors:
        return _vector(text)


def _vector(text: str) -> Vectors:
    found = np.full(DIMENSION, 0.01, dtype=np.float32)
    for word in text.lower().split():
        found[crc32(word.encode("utf-8", "replace")) % DIMENSION] += 1.0
    return np.asarray(found / np.linalg.norm(found), dtype=np.float32)
