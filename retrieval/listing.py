"""Lists in articles: a sentence that ends with a colon, and the items that stand under it.

"The two have met three times:" holds no date and its items name nobody; only together do they tell anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.search import Evidence

_ITEM = re.compile(r"\s*(?:[•·▪◦*–—-]|\d{1,2}[.)]|[a-z]\))\s+")


def introduces_list(evidence: Evidence) -> bool:
    """Whether items follow the sentence in its passage."""
    after = evidence.passage.text[evidence.sentence.end - evidence.passage.start :]
    return evidence.sentence.text.rstrip().endswith(":") and _ITEM.match(after) is not None


def introduction_of(evidence: Evidence, article: Sequence[Evidence]) -> Evidence | None:
    """The sentence before the list that `evidence` begins or is an item of, among all sentences of its article."""
    before = sorted(
        (each for each in article if each.sentence.ordinal <= evidence.sentence.ordinal),
        key=lambda each: -each.sentence.ordinal,
    )
    first = next((each for each in before if _ITEM.match(each.sentence.text) is None), None)
    return first if first is not None and introduces_list(first) else None


def items_under(introduction: Evidence, article: Sequence[Evidence]) -> list[Evidence]:
    """The items of the list that `introduction` begins, without their bullets, among all sentences of its article."""
    following = sorted(
        (each for each in article if each.sentence.ordinal > introduction.sentence.ordinal),
        key=lambda each: each.sentence.ordinal,
    )
    items = []
    for each in following:
        bullet = _ITEM.match(each.sentence.text)
        if bullet is None:
            break
        start, text = each.sentence.start + bullet.end(), each.sentence.text[bullet.end() :]
        items.append(replace(each, sentence=replace(each.sentence, start=start, text=text)))
    return items
