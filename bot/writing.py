"""The extractive writer: answers with a date or a quotation taken from the evidence, never with words of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers import Checked, Citation
from bot.date_words import between_phrase, when_phrase
from bot.phrases import phrases
from index.dates import TimeExpression
from index.lookup import Report
from retrieval.search import Evidence
from retrieval.timing import DatedEvidence

NAME = "extractive"


@dataclass(frozen=True, slots=True)
class Written:
    """The text of an answer and the citations that its markers refer to; the rest as in Answer."""

    text: str
    citations: Sequence[Citation]
    writer: str = NAME
    note: str = ""
    checks: Sequence[Checked] = ()
    tokens: Mapping[str, int] = field(default_factory=dict)


def write_quotation(evidence: Sequence[Evidence], language: str, reports: Mapping[str, Report]) -> Written:
    """The best sentence itself, in quotation marks, from the version of its report that counts where that has it.

    `reports` gives the report of every article in `evidence`, copies of one agency text being one report.
    """
    best = _in_best_version(evidence, reports)
    words = phrases(language)
    quote = " ".join(best.sentence.text.split())
    return Written(f"{words.opening_quote}{quote}{words.closing_quote} [1]", [_cite(1, best, (), reports)])


def write_date(dated: Sequence[DatedEvidence], language: str, reports: Mapping[str, Report]) -> Written:
    """When it happened: one date with all that back it, or several, newest report first, where reports differ.

    Copies of one report count once, and its latest version or correction speaks for it.
    """
    chosen = _by_date(_one_per_report(dated, reports))
    citations: list[Citation] = []
    lines = []
    for group in chosen:
        markers = []
        for each in group:
            marker = len(citations) + 1
            uses = (each.first,) if each.first is each.last else (each.first, each.last)
            citations.append(_cite(marker, each.evidence, uses, reports))
            markers.append(f"[{marker}]")
        lines.append(f"{_sentence(group[0], language)} {''.join(markers)}")
    if len(lines) == 1:
        return Written(lines[0], citations)
    return Written("\n".join([phrases(language).reports_differ, *(f"- {line}" for line in lines)]), citations)


def write_timeline(events: Sequence[DatedEvidence], language: str, reports: Mapping[str, Report]) -> Written:
    """Each event with its date and the sentence that tells it, in the order given, copies of one report once."""
    words = phrases(language)
    lines, citations = [], []
    for marker, each in enumerate(_without_copies(events, reports), start=1):
        uses = (each.first,) if each.first is each.last else (each.first, each.last)
        citations.append(_cite(marker, each.evidence, uses, reports))
        quote = " ".join(each.evidence.sentence.text.split())
        when = _sentence(each, language).rstrip(".")
        lines.append(f"- {when}: {words.opening_quote}{quote}{words.closing_quote} [{marker}]")
    return Written("\n".join(lines), citations)


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


def _in_best_version(evidence: Sequence[Evidence], reports: Mapping[str, Report]) -> Evidence:
    wanted = reports[evidence[0].article.id].best.id
    same = (each for each in evidence if each.article.id == wanted and each.sentence.text == evidence[0].sentence.text)
    return next(same, evidence[0])


def _one_per_report(dated: Sequence[DatedEvidence], reports: Mapping[str, Report]) -> list[DatedEvidence]:
    """The first of each report, or its best version where that is among them; the order stays."""
    chosen: dict[str, DatedEvidence] = {}
    for each in dated:
        best = reports[each.evidence.article.id].best.id
        if best not in chosen or each.evidence.article.id == best:
            chosen[best] = each
    return list(chosen.values())


def _without_copies(events: Sequence[DatedEvidence], reports: Mapping[str, Report]) -> list[DatedEvidence]:
    """`events` without those that a copy of the same report tells again."""
    told: dict[tuple[str, str], DatedEvidence] = {}
    for each in events:
        told.setdefault((reports[each.evidence.article.id].best.id, each.first.value), each)
    return list(told.values())


def _cite(marker: int, evidence: Evidence, dates: Sequence[TimeExpression], reports: Mapping[str, Report]) -> Citation:
    sentence = evidence.sentence
    return Citation(
        marker=marker,
        quote=sentence.text,
        start=sentence.start,
        end=sentence.end,
        article=evidence.article,
        dates=tuple(dates),
        outlets=tuple(reports[evidence.article.id].outlets),
    )
