"""What a rule sees: the text it matched, the sentence around it, the article's date and what was named before."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from index.dates.direction import direction, sentence_verbs
from index.dates.language import Language, Verbs
from index.dates.template import Meaning

# A sentence ends at its mark before a capital, at a line break, or, in text without either, after this many characters.
LONGEST_SENTENCE = 600
_BREAK = re.compile(
    r"(?<![ .][^\W\d_])(?<!\b\d)(?<!\b\d\d)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)"
    r"[.!?…:;][\"”“»)]{0,2}\s{1,4}(?=[\"„“«(]{0,2}[A-ZÄÖÜ\d])|\n"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match: the meaning of each slot (`found["unit"]`, None where an optional slot is absent) and offsets."""

    match: re.Match[str]
    meanings: dict[str, Meaning | None]

    def __getitem__(self, slot: str) -> Meaning | None:
        return self.meanings.get(slot)

    def number(self, slot: str, default: int = 0) -> int:
        value = self.meanings.get(slot)
        return value if isinstance(value, int) else default

    def word(self, slot: str) -> str:
        value = self.meanings.get(slot)
        return value if isinstance(value, str) else ""

    def text(self, slot: str) -> str:
        return self.match[slot] or ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of its match; start and end narrow the extent, None keeps the whole match."""

    type: str
    value: str
    anchor: str | None = None
    anchor_source: str | None = None
    start: int | None = None
    end: int | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A calendar value that the text has named, where, and whether it is one of a list ("29. und 30. Oktober")."""

    value: str
    position: int
    sentence: int
    listed: bool = False


@dataclass(slots=True)
class Context:
    """One text being tagged. Holds what was named so far in this text, and nothing beyond it."""

    text: str
    language: Language
    published: date | None
    breaks: list[int] = field(default_factory=list)
    last_day: Named | None = None
    last_year: Named | None = None
    last: Named | None = None
    _verbs: tuple[int, list[tuple[int, int, str]]] = (-1, [])

    def __post_init__(self) -> None:
        cut = 0
        for found in _BREAK.finditer(self.text):
            while found.end() - cut > LONGEST_SENTENCE:
                cut += LONGEST_SENTENCE
                self.breaks.append(cut)
            cut = found.end()
            self.breaks.append(cut)
        while len(self.text) - cut > LONGEST_SENTENCE:
            cut += LONGEST_SENTENCE
            self.breaks.append(cut)

    def sentence_number(self, position: int) -> int:
        return bisect_right(self.breaks, position)

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence around a position."""
        number = self.sentence_number(position)
        start = self.breaks[number - 1] if number else 0
        return start, self.breaks[number] if number < len(self.breaks) else len(self.text)

    def opens(self, position: int) -> bool:
        """Whether nothing but quotation marks stands between the start of the sentence and a position."""
        return not any(char.isalnum() for char in self.text[self.sentence(position)[0] : position])

    def direction(self, found: Found) -> int:
        """-1 or 1: whether the nearest finite verb looks back or forward; 0 where no verb says so."""
        return self.direction_at(*found.match.span())

    def direction_at(self, start: int, end: int) -> int:
        verbs = self._sentence_verbs(start)
        return direction(self.text, (start, end), self.sentence(start), verbs, self.verbs)

    def has_verb(self, found: Found) -> bool:
        """Whether the sentence around a match has a finite verb that is known."""
        return bool(self._sentence_verbs(found.match.start()))

    def _sentence_verbs(self, position: int) -> list[tuple[int, int, str]]:
        number = self.sentence_number(position)
        if self._verbs[0] != number:
            self._verbs = (number, sentence_verbs(self.text, *self.sentence(position), self.verbs))
        return self._verbs[1]

    @property
    def verbs(self) -> Verbs:
        return self.language.verbs

    def before(self, position: int, width: int = 1) -> str:
        return self.text[max(0, position - width) : position]

    def after(self, position: int, width: int = 1) -> str:
        return self.text[position : position + width]

    def remember(self, value: str, kind: str, start: int, *, complete: bool, listed: bool) -> None:
        """Keep a calendar value as a possible anchor of what follows; complete: its year stood in the text itself."""
        if kind not in ("DATE", "TIME") or not value[:2].isdigit():
            return
        named = Named(value, start, self.sentence_number(start), listed)
        self.last = named
        if re.match(r"\d{4}-\d\d-\d\d", value):
            self.last_day = named
        if re.match(r"\d{4}", value) and complete:
            self.last_year = named

    def recent(self, named: Named | None, position: int, sentences: int) -> bool:
        """Whether something named lies at most that many sentences back."""
        return named is not None and self.sentence_number(position) - named.sentence <= sentences
