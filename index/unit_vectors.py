"""What every embedding model needs before and after: a text with something in it, and vectors of length 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


def plain_text(text: str) -> str:
    """`text` without NUL bytes, at which C code ends a string; a blank text would have no direction."""
    return text.replace("\0", " ").strip() or "."


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1, so that a dot product is a cosine; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)
