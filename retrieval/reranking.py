"""The order of the best evidence by a model that reads question and sentence together (a cross-encoder).

It knows more than vectors that were made apart (Nogueira and Cho, "Passage Re-ranking with BERT", 2019), and takes
longer, so it is asked about few sentences and only where the settings name one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from retrieval.interaction import context
from retrieval.question import Query
from retrieval.search import Evidence

#: Sentences that are read anew.
_READ = 20


class PairScorer(Protocol):
    """Says how well texts answer a question. Safe to use from several threads."""

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """One finite number for each text, more is better, in a unit of its own. Raises EmbeddingError."""


def reranked(query: Query, evidence: Sequence[Evidence], scorer: PairScorer) -> list[Evidence]:
    """`evidence`, best first, with its best sentences in the order that `scorer` gives them; equals keep theirs.

    The scores stay with the places: what tells whether there is an answer is calibrated on them, not on the unit of a
    model that it does not know. Raises EmbeddingError.
    """
    close = evidence[:_READ]
    if not close:
        return []
    # Each is read under its title and after the words before it, as in late interaction.
    found = scorer.scores(query.text, ["".join(context(each)) for each in close])
    order = sorted(range(len(close)), key=lambda place: (-found[place], place))
    moved = [replace(close[new], score=close[place].score) for place, new in enumerate(order)]
    return [*moved, *evidence[_READ:]]
