"""Answers, results and reports as plain text for a terminal."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Sequence

from bot.answers import Answer, Citation
from bot.date_words import short_day, when_phrase
from bot.phrases import Phrases, phrases
from index.articles import ArticleFacts
from index.dates import TimeExpression
from index.updating import UpdateReport
from retrieval.confidence import Certainty
from retrieval.search import Evidence

_WIDTH = 100
_NO_EVIDENCE_SHOWS = 3


def answer_text(answer: Answer) -> str:
    """The answer, then each citation: quote, how its date was worked out, and where it stands."""
    words = phrases(answer.language)
    lines = [answer.text]
    if not answer.answered:
        return "\n".join([*lines, *_closest(answer.closest[:_NO_EVIDENCE_SHOWS], words, answer.language)])
    lines += _doubt(answer.certainty, words)
    for citation in answer.citations:
        lines += ["", *_citation(citation, answer, words)]
    if answer.note:
        lines += ["", answer.note]
    return "\n".join(lines)


def _doubt(certainty: Certainty, words: Phrases) -> list[str]:
    """A line for an answer that is not sure; none for one that is."""
    said = {Certainty.LIKELY: words.likely, Certainty.UNSURE: words.unsure}
    return [said[certainty]] if certainty in said else []


def results_text(results: Sequence[Evidence], language: str) -> str:
    """Search results: the best sentence of each passage and where it stands."""
    blocks = []
    for number, each in enumerate(results, start=1):
        quote = _wrapped(" ".join(each.sentence.text.split()), f"{number}. ", "   ")
        blocks.append("\n".join([quote, f"   {_source(each.article, phrases(language), language)}"]))
    return "\n\n".join(blocks)


def report_text(report: UpdateReport) -> str:
    """One line of counts, then each failure on a line of its own."""
    counts = [
        f"{report.new} new",
        f"{report.changed} changed",
        f"{report.unchanged} unchanged",
        *([f"{report.removed} removed"] if report.removed else []),
        *([f"{len(report.failed)} failed"] if report.failed else []),
    ]
    lines = [f"{', '.join(counts)}: {report.sentences} sentences embedded in {report.seconds:.1f} s"]
    lines += [f"failed: {failure.path}: {failure.reason}" for failure in report.failed]
    if report.gone:
        articles = "1 article is" if report.gone == 1 else f"{report.gone} articles are"
        lines.append(f"{articles} no longer there; --prune takes them out of the archive")
    return "\n".join(lines)


def derivation(expression: TimeExpression, language: str) -> str:
    """How a date was worked out: “Montag” = 27 Oct 2025, from the article's own date, 28 Oct 2025."""
    words = phrases(language)
    text = " ".join(expression.text.split())
    if expression.begin is None or expression.end_exclusive is None:
        return words.article_undated.format(text=text)
    date = _short_value(expression.point or expression.value, language)
    anchor = _short_value(expression.anchor, language) if expression.anchor else ""
    if anchor and expression.anchor_source == "article":
        return words.from_article.format(text=text, date=date, anchor=anchor)
    if anchor:
        return words.from_text.format(text=text, date=date, anchor=anchor)
    return words.stands_there.format(text=text, date=date)


def _short_value(value: str, language: str) -> str:
    """A TIMEX3 value for the small print: "27 Oct 2025" for a day, words for anything else."""
    if len(value) == 10 and value.count("-") == 2:
        try:
            return short_day(_parsed(value), language)
        except ValueError:
            return value
    phrase = when_phrase(value, language)
    return phrase.split(" ", 1)[1] if phrase else value


def _citation(citation: Citation, answer: Answer, words: Phrases) -> list[str]:
    marker = f"[{citation.marker}] "
    indent = " " * len(marker)
    source = _source(citation.article, words, answer.language)
    if len(citation.outlets) > 1:
        source += f" ({words.outlets.format(outlets=len(citation.outlets))})"
    quote = " ".join(citation.quote.split())
    if quote in answer.text:
        # The answer is the quote itself: once is enough.
        return [f"{marker}{source}"]
    lines = [_wrapped(f"{words.opening_quote}{quote}{words.closing_quote}", marker, indent)]
    lines += [f"{indent}{derivation(each, answer.language)}" for each in citation.dates]
    return [*lines, f"{indent}{source}"]


def _closest(evidence: Sequence[Evidence], words: Phrases, language: str) -> list[str]:
    articles = {each.article.id: each.article for each in evidence}
    if not articles:
        return []
    return [words.closest, *(f"- {_source(article, words, language)}" for article in articles.values())]


def _source(article: ArticleFacts, words: Phrases, language: str) -> str:
    published = article.published
    date = words.published.format(date=short_day(published, language)) if published else words.date_unknown
    return ", ".join(part for part in (article.title, article.source, date, article.url) if part)


def _wrapped(text: str, first: str, rest: str) -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _parsed(value: str) -> datetime.date:
    return datetime.date.fromisoformat(value)
