"""The app manifest: what Slack is told when the app is made. `slack-manifest.json` is its written form."""

from __future__ import annotations

import json
from typing import Any

from bot.slack.application import COMMAND
from bot.slack.shortcut import CALLBACK

#: Each scope with what it is for.
SCOPES = {
    "app_mentions:read": "to be asked by mention",
    "assistant:write": "status, streaming and suggested prompts",
    "channels:history": "follow-ups in threads of public channels",
    "channels:read": "to tell channels that are shared with other organisations",
    "chat:write": "to answer",
    "commands": "/ask and the message shortcut",
    "groups:history": "follow-ups in threads of private channels",
    "groups:read": "to tell private channels that are shared",
    "im:history": "direct messages",
    "im:read": "to tell direct messages that are shared",
    "mpim:history": "follow-ups in threads of group messages",
    "mpim:read": "to tell group messages that are shared",
}
EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im", "message.mpim")
_DESCRIPTION = "Answers questions about the news archive, with the date worked out and the sentence quoted."


def manifest(*, url: str = "") -> dict[str, Any]:
    """The manifest for Socket Mode, or with the app's public `url` for signed HTTP."""
    request = f"{url.rstrip('/')}/slack/events" if url else ""
    command: dict[str, Any] = {
        "command": COMMAND,
        "description": "Ask the news archive; only you see the answer",
        "usage_hint": "When did …?",
        "should_escape": False,
    }
    events: dict[str, Any] = {"bot_events": list(EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if request:
        command["url"] = events["request_url"] = interactivity["request_url"] = request
    return {
        "display_information": {"name": "Dateline", "description": _DESCRIPTION, "background_color": "#1f3a5f"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "agent_view": {"agent_description": _DESCRIPTION},
            "bot_user": {"display_name": "Dateline", "always_online": True},
            "shortcuts": [
                {
                    "name": "Ask about this message",
                    "type": "message",
                    "callback_id": CALLBACK,
                    "description": "Ask the news archive about this message",
                }
            ],
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": not request,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(*, url: str = "") -> str:
    return json.dumps(manifest(url=url), indent=2, ensure_ascii=False) + "\n"
