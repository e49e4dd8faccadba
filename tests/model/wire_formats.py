"""How three providers' servers stream an answer and refuse, as their documentation gives it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol

#: Tokens that every answer says it read and wrote.
READ, WROTE = 11, 7


class WireFormat(Protocol):
    """Bytes as they go over the wire: what begins an answer, each word of it, what ends it, and what breaks it off."""

    content_type: str

    def begin(self) -> bytes: ...

    def word(self, text: str) -> bytes: ...

    def end(self) -> bytes: ...

    def failure(self, message: str) -> bytes: ...

    def garbage(self) -> bytes: ...

    def refusal(self, message: str) -> dict[str, Any]: ...


@dataclass(frozen=True)
class OpenAI:
    """Chat completions: server-sent events without names, ended by [DONE]."""

    content_type: str = "text/event-stream"

    def begin(self) -> bytes:
        return b""

    def word(self, text: str) -> bytes:
        return self._chunk([{"index": 0, "delta": {"content": text}, "finish_reason": None}])

    def end(self) -> bytes:
        usage = {"prompt_tokens": READ, "completion_tokens": WROTE, "total_tokens": READ + WROTE}
        stop = self._chunk([{"index": 0, "delta": {}, "finish_reason": "stop"}])
        return stop + self._chunk([], usage=usage) + b"data: [DONE]\n\n"

    def failure(self, message: str) -> bytes:
        return f"data: {json.dumps(self.refusal(message))}\n\n".encode()

    def garbage(self) -> bytes:
        return b"data: {not json at all\n\n"

    def refusal(self, message: str) -> dict[str, Any]:
        return {"error": {"message": message, "type": "x"}}

    def _chunk(self, choices: list[Any], **more: Any) -> bytes:
        chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "small", "choices": choices}
        return f"data: {json.dumps({**chunk, **more})}\n\n".encode()


@dataclass(frozen=True)
class Anthropic:
    """Messages: named server-sent events; the tokens at the end are those of the whole answer."""

    content_type: str = "text/event-stream"

    def begin(self) -> bytes:
        message = {
            "id": "msg_1", "type": "message", "role": "assistant", "content": [], "model": "small",
            "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": READ, "output_tokens": 1},
        }  # fmt: skip
        block = {"index": 0, "content_block": {"type": "text", "text": ""}}
        return self._event("message_start", message=message) + self._event("content_block_start", **block)

    def word(self, text: str) -> bytes:
        return self._event("content_block_delta", index=0, delta={"type": "text_delta", "text": text})

    def end(self) -> bytes:
        delta = {"stop_reason": "end_turn", "stop_sequence": None}
        return b"".join(
            (
                self._event("content_block_stop", index=0),
                self._event("message_delta", delta=delta, usage={"input_tokens": READ, "output_tokens": WROTE}),
                self._event("message_stop"),
            )
        )

    def failure(self, message: str) -> bytes:
        return self._event("error", error={"type": "overloaded_error", "message": message})

    def garbage(self) -> bytes:
        return b"event: content_block_delta\ndata: {not json at all\n\n"

    def refusal(self, message: str) -> dict[str, Any]:
        return {"type": "error", "error": {"type": "x", "message": message}}

    def _event(self, name: str, **fields: Any) -> bytes:
        return f"event: {name}\ndata: {json.dumps({'type': name, **fields})}\n\n".encode()


@dataclass(frozen=True)
class Ollama:
    """Ollama's own chat: a JSON object a line, the last with the counts."""

    content_type: str = "application/x-ndjson"

    def begin(self) -> bytes:
        return b""

    def word(self, text: str) -> bytes:
        return self._line(text, done=False)

    def end(self) -> bytes:
        durations = dict.fromkeys(("total_duration", "load_duration", "prompt_eval_duration", "eval_duration"), 1)
        return self._line("", done=True, done_reason="stop", prompt_eval_count=READ, eval_count=WROTE, **durations)

    def failure(self, message: str) -> bytes:
        return f"{json.dumps(self.refusal(message))}\n".encode()

    def garbage(self) -> bytes:
        return b"{not json at all\n"

    def refusal(self, message: str) -> dict[str, Any]:
        return {"error": message}

    def _line(self, text: str, **fields: Any) -> bytes:
        message = {"role": "assistant", "content": text}
        line = {"model": "small", "created_at": "2026-01-01T00:00:00Z", "message": message, **fields}
        return f"{json.dumps(line)}\n".encode()


#: By the name under which init_chat_model knows the provider.
FORMATS: dict[str, WireFormat] = {"openai": OpenAI(), "anthropic": Anthropic(), "ollama": Ollama()}
