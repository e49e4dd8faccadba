"""The JSON forms that other people's scripts depend on: their keys are a contract."""

from __future__ import annotations

import datetime
from typing import Any

from bot.answers import Answer, Checked, Citation
from index.articles import ArticleFacts
from index.dates import TimeExpression
from index.lookup import Statistics
from index.updating import UpdateReport
from retrieval.search import Evidence


def answer_json(answer: Answer) -> dict[str, Any]:
    """`dateline ask --json`."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "text": answer.text,
        "language": answer.language,
        "writer": answer.writer,
        "confidence": round(answer.confidence, 3),
        "certainty": answer.certainty.value if answer.answered else None,
        "citations": [_citation(each) for each in answer.citations],
        "passages": [_passage(each) for each in answer.closest],
        "as_of": answer.as_of.isoformat(),
        "timings_ms": dict(answer.timings_ms),
        "note": answer.note or None,
        "tokens": dict(answer.tokens) or None,
        "checks": [_check(each) for each in answer.checks],
    }


def results_json(question: str, results: list[Evidence]) -> dict[str, Any]:
    """`dateline search --json`."""
    return {
        "question": question,
        "results": [
            {
                **_facts(each.article),
                "score": round(each.score, 4),
                "start": each.passage.start,
                "end": each.passage.end,
                "text": each.passage.text,
                "quote": each.sentence.text,
            }
            for each in results
        ],
    }


def report_json(report: UpdateReport) -> dict[str, Any]:
    """`dateline index --json`."""
    return {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "gone": report.gone,
        "would_remove": report.would_remove,
        "failed": [{"path": failure.path, "reason": failure.reason} for failure in report.failed],
        "sentences": report.sentences,
        "seconds": round(report.seconds, 3),
    }


def statistics_json(statistics: Statistics, *, embeddings: str, rules: str, home: str) -> dict[str, Any]:
    """`dateline status --json`."""
    return {
        "articles": statistics.articles,
        "sentences": statistics.sentences,
        "from": _iso(statistics.first),
        "to": _iso(statistics.last),
        "languages": statistics.languages,
        "sources": statistics.sources,
        "embeddings": embeddings,
        "rules": rules,
        "generation": statistics.generation,
        "home": home,
    }


def _check(checked: Checked) -> dict[str, Any]:
    return {
        "sentence": checked.text,
        "shown": checked.shown,
        "details": [
            {"kind": each.detail.value, "text": each.text, "backing": each.backing or None}
            for each in checked.verdict.findings
        ],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "marker": citation.marker,
        "quote": citation.quote,
        **_facts(citation.article),
        "start": citation.start,
        "end": citation.end,
        "dates": [_date(each) for each in citation.dates],
        "outlets": list(citation.outlets),
    }


def _date(expression: TimeExpression) -> dict[str, Any]:
    last = expression.end_exclusive
    return {
        "text": expression.text,
        "value": expression.value,
        "begin": _iso(expression.begin),
        # The last day that it covers, so that a single day begins and ends on that day.
        "end": _iso(last - datetime.timedelta(days=1)) if last else None,
    }


def _passage(evidence: Evidence) -> dict[str, Any]:
    return {
        "article_id": evidence.article.id,
        "start": evidence.passage.start,
        "end": evidence.passage.end,
        "text": evidence.passage.text,
        "score": round(evidence.score, 4),
    }


def _facts(article: ArticleFacts) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url or None,
        "published": _iso(article.published),
    }


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()
