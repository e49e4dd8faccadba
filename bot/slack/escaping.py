"""Text of articles, models and people made safe for Slack's two markups: it shows as it is and never pings anyone.

`mrkdwn` is what sections, contexts and the plain text of a message take; `markdown` is what streaming takes. In both,
Slack reads `<…>` as mentions and links, also inside a markdown block, and shows `&lt;` and `&gt;` as the characters
that they stand for without reading the result again.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

#: Follows a character that would otherwise begin a mention; takes no space and no line can break there.
_WORD_JOINER = "\u2060"
#: Slack takes this for a space, and a formatting character before a space formats nothing.
_ZERO_WIDTH_SPACE = "\u200b"

#: Slack can be told to read these without brackets too (link_names, parse=full).
_BARE_MENTION = re.compile(r"(?<![\w.+-])@(?=(?:everyone|here|channel)\b)", re.IGNORECASE)
_FORMATTING = re.compile(r"(?<![^\W_])([*_~`]+)(?=[^\s*_~`])")
_MARKDOWN = re.compile(r"([\\`*_~\[\]#|!{}])|^(\s*)([-+>])|^(\s*\d+)([.)])", re.MULTILINE)
#: Control characters, and the marks that reverse the direction of what follows them.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def escape_mrkdwn(text: str) -> str:
    """`text` for a mrkdwn object: shown as it is, without mentions, links or formatting of its own."""
    text = _entities(_INVISIBLE.sub("", text))
    # Slack's mrkdwn has no escape for its formatting characters.
    return _unmentioned(_FORMATTING.sub(rf"\1{_ZERO_WIDTH_SPACE}", text))


def escape_markdown(text: str) -> str:
    """`text` for a markdown block or a stream: shown as it is, without mentions, links or formatting of its own."""
    escaped = _MARKDOWN.sub(_backslash, _INVISIBLE.sub("", text))
    return _unmentioned(_entities(escaped))


def mrkdwn_link(url: str, label: str) -> str:
    """A link, or the label alone where the URL is none that can be opened."""
    safe, shown = safe_url(url), escape_mrkdwn(one_line(label)).replace("|", "¦")
    return f"<{safe}|{shown}>" if safe and shown else shown


def safe_url(url: str) -> str:
    """`url` with everything that ends a link percent-encoded; "" unless it is http or https."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or len(url) > 2000:
        return ""
    return quote(url, safe=";/?:@&=+$,#%-_.~!'")


def one_line(text: str) -> str:
    """`text` without line breaks and double spaces: a line break ends a link or a quotation."""
    return " ".join(text.split())


def read_message(text: str, *, bot_user: str) -> str:
    """What a person wrote, from the text of a Slack event: without the mention of the bot, entities and brackets."""
    text = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>", " ", text)
    text = re.sub(r"<[!#@][^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<[!#@][^>]*>", " ", text)
    text = re.sub(r"<(?:https?:|mailto:|tel:)[^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<((?:https?:|mailto:|tel:)[^>]*)>", r"\1", text)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return one_line(text)


def mentions_someone_else(text: str, *, bot_user: str) -> bool:
    """Whether a message is addressed to another person, a group or everyone."""
    return any(found != bot_user for found in re.findall(r"<@([A-Z0-9]+)", text)) or bool(
        re.search(r"<!(?:channel|here|everyone|subteam)", text)
    )


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unmentioned(text: str) -> str:
    return _BARE_MENTION.sub(f"@{_WORD_JOINER}", text)


def _backslash(match: re.Match[str]) -> str:
    if match[1]:
        return f"\\{match[1]}"
    if match[3]:
        return f"{match[2]}\\{match[3]}"
    return f"{match[4]}\\{match[5]}"
