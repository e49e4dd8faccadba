"""How near a written sentence is to its evidence in meaning, by the embedder that the archive was made with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.verification.facts import Proof
from index.embeddings import Embedder

#: Cosines of a text with each of the proofs, in order.
Closeness = Callable[[str, Sequence[Proof]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Nearness:
    """The nearest proof of a sentence must be at least `enough` near to it."""

    closeness: Closeness
    enough: float


def nearness(embedder: Embedder) -> Nearness:
    """Nearness by `embedder`. Evidence is embedded anew: 10 ms, and what is stored may have changed."""
    vectors: dict[str, np.ndarray] = {}

    def closeness(text: str, proofs: Sequence[Proof]) -> list[float]:
        new = [proof.text for proof in proofs if proof.text not in vectors]
        if new:
            vectors.update(zip(new, np.asarray(embedder.embed_sentences(new)), strict=True))
        claim = np.asarray(embedder.embed_sentences([text]))[0]
        return [float(claim @ vectors[proof.text]) for proof in proofs]

    return Nearness(closeness, _enough(embedder.name))


def _enough(name: str) -> float:
    return 0.0
