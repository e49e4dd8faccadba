"""Escaping, splitting and Block objects: whatever the text, Slack takes it and shows what was written."""

from __future__ import annotations

import html
import itertools
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.bot import Context
from bot.slack.escaping import escape_markdown, escape_mrkdwn, mrkdwn_link, read_message, safe_url
from bot.slack.home import home_view, overview, prompts
from bot.slack.messages import answer_messages, plain_message, streamed_answer
from bot.slack.shortcut import question_form
from bot.slack.sources import citation_values, sources_modal
from bot.slack.splitting import shortened, split_text

from .archive import FakeBot, answer, cite, evidence

PIECES = [*"ab1 .!?\n<>&@*_~`[]()|#-+\\\"'äß漢😀\x00\u202e", "<!channel>", "<@U1>", "@here", "https://x.y/", "\n1. "]
NASTY = st.lists(st.sampled_from(PIECES), max_size=150).map("".join)
PING = re.compile(r"<[!@#]|(?<![\w.+-])@(?:everyone|here|channel)\b", re.IGNORECASE)
HIDDEN = re.compile("[\u200b\u2060\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    return HIDDEN.sub("", text)


@given(NASTY)
@settings(max_examples=120, deadline=None)
def test_mrkdwn_shows_what_was_written_and_cannot_ping(text: str) -> None:
    escaped = escape_mrkdwn(text)
    assert visible(html.unescape(escaped)) == visible(text)
    assert not PING.search(escaped)
    assert not re.search(r"(?<!\w)[*_~`][^\s*_~`\u200b]", escaped)


@given(NASTY)
@settings(max_examples=120, deadline=None)
def test_markdown_shows_what_was_written_and_cannot_ping(text: str) -> None:
    escaped = escape_markdown(text)
    shown = re.sub(r"\\([\\`*_~\[\]#|!{}\-+>.)]|&gt;)", r"\1", escaped)
    assert visible(html.unescape(shown)) == visible(text)
    assert not PING.search(escaped)


@pytest.mark.parametrize(
    "text",
    [
        "Write to anna_b@here.org.",
        "if (a < b && c > d) { e_f(); }",
        "5 * 3 * 2",
        "AT&T &amp; Söhne",
        "https://x.org/a_b?c=1&d=2",
    ],
)
def test_addresses_code_and_entities_come_out_right(text: str) -> None:
    assert html.unescape(escape_mrkdwn(text)) == text
    assert visible(html.unescape(re.sub(r"\\(.)", r"\1", escape_markdown(text)))) == text


def test_links_survive_titles_and_urls_that_would_end_them() -> None:
    url = "https://example.org/wiki/Bridge_(Kiel)?a=1&b=<2>|3\"'"
    link = mrkdwn_link(url, "A title | with\nbreaks & <b>")
    assert re.fullmatch(r"<https://[^\s<>|()\"]+\|A title ¦ with breaks &amp; &lt;b&gt;>", link)
    for no_link in ("", "javascript:alert(1)", "ftp://x.org", "https://", "https://[x", "//x.org"):
        assert safe_url(no_link) == "" and mrkdwn_link(no_link, "Title") == "Title"
    assert safe_url("https://x.org/%20a b") == "https://x.org/%20a%20b"


def test_what_people_write_is_read_without_slacks_marks() -> None:
    text = (
        "<@U0BOT> was <@U0BOT|bot> sagte &lt;x&gt; &amp; <https://a.b/c|a.b> <https://d.e> <#C1|general> <!here> <@U2>?"
    )
    assert read_message(text, bot_user="U0BOT") == "was sagte <x> & a.b https://d.e general ?"


@given(NASTY, st.integers(min_value=20, max_value=200))
@settings(max_examples=80, deadline=None)
def test_parts_fit_and_nothing_but_space_is_lost(text: str, limit: int) -> None:
    parts = split_text(text, limit=limit, shown=escape_mrkdwn)
    assert all(part and len(escape_mrkdwn(part)) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_splits_after_sentences_and_not_inside_a_date() -> None:
    text = "Das war am 28. Oktober 2025. Dr. Meier sagte nichts! Am 3. November kam er. Ende."
    assert split_text(text, limit=60) == [
        "Das war am 28. Oktober 2025. Dr. Meier sagte nichts!",
        "Am 3. November kam er. Ende.",
    ]
    assert shortened("one two three", 9) == "one two…"


def judged(blocks: Any) -> int:
    """Let slack_sdk judge the blocks; the characters of the message that they make."""
    assert 0 < len(blocks) <= 50
    for block in blocks:
        assert isinstance(block, Block)
        block.validate_json()
        for element in block.to_dict().get("elements", []):
            assert len(str(element.get("text", ""))) <= 3000
    text = json.dumps([each.to_dict() for each in blocks], ensure_ascii=False)
    return sum(len(each) for each in re.findall(r'"text": "((?:[^"\\]|\\.)*)"', text))


LONG = [
    "word " * 20_000,
    'Sentence <with> & "marks". ' * 4_000,
    "x" * 100_000,
    "<!channel>&*_" * 8_000,
    "漢" * 50_000,
    "line\n\n" * 9_000,
    " [1]" * 5_000,
    "1. a\n" * 9_000,
]


@pytest.mark.parametrize(
    ("long", "language"), list(zip(LONG, itertools.cycle(["en", "de", "fr"]), strict=False)), ids=range(len(LONG))
)
def test_the_longest_answers_fit_into_slacks_limits(long: str, language: str) -> None:
    quotes = [
        cite(long[:6000], marker, title=long[:3000], source=long[:900], url="https://x.org/" + "a" * 1900)
        for marker in range(1, 30)
    ]
    few = quotes[:3]
    for made in (
        answer("q", long, few, language),
        answer("q", f"{long[:2000]} [1] [2]", quotes, language),
        answer("q", long, (), language, closest=[evidence(id=str(n), title=long) for n in range(9)]),
    ):
        messages = answer_messages(made, 10**9, notes=[long])
        for message in messages:
            assert judged(message.blocks) <= 13_000
            assert 0 < len(message.text) <= 4000
        streamed = streamed_answer(made, 10**9, notes=[long[:500]])
        if streamed is not None:
            judged(streamed.blocks)
            assert all(0 < len(piece) <= 12_000 for piece in streamed.pieces)
            assert sum(map(len, streamed.pieces)) <= 12_000
    judged(plain_message(long).blocks)
    values = [citation_values(each, language) for each in quotes]
    for find in (lambda *_: None, lambda *_: Context(long, long[:6000], long)):
        view = sources_modal(values, language, find)
        view.validate_json()
        assert len(json.dumps(view.to_dict(), ensure_ascii=False)) < 200_000
    question_form({"message": {"text": long}}, bot_user="U").validate_json()


def test_home_and_prompts_take_any_headline() -> None:
    for titles in (LONG[:3], [""], ["<!channel>"]):
        found = overview(FakeBot().statistics(), [evidence(title=title, language="de").article for title in titles])
        view = home_view(found)
        view.validate_json()
        judged(view.blocks)
        assert "<!" not in json.dumps(view.to_dict())
        assert all(len(each["title"]) <= 100 for each in prompts(found.examples))
    home_view(None).validate_json()
