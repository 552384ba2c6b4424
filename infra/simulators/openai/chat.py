"""POST /v1/chat/completions."""

import time
from collections.abc import Iterator
from typing import Any

from aiohttp import web

from infra.simulators.openai import efforts, outcomes, strictness, thoughts
from infra.simulators.openai.scripted_answers import Reply
from infra.simulators.openai.state import STATE
from infra.simulators.openai.transcript import from_chat
from infra.simulators.openai.wire import ApiError, body_of, events, new_id, pieces, tokens

Json = dict[str, Any]


async def complete(request: web.Request) -> web.StreamResponse:
    state = request.app[STATE]
    body = await body_of(request, state.retired)
    model, effort = str(body["model"]), body.get("reasoning_effort")
    efforts.check(model, effort)
    if body.get("tools") and model.startswith("gpt-6") and effort != "none":
        text = f"Function tools with reasoning_effort are not supported for {model} in /v1/chat/completions."
        raise ApiError(400, text, param="reasoning_effort")
    strictness.check_tools(body.get("tools") or [])
    transcript = from_chat(body)
    outcome, _ = outcomes.of(request)
    if outcome == "failed":
        raise ApiError(500, "The server had an error while processing your request.", type_="server_error")
    reply, outcome = thoughts.of(state, transcript, model, outcome)
    limit = body.get("max_completion_tokens") or body.get("max_tokens")
    finish = "tool_calls" if reply.calls else "stop"
    if limit and tokens(reply.text) > int(limit):
        reply.text, finish = reply.text[: int(limit) * 4], "length"
    finish = {"cut": "length", "filtered": "content_filter"}.get(outcome, finish)
    given, cached, written = state.usage(transcript, model)
    made = tokens(reply.text + "".join(name + arguments for name, arguments in reply.calls))
    usage = {
        "prompt_tokens": given,
        "completion_tokens": made,
        "total_tokens": given + made,
        "prompt_tokens_details": {"cached_tokens": cached, "cache_write_tokens": written, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }
    head = {"id": new_id("chatcmpl-"), "created": int(time.time()), "model": body["model"]}
    if body.get("stream"):
        with_usage = (body.get("stream_options") or {}).get("include_usage")
        return await events(request, _chunks(head, reply, finish, usage if with_usage else None), done=True)
    message = _message(reply) | ({"refusal": outcomes.REFUSAL} if outcome == "refuse" else {})
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
    answer = {**head, "object": "chat.completion", "choices": [choice], "usage": usage, "service_tier": "default"}
    return web.json_response(answer)


def _message(reply: Reply) -> Json:
    message: Json = {"role": "assistant", "content": reply.text or None, "refusal": None, "annotations": []}
    if reply.calls:
        message["tool_calls"] = _calls(reply)
    return message


def _calls(reply: Reply) -> list[Json]:
    return [
        {"id": new_id("call_"), "type": "function", "function": {"name": name, "arguments": arguments}}
        for name, arguments in reply.calls
    ]


def _chunks(head: Json, reply: Reply, finish: str, usage: Json | None) -> Iterator[tuple[str, Json]]:
    def chunk(delta: Json, reason: str | None = None) -> tuple[str, Json]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        return "", {**head, "object": "chat.completion.chunk", "choices": [choice]}

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(reply.text):
        yield chunk({"content": piece})
    for index, call in enumerate(_calls(reply)):
        yield chunk({"tool_calls": [{"index": index, **call}]})
    yield chunk({}, finish)
    if usage:
        yield "", {**head, "object": "chat.completion.chunk", "choices": [], "usage": usage}
