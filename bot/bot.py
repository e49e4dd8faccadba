"""The bot: one archive, its questions and its updates."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import writing
from bot.answers import Answer, Citation, Outcome
from bot.conversation import Rewrite
from bot.model.contract import LanguageModel
from bot.model.planning import planned
from bot.model.proving import write_proven, written_by_model
from bot.model.rewriting import rewriter
from bot.parts import Parts
from bot.phrases import phrases
from bot.selfcheck import with_checks
from bot.several import LISTED_THRESHOLD, asks_for_several, best_articles, events, list_under
from bot.stopwatch import Stopwatch
from bot.verification.nearness import nearness
from bot.writing import Written
from index.articles import ArticleFacts
from index.embeddings import Vectors
from index.lookup import Lookup, Report, Scope, Statistics
from index.updating import Progress, UpdateReport
from retrieval.confidence import calibration_for, signals, unknown_names
from retrieval.question import Kind, Query, analyse_question
from retrieval.search import Evidence, best_of_each_passage
from retrieval.timing import DatedEvidence, dated_evidence

#: Passages that an answer shows and a search returns unless asked for another number.
USUAL_LIMIT = 5
MOST_RESULTS = 100
#: Articles whose every date is weighed for a when-question.
_ARTICLES_FOR_DATES = 4

Index = Callable[[Sequence[str | Path], bool, bool, Callable[[Progress], None]], UpdateReport]


@dataclass(frozen=True, slots=True)
class Context:
    """A quote as it stands in its article now, with the sentence before and after it ("" where there is none)."""

    before: str
    quote: str
    after: str


class Bot:
    """Answers questions about one archive. Made by bot.wiring.open_bot; safe to use from several threads."""

    def __init__(
        self,
        *,
        reading: Callable[[], Parts],
        indexing: Index,
        model: LanguageModel | None = None,
        today: Callable[[], datetime.date],
        close: Callable[[], None],
    ) -> None:
        self._reading = reading
        self._indexing = indexing
        self._model = model
        self._today = today
        self._close = close

    def ask(
        self,
        question: str,
        *,
        as_of: datetime.date | None = None,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        sources: Iterable[str] = (),
        limit: int = USUAL_LIMIT,
        show: Callable[[str], None] = lambda text: None,
    ) -> Answer:
        """Answer from the articles published in [since, until] by any of `sources` (none: all).

        `as_of` is the day that counts as today, `limit` the number of passages shown beside the answer.
        `show` gets what a language model writes, stretch by stretch as it is proven: together the answer's text.
        Raises QuestionError, ArchiveMissing, ArchiveMismatch or EmbeddingError, all of them DatelineError.
        """
        watch = Stopwatch()
        parts = self._reading()
        query = self._query(question, parts, as_of, Scope(since, until, tuple(sources)), limit)
        watch.lap("open")
        vector = parts.embedder.embed_question(query.text)
        watch.lap("embed")
        evidence = parts.ranked(query, parts.searcher.candidates(query, vector=vector))
        watch.lap("search")
        confidence, written = self._write(query, vector, evidence, parts, show)
        watch.lap("write")
        outcome = Outcome.ANSWERED if written.citations else Outcome.NO_EVIDENCE
        return Answer(
            question=query.text,
            text=written.text,
            language=query.language,
            outcome=outcome,
            citations=written.citations,
            closest=best_of_each_passage(evidence, limit=query.limit),
            writer=written.writer,
            confidence=confidence,
            certainty=calibration_for(parts.embedder.name, evidence).certainty(confidence),
            as_of=query.as_of,
            timings_ms=watch.laps(),
            note=written.note,
            checks=written.checks,
            tokens=written.tokens,
        )

    @property
    def rewrite(self) -> Rewrite | None:
        """Makes follow-ups standalone with the language model; None where there is none."""
        return None if self._model is None else rewriter(self._model)

    def search(
        self,
        question: str,
        *,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        sources: Iterable[str] = (),
        limit: int = USUAL_LIMIT,
    ) -> list[Evidence]:
        """The best passages for a question, each with its best sentence, best first. Raises as `ask` does."""
        parts = self._reading()
        query = self._query(question, parts, None, Scope(since, until, tuple(sources)), limit)
        return parts.passages(query)

    def index(
        self,
        paths: Sequence[str | Path],
        *,
        prune: bool = False,
        rebuild: bool = False,
        progress: Callable[[Progress], None] = lambda progress: None,
    ) -> UpdateReport:
        """Index files and folders; with `prune` take out what is gone from there, with `rebuild` start afresh.

        Raises SourceError, ArchiveBusy, ArchiveMismatch or EmbeddingError, all of them DatelineError.
        """
        return self._indexing(list(paths), prune, rebuild, progress)

    def parts(self) -> Parts:
        """What the bot reads with, for measuring and for building on. Raises ArchiveMissing or ArchiveMismatch."""
        return self._reading()

    def statistics(self) -> Statistics:
        """What is in the archive. Raises ArchiveMissing or ArchiveMismatch."""
        return self._reading().lookup.statistics()

    def newest(self, limit: int) -> list[ArticleFacts]:
        """The articles published last, newest first. Raises ArchiveMissing or ArchiveMismatch."""
        return self._reading().lookup.newest(limit)

    def context(self, article: str, start: int, end: int) -> Context | None:
        """Characters [start, end) of an article with the sentences around them; None where it is not as long any more.

        Raises ArchiveMissing or ArchiveMismatch.
        """
        lookup = self._reading().lookup
        with lookup.snapshot():
            text, sentences = lookup.text(article), lookup.sentences_of_article(article)
        if text is None or end > len(text):
            return None
        before = [each.text for each in sentences if each.end <= start]
        after = [each.text for each in sentences if each.start >= end]
        return Context(before[-1] if before else "", text[start:end], after[0] if after else "")

    def close(self) -> None:
        """Let go of the archive's files."""
        self._close()

    def __enter__(self) -> Bot:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _query(self, question: str, parts: Parts, as_of: datetime.date | None, scope: Scope, limit: int) -> Query:
        return analyse_question(
            question,
            languages=parts.languages,
            as_of=as_of or self._today(),
            scope=scope,
            limit=max(1, min(limit, MOST_RESULTS)),
        )

    def _write(
        self,
        query: Query,
        vector: Vectors,
        evidence: Sequence[Evidence],
        parts: Parts,
        show: Callable[[str], None],
    ) -> tuple[float, Written]:
        """As `_extract`, by the language model where there is one and what it writes is proven."""
        confidence, written = self._extract(query, vector, evidence, parts)
        if self._model is None or written.text == phrases(query.language).no_evidence:
            return confidence, written
        several = asks_for_several(query.text, query.language)
        if several:
            evidence = self._merged_search(query, evidence, parts, self._model)
        draft = write_proven(
            query,
            self._whole(query, vector, evidence, parts, several=several),
            self._model,
            listing=several,
            nearness=nearness(parts.embedder),
            stands=lambda citation: _is_verbatim(citation, parts.lookup),
            show=show,
        )
        return confidence, written_by_model(draft, written, query, self._model.name, confidence)

    def _merged_search(
        self, query: Query, evidence: Sequence[Evidence], parts: Parts, model: LanguageModel
    ) -> list[Evidence]:
        """The evidence of the question and of the shorter ones that the model splits it into, best first."""
        best = {each.sentence.key: each for each in evidence}
        for question in planned(query.text, query.language, model)[1:]:
            part = self._query(question, parts, query.as_of, query.scope, query.limit)
            for each in parts.searcher.candidates(part):
                if each.sentence.key not in best or best[each.sentence.key].score < each.score:
                    best[each.sentence.key] = each
        return sorted(best.values(), key=lambda each: (-each.score, each.sentence.key))

    def _extract(
        self, query: Query, vector: Vectors, evidence: Sequence[Evidence], parts: Parts
    ) -> tuple[float, Written]:
        """How sure it is that the evidence answers, and what is written: without citations where it does not."""
        words = phrases(query.language)
        if not evidence:
            return 0.0, Written(words.no_evidence, ())
        article = evidence[0].article
        article_words = parts.lookup.words_of_article(article.id)
        fitted = calibration_for(parts.embedder.name, evidence)
        confidence = fitted.confidence(signals(query, evidence, article_words))
        several = asks_for_several(query.text, query.language)
        listed = self._listed(query, vector, evidence, parts) if several else []
        enough = fitted.suffices(confidence, query.kind) or (listed and confidence >= LISTED_THRESHOLD)
        if not enough or unknown_names(query, article, article_words):
            return confidence, Written(words.no_evidence, ())
        if several:
            whole = self._whole(query, vector, evidence, parts, several=True)
            listed = listed or events(query, vector, whole, parts.embedder)
            if len(listed) > 1:
                copies = _reports([each.evidence for each in listed], parts)
                return confidence, self._checked(writing.write_timeline(listed, query.language, copies), parts, query)
        if query.kind is not Kind.WHEN:
            return confidence, self._checked(
                writing.write_quotation(evidence, query.language, _reports(evidence, parts)), parts, query
            )
        dated = self._dated(query, vector, evidence, parts)
        if not dated:
            return confidence, Written(words.no_date, ())
        return confidence, self._checked(
            writing.write_date(dated, query.language, _reports([each.evidence for each in dated], parts)), parts, query
        )

    def _listed(self, query: Query, vector: Vectors, evidence: Sequence[Evidence], parts: Parts) -> list[DatedEvidence]:
        own = [each for each in evidence if each.article.id == evidence[0].article.id]
        whole = parts.searcher.of_articles(query, [own[0].article.id], vector=vector, known=own)
        return list_under(query, own, whole)

    def _dated(self, query: Query, vector: Vectors, evidence: Sequence[Evidence], parts: Parts) -> list[DatedEvidence]:
        return dated_evidence(query, vector, self._whole(query, vector, evidence, parts), parts.embedder)

    def _whole(
        self, query: Query, vector: Vectors, evidence: Sequence[Evidence], parts: Parts, *, several: bool = False
    ) -> list[Evidence]:
        """All sentences of the best articles, of more of them where several events are asked for."""
        articles = list(dict.fromkeys(each.article.id for each in evidence))[:_ARTICLES_FOR_DATES]
        if several:
            articles = best_articles(evidence)
        return parts.searcher.of_articles(query, articles, vector=vector, known=evidence)

    def _checked(self, written: Written, parts: Parts, query: Query) -> Written:
        """`written`, if each of its quotes still stands in the stored article at its offsets, else no evidence.

        An article may be replaced between the search and this moment; a quote that is not verbatim is never shown.
        """
        if all(_is_verbatim(citation, parts.lookup) for citation in written.citations):
            return with_checks(written, query.language, query.as_of)
        return Written(phrases(query.language).no_evidence, ())


def _reports(evidence: Iterable[Evidence], parts: Parts) -> dict[str, Report]:
    """The report of each article; one that has left the archive meanwhile stands for itself."""
    articles = {each.article.id: each.article for each in evidence}
    stored = parts.lookup.reports(articles)
    return {id: stored.get(id, Report((article,))) for id, article in articles.items()}


def _is_verbatim(citation: Citation, lookup: Lookup) -> bool:
    text = lookup.text(citation.article.id)
    return text is not None and text[citation.start : citation.end] == citation.quote
