"""A small real model, SmolLM2-135M, served on loopback. Only where this folder is asked for: `make test-llm`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.small_model import missing_packages, served

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked = any(HERE.name in Path(argument.split("::")[0]).parts for argument in config.args)
    missing = missing_packages()
    for item in items:
        if item.path.is_relative_to(HERE) and (not asked or missing):
            item.add_marker(pytest.mark.skip(reason="`make test-llm` installs the model and runs these"))


@pytest.fixture(scope="session")
def model_url() -> Iterator[str]:
    """Address of an OpenAI-compatible server of the model, which ends with the tests."""
    with served() as url:
        yield url
