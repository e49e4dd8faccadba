"""How German and English refer back in a conversation: pronouns, "and", "what about", and how questions open."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Referring:
    """How one language refers back."""

    #: Opens a question that goes on from the last one.
    opening: re.Pattern[str]
    #: "What about X?": the last question again, about X.
    instead: re.Pattern[str]
    one: re.Pattern[str]
    whose: re.Pattern[str]
    several: re.Pattern[str]
    #: Refers back without standing for a person.
    pointing: re.Pattern[str]
    time: re.Pattern[str]
    joined: str
    owner: Callable[[str], str]


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE)


_LANGUAGES = {
    "en": Referring(
        opening=re.compile(r"^(?:and|but|so|then|also|ok|okay)\b[\s,:–-]*", re.I),
        instead=re.compile(
            r"^(?:(?:and|but)\s+)?(?:(?:what|how)\s+about\s+"
            r"|(?:and|but)\s+(?=(?:(?:in|on|at|with|for|from|since|before)\s)?\S+(?:\s\S+){0,3}\??$))",
            re.I,
        ),
        one=_any("he she him"),
        whose=_any("his her"),
        several=_any("they them"),
        pointing=_any("it its their theirs there that this these those then"),
        time=_any("then there before after afterwards"),
        joined=" and ",
        owner=lambda name: f"{name}'" if name.endswith("s") else f"{name}'s",
    ),
    "de": Referring(
        opening=re.compile(r"^(?:und|aber|also|dann|ok|okay)\b[\s,:–-]*", re.I),
        instead=re.compile(
            r"^(?:(?:und|aber)\s+)?(?:(?:was|wie)\s+(?:ist|war|steht)\s+(?:es\s+)?(?:mit|um)\s+"
            r"|(?:und|aber)\s+(?=(?:(?:in|im|am|mit|bei|aus|seit|vor)\s)?\S+(?:\s\S+){0,3}\??$))",
            re.I,
        ),
        one=_any("er ihn ihm sie"),
        whose=_any("sein seine seinem seinen seiner seines ihr ihre ihrem ihren ihrer ihres"),
        several=_any("beide beiden ihnen"),
        pointing=_any("es dort da das dies dieser diese dieses dazu dabei damit davon danach davor daran darin"),
        time=_any("damals danach davor vorher nachher"),
        joined=" und ",
        owner=lambda name: f"{name}’" if name.endswith(("s", "x", "z", "ß")) else f"{name}s",
    ),
}

#: A message that opens like this asks something, with or without a question mark.
ASKS_FIRST = re.compile(
    r"^(?:(?:and|but|so|und|aber|also|ok|okay)[\s,]+)*"
    r"(?:who|whom|whose|when|where|why|how|what|which|did|does|do|is|are|was|were|has|have|will|can|could"
    r"|tell me|show me|wer|wen|wem|wessen|wann|wo|wohin|woher|warum|wieso|weshalb|wie|welche\w*|seit wann|hat"
    r"|haben|ist|sind|war|waren|wird|werden|gab|gibt|sag mir|zeig mir|nenne?)\b",
    re.IGNORECASE,
)

#: Words that belong to one of the two languages only and stand in short questions.
TELLING = {
    "en": frozenset("and but what when where who whom whose why how which did does the she he they about".split()),
    "de": frozenset("und aber wann wo wer wen wem wessen warum wie welche welcher der das sie er ihr ist mit".split()),
}


def referring(language: str) -> Referring:
    """The words of a language; English where it is not known."""
    return _LANGUAGES.get(language, _LANGUAGES["en"])
