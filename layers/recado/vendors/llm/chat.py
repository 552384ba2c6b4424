"""The JSON of Chat Completions (platform.openai.com/docs/api-reference/chat), which compatible servers speak too."""

from typing import Any

from recado.vendors.llm.model import (
    Answer,
    Carry,
    Consumed,
    Item,
    Json,
    ModelCut,
    ModelRefused,
    ModelRequest,
    ToolCall,
    ToolResult,
    Turn,
)
from recado.vendors.llm.responses import PROVIDER


def body(request: ModelRequest) -> Json:
    """Returns the parameters of `chat.completions.create`."""
    messages: list[Json] = [{"role": "system", "content": request.instructions}]
    messages += [message for each in request.turns for message in _messages(each)]
    asked: Json = {"model": request.model, "messages": messages, "max_tokens": request.most_tokens}
    if request.tools:
        asked["tools"] = [
            {
                "type": "function",
                "function": {"name": each.name, "description": each.description, "parameters": each.schema}
                | ({"strict": True} if each.strict else {}),
            }
            for each in request.tools
        ]
        asked["tool_choice"] = _choice(request.tool_choice)
    if request.schema:
        form = {"name": request.schema.name, "schema": request.schema.schema, "strict": True}
        asked["response_format"] = {"type": "json_schema", "json_schema": form}
    return asked


def answer(request: ModelRequest, completion: Json) -> Answer:
    """Returns what a completion brought."""
    consumed = _consumed(request, completion.get("usage") or {})
    choices: list[Json] = completion.get("choices") or []
    if not choices:
        return Answer("", consumed)
    choice, message = choices[0], choices[0].get("message") or {}
    text = message.get("content") or ""
    if choice.get("finish_reason") == "content_filter":
        return Answer(text, consumed, problem=ModelRefused, reason="content_filter")
    if message.get("refusal"):
        return Answer(text, consumed, problem=ModelRefused, reason="refusal")
    if choice.get("finish_reason") == "length":
        return Answer(text, consumed, problem=ModelCut, reason="max_output_tokens")
    asked: list[Json] = [each for each in message.get("tool_calls") or [] if each.get("function")]
    calls = tuple(
        ToolCall(each["id"], each["function"]["name"], each["function"].get("arguments") or "{}") for each in asked
    )
    carry = Carry(({"role": "assistant", "content": text or None, "tool_calls": asked},) if asked else ())
    return Answer(text, consumed, calls, carry)


def _messages(item: Item) -> list[Json]:
    match item:
        case Turn():
            role = "system" if item.role == "developer" else item.role  # compatible servers know no "developer"
            return [{"role": role, "content": item.text}]
        case ToolResult():
            return [{"role": "tool", "tool_call_id": item.call_id, "content": item.output}]
        case Carry():
            return list(item.items)


def _choice(choice: str) -> Any:
    return choice if choice in ("auto", "none", "required") else {"type": "function", "function": {"name": choice}}


def _consumed(request: ModelRequest, used: Json) -> Consumed:
    given, made = used.get("prompt_tokens_details") or {}, used.get("completion_tokens_details") or {}
    return Consumed(
        PROVIDER,
        request.model,
        used.get("prompt_tokens") or 0,
        given.get("cached_tokens") or 0,
        given.get("cache_write_tokens") or 0,
        used.get("completion_tokens") or 0,
        made.get("reasoning_tokens") or 0,
        0,
    )
