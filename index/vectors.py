"""Sentence vectors in Chroma. The only file that knows chromadb."""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.config import Settings

from index.embeddings import Vectors
from index.errors import ArchiveError, ConfigurationError

#: Chroma takes at most 5,461 records a call; smaller calls keep memory flat.
_CHUNK = 1000
#: Candidates that the graph search keeps: larger than any number of neighbours asked for, so that recall is near 1.
_SEARCH_EFFORT = 400
#: Counts the embedded clients of this process.
_opened = itertools.count(1)
#: Seconds between reopenings.
_SELDOM = 1.0
#: The most neighbours worth asking for; beyond it, exact search over the chosen articles is the better way.
MOST_NEIGHBOURS = 400


class VectorStore:
    """Vectors by key, nearest neighbours by cosine. Safe to use from several threads."""

    def __init__(
        self,
        *,
        home: Path,
        url: str = "",
        collection: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the store in the folder `home`, or on the Chroma server at `url`.

        `collection` separates vectors of different builds, `clock` tells seconds. What is stored at this moment is
        seen; see `refresh` for later. Raises ArchiveError, or ConfigurationError for a bad URL.
        """
        self._home = home
        self._url = url
        self._name = collection
        self._lock = threading.RLock()
        self._generation: int | None = None
        self._clock = clock
        self._reopened = -_SELDOM
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
        # Chroma shares what it has in memory between all clients of one path in a process, and never reads it anew
        # (chroma-core/chroma#3792). A writer on top of an outdated copy would lose what another process has written,
        # so each client gets a copy of its own, by a path that is spelled differently each time.
        spelling = "".join("/." if bit == "1" else "/" for bit in f"{next(_opened):b}")
        return chromadb.PersistentClient(path=f"{self._home / 'vectors'}{spelling}", settings=settings)

    def _server(self, settings: Settings) -> Any:
        parts = urlsplit(self._url)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 8000)
        return chromadb.HttpClient(host=parts.hostname or "", port=port, ssl=secure, settings=settings)

    def refresh(self, generation: int) -> None:
        """See what other processes have written, if the archive's `generation` is another than last time.

        At most once a second: while a writer stores batch after batch, questions should not wait for a reopening
        each. Until then new sentences are found by their words only.

        A process that holds an embedded Chroma does not see in queries what another process added.
        """
        with self._lock:
            if self._generation in (None, generation) or self._url:
                self._generation = generation
            elif self._clock() - self._reopened >= _SELDOM:
                self._reopen()
                self._generation = generation

    def _reopen(self) -> None:
        outdated = self._client
        self._collection = self._open()
        outdated.close()
        self._reopened = self._clock()

    def _ask(self, method: str, **arguments: Any) -> Any:
        """Ask the collection; if that fails, once more after reopening the store.

        An outdated copy fails where it is asked for the vector of a sentence that another process has added since.
        """
        try:
            return getattr(self._collection, method)(**arguments)
        except Exception:  # Chroma's Rust side raises kinds of its own
            if self._url:
                raise
            self._reopen()
            return getattr(self._collection, method)(**arguments)

    def write(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Store the vectors, shape (len(keys), dimension), in place of any that have the same keys."""
        with self._lock:
            for first in range(0, len(keys), _CHUNK):
                chunk = list(keys[first : first + _CHUNK])
                with _reported():
                    self._collection.upsert(ids=chunk, embeddings=vectors[first : first + _CHUNK])

    def delete(self, keys: Sequence[str]) -> None:
        """Remove vectors; keys that are not there are passed over."""
        with self._lock:
            for first in range(0, len(keys), _CHUNK):
                with _reported():
                    present = self._collection.get(ids=list(keys[first : first + _CHUNK]), include=[])["ids"]
                    if present:
                        self._collection.delete(ids=present)

    def drop(self) -> None:
        """Remove this collection with all its vectors; the store cannot be used afterwards."""
        with self._lock, _reported():
            self._client.delete_collection(self._name)

    def batches(self, *, size: int = _CHUNK) -> Iterator[tuple[list[str], Vectors]]:
        """All keys with their vectors, shape (len(keys), dimension), `size` at a time, in no particular order."""
        offset = 0
        while True:
            keys, vectors = self.slice(offset, size)
            if not keys:
                return
            yield keys, vectors
            offset += len(keys)

    def slice(self, offset: int, size: int) -> tuple[list[str], Vectors]:
        """Up to `size` keys with their vectors from `offset` on; the order holds while nothing is written."""
        with self._lock, _reported():
            got = self._collection.get(include=["embeddings"], limit=size, offset=offset)
        if not got["ids"]:
            return [], np.zeros((0, 0), dtype=np.float32)
        return got["ids"], np.asarray(got["embeddings"], dtype=np.float32)

    def keys(self) -> Iterator[list[str]]:
        """All keys, in batches."""
        offset = 0
        while True:
            with self._lock, _reported():
                found = self._collection.get(include=[], limit=_CHUNK * 5, offset=offset)["ids"]
            if not found:
                return
            yield found
            offset += len(found)

    def renew(self) -> None:
        """Write all vectors into a new collection of the same name: its search graph is built anew."""
        kept = list(self.batches())
        with self._lock, _reported():
            self._client.delete_collection(self._name)
            self._collection = self._open()
        for keys, vectors in kept:
            self.write(keys, vectors)

    def present(self, keys: Sequence[str]) -> set[str]:
        """Those of `keys` that are stored."""
        with self._lock:
            found: set[str] = set()
            for first in range(0, len(keys), _CHUNK):
                with _reported():
                    found.update(self._collection.get(ids=list(keys[first : first + _CHUNK]), include=[])["ids"])
            return found

    def similarities(self, vector: Vectors, keys: Iterable[str]) -> dict[str, float]:
        """{key: cosine similarity to `vector`}, exact; keys that are not stored are left out."""
        wanted = list(keys)
        found: dict[str, float] = {}
        with self._lock:
            for first in range(0, len(wanted), _CHUNK):
                with _reported():
                    got = self._ask("get", ids=wanted[first : first + _CHUNK], include=["embeddings"])
                if got["ids"]:
                    scores = np.asarray(got["embeddings"], dtype=np.float32) @ vector
                    found.update(zip(got["ids"], map(float, scores), strict=True))
        return found

    def nearest(self, vector: Vectors, *, limit: int) -> dict[str, float]:
        """{key: cosine similarity} of the `limit` vectors nearest to `vector`, best first."""
        with self._lock, _reported():
            count = self._collection.count()
            if count == 0:
                return {}
            got = self._ask(
                "query",
                query_embeddings=vector.reshape(1, -1),
                n_results=min(limit, count, MOST_NEIGHBOURS),
                include=["distances"],
            )
        return {key: 1.0 - distance for key, distance in zip(got["ids"][0], got["distances"][0], strict=True)}

    def close(self) -> None:
        """Let go of the files and of the memory; the store cannot be used afterwards."""
        with self._lock, contextlib.suppress(Exception):
            self._client.close()

    def count(self) -> int:
        with self._lock, _reported():
            return int(self._collection.count())


@contextmanager
def _reported() -> Iterator[None]:
    """Turns what Chroma raises into an ArchiveError that says what to do."""
    try:
        yield
    except ArchiveError:
        raise
    except Exception as error:  # Chroma's Rust side raises kinds of its own
        raise ArchiveError(
            f"The vector store cannot be used: {_first_line(error)}",
            hint="Check the free space on the disk and run the command again; if that fails: dateline doctor --repair",
        ) from error


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
