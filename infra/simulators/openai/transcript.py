"""What was said, whichever wire it came by: the context (instructions) and the turns of the conversation."""

import json
from dataclasses import dataclass, field
from typing import Any

from infra.simulators.openai.wire import ApiError, invalid

Json = dict[str, Any]
_PICTURES = ("image_url", "input_image")
_SOUNDS = ("input_audio",)


@dataclass(slots=True)
class Turn:
    """Somebody's turn. `role`: user, assistant, call (the model asked for a tool) or tool (the tool's answer)."""

    role: str
    text: str
    call_id: str = ""
    name: str = ""


@dataclass(slots=True)
class Transcript:
    """Everything the brain may look at. tools: name to JSON schema of its parameters. sent: texts in their order."""

    context: str = ""
    instructions: str = ""
    sent: list[str] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    tools: dict[str, Json] = field(default_factory=dict)
    forced: str = ""
    schema: Json | None = None
    schema_name: str = ""

    def pending(self) -> list[Turn]:
        """The customer's messages since the last answer; a draft that nothing followed was none."""
        spoken = max((i for i, turn in enumerate(self.turns) if turn.role == "user"), default=-1)
        last = max((i for i, turn in enumerate(self.turns[:spoken]) if turn.role == "assistant"), default=-1)
        return [turn for turn in self.turns[last + 1 :] if turn.role == "user"]

    def results(self) -> list[Turn]:
        """What tools answered since the customer last spoke."""
        last = max((i for i, turn in enumerate(self.turns) if turn.role == "user"), default=-1)
        return [turn for turn in self.turns[last + 1 :] if turn.role == "tool"]

    def size(self) -> str:
        return self.context + "".join(turn.text for turn in self.turns)

    def prompt(self) -> str:
        """All of it in the order in which it was sent: what a prompt cache compares."""
        return json.dumps(self.tools) + self.instructions + "".join(self.sent)


def from_chat(body: Json) -> Transcript:
    """From the `messages` of a chat completion."""
    transcript = Transcript()
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise invalid("messages", "Invalid 'messages': expected a non-empty array.")
    for index, message in enumerate(messages):
        role, text = message.get("role"), _text(message.get("content"))
        transcript.sent.append(f"{role}:{text}\n")
        if role in ("system", "developer"):
            transcript.context += text + "\n"
        elif role == "tool":
            _answer(transcript, str(message.get("tool_call_id")), text, f"messages.[{index}].role")
        elif role in ("user", "assistant"):
            for call in message.get("tool_calls") or []:
                function = call.get("function") or {}
                _ask(transcript, call.get("id"), function.get("name"), function.get("arguments"))
            if text or not message.get("tool_calls"):
                transcript.turns.append(Turn(role, text))
        else:
            raise invalid(f"messages[{index}].role", f"Invalid value: '{role}'.")
    functions = [tool.get("function") or {} for tool in body.get("tools") or [] if tool.get("type") == "function"]
    _tools(transcript, functions, body.get("tool_choice"))
    response_format = body.get("response_format") or {}
    shape = response_format.get("json_schema") or {}
    transcript.schema, transcript.schema_name = shape.get("schema"), str(shape.get("name") or "")
    return transcript


def from_responses(body: Json, earlier: list[Turn]) -> Transcript:
    """From the `input` and `instructions` of a response; `earlier` are the turns `previous_response_id` stands for."""
    instructions = str(body.get("instructions") or "") + "\n"
    transcript = Transcript(instructions, instructions, [turn.text for turn in earlier], list(earlier))
    given = body.get("input")
    if isinstance(given, str):
        transcript.turns.append(Turn("user", given))
        transcript.sent.append(given)
    elif not isinstance(given, list):
        raise invalid("input", "Invalid type for 'input': expected a string or an array.")
    else:
        for index, item in enumerate(given):
            _item(transcript, item, index)
    functions = [tool for tool in body.get("tools") or [] if tool.get("type") == "function"]
    _tools(transcript, functions, body.get("tool_choice"))
    text_format = (body.get("text") or {}).get("format") or {}
    if text_format.get("type") == "json_schema":
        transcript.schema, transcript.schema_name = text_format.get("schema"), str(text_format.get("name") or "")
    return transcript


def _item(transcript: Transcript, item: Json, index: int) -> None:
    kind = item.get("type", "message")
    if kind == "function_call":
        _ask(transcript, item.get("call_id"), item.get("name"), item.get("arguments"))
    elif kind == "function_call_output":
        _answer(transcript, str(item.get("call_id")), _text(item.get("output")), "input")
    elif kind == "message":
        role, text = item.get("role"), _text(item.get("content"))
        transcript.sent.append(f"{role}:{text}\n")
        if role in ("system", "developer"):
            transcript.context += text + "\n"
        elif role in ("user", "assistant"):
            transcript.turns.append(Turn(role, text))
        else:
            raise invalid(f"input[{index}].role", f"Invalid value: '{role}'.")
    elif kind not in ("reasoning", "item_reference"):
        raise invalid(f"input[{index}].type", f"Invalid value: '{kind}'.")


def _ask(transcript: Transcript, call_id: object, name: object, arguments: object) -> None:
    transcript.turns.append(Turn("call", str(arguments or "{}"), str(call_id), str(name)))


def _answer(transcript: Transcript, call_id: str, text: str, param: str) -> None:
    call = next((turn for turn in transcript.turns if turn.role == "call" and turn.call_id == call_id), None)
    if call is None:
        raise ApiError(400, f"No tool call found for function call output with call_id {call_id}.", param=param)
    transcript.turns.append(Turn("tool", text, call_id, call.name))


def _tools(transcript: Transcript, functions: list[Json], choice: Any) -> None:
    for function in functions:
        if not function.get("name"):
            raise ApiError(400, "Missing required parameter: 'tools[0].name'.", param="tools[0].name")
    transcript.tools = {function["name"]: function.get("parameters") or {} for function in functions}
    if choice == "none":
        transcript.tools = {}
    elif choice == "required" and transcript.tools:
        transcript.forced = next(iter(transcript.tools))
    elif isinstance(choice, dict):
        transcript.forced = str(choice.get("name") or (choice.get("function") or {}).get("name") or "")


def _text(content: Any) -> str:
    """The words of a content, which may be a string or parts; a picture or a sound is named in ⟦marks⟧."""
    if not isinstance(content, list):
        return "" if content is None else str(content)
    words = []
    for part in content:
        if part.get("type") in _PICTURES:
            words.append("⟦imagen⟧")
        elif part.get("type") in _SOUNDS:
            words.append("⟦nota de voz⟧")
        else:
            words.append(str(part.get("text") or part.get("refusal") or ""))
    return "\n".join(words)
