"""Ways in, conversations, and what is not answered."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from .archive import FakeBot, answer, cite, evidence
from .recorder import BOT_USER
from .world import command, signed, world

ASK = f"<@{BOT_USER}> When did the bridge open?"


def test_a_mention_is_answered_in_its_thread_with_citation_and_buttons(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            here.slack.errors["chat.startStream"] = "unknown_method"
            ts = await here.mention("When did the bridge open?")
            await here.settled()
            assert here.bot.asked == ["When did the bridge open?"]
            (shown,) = here.slack.shown()
            assert shown["thread_ts"] == ts
            assert "27 October 2025" in shown["text"]
            kinds = [block["type"] for block in shown["blocks"]]
            assert kinds == ["section", "section", "context", "actions", "context_actions"]
            assert "https://example.org/bridge" in str(shown["blocks"][2])
            assert "“Monday” = 27 Oct 2025, from the article's own date, 28 Oct 2025" in str(shown["blocks"][2])
            (post,) = here.slack.of("chat.postMessage")
            assert post.fields["unfurl_links"] is False and post.fields["unfurl_media"] is False

    asyncio.run(scenario())


def test_mention_and_message_of_one_time_stamp_in_either_order_give_one_answer(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            for first, second in (("app_mention", "message"), ("message", "app_mention")):
                ts = await here.event(first, ASK)
                await here.event(second, ASK, ts=ts)
            await here.event("message", ASK)
            await here.event("app_mention", ASK)
            await here.settled()
            assert len(here.bot.asked) == 4 and len(here.slack.shown()) == 4

    asyncio.run(scenario())


def test_redeliveries_with_and_without_header_and_after_a_restart_are_not_answered_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            body = here.message("app_mention", ASK)
            await here.send(body)
            await here.send(body, x_slack_retry_num="1", x_slack_retry_reason="http_timeout")
            await here.settled()
            await here.send(body)
            await here.settled()
            assert len(here.slack.shown()) == 1
        async with world(tmp_path) as again:
            await again.send(body, x_slack_retry_num="2")
            await again.settled()
            assert again.slack.shown() == [] and again.bot.asked == []
            # Another workspace and another app may use the same ids.
            await again.send({**body, "team_id": "T2"})
            await again.send({**body, "api_app_id": "A2"})
            await again.settled()
            assert len(again.bot.asked) == 2

    asyncio.run(scenario())


def test_direct_messages_need_no_mention_and_go_on_without_a_thread(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            await here.event("message", "When did Choi meet Putin?", channel="D1", channel_type="im")
            await here.settled()
            await here.event("message", "And when did she leave?", channel="D1", channel_type="im")
            await here.settled()
            assert here.bot.asked == ["When did Choi meet Putin?", "When did Choi leave?"]

    asyncio.run(scenario())


def test_follow_ups_are_heard_in_threads_where_it_was_asked_and_nowhere_else(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            await here.event("message", "When did the train leave?", thread_ts="900.1")
            ts = await here.mention("When did Choi meet Putin?")
            await here.settled()
            await here.event("message", "And when did she leave?", thread_ts=ts)
            await here.event("message", "thanks!", thread_ts=ts)
            await here.event("message", "<@U2> what do you think?", thread_ts=ts)
            await here.event("message", "And when did she leave?", thread_ts=ts, channel="C2")
            await here.settled()
            assert here.bot.asked == ["When did Choi meet Putin?", "When did Choi leave?"]
            first = here.slack.shown()[-1]
            assert first["thread_ts"] == ts
            assert "Understood as: When did Choi leave?" in str(first)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B9"},
        {"user": BOT_USER},
        {"user": "USLACKBOT"},
        {"subtype": "bot_message", "user": None},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"edited": {"user": "U1", "ts": "1.2"}},
    ],
)
def test_bots_itself_edits_and_joins_are_not_answered(tmp_path: Path, fields: dict[str, Any]) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            await here.event("message", ASK, **fields)
            await here.event("app_mention", ASK, **fields)
            await here.event("message", "When?", channel="D1", channel_type="im", **fields)
            await here.settled()
            assert here.bot.asked == [] and here.slack.shown() == []

    asyncio.run(scenario())


def test_only_listed_channels_are_answered_and_direct_messages_always(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, channels=frozenset({"C1"})) as here:
            await here.mention("When in C1?")
            await here.mention("When in C2?", channel="C2")
            await here.event("message", "When in D1?", channel="D1", channel_type="im")
            await here.send(command("When by command?", here.slack.url, channel="C2"))
            await here.settled()
            assert sorted(here.bot.asked) == ["When in C1?", "When in D1?"]
            assert "may not answer in this channel" in here.slack.of("response_url")[0].everything

    asyncio.run(scenario())


def test_externally_shared_channels_are_answered_only_when_allowed(tmp_path: Path) -> None:
    async def scenario(allowed: bool, home: Path) -> list[str]:
        async with world(home, allow_shared=allowed) as here:
            await here.mention("When, says the event?", shared=True)
            here.slack.channel["is_ext_shared"] = True
            await here.mention("When, says the channel?", shared=None)
            await here.send(command("When, by command?", here.slack.url))
            await here.settled()
            return here.bot.asked

    assert asyncio.run(scenario(False, tmp_path / "no")) == []
    assert len(asyncio.run(scenario(True, tmp_path / "yes"))) == 3


def test_a_channel_that_slack_does_not_tell_about_counts_as_shared(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            here.slack.errors["conversations.info"] = "channel_not_found"
            await here.send(command("When?", here.slack.url))
            await here.settled()
            assert here.bot.asked == []
            assert "other organisations" in here.slack.of("response_url")[0].everything

    asyncio.run(scenario())


def test_the_command_answers_through_its_response_url_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            response = await here.send(command("When did it open?", here.slack.url))
            assert "Searching" in str(response.body)
            await here.send(command("When did it open?", here.slack.url))
            await here.settled()
            (reply,) = here.slack.of("response_url")
            assert reply.fields["response_type"] == "ephemeral" and "27 October 2025" in reply.fields["text"]
            assert here.slack.shown() == []

    asyncio.run(scenario())


def test_the_shortcut_opens_a_form_whose_answer_comes_into_the_thread(tmp_path: Path) -> None:
    async def scenario(error: str, home: Path) -> tuple[int, int]:
        async with world(home) as here:
            if error:
                here.slack.errors.update(dict.fromkeys(("chat.postMessage", "chat.startStream"), error))
            message = {"ts": "77.1", "text": "The <https://example.org|bridge> opened &amp; all"}
            await here.send(
                here.interaction(
                    "message_action",
                    callback_id="dateline_ask_about_message",
                    message=message,
                    channel={"id": "C1"},
                    response_url=f"{here.slack.url}/response",
                )
            )
            await here.until(lambda: here.slack.of("views.open"))
            view = here.slack.of("views.open")[0].fields["view"]
            assert view["blocks"][0]["element"]["initial_value"] == "The bridge opened & all"
            values = {"question": {"text": {"type": "plain_text_input", "value": "When did it open?"}}}
            sent = {**view, "id": "V1", "state": {"values": values}}
            for _ in range(2):
                await here.send(here.interaction("view_submission", view=sent))
            await here.settled()
            assert set(here.bot.asked) == {"When did it open?"}
            assert all(shown["thread_ts"] == "77.1" for shown in here.slack.shown())
            return len(here.slack.shown()), len(here.slack.of("response_url"))

    assert asyncio.run(scenario("", tmp_path / "in")) == (1, 0)
    assert asyncio.run(scenario("not_in_channel", tmp_path / "out")) == (0, 1)


def test_home_tells_what_is_in_the_archive_and_prompts_come_without_a_thread(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            for tab in ("home", "messages"):
                await here.event("app_home_opened", "", tab=tab, channel="D1")
            await here.until(lambda: here.slack.of("assistant.threads.setSuggestedPrompts", "views.publish")[1:])
            (home,) = here.slack.of("views.publish")
            for said in ("1,234 articles", "1 Jun 2025 to 28 Oct 2025", "Harbour bridge opens", "&lt;!channel&gt;"):
                assert said in home.everything
            assert "<!channel>" not in home.everything and "Never shown" not in home.everything
            (call,) = here.slack.of("assistant.threads.setSuggestedPrompts")
            assert "thread_ts" not in call.fields and len(call.fields["prompts"]) == 3

    asyncio.run(scenario())


def test_no_evidence_is_said_plainly_with_the_closest_articles(tmp_path: Path) -> None:
    def nothing(question: str) -> Any:
        return answer(question, "Das Archiv sagt dazu nichts.", language="de", closest=[evidence(title="Ähnlich")])

    async def scenario() -> None:
        async with world(tmp_path, FakeBot(nothing)) as here:
            here.slack.errors["chat.startStream"] = "missing_scope"
            await here.mention("Wer gewann?")
            await here.settled()
            (shown,) = here.slack.shown()
            kinds = [block["type"] for block in shown["blocks"]]
            assert kinds == ["section", "context", "context_actions"]
            assert "Nächstliegende Artikel, von denen keiner antwortet" in str(shown["blocks"][1])

    asyncio.run(scenario())


def test_the_sources_button_opens_each_quote_in_its_context(tmp_path: Path) -> None:
    quote = "The bridge opened on Monday."

    async def scenario() -> None:
        async with world(tmp_path, FakeBot(lambda question: answer(question, "Monday [1].", [cite(quote)]))) as here:
            here.slack.errors["chat.startStream"] = "unknown_method"
            await here.mention("When?")
            await here.settled()
            button = here.slack.shown()[0]["blocks"][3]["elements"][0]
            await here.press({**button, "block_id": "b"})
            await here.until(lambda: here.slack.of("views.open"))
            blocks = here.slack.of("views.open")[0].fields["view"]["blocks"]
            texts = [block["text"]["text"] for block in blocks[1:4]]
            assert texts == ["It rained before.", f"> *{quote}*", "Ships may pass again."]
            await here.press({**button, "block_id": "b", "value": "999"})
            await here.until(lambda: here.slack.of("views.open")[1:])
            assert "no longer kept" in here.slack.of("views.open")[1].everything

    asyncio.run(scenario())


def test_feedback_is_stored_with_the_answer_and_the_last_click_counts(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as here:
            await here.mention("When did it open?")
            await here.settled()
            for value in ("1 good", "1 bad"):
                await here.press(
                    {"type": "feedback_buttons", "action_id": "dateline_feedback", "block_id": "b", "value": value}
                )
            await here.until(lambda: len(here.slack.of("response_url")) == 2)
            ((_, helpful, user, question, asked, text, citations),) = here.store.feedback()
            assert (helpful, user, question, asked) == (0, "U1", "When did it open?", "When did it open?")
            assert "27 October 2025" in text and "The bridge opened on Monday." in citations

    asyncio.run(scenario())


def test_over_http_only_requests_with_slacks_fresh_signature_are_taken(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, mode="http") as here:
            body = here.message("app_mention", ASK)
            for wrong in (signed(body, secret="another"), signed(body, at=1.0)):
                assert (await here.application.async_dispatch(wrong)).status == 401
            await here.settled()
            assert here.bot.asked == []
            assert (await here.application.async_dispatch(signed(body))).status == 200
            await here.settled()
            assert len(here.bot.asked) == 1

    asyncio.run(scenario())


def test_a_rewriter_makes_follow_ups_standalone_where_there_is_one(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, rewrite=lambda question, turns: f"{question} ({turns[-1].question})") as here:
            ts = await here.mention("When did it open?")
            await here.settled()
            await here.event("message", "And then?", thread_ts=ts)
            await here.settled()
            assert here.bot.asked == ["When did it open?", "And then? (When did it open?)"]

    asyncio.run(scenario())
