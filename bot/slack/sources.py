"""The Sources modal: each quote in its context, so that a reader can judge it without leaving Slack."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DividerBlock,
    MarkdownTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.answers import Citation
from bot.bot import Context
from bot.date_words import short_day
from bot.phrases import phrases
from bot.rendering import derivation
from bot.slack.escaping import escape_mrkdwn, mrkdwn_link, one_line
from bot.slack.phrases import slack_phrases
from bot.slack.splitting import shortened, split_text
from index.articles import ArticleFacts

#: A modal holds 100 blocks, and a citation takes six at most.
MOST_CITATIONS = 16
_MOST_BESIDE = 700
_SECTION = 2900

FindContext = Callable[[str, int, int], Context | None]


def citation_values(citation: Citation, language: str) -> dict[str, Any]:
    """What is kept of a citation, as JSON values: enough for the modal and for whoever reads the feedback."""
    article = citation.article
    return {
        "marker": citation.marker,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "dates": [derivation(each, language) for each in citation.dates],
    }


def sources_modal(citations: Sequence[Mapping[str, Any]], language: str, find: FindContext) -> View:
    """The modal for kept citations; `find(article, start, end)` gives a quote's context where it still stands there."""
    words = slack_phrases(language)
    blocks: list[Block] = []
    for citation in citations[:MOST_CITATIONS]:
        if blocks:
            blocks.append(DividerBlock())
        blocks += _source(citation, language, find)
    if not blocks:
        blocks = [_section(escape_mrkdwn(words.gone))]
    return View(type="modal", title=words.sources_title, blocks=blocks)


def message_modal(title: str, text: str) -> View:
    """A modal that says one thing."""
    return View(type="modal", title=title, blocks=[_section(escape_mrkdwn(text))])


def published(article: ArticleFacts, language: str) -> str:
    return _published(article.published, language)


def _published(day: datetime.date | None, language: str) -> str:
    words = phrases(language)
    return words.published.format(date=short_day(day, language)) if day else words.date_unknown


def _source(citation: Mapping[str, Any], language: str, find: FindContext) -> list[Block]:
    words = slack_phrases(language)
    day = datetime.date.fromisoformat(citation["published"]) if citation["published"] else None
    title = mrkdwn_link(citation["url"], shortened(citation["title"] or citation["article_id"], 300))
    facts = [shortened(one_line(citation["source"]), 200), _published(day, language)]
    head = f"[{citation['marker']}] *{title}*\n{escape_mrkdwn(' · '.join(part for part in facts if part))}"
    context = find(citation["article_id"], citation["start"], citation["end"])
    stands = context is not None and context.quote == citation["quote"]
    before, after = (context.before, context.after) if context is not None and stands else ("", "")
    blocks: list[Block] = [
        _section(head),
        *_in_context(before, citation["quote"], after),
    ]
    notes = [escape_mrkdwn(shortened(line, 400)) for line in citation["dates"][:5]]
    if not stands:
        notes.append(escape_mrkdwn(words.changed))
    if notes:
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text="\n".join(notes), verbatim=True)]))
    return blocks


def _in_context(before: str, quote: str, after: str) -> list[Block]:
    """The quote bold and set off, between its neighbours."""
    if len(before) > _MOST_BESIDE:
        before = f"… {before[-_MOST_BESIDE:]}"
    marked = _fitting(quote)
    # An asterisk inside would end the bold type early.
    marked = f"> {marked}" if "*" in marked else f"> *{marked}*"
    return [_section(part) for part in (_fitting(before), marked, _fitting(shortened(after, _MOST_BESIDE))) if part]


def _fitting(text: str) -> str:
    """As much of `text`, escaped, as a section holds."""
    parts = split_text(one_line(text), limit=_SECTION, shown=escape_mrkdwn)
    return escape_mrkdwn(parts[0]) + (" …" if len(parts) > 1 else "") if parts else ""


def _section(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))
