"""What a bot answers with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.embeddings import Embedder
from index.lookup import Lookup
from retrieval.interaction import LateInteraction
from retrieval.question import Query
from retrieval.ranking import ranked
from retrieval.reranking import PairScorer, reranked
from retrieval.search import Evidence, Searcher, best_of_each_passage
from retrieval.several import merged, parts_of


@dataclass(frozen=True, slots=True)
class Parts:
    """What a bot for reading is made of."""

    lookup: Lookup
    searcher: Searcher
    embedder: Embedder
    languages: Sequence[str]
    #: Compares token by token; None where the embedding model gives no token vectors.
    late: LateInteraction | None = None
    #: Reads question and sentence together; None where the settings name no such model.
    reranker: PairScorer | None = None

    def passages(self, query: Query) -> list[Evidence]:
        """The best passages for a question, each with its best sentence, best first. Raises EmbeddingError."""
        found = [self.ranked(each, self.searcher.candidates(each)) for each in (query, *parts_of(query))]
        if len(found) == 1:
            return best_of_each_passage(found[0], limit=query.limit)
        return merged(found, limit=query.limit)

    def ranked(self, query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
        """What the search found, in its final order. Raises EmbeddingError."""
        found = ranked(query, evidence, self.late)
        return found if self.reranker is None else reranked(query, found, self.reranker)
