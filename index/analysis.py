"""Cut an article up, and say by which model and rules an archive is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import dates, passages, sentences, words
from index.articles import Article, Span
from index.copies import Likeness, likeness
from index.dates import TimeExpression
from index.embeddings import specification_of
from index.errors import ArchiveMismatch

#: Parts that are worked out anew from the stored text, without embedding anything.
_DERIVED = ("passages", "words", "dates")


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article cut up: sentences, passages as ranges of sentence ordinals, time expressions of the whole text.

    `likeness` is what it is compared by with other articles, `rules` the versions of the rules that can change without
    embedding anew.
    """

    article: Article
    sentences: Sequence[Span]
    passages: Sequence[range]
    dates: Sequence[TimeExpression]
    likeness: Likeness
    rules: str


def analyse(article: Article) -> Analysis:
    """Cut an article into sentences and passages and resolve its dates."""
    spans = sentences.sentences(article.text, language=article.language)
    return Analysis(
        article=article,
        sentences=spans,
        passages=passages.passages(spans),
        dates=dates.tag(article.text, language=article.language, published=article.published),
        likeness=likeness(article.text),
        rules=derived_rules(),
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


def derived_rules() -> str:
    """The versions of the rules whose results are worked out anew from the stored text."""
    return f"{passages.RULES_VERSION} {words.RULES_VERSION} {dates.RULES_VERSION}"


def check_fingerprint(stored: Mapping[str, str], wanted: Mapping[str, str], *, writing: bool = False) -> None:
    """Raise ArchiveMismatch, naming part and remedy, where an archive was made otherwise than `wanted`.

    A writer may go on where only rules differ that need no embedding: it works their results out anew.
    """
    for part, value in wanted.items():
        if not stored or stored.get(part) == value or (writing and part in _DERIVED):
            continue
        anew = "Build it anew: dateline index --rebuild"
        hint = "Bring it up to date: dateline index FOLDER" if part in _DERIVED else anew
        if part == "embeddings":
            made = stored.get(part, "")
            hint += f", or set DATELINE_EMBEDDINGS to what the archive was made with ({specification_of(made) or made})"
        raise ArchiveMismatch(f"The archive was made with {part} {stored.get(part)}, not {value}", hint=hint + ".")
