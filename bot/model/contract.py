"""What Dateline asks of a language model, and how one fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from index.errors import DatelineError


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a model's answer as it comes in; token counts, where known, come with any piece and are the latest."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class LanguageModel(Protocol):
    """Writes text. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """Provider and model, as an answer names its writer ("openai:gpt-4o")."""
        ...

    def stream(self, instructions: str, request: str) -> Iterator[Piece]:
        """The answer to `request` under `instructions`, in pieces.

        Ends within a limit of its own, whatever the other side does. Raises ModelUnavailable where there is no answer.
        """
        ...


class ModelUnavailable(DatelineError):
    """The model did not answer. `again`: another try may help; `after`: it asked to wait so many seconds."""

    def __init__(self, message: str, *, hint: str = "", again: bool = False, after: float | None = None) -> None:
        super().__init__(message, hint=hint)
        self.again = again
        self.after = after
