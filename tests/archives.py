"""Bots over archives in temporary folders, made once a session and only read."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bot.bot import Bot
from bot.configuration import Settings
from bot.wiring import open_bot

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
SEEDS = ROOT.parent / "shared" / "data" / "seeds"
WHEN = ROOT / "tests" / "when"
TODAY = datetime.date(2026, 3, 1)

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside the project")


def filled_bot(home: Path, *articles: Path) -> Bot:
    """A bot over the given articles that takes every day for 1 March 2026 and reads no environment."""
    bot = open_bot(settings=Settings(home=home), today=lambda: TODAY)
    bot.index(articles)
    return bot
