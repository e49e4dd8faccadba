"""A model server that fails in every way: each question still ends, in time, in an extractive answer with a note."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from bot.answers import Answer
from bot.model.langchain_model import LangChainModel
from bot.model.patience import Patience
from bot.secret import Secret
from index.errors import ConfigurationError
from tests.model.conftest import Samples
from tests.model.model_server import ModelServer, model_server

QUESTION = "When did Choi meet Putin?"
PATIENCE = Patience(limit=4.0, silence=0.5, characters=2000, pauses=(0.05, 0.1))
PROVEN = "Choi met Putin on Monday, 27 October 2025 [1]."


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        running.text = PROVEN
        yield running


def ask(samples: Samples, url: str, patience: Patience = PATIENCE) -> tuple[Answer, float]:
    model = LangChainModel("openai:small", base_url=url, key=Secret("sk-123"), patience=patience)
    # Opening the model and the dictionaries is no part of what is limited.
    model._loaded()
    bot = samples.bot(model)
    began = time.monotonic()
    return bot.ask(QUESTION), time.monotonic() - began


def test_the_answer_of_a_server_that_works(samples: Samples, server: ModelServer) -> None:
    answer, _ = ask(samples, server.url, Patience())
    assert answer.text == "Choi met Putin on Monday, 27 October 2025. [1]"
    assert (answer.writer, answer.note) == ("openai:small", "")
    assert answer.tokens == {"in": 11, "out": 7}


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("401", "OPENAI_API_KEY is not accepted"),
        ("404", "is not known there"),
        ("429", "asked too often"),
        ("500", "failed (500)"),
        ("stall", "did not answer in time"),
        ("garbage", "cannot be reached or read"),
        ("endless", "has no end"),
    ],
)
def test_faults_end_in_an_extractive_answer(samples: Samples, server: ModelServer, behaviour: str, reason: str) -> None:
    server.behaviour = behaviour
    answer, seconds = ask(samples, server.url)
    assert answer.writer == "extractive"
    assert answer.text == "On Monday, 27 October 2025. [1]"
    assert reason in answer.note
    assert "\n" not in answer.note
    assert "SECRET-DETAIL" not in answer.note and "sk-123" not in answer.note
    # The limit, and what the machine needs besides for its own part.
    assert seconds < PATIENCE.limit + 8


def test_a_refused_connection(samples: Samples) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    answer, _ = ask(samples, f"http://127.0.0.1:{port}/v1")
    assert answer.writer == "extractive"
    assert "cannot be reached" in answer.note


@pytest.mark.parametrize("behaviour", ["once 429", "once 500"])
def test_a_passing_fault_is_tried_again(samples: Samples, server: ModelServer, behaviour: str) -> None:
    server.behaviour = behaviour
    answer, _ = ask(samples, server.url, Patience(limit=20, pauses=(0.05, 0.1)))
    assert (answer.writer, answer.note, server.requests) == ("openai:small", "", 2)


def test_a_wrong_key_is_not_tried_again(samples: Samples, server: ModelServer) -> None:
    server.behaviour = "401"
    ask(samples, server.url)
    assert server.requests == 1


def test_a_missing_key_is_one_line_that_names_the_variable() -> None:
    with pytest.raises(ConfigurationError, match="OPENAI_API_KEY is empty"):
        LangChainModel("openai:small", key=Secret())


def test_an_unknown_provider_names_the_setting() -> None:
    with pytest.raises(ConfigurationError, match="DATELINE_LLM is 'nowhere:small'"):
        next(LangChainModel("nowhere:small", key=Secret()).stream("", ""))
