"""The languages that are known: the one place where a new language is registered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from index.dates import english, german
from index.dates.language import Language
from index.dates.template import CompiledRule, compile_rules

_KNOWN = (german.GERMAN, english.ENGLISH)
SUPPORTED_LANGUAGES: tuple[str, ...] = tuple(language.code for language in _KNOWN)


@cache
def languages() -> Mapping[str, Language]:
    return {language.code: language for language in _KNOWN}


@cache
def language_rules(code: str) -> Mapping[str, tuple[CompiledRule, ...]]:
    """Compiled rules of a language by opening word. Compiled at first use, not at import."""
    language = languages()[code]
    return compile_rules(language.rules, language.slots)
