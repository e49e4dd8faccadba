"""Sentence vectors in Chroma. The only file that knows chromadb."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings

from index.embeddings import Vectors
from index.errors import ArchiveError, ConfigurationError

#: Chroma takes at most 5,461 records a call; smaller calls keep memory flat.
_CHUNK = 1000
#: Candidates that the graph search keeps: larger than any number of neighbours asked for, so that recall is near 1.
_SEARCH_EFFORT = 400
#: The most neighbours worth asking for; beyond it, exact search over the chosen articles is the better way.
MOST_NEIGHBOURS = 400


class VectorStore:
    """Vectors by key, nearest neighbours by cosine. Safe to use from several threads."""

    def __init__(self, *, home: Path, url: str = "", collection: str) -> None:
        """Open the store in the folder `home`, or on the Chroma server at `url`.

        `collection` separates vectors of different models. Raises ArchiveError, or ConfigurationError for a bad URL.
        """
        self._home = home
        self._url = url
        self._name = collection
        self._lock = threading.RLock()
        self._generation: int | None = None
        self._client: Any = None
        self._collection = self._open()

    def _open(self) -> Any:
        try:
            # Chroma's anonymised usage reports are off: nothing leaves the machine.
            settings = Settings(anonymized_telemetry=False)
            self._client = self._server(settings) if self._url else self._embedded(settings)
            return self._client.get_or_create_collection(
                self._name,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": _SEARCH_EFFORT, "ef_construction": 200}},
            )
        except ConfigurationError:
            raise
        except Exception as error:  # Chroma's Rust side raises kinds of its own
            place = self._url or str(self._home)
            raise ArchiveError(
                f"The vector store at {place} cannot be opened: {_first_line(error)}",
                hint="Check that the Chroma server runs." if self._url else "Check the folder's permissions and space.",
            ) from error

    def _embedded(self, settings: Settings) -> Any:
        return chromadb.PersistentClient(path=str(self._home / "vectors"), settings=settings)

    def _server(self, settings: Settings) -> Any:
        parts = urlsplit(self._url)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 8000)
        return chromadb.HttpClient(host=parts.hostname or "", port=port, ssl=secure, settings=settings)

    def refresh(self, generation: int) -> None:
        """See what other processes have written, if the archive's `generation` is another than last time.

        A process that holds an embedded Chroma does not see in queries what another process added, not even through a
        new client, until the cache that clients share is cleared (chroma-core/chroma#3792).
        """
        with self._lock:
            if self._generation is not None and generation != self._generation and not self._url:
                SharedSystemClient.clear_system_cache()
                self._collection = self._open()
            self._generation = generation

    def write(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Store the vectors, shape (len(keys), dimension), in place of any that have the same keys."""
        with self._lock:
            for first in range(0, len(keys), _CHUNK):
                chunk = list(keys[first : first + _CHUNK])
                self._collection.upsert(ids=chunk, embeddings=vectors[first : first + _CHUNK])

    def delete(self, keys: Sequence[str]) -> None:
        """Remove vectors; keys that are not there are passed over."""
        with self._lock:
            for first in range(0, len(keys), _CHUNK):
                present = self._collection.get(ids=list(keys[first : first + _CHUNK]), include=[])["ids"]
                if present:
                    self._collection.delete(ids=present)

    def clear(self) -> None:
        """Remove all vectors of this collection."""
        with self._lock:
            self._client.delete_collection(self._name)
            self._collection = self._open()

    def present(self, keys: Sequence[str]) -> set[str]:
        """Those of `keys` that are stored."""
        with self._lock:
            found: set[str] = set()
            for first in range(0, len(keys), _CHUNK):
                found.update(self._collection.get(ids=list(keys[first : first + _CHUNK]), include=[])["ids"])
            return found

    def similarities(self, vector: Vectors, keys: Iterable[str]) -> dict[str, float]:
        """{key: cosine similarity to `vector`}, exact; keys that are not stored are left out."""
        wanted = list(keys)
        found: dict[str, float] = {}
        with self._lock:
            for first in range(0, len(wanted), _CHUNK):
                got = self._collection.get(ids=wanted[first : first + _CHUNK], include=["embeddings"])
                if got["ids"]:
                    scores = np.asarray(got["embeddings"], dtype=np.float32) @ vector
                    found.update(zip(got["ids"], map(float, scores), strict=True))
        return found

    def nearest(self, vector: Vectors, *, limit: int) -> dict[str, float]:
        """{key: cosine similarity} of the `limit` vectors nearest to `vector`, best first."""
        with self._lock:
            count = self._collection.count()
            if count == 0:
                return {}
            got = self._collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=min(limit, count, MOST_NEIGHBOURS),
                include=["distances"],
            )
        return {key: 1.0 - distance for key, distance in zip(got["ids"][0], got["distances"][0], strict=True)}

    def count(self) -> int:
        with self._lock:
            return int(self._collection.count())


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
