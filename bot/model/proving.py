"""Writing with a model: what it drafts is shown sentence by sentence, as far as it is proven."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.answers import Checked, Citation
from bot.model.contract import LanguageModel, ModelUnavailable, Piece
from bot.model.drafting import Drafted, drafted
from bot.model.prompt import NO_ANSWER, chosen_evidence, instructions, request
from bot.phrases import phrases
from bot.verification import Detail, Proof, Verdict, check, load
from bot.verification.nearness import Nearness
from bot.writing import Written
from index.dates import TimeExpression
from retrieval.question import Kind, Query
from retrieval.search import Evidence

#: What an answer to such a question must hold.
_ASKED_FOR = {Kind.WHEN: Detail.DATE, Kind.HOW_MANY: Detail.NUMBER}
#: Sentences of an answer at most: a model that does not come to an end has said all it knows by then.
_MOST_SENTENCES = 12
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
) -> Proven:
    """The model's answer from `evidence`, of which only proven sentences remain.

    `stands` says whether a quote still stands in its article; `show` gets each stretch of text when it is proven, the
    stretches together being the text. Sentences are kept back until one holds what is asked for (a date, a number).
    Never raises ModelUnavailable.
    """
    chosen = chosen_evidence(evidence)
    result, waiting = Proven(), list[str]()
    needed, shown = _ASKED_FOR.get(query.kind), 0
    loading = threading.Thread(target=load, name="dictionaries", daemon=True)
    loading.start()
    try:
        pieces = model.stream(instructions(query.language), request(query, chosen))
        for number, sentence in enumerate(drafted(_counted(pieces, result), query.language)):
            if number >= _MOST_SENTENCES:
                break
            if NO_ANSWER in sentence.text.upper():
                result.refused = not result.text and not waiting
                break
            loading.join()
            cited = [chosen[each - 1] for each in sentence.cited if 1 <= each <= len(chosen)]
            verdict = check(
                sentence.text, query.language, [proof_of(each) for each in cited], as_of=query.as_of, nearness=nearness
            )
            citing = _cite(result.citations, cited, verdict) if verdict.proven else None
            proven = citing is not None and all(map(stands, citing))
            result.checks.append(Checked(sentence.text, sentence.cited, verdict, shown=proven))
            if not proven or citing is None:
                continue
            waiting.append(_shown(sentence, citing, first=not result.text and not waiting))
            result.citations = _merged(result.citations, citing)
            if needed is None or any(each.detail is needed for each in verdict.findings) or shown:
                stretch, waiting = "".join(waiting), []
                result.text += stretch
                shown += 1
                show(stretch)
    except ModelUnavailable as failure:
        result.failure = failure
    if waiting:
        # Nothing of it was shown: it is true, but it does not answer.
        result.checks = [Checked(each.text, each.cited, each.verdict, shown=False) for each in result.checks]
        result.citations = []
    return result


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


def _shown(sentence: Drafted, citing: Sequence[Citation], *, first: bool) -> str:
    markers = "".join(f"[{each.marker}]" for each in citing)
    if sentence.listed:
        return f"{'' if first else chr(10)}- {sentence.text} {markers}"
    return f"{'' if first else ' '}{sentence.text} {markers}"
