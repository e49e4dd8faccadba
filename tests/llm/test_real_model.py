"""Thirty questions to a real model that answers badly: nothing unproven is shown.

What is shown is read by other means than the verifier's, see bench.real_model, which prints the figures.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.real_model import QUESTIONS, archive, asked, report, unbacked
from bench.small_model import small_model
from bot.bot import Bot
from bot.model.patience import Patience


@pytest.fixture(scope="module")
def bot(model_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    model = small_model(model_url, patience=Patience(limit=90.0, silence=60.0))
    with archive(model, tmp_path_factory.mktemp("real")) as opened:
        yield opened


@pytest.mark.real_model
@pytest.mark.timeout(3000)
def test_nothing_unproven_is_shown(bot: Bot) -> None:
    results = [asked(bot, question) for question in QUESTIONS]
    figures = report(results)
    assert [word for each in results for word in unbacked(each.answer)] == [], figures
    assert sum(each.put_to_model for each in results) >= len(QUESTIONS) // 2, figures
    # The model was heard: it wrote, and not all that it wrote was let through.
    written = [sentence for each in results for sentence in each.sentences]
    assert len(written) >= len(QUESTIONS) // 2, figures
    assert any(not sentence.shown for sentence in written), figures
