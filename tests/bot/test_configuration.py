"""Settings: defaults, files, and values that are not allowed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.configuration import DEFAULTS, read_settings
from index.errors import ConfigurationError
from tests.archives import ROOT


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("DATELINE_HOME=from-file\nDATELINE_TZ=Europe/Berlin\n", encoding="utf-8")
    settings = read_settings({"DATELINE_HOME": "from-environment"}, dotenv=dotenv)
    assert settings.home == Path("from-environment")
    assert settings.tz is not None and settings.tz.key == "Europe/Berlin"


def test_an_empty_value_counts_as_not_set() -> None:
    assert read_settings({"DATELINE_EMBEDDINGS": " "}, dotenv=None) == read_settings({}, dotenv=None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATELINE_EMBEDDINGS", "word2vec"),
        ("DATELINE_EMBEDDINGS", "sentence-transformers:"),
        ("DATELINE_RERANKER", "ms-marco"),
        ("DATELINE_RERANKER", "cross-encoder:"),
        ("DATELINE_CHROMA_URL", "localhost:8000"),
        ("DATELINE_CHROMA_URL", "http://localhost:99999999"),
        ("DATELINE_LANGUAGES", "german"),
        ("DATELINE_LANGUAGES", ","),
        ("DATELINE_TZ", "Berlin/Nowhere"),
        ("DATELINE_TZ", "../etc/passwd"),
    ],
)
def test_a_bad_value_names_the_variable_the_value_and_what_is_allowed(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_settings({name: value}, dotenv=None)
    assert name in caught.value.message and repr(value) in caught.value.message
    assert caught.value.hint.startswith("Allowed: ")


def test_the_example_file_lists_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    listed = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    assert listed == DEFAULTS
