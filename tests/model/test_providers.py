"""Each provider's own package, against a server of its wire format: what it is given, what it reads, how it fails."""

from __future__ import annotations

import importlib.util
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from bot.answers import Answer
from bot.model.contract import ModelUnavailable
from bot.model.langchain_model import LangChainModel
from bot.model.patience import Patience
from bot.secret import Secret
from index.errors import ConfigurationError
from tests.model.conftest import Samples
from tests.model.model_server import ModelServer, model_server
from tests.model.wire_formats import FORMATS, READ, WROTE

PATIENCE = Patience(limit=6.0, silence=1.5, pauses=(0.05, 0.1))
PROVEN = "Choi met Putin on Monday, 27 October 2025 [1]. She met Napoleon in Paris [1]."


@pytest.fixture(params=list(FORMATS))
def server(request: pytest.FixtureRequest) -> Iterator[ModelServer]:
    provider = request.param
    if importlib.util.find_spec(f"langchain_{provider}") is None:
        pytest.skip(f"langchain-{provider} is not installed: pip install '.[{provider}]'")
    with model_server(provider) as running:
        running.text = PROVEN
        yield running


def provider_of(server: ModelServer) -> str:
    return next(name for name, format in FORMATS.items() if format is server.format)


def model_of(server: ModelServer, *, key: str = "sk-123", **changes: Any) -> LangChainModel:
    provider = provider_of(server)
    url = server.url if provider == "openai" else server.root
    options = {"base_url": url, "patience": PATIENCE, **changes}
    return LangChainModel(f"{provider}:small", key=Secret(key), **options)


def ask(samples: Samples, model: LangChainModel) -> Answer:
    model._loaded()
    return samples.bot(model).ask("When did Choi meet Putin?")


def test_a_streamed_answer_is_read_and_proven(samples: Samples, server: ModelServer) -> None:
    answer = ask(samples, model_of(server))
    assert answer.text == "Choi met Putin on Monday, 27 October 2025. [1]"
    assert (answer.writer, answer.note) == (f"{provider_of(server)}:small", "")
    assert answer.tokens == {"in": READ, "out": WROTE}


def test_pieces_come_one_by_one(server: ModelServer) -> None:
    pieces = [piece.text for piece in model_of(server).stream("Be brief.", "When?") if piece.text]
    assert len(pieces) == len(PROVEN.split()) and "".join(pieces).strip() == PROVEN


def test_the_server_gets_the_instructions_the_limits_and_the_key(server: ModelServer) -> None:
    list(model_of(server, most_tokens=123).stream("Be brief.", "When was it?"))
    (body,) = server.bodies
    told = {**body, **body.get("options", {})}
    assert 123 in (told.get("max_tokens"), told.get("max_completion_tokens"), told.get("num_predict"))
    assert told["temperature"] == 0 and body["model"] == "small" and body["stream"] is True
    assert "Be brief." in str(body) and "When was it?" in str(body["messages"])
    assert "sk-123" in (server.headers[0].get("X-Api-Key") or server.headers[0]["Authorization"])
    expected = {"openai": "/v1/chat/completions", "anthropic": "/v1/messages", "ollama": "/api/chat"}
    assert server.paths == [expected[provider_of(server)]]


@pytest.mark.parametrize("status", ["401", "403"])
def test_a_refused_key_is_named_and_not_tried_again(samples: Samples, server: ModelServer, status: str) -> None:
    server.behaviour = status
    answer = ask(samples, model_of(server))
    assert f"{provider_of(server).upper()}_API_KEY is not accepted" in answer.note
    assert (answer.writer, answer.text) == ("extractive", "On Monday, 27 October 2025. [1]")
    assert "SECRET-DETAIL" not in answer.note and "sk-123" not in answer.note
    assert server.requests == 1


@pytest.mark.parametrize(
    ("behaviour", "reason", "requests"),
    [
        ("404", "is not known there", 1),
        ("500", "failed (500)", 3),
        ("stall", "did not answer in time", 1),
        ("garbage", "cannot be reached or read", 3),
        # Refused in the middle of an answer that began well, as an overloaded server does it.
        ("failure", "cannot be reached or read", 3),
    ],
)
def test_faults_end_in_an_extractive_answer(
    samples: Samples, server: ModelServer, behaviour: str, reason: str, requests: int
) -> None:
    server.behaviour = behaviour
    answer = ask(samples, model_of(server))
    assert (answer.writer, answer.text) == ("extractive", "On Monday, 27 October 2025. [1]")
    assert reason in answer.note and "\n" not in answer.note
    assert "SECRET-DETAIL" not in answer.note and "sk-123" not in answer.note
    # The packages' own tries are switched off: only Dateline's count.
    assert server.requests == requests


def test_a_passing_rate_limit_is_waited_for(samples: Samples, server: ModelServer) -> None:
    server.behaviour = "once 429"
    answer = ask(samples, model_of(server))
    assert (answer.writer, answer.note, server.requests) == (f"{provider_of(server)}:small", "", 2)


def test_a_server_that_is_down(samples: Samples, server: ModelServer) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    answer = ask(samples, model_of(server, base_url=url))
    assert (answer.writer, answer.text) == ("extractive", "On Monday, 27 October 2025. [1]")
    assert "cannot be reached" in answer.note


def test_the_network_ends_a_silence_too(server: ModelServer) -> None:
    """Dateline's own limit leaves the stream behind; the time-out given to the package has to end it."""
    server.behaviour = "stall"
    model = model_of(server, patience=Patience(limit=20.0, silence=0.5))._loaded()
    with pytest.raises(Exception, match=r"(?i)timed? ?out"):
        list(model.stream("When?"))


def test_only_some_need_a_key_for_their_own_servers(server: ModelServer) -> None:
    if provider_of(server) == "ollama":
        assert LangChainModel("ollama:small", key=Secret()).name == "ollama:small"
        return
    with pytest.raises(ConfigurationError, match=f"{provider_of(server).upper()}_API_KEY is empty"):
        LangChainModel(f"{provider_of(server)}:small", key=Secret())


def test_a_server_of_ones_own_needs_no_key(server: ModelServer) -> None:
    assert "".join(piece.text for piece in model_of(server, key="").stream("Be brief.", "When?")).strip() == PROVEN


def test_what_went_wrong_is_one_kind_of_error(server: ModelServer) -> None:
    server.behaviour = "401"
    with pytest.raises(ModelUnavailable) as raised:
        list(model_of(server).stream("Be brief.", "When?"))
    assert not raised.value.again and raised.value.hint
