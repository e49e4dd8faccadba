"""Hybrid search: nearest sentences by vector, passages by full text, one score for every candidate sentence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.articles import ArticleFacts
from index.dates import TimeExpression
from index.embeddings import Embedder, Vectors
from index.fulltext import FullText
from index.lookup import Lookup, Scope, StoredPassage, StoredSentence
from index.vectors import MOST_NEIGHBOURS, VectorStore
from retrieval.outlets import outlets_named
from retrieval.question import Kind, Query
from retrieval.terms import Terms, terms

#: What a sentence gains for a date among the days that a question asks about.
_IN_TIME = 0.08
#: The same for days, weeks and months, which say more than years do.
_IN_DAYS = 0.12
#: Words of questions whose days are days of publication.
_REPORT = re.compile(
    r"\b(?:reports?|reporting|articles?|stor(?:y|ies)|coverage|published|bericht\w*|artikels?|meldung(?:en)?"
    r"|veröffentlicht\w*|erschien\w*)\b",
    re.IGNORECASE,
)
#: What a sentence gains for its outlet where the question names it.
_FROM_OUTLET = 0.06
_NEAREST = 100
_MATCHES = 20
#: Articles in scope with at most this many sentences are scored one by one instead of asking for neighbours.
_EXACT = 3000


@dataclass(frozen=True, slots=True)
class Interaction:
    """Means of the best cosines of the question's tokens: `read` with anything read, `own` with the sentence's tokens.

    `weakest` is that of the quarter of them that what is read answers least: a name that nothing there is like.
    """

    read: float
    own: float
    weakest: float

    @property
    def fit(self) -> float:
        return self.read + self.own


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer, with its passage, its article's facts, its dates and how well it fits.

    `score` ranks; `similarity` is the cosine of question and sentence; `coverage` is the share of the question's words
    (of its names, across languages) that the passage holds, 0 to 1; `interaction` compares them token by token, None
    where that was not done.
    """

    sentence: StoredSentence
    passage: StoredPassage
    article: ArticleFacts
    dates: Sequence[TimeExpression]
    score: float
    similarity: float
    coverage: float
    interaction: Interaction | None = None


class Searcher:
    """Searches one archive. Safe to use from several threads."""

    def __init__(self, *, lookup: Lookup, fulltext: FullText, vectors: VectorStore, embedder: Embedder) -> None:
        self._lookup = lookup
        self._fulltext = fulltext
        self._vectors = vectors
        self._embedder = embedder
        self._last: tuple[tuple[Query, int], dict[str, Terms]] | None = None

    def embed(self, text: str) -> Vectors:
        """The vector of a question, shape (dimension,)."""
        return self._embedder.embed_question(text)

    def candidates(self, query: Query, *, vector: Vectors | None = None) -> list[Evidence]:
        """Sentences that may answer `query`, best first; none where nothing is in its scope.

        `vector` is the question's vector where the caller has it already.
        """
        vector = self._embedder.embed_question(query.text) if vector is None else vector
        with self._lookup.snapshot():
            self._vectors.refresh(self._lookup.generation())
            looked_for = self._terms(query)
            outlets = outlets_named(query.text, self._lookup.sources())
            # An outlet's sentences may be near without being among the very nearest.
            limit = MOST_NEIGHBOURS if outlets else _NEAREST
            similarities = self._near(vector, query.scope, limit) | self._dated(query, vector)
            sentences = {each.key: each for each in self._lookup.sentences_by_key(similarities)}
            for sentence in self._lookup.sentences_of_passages(self._matching(looked_for)):
                sentences.setdefault(sentence.key, sentence)
            allowed = self._lookup.within({each.article for each in sentences.values()}, query.scope)
            kept = [each for each in sentences.values() if each.article in allowed]
            unscored = [each.key for each in kept if each.key not in similarities]
            similarities |= self._vectors.similarities(vector, unscored)
            found = [each for each in kept if each.key in similarities]
            return self._score(query, found, similarities, looked_for, outlets)

    def of_articles(
        self, query: Query, articles: Iterable[str], *, vector: Vectors, known: Iterable[Evidence] = ()
    ) -> list[Evidence]:
        """All sentences of the given articles, scored as `candidates` scores them, best first.

        `known` are sentences that were compared with the same `vector` before.
        """
        with self._lookup.snapshot():
            sentences = [each for article in articles for each in self._lookup.sentences_of_article(article)]
            similarities = {each.sentence.key: each.similarity for each in known}
            left = [each.key for each in sentences if each.key not in similarities]
            similarities |= self._vectors.similarities(vector, left)
            found = [each for each in sentences if each.key in similarities]
            outlets = outlets_named(query.text, self._lookup.sources())
            return self._score(query, found, similarities, self._terms(query), outlets)

    def _near(self, vector: Vectors, scope: Scope, limit: int) -> dict[str, float]:
        """Similarities of the `limit` sentences in scope nearest to `vector`; of more where the scope is wide."""
        if scope.everything:
            return self._vectors.nearest(vector, limit=limit)
        if self._lookup.count_in(scope) <= _EXACT:
            scored = self._vectors.similarities(vector, self._lookup.keys_in(scope))
            return dict(sorted(scored.items(), key=lambda item: -item[1])[:limit])
        return self._vectors.nearest(vector, limit=MOST_NEIGHBOURS)

    def _dated(self, query: Query, vector: Vectors) -> dict[str, float]:
        """Similarities of the best sentences with a date in the days that the question asks about.

        Where it asks about a report of those days, of the best sentences published then.
        """
        if query.events is None:
            return {}
        begin, end = query.events
        if begin and end and _asks_for_report(query):
            published = Scope(since=begin, until=end - datetime.timedelta(days=1), sources=query.scope.sources)
            keys = self._lookup.keys_in(published) if self._lookup.count_in(published) <= _EXACT else []
        else:
            keys = self._lookup.keys_dated(begin, end, limit=_EXACT)
        scored = self._vectors.similarities(vector, keys)
        return dict(sorted(scored.items(), key=lambda item: -item[1])[:_NEAREST])

    def _matching(self, terms: Mapping[str, Terms]) -> list[int]:
        """Passages that full text search finds, in each language by that language's words."""
        found: list[int] = []
        for language, looked_for in terms.items():
            matches = self._fulltext.matches(
                looked_for.searched, column=looked_for.column, languages=[language], limit=_MATCHES
            )
            found += matches
        return list(dict.fromkeys(found))

    def _terms(self, query: Query) -> dict[str, Terms]:
        # A question is often searched for once more in the articles that were found.
        asked, last = (query, self._lookup.generation()), self._last
        if last is not None and last[0] == asked:
            return last[1]
        found = terms(query, self._lookup.languages(), self._fulltext)
        self._last = (asked, found)
        return found

    def _score(
        self,
        query: Query,
        sentences: Sequence[StoredSentence],
        similarities: Mapping[str, float],
        terms: Mapping[str, Terms],
        outlets: Collection[str],
    ) -> list[Evidence]:
        passages = self._lookup.passages({each.passage for each in sentences})
        facts = self._lookup.facts({each.article for each in sentences})
        dates = self._lookup.dates(each.id for each in sentences)
        shares = {each.id: terms[facts[each.article].language].of_passage(each) for each in passages.values()}
        found = []
        for sentence in sentences:
            looked_for = terms[facts[sentence.article].language]
            # What its passage lacks, a sentence lacks.
            own = looked_for.of_sentence(sentence) if shares[sentence.passage] else 0.0
            similarity = similarities[sentence.key]
            score = similarity + looked_for.bonus + looked_for.share * (shares[sentence.passage] + own)
            score += _FROM_OUTLET * (facts[sentence.article].source in outlets)
            score += in_time(query, facts[sentence.article], dates.get(sentence.id, ()))
            found.append(
                Evidence(
                    sentence=sentence,
                    passage=passages[sentence.passage],
                    article=facts[sentence.article],
                    dates=dates.get(sentence.id, ()),
                    score=score,
                    similarity=similarity,
                    coverage=shares[sentence.passage],
                )
            )
        # The key breaks ties, so that the same archive gives the same order.
        return sorted(found, key=lambda each: (-each.score, each.sentence.key))


def _asks_for_report(query: Query) -> bool:
    # "How many cases did the office report on 3 May?" asks about an event.
    return query.asks_for_days and query.kind is not Kind.HOW_MANY and _REPORT.search(query.text) is not None


def in_time(query: Query, article: ArticleFacts, dates: Iterable[TimeExpression]) -> float:
    """What a sentence gains for a date among the days that the question asks about.

    Days of a report are those of its publication, whatever days it tells of.
    """
    if query.events is None:
        return 0.0
    begin, end = query.events
    if _asks_for_report(query):
        published = article.published
        return _IN_DAYS if published and begin and end and begin <= published < end else 0.0
    inside = any(
        each.begin is not None
        and each.end_exclusive is not None
        and (begin is None or each.begin >= begin)
        and (end is None or each.end_exclusive <= end)
        for each in dates
    )
    if not inside:
        return 0.0
    return _IN_DAYS if query.asks_for_days else _IN_TIME


def best_of_each_passage(evidence: Iterable[Evidence], *, limit: int) -> list[Evidence]:
    """The best sentence of each passage, best first: a passage is as good as its best sentence."""
    best: dict[int, Evidence] = {}
    for each in evidence:
        best.setdefault(each.passage.id, each)
        if len(best) == limit:
            break
    return list(best.values())
