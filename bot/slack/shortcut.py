"""The message shortcut "Ask about this message": a form with the message as the question, to be changed and sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from bot.slack.escaping import read_message
from bot.slack.questions import Place, Question, Way
from bot.slack.splitting import shortened
from retrieval.question import LONGEST

CALLBACK = "dateline_ask_about_message"
FORM = "dateline_ask_form"
_BLOCK, _INPUT = "question", "text"


def question_form(body: Mapping[str, Any], *, bot_user: str) -> View:
    """The form that opens for a message: its text is filled in."""
    message = body.get("message") or {}
    channel = str((body.get("channel") or {}).get("id") or "")
    text = shortened(read_message(str(message.get("text") or ""), bot_user=bot_user), LONGEST)
    place = {
        "channel": channel,
        "thread": str(message.get("thread_ts") or message.get("ts") or ""),
        "response_url": str(body.get("response_url") or ""),
    }
    return View(
        type="modal",
        callback_id=FORM,
        title="Ask Dateline",
        submit="Ask",
        close="Cancel",
        private_metadata=json.dumps(place),
        blocks=[
            InputBlock(
                block_id=_BLOCK,
                label="Your question about this message",
                hint="The answer comes into the message's thread.",
                element=PlainTextInputElement(
                    action_id=_INPUT, initial_value=text or None, multiline=True, max_length=LONGEST
                ),
            )
        ],
    )


def form_question(body: Mapping[str, Any], *, bot_user: str) -> Question:
    """The question of a form that was sent."""
    view = body.get("view") or {}
    place = json.loads(view.get("private_metadata") or "{}")
    state = ((view.get("state") or {}).get("values") or {}).get(_BLOCK) or {}
    channel = str(place.get("channel") or "")
    return Question(
        place=Place(str((body.get("team") or {}).get("id") or ""), str(body.get("api_app_id") or "")),
        channel=channel,
        ts=f"form {view.get('id') or ''}",
        thread=str(place.get("thread") or ""),
        user=str((body.get("user") or {}).get("id") or ""),
        text=read_message(str((state.get(_INPUT) or {}).get("value") or ""), bot_user=bot_user),
        way=Way.SHORTCUT,
        direct=channel.startswith("D"),
        response_url=str(place.get("response_url") or ""),
    )
