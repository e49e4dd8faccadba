"""The extractive writer: answers with a date or a quotation taken from the evidence, never with words of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers import Citation
from bot.date_words import between_phrase, when_phrase
from bot.phrases import phrases
from index.dates import TimeExpression
from retrieval.search import Evidence
from retrieval.timing import DatedEvidence

NAME = "extractive"


@dataclass(frozen=True, slots=True)
class Written:
    """The text of an answer and the citations that its markers refer to."""

    text: str
    citations: Sequence[Citation]


def write_quotation(evidence: Sequence[Evidence], language: str) -> Written:
    """The best sentence itself, in quotation marks."""
    best = evidence[0]
    words = phrases(language)
    quote = " ".join(best.sentence.text.split())
    return Written(f"{words.opening_quote}{quote}{words.closing_quote} [1]", [_cite(1, best, ())])


def write_date(dated: Sequence[DatedEvidence], language: str) -> Written:
    """When it happened: one date with all that back it, or several, newest report first, where reports differ."""
    chosen = _by_date(dated)
    citations: list[Citation] = []
    lines = []
    for group in chosen:
        markers = []
        for each in group:
            marker = len(citations) + 1
            uses = (each.first,) if each.first is each.last else (each.first, each.last)
            citations.append(_cite(marker, each.evidence, uses))
            markers.append(f"[{marker}]")
        lines.append(f"{_sentence(group[0], language)} {''.join(markers)}")
    if len(lines) == 1:
        return Written(lines[0], citations)
    return Written("\n".join([phrases(language).reports_differ, *(f"- {line}" for line in lines)]), citations)


def _by_date(dated: Sequence[DatedEvidence]) -> list[list[DatedEvidence]]:
    """Groups of evidence whose dates agree, the most precise one first in each; groups by newest report."""
    groups: list[list[DatedEvidence]] = []
    for each in dated:
        for group in groups:
            if _agree(group[0], each):
                group.append(each)
                break
        else:
            groups.append([each])
    for group in groups:
        group.sort(key=_length_in_days)
    return sorted(groups, key=_newest_report, reverse=True)


def _agree(one: DatedEvidence, other: DatedEvidence) -> bool:
    """Whether two dates can be the same: the days of one lie within the other's."""
    if one.begin is None or other.begin is None or one.end_exclusive is None or other.end_exclusive is None:
        return one.first.value == other.first.value
    inner, outer = sorted((one, other), key=_length_in_days)
    assert inner.begin and inner.end_exclusive and outer.begin and outer.end_exclusive
    return outer.begin <= inner.begin and inner.end_exclusive <= outer.end_exclusive


def _length_in_days(each: DatedEvidence) -> int:
    if each.begin is None or each.end_exclusive is None:
        return 10**6
    return (each.end_exclusive - each.begin).days


def _newest_report(group: Sequence[DatedEvidence]) -> str:
    return max(each.evidence.article.published.isoformat() if each.evidence.article.published else "" for each in group)


def _sentence(dated: DatedEvidence, language: str) -> str:
    phrase = _phrase(dated, language)
    if phrase is None:
        return phrases(language).undated.format(expression=dated.first.text)
    return f"{phrase[0].upper()}{phrase[1:]}."


def _phrase(dated: DatedEvidence, language: str) -> str | None:
    if not dated.resolved:
        return None
    if dated.first is dated.last:
        return when_phrase(dated.first.point or dated.first.value, language)
    assert dated.begin is not None and dated.last.begin is not None
    return between_phrase(dated.begin, dated.last.begin, language)


def _cite(marker: int, evidence: Evidence, dates: Sequence[TimeExpression]) -> Citation:
    sentence = evidence.sentence
    return Citation(
        marker=marker,
        quote=sentence.text,
        start=sentence.start,
        end=sentence.end,
        article=evidence.article,
        dates=tuple(dates),
    )
