"""What verification compares: the evidence that a sentence cites, and what it says of each detail."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from index.dates import TimeExpression


@dataclass(frozen=True, slots=True)
class Proof:
    """A cited sentence as it stands in its article, with its resolved time expressions.

    Offsets of `dates` do not matter here. `key` names its stored vector ("" where there is none).
    """

    text: str
    language: str
    published: datetime.date | None
    dates: Sequence[TimeExpression]
    key: str = ""


class Detail(Enum):
    """Kinds of detail that a sentence may claim."""

    DATE = "date"
    NUMBER = "number"
    NAME = "name"
    QUOTE = "quote"
    NEGATION = "negation"
    SPEAKER = "speaker"
    ROLE = "role"
    MEANING = "meaning"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Finding:
    """One detail of a sentence: `text` as it stands there, `backing` the evidence's words ("": nothing backs it)."""

    detail: Detail
    text: str
    backing: str

    @property
    def backed(self) -> bool:
        return bool(self.backing)
