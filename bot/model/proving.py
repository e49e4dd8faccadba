"""Writing with a model: what it drafts is shown sentence by sentence, as far as it is proven."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from bot.answers import Checked, Citation
from bot.model.contract import LanguageModel, ModelUnavailable, Piece
from bot.model.drafting import Drafted, drafted
from bot.model.prompt import NO_ANSWER, chosen_evidence, instructions, request
from bot.phrases import phrases
from bot.verification import Detail, Finding, Proof, Verdict, check, load
from bot.verification.nearness import Nearness
from bot.writing import Written
from index.dates import TimeExpression
from retrieval.question import Kind, Query
from retrieval.search import Evidence

#: What an answer to such a question must hold.
_ASKED_FOR = {Kind.WHEN: Detail.DATE, Kind.HOW_MANY: Detail.NUMBER}
#: Sentences of an answer at most: a model that does not come to an end has said all it knows by then.
_MOST_SENTENCES = 12
#: A sentence without facts must cite one of so many sentences nearest to the question.
_NEAREST = 3
#: A model that finds no answer is believed below this confidence that there is one.
_SURE = 0.8


@dataclass(slots=True)
class Proven:
    """What came of it: `text` is empty where no sentence that answers was proven, `refused` where the model found no
    answer in the evidence; `failure` is what went wrong with the model, None where nothing did."""

    text: str = ""
    citations: list[Citation] = field(default_factory=list)
    checks: list[Checked] = field(default_factory=list)
    refused: bool = False
    failure: ModelUnavailable | None = None
    tokens_in: int = 0
    tokens_out: int = 0


def write_proven(
    query: Query,
    evidence: Sequence[Evidence],
    model: LanguageModel,
    *,
    nearness: Nearness | None,
    stands: Callable[[Citation], bool],
    show: Callable[[str], None],
    listing: bool = False,
) -> Proven:
    """The model's answer from `evidence`, of which only proven sentences remain.

    `stands` says whether a quote still stands in its article; `show` gets each stretch of text when it is proven, the
    stretches together being the text. Sentences are kept back until one holds what is asked for (a date, a number).
    With `listing` every line needs a date, and they are shown at the end, oldest event first.
    Never raises ModelUnavailable.
    """
    chosen = chosen_evidence(evidence, listing=listing)
    result = Proven()
    by_score = sorted(chosen, key=lambda each: -each.score)
    nearest = {each.sentence.key for each in by_score[:_NEAREST]}
    # While the model thinks.
    loading = threading.Thread(target=load, name="dictionaries", daemon=True)
    loading.start()

    def verdict_of(sentence: Drafted, cited: Sequence[Evidence]) -> Verdict:
        loading.join()
        proofs = [proof_of(each) for each in cited]
        verdict = check(sentence.text, query.language, proofs, as_of=query.as_of, nearness=nearness)
        if not verdict.holds_a_fact and not any(each.sentence.key in nearest for each in cited):
            # Nothing in it can be compared: it has to be about what was asked, not about any line that is there.
            verdict = Verdict((*verdict.findings, Finding(Detail.MEANING, "not about the question", "")))
        sound = verdict.proven and all(stands(_citation(0, each, ())) for each in cited)
        result.checks.append(Checked(sentence.text, sentence.cited, verdict, shown=sound))
        return verdict if sound else Verdict((Finding(Detail.FORM, "dropped", ""),))

    shown = _Listed(result, show) if listing else _Streamed(result, show, _ASKED_FOR.get(query.kind))
    try:
        pieces = model.stream(instructions(query.language, listing=listing), request(query, chosen))
        for sentence in islice(drafted(_counted(pieces, result), query.language), _MOST_SENTENCES):
            if NO_ANSWER in sentence.text.upper():
                result.refused = not shown.any
                break
            cited = [chosen[each - 1] for each in sentence.cited if 1 <= each <= len(chosen)]
            if not sentence.cited and nearness is not None:
                # Small models forget the numbers; the sentence nearest to theirs either proves it or does not.
                cited = _nearest(sentence.text, chosen, nearness)
            verdict = verdict_of(sentence, cited)
            if verdict.proven:
                shown.take(sentence, cited, verdict)
    except ModelUnavailable as failure:
        result.failure = failure
    shown.end()
    if not result.text:
        # What was proven but not shown is true, and does not answer.
        result.checks = [replace(each, shown=False) for each in result.checks]
        result.citations = []
    return result


def _nearest(text: str, chosen: Sequence[Evidence], nearness: Nearness) -> list[Evidence]:
    near = nearness.closeness(text, [proof_of(each) for each in chosen]) if chosen else []
    return [chosen[list(near).index(max(near))]] if near else []


class _Streamed:
    """Shows sentences as they come, once one of them holds the detail that was asked for."""

    def __init__(self, result: Proven, show: Callable[[str], None], needed: Detail | None) -> None:
        self._result, self._show, self._needed = result, show, needed
        self._waiting: list[str] = []
        self.any = False

    def take(self, sentence: Drafted, cited: Sequence[Evidence], verdict: Verdict) -> None:
        citing = _cite(self._result.citations, cited, verdict)
        self._result.citations = _merged(self._result.citations, citing)
        self._waiting.append(_line(sentence, citing, first=not self.any))
        self.any = True
        if self._needed is None or self._result.text or any(each.detail is self._needed for each in verdict.findings):
            stretch, self._waiting = "".join(self._waiting), []
            self._result.text += stretch
            self._show(stretch)

    def end(self) -> None:
        """Nothing is left to do: what still waits does not answer."""


class _Listed:
    """Keeps lines with a date, and shows them in the order of their events."""

    def __init__(self, result: Proven, show: Callable[[str], None]) -> None:
        self._result, self._show = result, show
        self._lines: list[tuple[str, Drafted, Sequence[Evidence], Verdict]] = []

    @property
    def any(self) -> bool:
        return bool(self._lines)

    def take(self, sentence: Drafted, cited: Sequence[Evidence], verdict: Verdict) -> None:
        backing = {each.backing for each in verdict.findings if each.detail is Detail.DATE}
        days = [str(date.begin) for each in cited for date in each.dates if date.begin and date.text in backing]
        if days:
            self._lines.append((min(days), replace(sentence, listed=True), cited, verdict))

    def end(self) -> None:
        for _, sentence, cited, verdict in sorted(self._lines, key=lambda line: line[0]):
            citing = _cite(self._result.citations, cited, verdict)
            self._result.citations = _merged(self._result.citations, citing)
            self._result.text += _line(sentence, citing, first=not self._result.text)
        if self._result.text:
            self._show(self._result.text)


def written_by_model(draft: Proven, otherwise: Written, query: Query, name: str, confidence: float) -> Written:
    """What to show: the draft, or `otherwise` (the extractive answer) with a note, or that there is no evidence."""
    words, tokens = phrases(query.language), {"in": draft.tokens_in, "out": draft.tokens_out}
    note = words.model_failed.format(reason=draft.failure.message) if draft.failure else ""
    if draft.text:
        return Written(draft.text, draft.citations, name, note, draft.checks, tokens)
    if draft.refused and confidence < _SURE:
        return Written(words.no_evidence, (), name, "", draft.checks, tokens)
    checks = [*draft.checks, *otherwise.checks]
    return replace(otherwise, note=note or words.model_unproven, checks=checks, tokens=tokens)


def proof_of(each: Evidence) -> Proof:
    return Proof(each.sentence.text, each.article.language, each.article.published, each.dates, each.sentence.key)


def _counted(pieces: Iterator[Piece], result: Proven) -> Iterator[str]:
    for piece in pieces:
        result.tokens_in = piece.tokens_in or result.tokens_in
        result.tokens_out = piece.tokens_out or result.tokens_out
        yield piece.text


def _cite(known: Sequence[Citation], cited: Sequence[Evidence], verdict: Verdict) -> list[Citation]:
    """A citation for each cited sentence, under the marker it has already or the next one, with the dates it backs."""
    used = {each.backing for each in verdict.findings if each.detail is Detail.DATE}
    citing: list[Citation] = []
    following = len(known) + 1
    for each in cited:
        before = next(
            (one for one in known if (one.article.id, one.start) == (each.article.id, each.sentence.start)), None
        )
        dates = [date for date in each.dates if date.text in used]
        if before is None:
            citing.append(_citation(following, each, dates))
            following += 1
        else:
            citing.append(_citation(before.marker, each, [*before.dates, *(d for d in dates if d not in before.dates)]))
    return citing


def _citation(marker: int, each: Evidence, dates: Sequence[TimeExpression]) -> Citation:
    sentence = each.sentence
    return Citation(marker, sentence.text, sentence.start, sentence.end, each.article, tuple(dates))


def _merged(known: Sequence[Citation], citing: Sequence[Citation]) -> list[Citation]:
    by_marker = {each.marker: each for each in [*known, *citing]}
    return [by_marker[marker] for marker in sorted(by_marker)]


def _line(sentence: Drafted, citing: Sequence[Citation], *, first: bool) -> str:
    markers = "".join(f"[{each.marker}]" for each in citing)
    if sentence.listed:
        return f"{'' if first else chr(10)}- {sentence.text} {markers}"
    return f"{'' if first else ' '}{sentence.text} {markers}"
