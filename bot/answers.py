"""What a question gets back: an answer with its citations, or the word that the archive does not say."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from index.articles import ArticleFacts
from index.dates import TimeExpression
from retrieval.confidence import Certainty
from retrieval.search import Evidence


class Outcome(Enum):
    """NO_EVIDENCE is an answer too: the archive does not say it. A broken model is an exception."""

    ANSWERED = "answered"
    NO_EVIDENCE = "no evidence"


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence that backs the answer: `quote` equals the stored article's text from `start` to `end`.

    `dates` are the time expressions in it that the answer uses, resolved.
    """

    marker: int
    quote: str
    start: int
    end: int
    article: ArticleFacts
    dates: Sequence[TimeExpression] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to `question` in `language`; `text` refers to `citations` by markers such as [1].

    `closest` is the evidence in order, also where it does not answer; `confidence` is 0 to 1; `as_of` the day that
    counted as today; `timings_ms` milliseconds by stage; `certainty` the word for the confidence of an
    answer, of no meaning where there is none.
    """

    question: str
    text: str
    language: str
    outcome: Outcome
    citations: Sequence[Citation]
    closest: Sequence[Evidence]
    writer: str
    confidence: float
    as_of: datetime.date
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    certainty: Certainty = Certainty.SURE

    @property
    def answered(self) -> bool:
        return self.outcome is Outcome.ANSWERED
