"""One Chroma client and the collections of one build in it. The only file that knows chromadb."""

from __future__ import annotations

import contextlib
import itertools
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
from chromadb.config import Settings

#: Candidates that the graph search keeps: larger than any number of neighbours asked for, so that recall is near 1.
_SEARCH_EFFORT = 400
#: Collections that are listed at once.
_PAGE = 100
#: Seconds that a server may take over one call.
_PATIENCE = 30.0
#: Counts the embedded clients of this process.
_opened = itertools.count(1)


class Chroma:
    """Collections `name`, `name-1`, `name-2` and so on, each with a search graph of its own: the shards of a build.

    What is written beside it by another process is seen by one that is opened later.
    """

    def __init__(self, *, home: Path, url: str, name: str) -> None:
        """In the folder `home`, or on the Chroma server at `url`. Raises what chromadb raises."""
        self._name = name
        # Chroma's anonymised usage reports are off: nothing leaves the machine.
        settings = Settings(anonymized_telemetry=False)
        self._client = _server(url, settings) if url else _embedded(home, settings)
        self.shards: list[Any] = self._find() or [self._collection(0)]

    def named(self, name: str) -> Any:
        return next(shard for shard in self.shards if shard.name == name)

    def look(self) -> list[Any]:
        """Shards that another process has begun since, now the last of them."""
        known = {shard.name for shard in self.shards}
        begun = [shard for shard in self._find() if shard.name not in known]
        self.shards += begun
        return begun

    def begin(self) -> Any:
        """A new shard, the last of them."""
        shard = self._collection(1 + _number(self.shards[-1].name, self._name))
        self.shards.append(shard)
        return shard

    def remove(self, shard: Any) -> None:
        self._client.delete_collection(shard.name)
        self.shards.remove(shard)

    def close(self) -> None:
        """Let go of the files, of the memory and of connections."""
        with contextlib.suppress(Exception):
            self._client.close()
        for session in _sessions(self._client):
            session.close()

    def _find(self) -> list[Any]:
        found: dict[int, Any] = {}
        # A shared server may hold the collections of others too.
        offset = 0
        while page := self._client.list_collections(limit=_PAGE, offset=offset):
            found |= {_number(each.name, self._name): each for each in page}
            offset += len(page)
        return [shard for number, shard in sorted(found.items()) if number >= 0]

    def _collection(self, number: int) -> Any:
        return self._client.get_or_create_collection(
            f"{self._name}-{number}" if number else self._name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": _SEARCH_EFFORT, "ef_construction": 200}},
        )


def _number(collection: str, name: str) -> int:
    """The number of a shard, -1 for a collection of another build."""
    if collection == name:
        return 0
    match = re.fullmatch(re.escape(name) + r"-(\d+)", collection)
    return int(match[1]) if match else -1


def _embedded(home: Path, settings: Settings) -> Any:
    # Chroma shares what it has in memory between all clients of one path in a process, and never reads it anew
    # (chroma-core/chroma#3792). A writer on top of an outdated copy would lose what another process has written,
    # so each client gets a copy of its own, by a path that is spelled differently each time.
    spelling = "".join("/." if bit == "1" else "/" for bit in f"{next(_opened):b}")
    return chromadb.PersistentClient(path=f"{home / 'vectors'}{spelling}", settings=settings)


def _server(url: str, settings: Settings) -> Any:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    client = chromadb.HttpClient(host=parts.hostname or "", port=port, ssl=secure, settings=settings)
    for session in _sessions(client):
        session.timeout = _PATIENCE
    return client


def _sessions(client: Any) -> list[Any]:
    """The HTTP sessions of a server's client, to which Chroma gives no time limit and which it leaves open."""
    servers = [getattr(each, "_server", None) for each in (client, getattr(client, "_admin_client", None))]
    return [session for server in servers if (session := getattr(server, "_session", None)) is not None]
