"""Archives that several tests read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.bot import Bot
from tests.archives import SAMPLES, SEEDS, WHEN, filled_bot


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with filled_bot(tmp_path_factory.mktemp("samples"), SAMPLES) as bot:
        yield bot


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with filled_bot(tmp_path_factory.mktemp("seeds"), *sorted(SEEDS.glob("*.txt"))) as bot:
        yield bot


@pytest.fixture(scope="session")
def when(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with filled_bot(tmp_path_factory.mktemp("when"), WHEN / "articles.jsonl") as bot:
        yield bot
