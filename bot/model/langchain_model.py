"""Any chat model that LangChain's init_chat_model knows. The only file of bot that knows langchain."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from bot.model.contract import ModelUnavailable, Piece
from bot.model.patience import Patience, patiently
from bot.secret import Secret
from index.errors import ConfigurationError

#: Tokens of an answer at most; ten sentences need fewer.
MOST_TOKENS = 700
#: Seconds by which the network's time-out comes after Dateline's own: which of them ends an answer is no chance then.
_LATER = 1.0
#: Providers whose package is an extra of Dateline.
_EXTRAS = ("openai", "anthropic", "ollama")
_NEED_A_KEY = ("openai", "anthropic")


class LangChainModel:
    """A chat model by its LangChain name, such as openai:gpt-4o-mini; loaded at first use."""

    def __init__(
        self,
        specification: str,
        *,
        base_url: str = "",
        key: Secret,
        patience: Patience | None = None,
        most_tokens: int = MOST_TOKENS,
    ) -> None:
        """`key` may be empty where the provider asks for none or `base_url` names a server of one's own.

        Raises ConfigurationError where a key is needed and there is none.
        """
        self.name = specification
        self._provider, _, _ = specification.partition(":")
        self._base_url = base_url
        self._key = key
        self._patience = patience or Patience()
        self._most_tokens = most_tokens
        self._lock = threading.Lock()
        self._model: Any = None
        if self._provider in _NEED_A_KEY and not key and not base_url:
            raise ConfigurationError(
                f"{self._key_name} is empty, and DATELINE_LLM is {specification!r}",
                hint=f"Set {self._key_name}, or leave DATELINE_LLM empty to answer without a model.",
            )

    @property
    def _key_name(self) -> str:
        return f"{self._provider.upper().replace('-', '_')}_API_KEY"

    def stream(self, instructions: str, request: str) -> Iterator[Piece]:
        """See LanguageModel. Raises ConfigurationError for a model that LangChain cannot open."""
        model = self._loaded()

        def ask() -> Iterator[Piece]:
            try:
                for chunk in model.stream([("system", instructions), ("human", request)]):
                    usage = getattr(chunk, "usage_metadata", None) or {}
                    yield Piece(chunk.text or "", usage.get("input_tokens", 0), usage.get("output_tokens", 0))
            except Exception as error:  # each provider's package raises its own kinds
                raise self._unavailable(error) from error

        return patiently(ask, self._patience)

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> Any:
        # Imported here: langchain takes seconds, and only an answer needs it.
        from langchain.chat_models import init_chat_model

        try:
            return init_chat_model(self.name, **self._options())
        except ImportError as error:
            extra = f"'dateline[{self._provider}]'" if self._provider in _EXTRAS else f"langchain-{self._provider}"
            raise ConfigurationError(
                f"DATELINE_LLM is {self.name!r}, and its package is not installed", hint=f"Run: pip install {extra}"
            ) from error
        except Exception as error:
            raise ConfigurationError(
                f"DATELINE_LLM is {self.name!r}, which cannot be opened: {_first_line(error)}",
                hint="Check the name; it is PROVIDER:MODEL as LangChain's init_chat_model takes it.",
            ) from error

    def _options(self) -> dict[str, Any]:
        """Arguments for init_chat_model; providers name some of them differently."""
        options: dict[str, Any] = {"temperature": 0.0}
        timeout = self._patience.silence + _LATER
        if self._base_url:
            options["base_url"] = self._base_url
        if self._provider == "ollama":
            # It has no argument for a key, and drops one without a word; servers behind a proxy ask for one.
            sent = {"headers": {"Authorization": f"Bearer {self._key.reveal()}"}} if self._key else {}
            client = {"timeout": timeout, **sent}
            return {**options, "num_predict": self._most_tokens, "client_kwargs": client}
        options |= {"max_tokens": self._most_tokens, "timeout": timeout, "max_retries": 0}
        if self._provider in _NEED_A_KEY or self._key:
            # A server of one's own takes any key.
            options["api_key"] = self._key.reveal() or "none"
        if self._provider == "openai":
            options["stream_usage"] = True
        return options

    def _unavailable(self, error: Exception) -> ModelUnavailable:
        """What went wrong in one line, without what the other side wrote."""
        status = _status(error)
        if status in (401, 403):
            return ModelUnavailable(
                f"{self._key_name} is not accepted for {self.name} ({status})", hint="Check the key, and DATELINE_LLM."
            )
        if status == 404:
            return ModelUnavailable(
                f"{self.name} is not known there ({status})", hint="Check DATELINE_LLM and DATELINE_LLM_BASE_URL."
            )
        if status == 429:
            return ModelUnavailable(f"{self.name} is asked too often ({status})", again=True, after=_retry_after(error))
        if status is not None:
            return ModelUnavailable(f"{self.name} failed ({status})", again=status >= 500, after=_retry_after(error))
        return ModelUnavailable(f"{self.name} cannot be reached or read ({type(error).__name__})", again=True)


def _status(error: BaseException) -> int | None:
    """The HTTP status behind an error of any provider's package; an answer that broke off has no failing one."""
    seen: BaseException | None = error
    while seen is not None:
        status = getattr(seen, "status_code", None)
        if isinstance(status, int) and status >= 400:
            return status
        seen = seen.__cause__
    return None


def _retry_after(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200].rstrip(".") if lines else type(error).__name__
