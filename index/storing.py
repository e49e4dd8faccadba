"""Store analysed articles: stage, embed, write vectors, switch the catalogue.

The order of effects makes every crash harmless: a version is noted as unsettled before its vectors are written, the
catalogue switches to it in one transaction afterwards, and vectors that nothing uses are removed later. Whatever was
interrupted, the next run finds the vectors that are already there and goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from index.analysis import Analysis
from index.articles import Article
from index.catalogue import Catalogue, vector_key
from index.embeddings import Embedder
from index.origins import FileState, Origins, PageState
from index.planning import Action
from index.vectors import VectorStore

#: Sentences embedded and stored together: small enough to lose little in a crash, large enough to be quick.
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One article that an update stored or took out: `action` is "new", "changed" or "removed"."""

    action: str
    article: str
    title: str
    path: str


@dataclass(slots=True)
class _Pending:
    """Articles that are read but not stored yet, and the files and pages that count as read once they are."""

    analyses: dict[str, Analysis] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, FileState] = field(default_factory=dict)
    pages: list[PageState] = field(default_factory=list)

    def clear(self) -> None:
        for part in (self.analyses, self.actions, self.texts, self.files, self.pages):
            part.clear()


class Storing:
    """Puts articles into one archive, batch by batch. Use it under index.locking.writing."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        origins: Origins,
        vectors: VectorStore,
        embedder: Embedder,
        clock_ns: Callable[[], int],
        on_stored: Callable[[Sequence[Change], int], None] = lambda changes, sentences: None,
    ) -> None:
        """`on_stored` is called after each batch, with its changes and the number of sentences embedded for it."""
        self._catalogue = catalogue
        self._origins = origins
        self._vectors = vectors
        self._embedder = embedder
        self._clock_ns = clock_ns
        self._on_stored = on_stored
        self._pending = _Pending()

    @property
    def is_full(self) -> bool:
        return len(self._pending.texts) >= _BATCH

    def pending(self, article: str) -> Article | None:
        """The article of that id that waits to be stored."""
        found = self._pending.analyses.get(article)
        return found.article if found else None

    def pending_twin(self, article: Article) -> Article | None:
        """The article that waits to be stored, of the same source with the same title and text."""
        waiting = (analysis.article for analysis in self._pending.analyses.values())
        same = (each for each in waiting if each.content == article.content and each.source == article.source)
        return next(same, None)

    def add(self, analysis: Analysis, action: Action) -> None:
        article, version = analysis.article, analysis.article.version
        if article.id in self._pending.analyses:
            # Two records of one id in one run: the later one wins, after the earlier one is stored.
            self.flush()
        self._pending.analyses[article.id] = analysis
        self._pending.actions[article.id] = action
        for ordinal, span in enumerate(analysis.sentences):
            self._pending.texts[vector_key(article.id, version, ordinal)] = article.text[span.start : span.end]

    def file_read(self, path: str, state: FileState) -> None:
        """Remember the file as read, once the articles added so far are stored."""
        self._pending.files[path] = state

    def page_read(self, state: PageState) -> None:
        """Remember the page as read, once the articles added so far are stored."""
        self._pending.pages.append(state)

    def flush(self) -> None:
        """Embed and store what is pending, then remember its files and pages as read."""
        pending = self._pending
        if pending.analyses:
            analyses = list(pending.analyses.values())
            embedded = self._embed(analyses, pending.texts)
            self._catalogue.apply(analyses, now_ns=self._clock_ns())
            changes = [_change(pending.actions[each.article.id].value, each.article) for each in analyses]
            self._on_stored(changes, embedded)
        for path, state in pending.files.items():
            self._origins.record_file(path, state)
        for page in pending.pages:
            self._origins.record_page(page)
        pending.clear()

    def remove(self, articles: Sequence[Article]) -> None:
        if articles:
            self._catalogue.remove([each.id for each in articles], now_ns=self._clock_ns())
            self._on_stored([_change("removed", each) for each in articles], 0)

    def settle(self, *, before_ns: int) -> None:
        """Remove the vectors of versions that nothing has used since `before_ns`."""
        unused = self._catalogue.unsettled(before_ns=before_ns)
        # All at once: each call goes through the shards, and an interrupted one is done again by the next run.
        self._vectors.delete([key for keys in unused.values() for key in keys])
        self._catalogue.settle(unused)
        self._catalogue.forget_used()

    def _embed(self, analyses: Sequence[Analysis], texts: dict[str, str]) -> int:
        """Write the vectors that are not there yet; how many."""
        known = self._catalogue.stage(analyses, now_ns=self._clock_ns())
        doubtful = [
            vector_key(article, version, ordinal)
            for each in analyses
            for article, version in known & {(each.article.id, each.article.version)}
            for ordinal in range(len(each.sentences))
        ]
        present = self._vectors.present(doubtful)
        missing = {key: text for key, text in texts.items() if key not in present}
        if missing:
            self._vectors.add(list(missing), self._embedder.embed_sentences(list(missing.values())))
        return len(missing)


def _change(action: str, article: Article) -> Change:
    return Change(action, article.id, article.title, article.path)
