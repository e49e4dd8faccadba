"""An archive of the samples, indexed once for all tests here."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bot import Bot
from bot.configuration import Settings
from bot.model.contract import LanguageModel
from bot.wiring import open_bot

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TODAY = datetime.date(2026, 3, 1)


class Samples:
    """Opens bots over the archive of the samples."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._opened: list[Bot] = []

    def bot(self, model: LanguageModel | None = None, **changes: object) -> Bot:
        settings = Settings(home=self.home, embeddings="use")
        bot = open_bot(settings=settings, model=model, today=lambda: TODAY, **changes)
        self._opened.append(bot)
        return bot

    def close(self) -> None:
        for bot in self._opened:
            bot.close()


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("samples")
    with open_bot(settings=Settings(home=home, embeddings="use")) as bot:
        bot.index([SAMPLES])
    return home


@pytest.fixture
def samples(indexed: Path) -> Iterator[Samples]:
    opened = Samples(indexed)
    yield opened
    opened.close()
