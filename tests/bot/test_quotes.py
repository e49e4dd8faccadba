"""Every quote of every answer stands in the stored article, whatever the file looked like."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bot import Bot
from bot.configuration import Settings
from bot.wiring import open_bot
from tests.archives import SAMPLES, SEEDS

TEXT = (
    "date 2025-10-28\r\nMinisterin Çelik traf am Montag „Präsident“ Müller 😀 in Zürich.\r\n"
    "Er sagte: »Schön, dass Sie da sind.« Am Mittwoch fliegt sie weiter nach Łódź.\r\n"
)
WINDOWS = TEXT.replace("😀 ", "").replace("Łódź", "Genf")
FILES = {
    "plain": TEXT.encode(),
    "bom": codecs.BOM_UTF8 + TEXT.encode(),
    "utf16": TEXT.encode("utf-16"),
    "windows": WINDOWS.encode("windows-1252"),
    "nul": TEXT.replace("traf", "tr\0af").encode(),
}


def assert_verbatim(bot: Bot, question: str) -> int:
    answer = bot.ask(question)
    for citation in answer.citations:
        text = bot.parts().lookup.text(citation.article.id)
        assert text is not None
        assert text[citation.start : citation.end] == citation.quote
        for date in citation.dates:
            assert text[date.start : date.end] == date.text
    return len(answer.citations)


@pytest.mark.parametrize("name", FILES)
def test_quotes_from_files_of_every_encoding(tmp_path: Path, name: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes(FILES[name])
    with open_bot(settings=Settings(home=tmp_path / "home")) as bot:
        bot.index([tmp_path / "articles"])
        answer = bot.ask("Wann traf Ministerin Çelik Müller in Zürich?")
        assert answer.text == "Am Montag, 27. Oktober 2025. [1]"
        quote = answer.citations[0].quote
        assert quote.startswith("Ministerin Çelik traf am Montag „Präsident“ Müller")
        assert_verbatim(bot, "Wann traf Ministerin Çelik Müller in Zürich?")


def _words_of_articles() -> list[str]:
    texts = [path.read_text("utf-8") for path in [*SAMPLES.iterdir(), *SEEDS.glob("*.txt")] if path.is_file()]
    return sorted({word for text in texts for word in text.split()})


_WORDS = st.lists(st.sampled_from(_words_of_articles()), min_size=1, max_size=8).map(" ".join)
_STARTS = st.sampled_from(["", "When did ", "Wann ", "Who ", "Wie viele ", "Where was "])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=_STARTS, words=_WORDS)
def test_any_question_about_the_samples_is_answered_verbatim_or_refused(samples: Bot, start: str, words: str) -> None:
    if any(character.isalnum() for character in words):
        assert_verbatim(samples, f"{start}{words}?")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=_STARTS, words=_WORDS)
def test_any_question_about_the_seeds_is_answered_verbatim_or_refused(
    request: pytest.FixtureRequest, start: str, words: str
) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seed articles are not beside the project")
    if any(character.isalnum() for character in words):
        assert_verbatim(request.getfixturevalue("seeds"), f"{start}{words}?")
