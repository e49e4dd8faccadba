"""Bring the archive up to date with article files: read, decide, embed, store.

The order of effects makes every crash harmless: a version is noted as unsettled before its vectors are written, the
catalogue switches to it in one transaction afterwards, and vectors that nothing uses are removed at the end. Whatever
was interrupted, the next run finds the vectors that are already there and goes on.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index import dates, passages, reading, sentences, words
from index.articles import Article
from index.catalogue import Analysis, Catalogue, FileState, vector_key
from index.embeddings import Embedder
from index.errors import ArchiveMismatch
from index.planning import Action, decide, is_unchanged_file, to_remove
from index.reading import Failure
from index.vectors import VectorStore

#: Sentences embedded and stored together: small enough to lose little in a crash, large enough to be quick.
_BATCH = 200


@dataclass(slots=True)
class UpdateReport:
    """What an update did: counts of articles, failures one by one, sentences embedded, seconds taken.

    `gone` counts articles whose file is no longer there and that --prune would remove.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    gone: int = 0
    sentences: int = 0
    seconds: float = 0.0
    failed: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an update stands: files done of all files, articles and sentences stored so far."""

    files_done: int
    files: int
    articles: int
    sentences: int


def analyse(article: Article) -> Analysis:
    """Cut an article into sentences and passages and resolve its dates."""
    spans = sentences.sentences(article.text, language=article.language)
    return Analysis(
        article=article,
        sentences=spans,
        passages=passages.passages(spans),
        dates=dates.tag(article.text, language=article.language, published=article.published),
    )


def fingerprint(embedder_name: str) -> dict[str, str]:
    """How an archive is made by this release with that model; compared part by part."""
    return {
        "embeddings": embedder_name,
        "sentences": sentences.RULES_VERSION,
        "passages": passages.RULES_VERSION,
        "words": words.RULES_VERSION,
        "dates": dates.RULES_VERSION,
    }


def check_fingerprint(stored: dict[str, str], wanted: dict[str, str]) -> None:
    """Raise ArchiveMismatch, naming part and remedy, where an archive was made otherwise than `wanted`."""
    for part, value in wanted.items():
        if stored and stored.get(part) != value:
            hint = "Index anew: dateline index --rebuild FOLDER"
            if part == "embeddings":
                hint += f", or set DATELINE_EMBEDDINGS to what the archive was made with ({stored.get(part)})"
            raise ArchiveMismatch(f"The archive was made with {part} {stored.get(part)}, not {value}", hint=hint + ".")


class Updater:
    """Applies updates to one archive. Use it under index.locking.writing."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        vectors: VectorStore,
        embedder: Embedder,
        languages: Sequence[str],
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._embedder = embedder
        self._languages = languages
        self._clock_ns = clock_ns

    def update(
        self,
        paths: Sequence[Path],
        *,
        prune: bool = False,
        progress: Callable[[Progress], None] = lambda progress: None,
    ) -> UpdateReport:
        """Index what is new or changed at `paths`; with `prune`, remove what came from there and is gone.

        One bad file is a counted failure. Raises SourceError for a path that is not there, EmbeddingError.
        """
        began = time.monotonic()
        wanted = fingerprint(self._embedder.name)
        check_fingerprint(self._catalogue.fingerprint(), wanted)
        roots = [path.resolve() for path in paths]
        report = UpdateReport()
        files = self._find(roots, report)
        if not self._catalogue.fingerprint():
            self._catalogue.record_fingerprint(wanted)
        pending = _Pending()
        for number, path in enumerate(files):
            self._read(path, report, pending, prune=prune)
            if len(pending.texts) >= _BATCH:
                self._flush(report, pending)
            progress(Progress(number + 1, len(files), report.new + report.changed + report.unchanged, report.sentences))
        self._flush(report, pending)
        for gone in to_remove(self._catalogue.paths(), roots=roots, present=files, failed=report.failed):
            self._drop(sorted(self._catalogue.ids_from(gone)), report, prune=prune)
        self._settle()
        report.seconds = time.monotonic() - began
        return report

    def _find(self, roots: Sequence[Path], report: UpdateReport) -> list[Path]:
        found = list(reading.find_files(roots))
        report.failed += [entry for entry in found if isinstance(entry, Failure)]
        return list(dict.fromkeys(entry for entry in found if isinstance(entry, Path)))

    def _read(self, path: Path, report: UpdateReport, pending: _Pending, *, prune: bool) -> None:
        """Read one file: put its new and changed articles into `pending`, count the rest."""
        name = str(path)
        now = self._clock_ns()
        try:
            seen = path.stat()
        except OSError as error:
            report.failed.append(Failure(name, f"cannot be read: {error.strerror or error}"))
            return
        stored = self._catalogue.ids_from(name)
        known = self._catalogue.file_state(name)
        if stored and is_unchanged_file(known, size=seen.st_size, modified_ns=seen.st_mtime_ns):
            report.unchanged += len(stored)
            return
        clean = True
        for article in reading.read_articles(path, languages=self._languages):
            if isinstance(article, Failure):
                report.failed.append(article)
                clean = False
                continue
            stored.discard(self._take(article, report, pending).id)
            if len(pending.texts) >= _BATCH:
                self._flush(report, pending)
        if clean:
            self._drop(sorted(stored), report, prune=prune)
            if prune or not stored:
                pending.files[name] = FileState(seen.st_size, seen.st_mtime_ns, now)

    def _take(self, article: Article, report: UpdateReport, pending: _Pending) -> Article:
        article = self._with_own_id(article, pending)
        version = article.version
        stored = pending.versions.get(article.id) or self._catalogue.versions(ids=[article.id]).get(article.id)
        action = decide(stored, version)
        if action is Action.KEEP:
            report.unchanged += 1
        elif article.id in pending.versions:
            # Two records of one id in one run: the later one wins, after the earlier one is stored.
            self._flush(report, pending)
            pending.add(analyse(article), Action.REPLACE)
        else:
            pending.add(analyse(article), action)
        return article

    def _with_own_id(self, article: Article, pending: _Pending) -> Article:
        """The article under an id that no file of the same name elsewhere has taken."""
        if article.id != Path(article.path).stem:
            return article
        owner = pending.owners.get(article.id) or self._catalogue.path_of(article.id)
        if owner in (None, article.path) or not Path(owner).exists():
            return article
        return replace(article, id=f"{article.id}-{hashlib.sha256(article.path.encode()).hexdigest()[:8]}")

    def _flush(self, report: UpdateReport, pending: _Pending) -> None:
        """Embed and store what is pending, then remember its files as read."""
        if pending.analyses:
            report.sentences += self._store(pending)
            report.new += sum(action is Action.ADD for action in pending.actions)
            report.changed += sum(action is Action.REPLACE for action in pending.actions)
        for name, state in pending.files.items():
            self._catalogue.record_file(name, state)
        pending.clear()

    def _store(self, pending: _Pending) -> int:
        """Embed what is not embedded yet, switch the catalogue to it; the number of sentences embedded."""
        self._catalogue.stage(pending.analyses)
        present = self._vectors.present(list(pending.texts))
        missing = {key: text for key, text in pending.texts.items() if key not in present}
        if missing:
            self._vectors.write(list(missing), self._embedder.embed_sentences(list(missing.values())))
        self._catalogue.apply(pending.analyses)
        return len(missing)

    def _drop(self, ids: Sequence[str], report: UpdateReport, *, prune: bool) -> None:
        """Count articles that are gone and, with `prune`, remove them."""
        if prune and ids:
            self._catalogue.remove(ids)
            report.removed += len(ids)
        else:
            report.gone += len(ids)

    def _settle(self) -> None:
        for keys in self._catalogue.unsettled_keys():
            self._vectors.delete(keys)
        self._catalogue.settle()


@dataclass(slots=True)
class _Pending:
    """Articles that are read but not stored yet, and the files that count as read once they are."""

    analyses: list[Analysis] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, FileState] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def add(self, analysis: Analysis, action: Action) -> None:
        article, version = analysis.article, analysis.article.version
        self.analyses.append(analysis)
        self.actions.append(action)
        self.versions[article.id] = version
        self.owners[article.id] = article.path
        for ordinal, span in enumerate(analysis.sentences):
            self.texts[vector_key(article.id, version, ordinal)] = article.text[span.start : span.end]

    def clear(self) -> None:
        for part in (self.analyses, self.actions, self.texts, self.files, self.versions, self.owners):
            part.clear()
