"""The Responses API's JSON (platform.openai.com/docs/api-reference/responses): what is asked, and what came back.

Nothing is stored at the vendor (`store: false`). So within a turn its reasoning goes back with the next request, whole
and encrypted: without it the vendor does not know the calls it made.
"""

from typing import Any, Final

from recado.vendors.llm import efforts
from recado.vendors.llm.model import (
    Answer,
    Carry,
    Consumed,
    Item,
    Json,
    ModelCut,
    ModelDown,
    ModelRefused,
    ModelRequest,
    ToolCall,
    ToolResult,
    Turn,
)

PROVIDER: Final = "openai"
_PASSING_FAILURES = {"server_error", "rate_limit_exceeded", "vector_store_timeout"}  # of a response that failed


def body(request: ModelRequest) -> Json:
    """Returns the parameters of `responses.create`."""
    allowed = efforts.of_family(request.model) if request.efforts is None else request.efforts
    effort = efforts.nearest(request.effort, allowed)
    asked: Json = {
        "model": request.model,
        "instructions": request.instructions,
        "input": [item for each in request.turns for item in _items(each)],
        "max_output_tokens": request.most_tokens,
        "store": False,
    }
    if allowed:  # a model that reasons
        asked["include"] = ["reasoning.encrypted_content"]
    if effort:
        asked["reasoning"] = {"effort": effort}
    if request.tools:
        asked["tools"] = [
            {"type": "function", "name": each.name, "description": each.description, "parameters": each.schema}
            | {"strict": each.strict}
            for each in request.tools
        ]
        asked["tool_choice"] = _choice(request.tool_choice)
        asked["parallel_tool_calls"] = True
    if request.schema:
        form = {"type": "json_schema", "name": request.schema.name, "schema": request.schema.schema, "strict": True}
        asked["text"] = {"format": form}
    if request.cache_key:
        asked["prompt_cache_key"] = request.cache_key
    if request.safety_id:
        asked["safety_identifier"] = request.safety_id
    return asked


def answer(request: ModelRequest, response: Json) -> Answer:
    """Returns what a response brought. Raises ModelDown or ModelRefused for one that failed."""
    consumed = _consumed(request, response.get("usage") or {})
    if response.get("status") == "failed":
        error = response.get("error") or {}
        code = error.get("code") or "unknown"
        if not error or code in _PASSING_FAILURES:
            raise ModelDown(f"the model failed ({code})")
        raise ModelRefused(code, consumed)
    output: list[Json] = response.get("output") or []
    parts = [part for item in output if item.get("type") == "message" for part in item.get("content") or []]
    text = "".join(part.get("text") or "" for part in parts if part.get("type") == "output_text")
    calls = tuple(
        ToolCall(item["call_id"], item["name"], item.get("arguments") or "{}")
        for item in output
        if item.get("type") == "function_call"
    )
    carry = Carry(tuple(item for item in output if item.get("type") in ("reasoning", "function_call")))
    if any(part.get("type") == "refusal" for part in parts):
        return Answer(text, consumed, problem=ModelRefused, reason="refusal")
    if response.get("status") == "incomplete":
        reason = (response.get("incomplete_details") or {}).get("reason") or "incomplete"
        problem = ModelRefused if reason == "content_filter" else ModelCut
        return Answer(text, consumed, problem=problem, reason=reason)
    return Answer(text, consumed, calls, carry)


def _items(item: Item) -> list[Json]:
    match item:
        case Turn():
            return [{"role": item.role, "content": item.text}]
        case ToolResult():
            return [{"type": "function_call_output", "call_id": item.call_id, "output": item.output}]
        case Carry():
            return list(item.items)


def _choice(choice: str) -> Any:
    return choice if choice in ("auto", "none", "required") else {"type": "function", "name": choice}


def _consumed(request: ModelRequest, used: Json) -> Consumed:
    given, made = used.get("input_tokens_details") or {}, used.get("output_tokens_details") or {}
    return Consumed(
        PROVIDER,
        request.model,
        used.get("input_tokens") or 0,
        given.get("cached_tokens") or 0,
        given.get("cache_write_tokens") or 0,
        used.get("output_tokens") or 0,
        made.get("reasoning_tokens") or 0,
        0,
    )
