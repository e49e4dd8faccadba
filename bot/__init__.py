"""Dateline's front: `from bot import open_bot`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.process import calm_threads

if TYPE_CHECKING:
    from bot.wiring import open_bot

__all__ = ["open_bot"]

calm_threads()


def __getattr__(name: str) -> Any:
    # Loaded when asked for: `dateline --help` needs neither the archive nor numpy.
    if name == "open_bot":
        from bot.wiring import open_bot

        return open_bot
    raise AttributeError(f"module 'bot' has no attribute {name!r}")
