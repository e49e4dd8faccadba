"""Whether a sentence or question as a whole speaks of what was or of what is to come."""

from __future__ import annotations

from index.dates.direction import sentence_verbs
from index.dates.language import FUTURE, PAST
from index.dates.languages import languages


def tense(text: str, *, language: str) -> int:
    """-1 where the first finite verb that tells looks back ("did", "wurde"), 1 where it looks forward, else 0.

    0 also for a language without rules. A present tense ("Wann beginnt …?") tells nothing.
    """
    known = languages().get(language)
    if known is None:
        return 0
    for _, _, found in sentence_verbs(text, 0, len(text), known.verbs):
        if found == PAST:
            return -1
        if found == FUTURE:
            return 1
    return 0
