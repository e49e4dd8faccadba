"""What a bot answers with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.embeddings import Embedder
from index.lookup import Lookup
from retrieval.interaction import LateInteraction
from retrieval.search import Searcher


@dataclass(frozen=True, slots=True)
class Parts:
    """What a bot for reading is made of."""

    lookup: Lookup
    searcher: Searcher
    embedder: Embedder
    languages: Sequence[str]
    #: Compares token by token; None where the embedding model gives no token vectors.
    late: LateInteraction | None = None
