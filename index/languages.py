"""Which of the configured languages a text is written in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from index.errors import ConfigurationError

#: Characters read of a text: enough to be sure, and it keeps long articles quick.
_READ = 2000


def detect_language(text: str, *, among: Sequence[str]) -> str:
    """The ISO 639-1 code of the language of `text`, one of `among` (the first of them where nothing tells).

    Raises ValueError if `among` is empty, ConfigurationError if it names a language that cannot be told apart.
    """
    if not among:
        raise ValueError("at least one language is needed")
    sample = text[:_READ].replace("\0", " ")
    if len(among) == 1 or not any(character.isalpha() for character in sample):
        return among[0]
    return str(_identifier(tuple(among)).classify(sample)[0])


def check_languages(codes: Sequence[str]) -> None:
    """Raise ConfigurationError where a language of the setting cannot be told from others."""
    if not set(codes) <= {"de", "en"}:
        _identifier(tuple(codes))


@lru_cache(maxsize=8)
def _identifier(among: tuple[str, ...]) -> Any:
    # Imported here: the model takes a third of a second, and `--help` needs no language.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    try:
        identifier.set_languages(list(among))
    except ValueError as error:
        known = ", ".join(sorted(identifier.labels))
        raise ConfigurationError(f"DATELINE_LANGUAGES is {','.join(among)!r}", hint=f"Allowed: {known}.") from error
    return identifier
