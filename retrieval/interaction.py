"""Late interaction: how well a sentence answers each token of the question.

Every token of the question looks for its nearest token in the sentence, and the mean of these cosines is the fit
(Khattab and Zaharia, "ColBERT", 2020). The sentence is read under its article's title and after the words before it,
since "he" and "there" only say who and where in their context; once all that is read counts, and once only the
sentence's own tokens (Günther et al., "Late Chunking", 2024).
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.embeddings import Embedder, TokenEmbedder, Vectors, token_part
from retrieval.question import Query, without_days
from retrieval.search import Evidence, Interaction

#: Characters before a sentence that are read with it.
_BEFORE = 240
#: Sentences whose token vectors are kept, in half precision 70 KB each.
_MOST_KEPT = 64
#: Share of the question's tokens that are its weakest.
_WEAKEST = 0.25
_NONE = Interaction(0.0, 0.0, 0.0)


class LateInteraction:
    """Compares questions with sentences token by token. Safe to use from several threads."""

    def __init__(self, embedder: Embedder) -> None:
        """The part of `embedder` that gives token vectors is looked for at first use, since that may load it."""
        self._embedder = embedder
        self._kept: OrderedDict[tuple[str, str], NDArray[np.float16]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def available(self) -> bool:
        """Whether the embedding model gives token vectors at all."""
        return self._tokens is not None

    @cached_property
    def _tokens(self) -> TokenEmbedder | None:
        return token_part(self._embedder)

    def with_question(self, query: Query, evidence: Sequence[Evidence]) -> list[Interaction]:
        """One for each of `evidence`, where this is available. Raises EmbeddingError."""
        assert self._tokens is not None
        question = self._tokens.question_tokens(without_days(query))
        texts = [context(each) for each in evidence]
        return interactions(question, self._of(texts), own=[_own_share(text) for text in texts])

    def _of(self, texts: Sequence[tuple[str, str]]) -> list[Vectors]:
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        assert self._tokens is not None
        new = self._tokens.sentence_tokens([before + sentence for before, sentence in missing]) if missing else []
        known |= zip(missing, (tokens.astype(np.float16) for tokens in new), strict=True)
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return [known[text].astype(np.float32) for text in texts]


def context(evidence: Evidence) -> tuple[str, str]:
    """What is read before the sentence, its article's title and the words before it in its passage, and itself."""
    before = evidence.passage.text[: evidence.sentence.start - evidence.passage.start][-_BEFORE:]
    if len(before) == _BEFORE:
        before = before.partition(" ")[2]
    title = evidence.article.title.replace("_", " ")
    lead = " ".join(f"{title}: {before}".split())
    return f"{lead} ", " ".join(evidence.sentence.text.split())


def _own_share(text: tuple[str, str]) -> float:
    before, sentence = text
    return len(sentence) / (len(before) + len(sentence))


def interactions(question: Vectors, sentences: Sequence[Vectors], *, own: Sequence[float]) -> list[Interaction]:
    """Of token vectors of length 1, shapes (n, width) and (m, width) each; the last `own` of the m are a sentence's."""
    if not len(question) or not sentences:
        return [_NONE] * len(sentences)
    # In one product: many small ones cost more in going back and forth than in multiplying.
    cosines = question @ np.concatenate(sentences).T
    found, end = [], 0
    for tokens, share in zip(sentences, own, strict=True):
        begin, end = end, end + len(tokens)
        if begin == end:
            found.append(_NONE)
            continue
        first = min(begin + int(len(tokens) * (1 - share)), end - 1)
        read = np.sort(cosines[:, begin:end].max(axis=1))
        own_tokens = cosines[:, first:end].max(axis=1)
        found.append(
            Interaction(
                read=float(read.mean()),
                own=float(own_tokens.mean()),
                weakest=float(read[: math.ceil(len(read) * _WEAKEST)].mean()),
            )
        )
    return found
