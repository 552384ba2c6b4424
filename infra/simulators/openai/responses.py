"""POST /v1/responses."""

import time
from collections.abc import Iterator
from typing import Any

from aiohttp import web

from infra.simulators.openai import efforts, outcomes, strictness, thoughts
from infra.simulators.openai.scripted_answers import Reply
from infra.simulators.openai.state import STATE
from infra.simulators.openai.transcript import Turn, from_responses
from infra.simulators.openai.wire import ApiError, body_of, events, missing, new_id, pieces, tokens

Json = dict[str, Any]
_ECHOED = ("instructions", "metadata", "max_output_tokens", "previous_response_id", "prompt_cache_key", "user")
_ENCRYPTED = "reasoning.encrypted_content"
_DEFAULTS = {
    "temperature": 1.0,
    "top_p": 1.0,
    "tool_choice": "auto",
    "parallel_tool_calls": True,
    "truncation": "disabled",
}


async def create(request: web.Request) -> web.StreamResponse:
    state = request.app[STATE]
    body = await body_of(request, state.retired)
    efforts.check(str(body["model"]), (body.get("reasoning") or {}).get("effort"))
    if "input" not in body:
        raise missing("input")
    strictness.check_tools(body.get("tools") or [])
    strictness.check_answer((body.get("text") or {}).get("format") or {})
    if isinstance(body["input"], list):
        strictness.check_items(state, body["input"], stored=bool(body.get("store", True)))
    earlier: list[Turn] = []
    if previous := body.get("previous_response_id"):
        if previous not in state.stored:
            text = f"Previous response with id '{previous}' not found."
            raise ApiError(400, text, param="previous_response_id", code="previous_response_not_found")
        earlier = state.stored[previous]
    transcript = from_responses(body, earlier)
    outcome, options = outcomes.of(request)
    reply, outcome = thoughts.of(state, transcript, str(body["model"]), outcome)
    limit = int(body.get("max_output_tokens") or 0)
    cut = outcome == "cut" or (limit > 0 and tokens(reply.text) > limit)
    if cut:
        reply.text = reply.text[: limit * 4]
    output = _output(body, reply, refused=outcome == "refuse", cut=cut)
    state.reasoned(output)
    usage = _usage(body, reply, state.usage(transcript, str(body["model"])), limit if outcome == "cut" else 0)
    response = _response(body, output, usage) | _ending(outcome, options, cut=cut)
    if body.get("store", True):
        spoken = [Turn("assistant", reply.text)] if reply.text else []
        calls = [Turn("call", i["arguments"], i["call_id"], i["name"]) for i in output if i["type"] == "function_call"]
        state.store(response["id"], transcript.turns + calls + spoken)
    if body.get("stream"):
        return await events(request, _stream(response), done=False)
    return web.json_response(response)


def _ending(outcome: str, options: Json, *, cut: bool) -> Json:
    """How the response ended."""
    if outcome == "failed":
        error = {"code": options.get("code", "server_error"), "message": "The model produced an error."}
        return {"status": "failed", "error": error, "output": []}
    if outcome == "filtered" or cut:
        reason = "content_filter" if outcome == "filtered" else "max_output_tokens"
        return {"status": "incomplete", "incomplete_details": {"reason": reason}}
    return {}


def _output(body: Json, reply: Reply, *, refused: bool, cut: bool) -> list[Json]:
    """The items, in OpenAI's order: reasoning (when asked for), calls, message."""
    items: list[Json] = []
    if ((body.get("reasoning") or {}).get("effort") or "none") != "none":
        sealed = {"encrypted_content": new_id("gAAAA")} if _ENCRYPTED in (body.get("include") or []) else {}
        items.append({"id": new_id("rs_"), "type": "reasoning", "summary": [], **sealed})
    for name, arguments in reply.calls:
        call = {"id": new_id("fc_"), "type": "function_call", "status": "completed", "call_id": new_id("call_")}
        items.append({**call, "name": name, "arguments": arguments})
    if reply.text or refused:
        part = {"type": "output_text", "text": reply.text, "annotations": [], "logprobs": []}
        if refused:
            part = {"type": "refusal", "refusal": outcomes.REFUSAL}
        status = "incomplete" if cut else "completed"
        items.append(
            {"id": new_id("msg_"), "type": "message", "status": status, "role": "assistant", "content": [part]}
        )
    return items


def _usage(body: Json, reply: Reply, used: tuple[int, int, int], spent_thinking: int) -> Json:
    """used: input, cached, written. spent_thinking: what reasoning took when it took everything."""
    given, cached, written = used
    thought = {"low": 32, "medium": 64, "high": 128, "xhigh": 256, "max": 512}.get(
        (body.get("reasoning") or {}).get("effort") or "", 0
    )
    thought = spent_thinking or thought
    made = thought + tokens(reply.text + "".join(name + arguments for name, arguments in reply.calls))
    return {
        "input_tokens": given,
        "input_tokens_details": {"cached_tokens": cached, "cache_write_tokens": written},
        "output_tokens": made,
        "output_tokens_details": {"reasoning_tokens": thought},
        "total_tokens": given + made,
    }


def _response(body: Json, output: list[Json], usage: Json) -> Json:
    reasoning = body.get("reasoning") or {}
    return {
        "id": new_id("resp_"),
        "object": "response",
        "created_at": int(time.time()),
        "status": "completed",
        "error": None,
        "incomplete_details": None,
        "model": body["model"],
        "output": output,
        "reasoning": {"effort": reasoning.get("effort"), "summary": reasoning.get("summary")},
        "text": body.get("text") or {"format": {"type": "text"}},
        "tools": body.get("tools") or [],
        "store": body.get("store", True),
        "service_tier": "default",
        "usage": usage,
        **{name: body.get(name) for name in _ECHOED},
        **{name: body.get(name, default) for name, default in _DEFAULTS.items()},
    }


def _stream(response: Json) -> Iterator[tuple[str, Json]]:
    """The events of a response, numbered."""
    for number, (name, data) in enumerate(_events(response)):
        yield name, {"type": name, "sequence_number": number, **data}


def _events(response: Json) -> Iterator[tuple[str, Json]]:
    begun = {**response, "status": "in_progress", "output": [], "usage": None, "incomplete_details": None}
    yield "response.created", {"response": begun}
    yield "response.in_progress", {"response": begun}
    for index, item in enumerate(response["output"]):
        at = {"item_id": item["id"], "output_index": index}
        yield "response.output_item.added", {"output_index": index, "item": _empty(item)}
        if item["type"] == "function_call":
            yield "response.function_call_arguments.delta", {**at, "delta": item["arguments"]}
            yield "response.function_call_arguments.done", {**at, "name": item["name"], "arguments": item["arguments"]}
        for part in item.get("content", []):
            where = {**at, "content_index": 0}
            if part["type"] == "refusal":
                yield "response.refusal.done", {**where, "refusal": part["refusal"]}
                continue
            yield "response.content_part.added", {**where, "part": {**part, "text": ""}}
            for piece in pieces(part["text"]):
                yield "response.output_text.delta", {**where, "delta": piece, "logprobs": []}
            yield "response.output_text.done", {**where, "text": part["text"], "logprobs": []}
            yield "response.content_part.done", {**where, "part": part}
        yield "response.output_item.done", {"output_index": index, "item": item}
    yield f"response.{response['status']}", {"response": response}


def _empty(item: Json) -> Json:
    """The item as it first appears, before its text or arguments."""
    if item["type"] == "message":
        return {**item, "status": "in_progress", "content": []}
    return {**item, "status": "in_progress", "arguments": ""} if item["type"] == "function_call" else item
