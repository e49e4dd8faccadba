"""A Chroma server for those who ask for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.index.chroma_server import chroma_server


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as url:
        yield url
