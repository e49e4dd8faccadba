"""Answers as Slack messages: Block objects within Slack's limits, in several messages where one cannot hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextActionsBlock,
    ContextBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
    MarkdownTextObject,
    SectionBlock,
)

from bot.answers import Answer, Citation
from bot.phrases import phrases
from bot.rendering import derivation
from bot.slack.escaping import escape_markdown, escape_mrkdwn, mrkdwn_link, one_line, safe_url
from bot.slack.phrases import slack_phrases
from bot.slack.sources import published
from bot.slack.splitting import shortened, split_text
from index.articles import ArticleFacts

#: Slack refuses a section's text beyond 3,000 characters; some room is left for links and quotation marks.
SECTION = 2800
#: A whole message fails near 13,200 characters, and at more than 50 blocks.
MESSAGE = 11_000
MOST_BLOCKS = 45
#: Of the plain text, which notifications and screen readers take; chat.update refuses more than 4,000.
PLAIN = 3500
CLOSEST = 3

SOURCES_ACTION = "dateline_sources"
FEEDBACK_ACTION = "dateline_feedback"


@dataclass(frozen=True, slots=True)
class Message:
    """What one call posts: blocks, and the plain text that stands in for them."""

    text: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer for streaming: markdown in pieces, then the blocks below it."""

    pieces: Sequence[str]
    blocks: Sequence[Block]
    #: What was done, as one line, and the (title, URL) of each source with a URL.
    step: str = ""
    sources: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above an answer before its first words are there: notes, and what was done as one line."""

    notes: Sequence[str] = ()
    step: str = ""


def answer_messages(answer: Answer, number: int, *, notes: Sequence[str] = ()) -> list[Message]:
    """The messages that show `answer`, in order; `number` is what its buttons refer to, `notes` stand above it."""
    blocks: list[Block] = [_small(note) for note in notes]
    blocks += _answer_sections(answer)
    blocks += _below(answer, number)
    return _packed(blocks, plain_text(answer))


def streamed_answer(answer: Answer, number: int, *, notes: Sequence[str] = (), told: str = "") -> Streamed | None:
    """The same for a stream, without the `told` that it begins with and that is there already.

    None where it is too long for one message, or begins otherwise. Beside what is told, the notes stand below.
    """
    if not answer.text.startswith(told):
        return None
    text = opened_text(answer.text[len(told) :], () if told else notes)
    below = "".join(f"\n\n{_italic(note)}" for note in notes) if told else ""
    blocks = _below(answer, number)
    if len(told) + len(text) + len(below) + sum(map(block_length, blocks)) > MESSAGE or len(blocks) > MOST_BLOCKS:
        return None
    articles = {each.article.id: each.article for each in answer.citations if safe_url(each.article.url)}
    return Streamed(
        pieces=[*_pieces(text), *([below] if below else [])],
        blocks=blocks,
        step=slack_phrases(answer.language).searched,
        sources=[(_source_title(each), safe_url(each.url)) for each in articles.values()],
    )


def opened_text(text: str, notes: Sequence[str] = ()) -> str:
    """The notes and `text`, or some of an answer's text, as markdown for a stream."""
    # A stream cannot be told not to unfurl, so its text has no links; the citations below it have them.
    above = "".join(f"{_italic(note)}\n\n" for note in notes)
    # A single line break is no more than a space in markdown.
    return above + re.sub(r"\s*\n\s*", "\n\n", escape_markdown(text))


def _italic(note: str) -> str:
    return f"_{escape_markdown(one_line(shortened(note, 2000)))}_"


def opened_message(text: str, opening: Opening) -> Message:
    """The first words of an answer of which more may come."""
    blocks = [*(_small(note) for note in opening.notes), *plain_message(text).blocks]
    return Message(plain_message(text).text, blocks)


def plain_message(text: str) -> Message:
    """A message of Dateline's own; `text` is shown as it is."""
    parts = split_text(shortened(text, 2 * SECTION), limit=SECTION, shown=escape_mrkdwn)
    return Message(shortened(escape_mrkdwn(text), PLAIN), [_section(escape_mrkdwn(part)) for part in parts])


def plain_text(answer: Answer) -> str:
    """The answer in a line or two for notifications, screen readers and clients without blocks."""
    parts = [
        answer.text,
        *(f"[{each.marker}] {_facts_line(each.article, answer.language)}" for each in answer.citations),
    ]
    text = "\n".join(parts)
    shown = split_text(text, limit=PLAIN, shown=escape_mrkdwn)
    return escape_mrkdwn(shown[0]) if shown else ""


def _answer_sections(answer: Answer) -> list[Block]:
    parts = split_text(answer.text, limit=SECTION - 600, shown=escape_mrkdwn)
    sections: list[Block] = []
    for part in parts:
        shown = escape_mrkdwn(part)
        linked = _linked(shown, answer.citations)
        # Many markers with long URLs: the citations below link to the same places.
        sections.append(_section(linked if len(linked) <= 3000 else shown))
    return sections


def _linked(text: str, citations: Sequence[Citation]) -> str:
    """`text`, already escaped, with its markers made links to their sources."""
    for citation in citations:
        marker = f"[{citation.marker}]"
        text = text.replace(marker, mrkdwn_link(citation.article.url, marker))
    return text


def _below(answer: Answer, number: int) -> list[Block]:
    """Citations or closest articles, and the buttons."""
    if not answer.answered:
        return [*_closest(answer), *_feedback(number, answer.language)]
    blocks = [block for citation in answer.citations for block in _citation(citation, answer)]
    words = slack_phrases(answer.language)
    sources = ButtonElement(text=words.sources_button, action_id=SOURCES_ACTION, value=str(number))
    return [*blocks, ActionsBlock(elements=[sources]), *_feedback(number, answer.language)]


def _citation(citation: Citation, answer: Answer) -> list[Block]:
    """The quote, unless the answer is the quote itself, then where it stands and how its dates were worked out."""
    words = phrases(answer.language)
    quote = one_line(citation.quote)
    blocks: list[Block] = []
    if quote not in one_line(answer.text):
        parts = split_text(quote, limit=SECTION, shown=escape_mrkdwn)
        for place, part in enumerate(parts):
            opening = words.opening_quote if place == 0 else ""
            closing = words.closing_quote if place == len(parts) - 1 else ""
            blocks.append(_section(f"> {opening}{escape_mrkdwn(part)}{closing}"))
    article = citation.article
    title = mrkdwn_link(article.url, shortened(article.title or article.id, 300))
    facts = [
        title,
        escape_mrkdwn(shortened(one_line(article.source), 200)),
        escape_mrkdwn(published(article, answer.language)),
    ]
    lines = [f"[{citation.marker}] {' · '.join(part for part in facts if part)}"]
    lines += [escape_mrkdwn(shortened(derivation(each, answer.language), 400)) for each in citation.dates[:3]]
    return [*blocks, _small_marked("\n".join(lines))]


def _closest(answer: Answer) -> list[Block]:
    articles = list({each.article.id: each.article for each in answer.closest}.values())[:CLOSEST]
    if not articles:
        return []
    lines = [slack_phrases(answer.language).closest_title]
    for article in articles:
        title = mrkdwn_link(article.url, shortened(article.title or article.id, 300))
        rest = [shortened(one_line(article.source), 200), published(article, answer.language)]
        lines.append("•  " + " · ".join([title, *(escape_mrkdwn(part) for part in rest if part)]))
    return [_small_marked("\n".join(lines))]


def _feedback(number: int, language: str) -> list[Block]:
    words = slack_phrases(language)
    buttons = FeedbackButtonsElement(
        action_id=FEEDBACK_ACTION,
        positive_button=FeedbackButtonObject(text=words.good, accessibility_label=words.good, value=f"{number} good"),
        negative_button=FeedbackButtonObject(text=words.bad, accessibility_label=words.bad, value=f"{number} bad"),
    )
    return [ContextActionsBlock(elements=[buttons])]


def _facts_line(article: ArticleFacts, language: str) -> str:
    parts = (shortened(one_line(article.title), 300), one_line(article.source), published(article, language))
    return ", ".join(part for part in parts if part)


def _source_title(article: ArticleFacts) -> str:
    """A title for a source's card, whose text Slack does not say how to escape: without what would need it."""
    title = shortened(one_line(article.title or article.id), 150).replace("<", "‹").replace(">", "›")
    return escape_mrkdwn(title).replace("&amp;", "&")


def _section(text: str) -> SectionBlock:
    # verbatim: Slack makes no links and mentions of what merely looks like one.
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


def _small(text: str) -> ContextBlock:
    return _small_marked(shortened(escape_mrkdwn(one_line(shortened(text, 2000))), SECTION))


def _small_marked(text: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)])


def _pieces(text: str) -> list[str]:
    """Text to stream: a sentence or so at a time, each with the space that follows it."""
    parts = split_text(text, limit=300)
    pieces, at = [], 0
    for part in parts:
        end = text.index(part, at) + len(part)
        pieces.append(text[at:end])
        at = end
    return pieces


def _packed(blocks: Iterable[Block], text: str) -> list[Message]:
    """As few messages as hold `blocks`; the first has the plain text of the whole answer."""
    messages: list[list[Block]] = [[]]
    length = len(text)
    for block in blocks:
        size = block_length(block)
        if messages[-1] and (length + size > MESSAGE or len(messages[-1]) == MOST_BLOCKS):
            messages.append([])
            length = PLAIN
        messages[-1].append(block)
        length += size
    return [Message(text if place == 0 else _plain_of(each), each) for place, each in enumerate(messages)]


def _plain_of(blocks: Sequence[Block]) -> str:
    """Plain text of a message that continues another: its first words, which are escaped already."""
    for block in blocks:
        if isinstance(block, SectionBlock) and block.text is not None and block.text.text:
            return block.text.text if len(block.text.text) <= PLAIN else "…"
    return "…"


def block_length(block: Block) -> int:
    """Characters that a block adds to a message."""
    if isinstance(block, SectionBlock):
        return len(block.text.text or "") if block.text is not None else 0
    if isinstance(block, ContextBlock):
        return sum(len(str(getattr(each, "text", "") or "")) for each in block.elements)
    return 150
