"""The outlets that a question names: "according to the Abendkurier" prefers what the Abendkurier wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable


def outlets_named(question: str, sources: Iterable[str]) -> frozenset[str]:
    """Those of an archive's `sources` whose names stand in the question as they are written.

    Of names within one another the longest counts: "Echo am Abend" is not the "Echo".
    """
    taken: list[tuple[int, int]] = []
    found = set()
    for source in sorted(sources, key=lambda name: (-len(name), name)):
        name = source.strip()
        # A lower-case name is a folder's, and may be any word.
        if len(name) < 3 or not name[0].isupper():
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", question):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                found.add(source)
    return frozenset(found)
