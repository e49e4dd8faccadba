"""The archive as a LangChain retriever, so that it fits into anyone's chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from retrieval.search import Evidence


class Searches(Protocol):
    """What answers a search; bot.bot.Bot does."""

    def search(self, question: str, *, limit: int) -> Sequence[Evidence]:
        """The best passages, each with its best sentence, best first."""


class ArchiveRetriever(BaseRetriever):
    """Passages of a Dateline archive as LangChain documents, best first.

    `archive` is what `bot.open_bot()` returns, `k` the number of documents. A document's content is the passage; its
    metadata hold article_id, title, source, url, published (ISO date or None), start and end in the article, score, and
    quote, the passage's best sentence.

        retriever = ArchiveRetriever(archive=open_bot(home="news"), k=4)
        retriever.invoke("When did Choi meet Putin?")
    """

    archive: Any
    k: int = 5

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        archive: Searches = self.archive
        return [_document(each) for each in archive.search(query, limit=self.k)]


def _document(evidence: Evidence) -> Document:
    article, passage = evidence.article, evidence.passage
    return Document(
        id=f"{article.id}#{passage.start}",
        page_content=passage.text,
        metadata={
            "article_id": article.id,
            "title": article.title,
            "source": article.source,
            "url": article.url,
            "published": article.published.isoformat() if article.published else None,
            "start": passage.start,
            "end": passage.end,
            "score": evidence.score,
            "quote": evidence.sentence.text,
        },
    )
