"""An embedding model in fewer dimensions: most of what tells sentences apart lies in a part of its space.

The basis holds the directions in which sentences of German and English news vary most (principal components, Pearson
1901), written by `python -m bench.basis`. What lies across them is left out, and lengths are made 1 again. For the
Universal Sentence Encoder 128 of 512 directions keep 76 % of the variance, and the cosines of sentences
within .035 (standard deviation) of their full value: as a tenth of a blend .0035, for two fifths less memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import resources

import numpy as np

from index.embedder import Embedder
from index.unit_vectors import Vectors, unit

#: Directions, one a column, shape (512, 128), half precision.
BASIS = "use-basis.npy"


class Reduced:
    """`full` in the dimensions of BASIS, which was made for it. Safe to use from several threads if `full` is."""

    def __init__(self, full: Embedder) -> None:
        self.full = full
        self.name = f"{full.name}-128"

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        return self._reduced(self.full.embed_sentences(texts))

    def embed_question(self, text: str) -> Vectors:
        return np.asarray(self._reduced(self.full.embed_question(text)[None])[0], dtype=np.float32)

    def _reduced(self, vectors: Vectors) -> Vectors:
        return unit(vectors @ self._basis) if len(vectors) else vectors

    @cached_property
    def _basis(self) -> Vectors:
        with resources.files("index").joinpath(BASIS).open("rb") as file:
            return np.asarray(np.load(file), dtype=np.float32)
