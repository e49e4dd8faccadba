"""App Home and the prompts that a new conversation offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ContextBlock, DividerBlock, HeaderBlock, MarkdownTextObject, SectionBlock
from slack_sdk.models.views import View

from bot.date_words import short_day
from bot.slack.escaping import escape_mrkdwn, one_line
from bot.slack.splitting import shortened
from index.articles import ArticleFacts
from index.lookup import Statistics

EXAMPLES = 3
#: Slack shows a prompt's title on one line.
_PROMPT = 100

_ASKS = {
    "en": ("When did this happen: {title}", "Who is this about: {title}", "What is reported about this: {title}"),
    "de": ("Wann war das: {title}", "Um wen geht es hier: {title}", "Was wird darüber berichtet: {title}"),
}


_HOW_TO_ASK = """*How to ask*
•  Write to me here, under Messages.
•  Mention me in a channel that I am in; in that thread you can go on without mentioning me.
•  Type `/ask` and a question anywhere; only you see the answer.
•  Choose _Ask about this message_ from a message's menu."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What App Home tells of the archive; `examples` are questions that it can answer."""

    articles: int
    languages: Sequence[str]
    period: str
    examples: Sequence[str]


def overview(statistics: Statistics, newest: Sequence[ArticleFacts]) -> Overview:
    """From what is in the archive and its newest articles."""
    first, last = statistics.first, statistics.last
    period = ""
    if first and last:
        period = short_day(last, "en") if first == last else f"{short_day(first, 'en')} to {short_day(last, 'en')}"
    return Overview(statistics.articles, tuple(statistics.languages), period, examples(newest))


def examples(newest: Sequence[ArticleFacts]) -> list[str]:
    """Questions about the newest articles' headlines, one of each kind, each in its article's language."""
    asked = []
    for place, article in enumerate([each for each in newest if each.title][:EXAMPLES]):
        asks = _ASKS.get(article.language, _ASKS["en"])[place % len(_ASKS["en"])]
        asked.append(f"{asks.format(title=one_line(shortened(article.title, 150)).rstrip('?!. '))}?")
    return asked


def prompts(asked: Sequence[str]) -> list[dict[str, str]]:
    """Suggested prompts as Slack takes them."""
    return [{"title": shortened(each, _PROMPT), "message": each} for each in asked]


def home_view(found: Overview | None) -> View:
    """App Home; without an overview the archive cannot be read just now."""
    blocks: list[Block] = [
        HeaderBlock(text="Dateline"),
        _text(
            "I answer questions about a German and English news archive: a short answer, the date worked out, and the"
            " sentence it stands on, quoted word for word. What the archive does not say, I do not say."
        ),
        _text(_contents(found)),
        DividerBlock(),
        _text(_HOW_TO_ASK),
    ]
    if found and found.examples:
        lines = "\n".join(f"•  {escape_mrkdwn(each)}" for each in found.examples)
        blocks.append(_text(f"*For example*\n{lines}"))
    note = "Clicks on the buttons below an answer are stored with question, answer and citations, for whoever runs me."
    blocks.append(ContextBlock(elements=[MarkdownTextObject(text=note)]))
    return View(type="home", blocks=blocks)


def _contents(found: Overview | None) -> str:
    if found is None:
        return "The archive cannot be read just now, or nothing is in it yet."
    count = "1 article" if found.articles == 1 else f"{found.articles:,} articles"
    return f"*In the archive:* {count}" + (f", published {found.period}." if found.period else ".")


def _text(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))
