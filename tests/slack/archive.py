"""Answers for tests: a programmable bot, and articles that try everything that hurts."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from bot.answers import Answer, Citation, Outcome
from bot.bot import Context
from index.articles import ArticleFacts
from index.dates import TimeExpression
from index.lookup import Statistics, StoredPassage, StoredSentence
from retrieval.search import Evidence

DAY = datetime.date(2025, 10, 28)


def facts(**changes: Any) -> ArticleFacts:
    values: dict[str, Any] = {
        "id": "a1",
        "title": "Harbour bridge opens",
        "source": "The Gazette",
        "url": "https://example.org/bridge",
        "published": DAY,
        "language": "en",
        "path": "",
    }
    return ArticleFacts(**{**values, **changes})


def monday() -> TimeExpression:
    day = datetime.date(2025, 10, 27)
    return TimeExpression(
        start=0,
        end=6,
        text="Monday",
        type="DATE",
        value="2025-10-27",
        begin=day,
        end_exclusive=DAY,
        anchor="2025-10-28",
        anchor_source="article",
    )


def cite(quote: str, marker: int = 1, **changes: Any) -> Citation:
    return Citation(marker, quote, 0, len(quote), facts(**changes), (monday(),))


def answer(
    question: str, text: str, citations: Sequence[Citation] = (), language: str = "en", **changes: Any
) -> Answer:
    values: dict[str, Any] = {
        "question": question,
        "text": text,
        "language": language,
        "outcome": Outcome.ANSWERED if citations else Outcome.NO_EVIDENCE,
        "citations": citations,
        "closest": (),
        "writer": "extractive",
        "confidence": 0.9,
        "as_of": DAY,
    }
    return Answer(**{**values, **changes})


def evidence(**changes: Any) -> Evidence:
    sentence = StoredSentence(1, "k", "a1", 1, 0, 0, 5, "Text.")
    return Evidence(sentence, StoredPassage(1, "a1", 0, 5, "Text.", (), (), ()), facts(**changes), (), 0.5, 0.5, 0.5)


def usual(question: str) -> Answer:
    return answer(question, f"On Monday, 27 October 2025. [1] ({question})", [cite("The bridge opened on Monday.")])


def _written(question: str, show: Callable[[str], None]) -> None:
    """No model writes."""


class FakeBot:
    """Answers as it is told, after `seconds`; knows what it was asked and how many questions ran at once.

    Before that `writes(question, show)` stands for a language model of which sentences are shown as they are proven.
    """

    def __init__(
        self,
        answers: Callable[[str], Answer] = usual,
        *,
        seconds: float = 0.0,
        writes: Callable[[str, Callable[[str], None]], None] = _written,
    ) -> None:
        self.writes = writes
        self.answers = answers
        self.seconds = seconds
        self.asked: list[str] = []
        self.most_at_once = 0
        #: No language model that could rewrite follow-ups.
        self.rewrite: None = None
        self._at_once = 0
        self._lock = threading.Lock()

    def ask(self, question: str, *, show: Callable[[str], None] = lambda stretch: None) -> Answer:
        with self._lock:
            self.asked.append(question)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            time.sleep(self.seconds)
            self.writes(question, show)
            return self.answers(question)
        finally:
            with self._lock:
                self._at_once -= 1

    def statistics(self) -> Statistics:
        return Statistics(1234, 9000, datetime.date(2025, 6, 1), DAY, {"de": 800, "en": 434}, {"The Gazette": 1234}, 1)

    def newest(self, limit: int) -> list[ArticleFacts]:
        titles = ("Harbour bridge opens", "<!channel> Strike ends", "Orchestra returns", "Never shown")
        return [facts(id=title, title=title) for title in titles[:limit]]

    def context(self, article: str, start: int, end: int) -> Context | None:
        return Context("It rained before.", "The bridge opened on Monday.", "Ships may pass again.")
