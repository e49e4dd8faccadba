"""A plan of searches for a question with several parts, by a language model."""

from __future__ import annotations

import re

from bot.conversation import Turn
from bot.model.contract import LanguageModel
from bot.model.rewriting import is_faithful
from index.errors import DatelineError

#: Searches of a plan, the question itself among them.
MOST_SEARCHES = 4
_INSTRUCTIONS = """\
You split a question about a news archive into at most three shorter questions, each to be looked up by itself.
Use only names and dates of the question. Write one question a line and nothing more."""
_NUMBERING = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s*")


def planned(question: str, language: str, model: LanguageModel) -> list[str]:
    """At most MOST_SEARCHES questions, the first being `question`; no other has a name or date that it has not."""
    try:
        written = "".join(piece.text for piece in model.stream(_INSTRUCTIONS, f"Question: {question}"))
    except DatelineError:
        return [question]
    lines = [" ".join(_NUMBERING.sub("", line).split()) for line in written.splitlines()]
    kept = [line for line in lines if line and is_faithful(line, question, [Turn(question, language)])]
    return list(dict.fromkeys([question, *kept]))[:MOST_SEARCHES]
