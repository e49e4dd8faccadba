"""What a question gets back: an answer with its citations, or the word that the archive does not say."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.verification import Verdict
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

    `dates` are the time expressions in it that the answer uses, resolved; `outlets` the sources that carried the same
    report (wire copy): several outlets are still one report.
    """

    marker: int
    quote: str
    start: int
    end: int
    article: ArticleFacts
    dates: Sequence[TimeExpression] = ()
    outlets: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A written sentence, the numbers it cited as its writer counts, what checking found, and whether it is shown."""

    text: str
    cited: Sequence[int]
    verdict: Verdict
    shown: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to `question` in `language`; `text` refers to `citations` by markers such as [1].

    `closest` is the evidence in order, also where it does not answer; `confidence` is 0 to 1; `as_of` the day that
    counted as today; `timings_ms` milliseconds by stage. `note` says in one line what kept a language model from
    answering ("" where nothing did), `checks` is every sentence written, also those not shown, `tokens` what a model
    read ("in") and wrote ("out"). `certainty` is the word for the confidence of an answer, of no meaning where there
    is none.
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
    note: str = ""
    checks: Sequence[Checked] = ()
    tokens: Mapping[str, int] = field(default_factory=dict)
    certainty: Certainty = Certainty.SURE

    @property
    def answered(self) -> bool:
        return self.outcome is Outcome.ANSWERED
