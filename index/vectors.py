"""Sentence vectors by key, kept in Chroma in shards of bounded size."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from index.chroma import Chroma
from index.embeddings import Vectors
from index.errors import ArchiveError, ConfigurationError

#: Chroma takes at most 5,461 records a call; smaller calls keep memory flat.
_CHUNK = 1000
#: Vectors of a shard. Chroma holds the search graph of what it writes in memory, 4 KB a sentence, and adding to a graph
#: takes longer the larger it is: with shards, of which only the last is written, neither grows with the archive. A
#: question asks each of them, 4 ms a shard.
_SHARD = 20_000
#: Seconds between reopenings.
_SELDOM = 1.0
#: The most neighbours worth asking for; beyond it, exact search over the chosen articles is the better way.
MOST_NEIGHBOURS = 400

_Found = TypeVar("_Found")


class VectorStore:
    """Vectors by key, nearest neighbours by cosine. Safe to use from several threads."""

    def __init__(
        self,
        *,
        home: Path,
        url: str = "",
        collection: str,
        shard: int = _SHARD,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the store in the folder `home`, or on the Chroma server at `url`.

        `collection` separates vectors of different builds, `shard` is the number of vectors after which a new shard
        begins, `clock` tells seconds. What is stored at this moment is seen; see `refresh` for later.
        Raises ArchiveError, or ConfigurationError for a bad URL.
        """
        self._home = home
        self._url = url
        self._name = collection
        self._shard = shard
        self._lock = threading.RLock()
        self._generation: int | None = None
        self._clock = clock
        self._reopened = -_SELDOM
        self._chroma = self._open()

    def _open(self) -> Chroma:
        try:
            return Chroma(home=self._home, url=self._url, name=self._name)
        except ConfigurationError:
            raise
        except Exception as error:  # Chroma's Rust side raises kinds of its own
            place = self._url or str(self._home)
            raise ArchiveError(
                f"The vector store at {place} cannot be opened: {_first_line(error)}",
                hint="Check that the Chroma server runs." if self._url else "Check the folder's permissions and space.",
            ) from error

    def warm_up(self) -> None:
        """Load the search graphs in a thread of its own; who asks meanwhile waits for it.

        A first question loads its embedding models at the same time, on another processor. No daemon: the end of the
        program waits for it, since a thread must not be cut off inside Chroma.
        """
        threading.Thread(target=self._load, name="vectors").start()

    def _load(self) -> None:
        with self._lock, contextlib.suppress(Exception):
            # Whatever fails here fails again, and is told, where it is needed.
            for shard in self._chroma.shards:
                shard.count()

    def refresh(self, generation: int) -> None:
        """See what other processes have written, if the archive's `generation` is another than last time.

        At most once a second: while a writer stores batch after batch, questions should not wait for a reopening
        each. Until then new sentences are found by their words only.

        A process that holds an embedded Chroma does not see in queries what another process added; on a server it sees
        all but the shards that were begun since.
        """
        with self._lock:
            if self._generation in (None, generation):
                self._generation = generation
            elif self._clock() - self._reopened >= _SELDOM:
                self._reopen()
                self._generation = generation

    def _reopen(self) -> None:
        outdated = self._chroma
        self._chroma = self._open()
        outdated.close()
        self._reopened = self._clock()

    def _ask(self, ask: Callable[[Any], _Found]) -> list[_Found]:
        """What `ask` finds in each shard; if that fails, once more after reopening the store.

        An outdated copy fails where it is asked for the vector of a sentence that another process has added since.
        """
        with _reported():
            try:
                return [ask(shard) for shard in self._chroma.shards]
            except Exception:  # Chroma's Rust side raises kinds of its own
                self._reopen()
                return [ask(shard) for shard in self._chroma.shards]

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Store the vectors, shape (len(keys), dimension), of keys that are not stored yet."""
        with self._lock, _reported():
            for first in range(0, len(keys), _CHUNK):
                chunk = list(keys[first : first + _CHUNK])
                self._room().upsert(ids=chunk, embeddings=vectors[first : first + _CHUNK])

    def write(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Store the vectors, shape (len(keys), dimension), in place of any that have the same keys."""
        rows = dict(zip(keys, vectors, strict=True))
        with self._lock, _reported():
            for shard, there in self._located(keys):
                for first in range(0, len(there), _CHUNK):
                    chunk = there[first : first + _CHUNK]
                    shard.upsert(ids=chunk, embeddings=np.stack([rows.pop(key) for key in chunk]))
            self.add(list(rows), np.array(list(rows.values()), dtype=np.float32))

    def delete(self, keys: Sequence[str]) -> None:
        """Remove vectors; keys that are not there are passed over."""
        with self._lock, _reported():
            for shard, there in self._located(keys):
                for first in range(0, len(there), _CHUNK):
                    shard.delete(ids=there[first : first + _CHUNK])

    def present(self, keys: Sequence[str]) -> set[str]:
        """Those of `keys` that are stored."""
        with self._lock, _reported():
            return {key for _, there in self._located(keys) for key in there}

    def _located(self, keys: Sequence[str]) -> Iterator[tuple[Any, list[str]]]:
        """Shards with those of `keys` that they hold, the newest shard first, until all are found.

        Whatever a shard is asked, Chroma loads its search graph: the memory of each is let go of before the next.
        """
        left = list(dict.fromkeys(keys))
        for name in [shard.name for shard in reversed(self._chroma.shards)]:
            if not left:
                return
            shard = self._chroma.named(name)
            there = _present(shard, left)
            if there:
                yield shard, [key for key in left if key in there]
            left = [key for key in left if key not in there]
            if left and len(self._chroma.shards) > 1:
                self._reopen()

    def _room(self) -> Any:
        """The shard that takes new vectors."""
        last = self._chroma.shards[-1]
        if last.count() < self._shard:
            return last
        # The memory of the full one is let go of.
        self._reopen()
        return self._chroma.begin()

    def drop(self) -> None:
        """Remove all vectors; the store cannot be used afterwards."""
        with self._lock, _reported():
            for shard in list(self._chroma.shards):
                self._chroma.remove(shard)

    def renew(self) -> None:
        """Write all vectors into new shards: their search graphs are built anew."""
        with self._lock, _reported():
            outdated = [shard.name for shard in self._chroma.shards]
            self._chroma.begin()
            for name in outdated:
                offset = 0
                while (found := _slice(self._chroma.named(name), offset, _CHUNK))[0]:
                    keys, rows = found
                    # An interrupted renewal leaves vectors twice; this one ends with each of them once.
                    newer = [shard for shard in self._chroma.shards if shard.name not in outdated]
                    twice = {key for shard in newer for key in _present(shard, keys)}
                    once = [key not in twice for key in keys]
                    self.add([key for key, kept in zip(keys, once, strict=True) if kept], rows[once])
                    offset += len(keys)
                self._chroma.remove(self._chroma.named(name))

    def batches(self, *, size: int = _CHUNK) -> Iterator[tuple[list[str], Vectors]]:
        """All keys with their vectors, shape (len(keys), dimension), `size` at a time, in no particular order."""
        with _reported():
            for shard in self._chroma.shards:
                offset = 0
                while (found := _slice(shard, offset, size))[0]:
                    yield found
                    offset += len(found[0])

    def sample(self, count: int) -> Iterator[tuple[str, Vectors]]:
        """About `count` keys with their vectors, shape (dimension,), from all over the store."""
        step = max(1, self.count() // count)
        with _reported():
            for shard in self._chroma.shards:
                for offset in range(0, shard.count(), step):
                    yield from zip(*_slice(shard, offset, 1), strict=True)

    def keys(self) -> Iterator[list[str]]:
        """All keys, in batches."""
        with _reported():
            for shard in self._chroma.shards:
                offset = 0
                while found := shard.get(include=[], limit=_CHUNK * 5, offset=offset)["ids"]:
                    yield found
                    offset += len(found)

    def similarities(self, vector: Vectors, keys: Iterable[str]) -> dict[str, float]:
        """{key: cosine similarity to `vector`}, exact; keys that are not stored are left out."""
        wanted = list(dict.fromkeys(keys))

        def of_shard(shard: Any) -> dict[str, float]:
            found: dict[str, float] = {}
            for first in range(0, len(wanted), _CHUNK):
                got = shard.get(ids=wanted[first : first + _CHUNK], include=["embeddings"])
                if got["ids"]:
                    scores = np.asarray(got["embeddings"], dtype=np.float32) @ vector
                    found.update(zip(got["ids"], map(float, scores), strict=True))
            return found

        with self._lock:
            scores = {key: score for found in self._ask(of_shard) for key, score in found.items()}
            if len(scores) < len(wanted):
                with _reported():
                    # A sentence that was stored just now may lie in a shard that was begun just now.
                    scores |= {key: score for shard in self._chroma.look() for key, score in of_shard(shard).items()}
            return scores

    def nearest(self, vector: Vectors, *, limit: int) -> dict[str, float]:
        """{key: cosine similarity} of the `limit` vectors nearest to `vector`, best first."""

        def of_shard(shard: Any) -> list[tuple[str, float]]:
            wanted = min(limit, MOST_NEIGHBOURS)
            got = shard.query(query_embeddings=vector.reshape(1, -1), n_results=wanted, include=["distances"])
            return list(zip(got["ids"][0], got["distances"][0], strict=True))

        with self._lock:
            found = [each for shard in self._ask(of_shard) for each in shard]
        # The key breaks ties, so that the same archive gives the same order.
        nearest = sorted(found, key=lambda each: (each[1], each[0]))[: min(limit, MOST_NEIGHBOURS)]
        return {key: 1.0 - distance for key, distance in nearest}

    def close(self) -> None:
        """Let go of the files and of the memory; the store cannot be used afterwards."""
        with self._lock:
            self._chroma.close()

    def count(self) -> int:
        with self._lock, _reported():
            return sum(int(shard.count()) for shard in self._chroma.shards)


def _present(shard: Any, keys: Sequence[str]) -> set[str]:
    """Those of `keys` that are in the shard."""
    chunks = [list(keys[first : first + _CHUNK]) for first in range(0, len(keys), _CHUNK)]
    return {key for chunk in chunks for key in shard.get(ids=chunk, include=[])["ids"]}


def _slice(shard: Any, offset: int, size: int) -> tuple[list[str], Vectors]:
    """Up to `size` keys with their vectors from `offset` on; the order holds while nothing is written to the shard."""
    got = shard.get(include=["embeddings"], limit=size, offset=offset)
    return got["ids"], np.asarray(got["embeddings"], dtype=np.float32)


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
