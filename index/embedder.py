"""What an embedding model is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from index.unit_vectors import Vectors


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine similarity. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """Identifies the weights: two embedders of one name give the same vectors."""

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        """Vectors of sentences to be found, shape (len(texts), dimension), each of length 1.

        Raises EmbeddingError.
        """

    def embed_question(self, text: str) -> Vectors:
        """Vector of a question, shape (dimension,), of length 1. Raises EmbeddingError."""


@runtime_checkable
class TokenEmbedder(Protocol):
    """Turns texts into a vector for each of their tokens, for late interaction. Safe to use from several threads."""

    def sentence_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """For each sentence a matrix of shape (tokens, dimension), rows of length 1. Raises EmbeddingError."""

    def question_tokens(self, text: str) -> Vectors:
        """The same for a question. Raises EmbeddingError."""
