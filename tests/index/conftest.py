"""Set up before any model is loaded, and a Chroma server for those who ask for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.configuration import calm_threads
from tests.index.chroma_server import chroma_server

calm_threads()


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as url:
        yield url
