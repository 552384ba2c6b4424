"""A form's answers as the model reads them: each field with its answer, however deep the form nests them."""

from collections.abc import Iterator
from typing import Final

from pydantic import JsonValue

from recado.agent import customer_text
from recado.agent.customer_text import listed, mark, quoted
from recado.messaging.model import StoredMessage
from recado.vendors.whatsapp.contents.received import FlowReplyContent

_MOST_ANSWERS: Final = 3_000  # characters of all answers together
_MOST_ANSWER: Final = 600
_MOST_FIELD: Final = 100
_MOST_FIELDS: Final = 100
_MOST_CHOICES: Final = 20
_DEPTH: Final = 5
_NOT_ANSWERED: Final = "flow_token"  # ours, and comes back as it went out
_NO_WORDS: Final = "Sent"  # what WhatsApp writes in place of the answers
_NO_NAME: Final = "flow"  # what Meta calls every form


def flow_answers(content: FlowReplyContent, message: StoredMessage) -> str:
    """Returns the answers, one mark a field, and the words beside them if they say more than that it was sent."""
    name = "" if content.name == _NO_NAME else quoted(content.name, _MOST_FIELD)
    head = mark(f"formulario {name}".strip())
    answers = [
        mark(f"{quoted(field, _MOST_FIELD) or 'campo sin nombre'}: {answer}")
        for field, answer in _fields(content.response or {})
    ]
    if not answers and (unread := quoted(content.response_json, _MOST_ANSWERS)):
        answers = [mark(f"respuestas: {unread}")]
    written = customer_text.text(content.body or message.text or "").strip()
    words = "" if written == _NO_WORDS else written
    return "\n".join(part for part in (head, listed(answers, _MOST_ANSWERS), words) if part)


def _fields(response: dict[str, JsonValue]) -> list[tuple[str, str]]:
    fields: list[tuple[str, str]] = []
    for name, value in response.items():
        if name == _NOT_ANSWERED:
            continue
        for field in _flat(name, value, _DEPTH):
            if len(fields) == _MOST_FIELDS:
                return [*fields, ("…", "hay más respuestas")]
            fields.append(field)
    return fields


def _flat(name: str, value: JsonValue, depth: int) -> Iterator[tuple[str, str]]:
    """Yields the answers inside an answer, each under the way to it."""
    if isinstance(value, dict) and value and depth:
        for key, inner in value.items():
            yield from _flat(f"{name} / {key}", inner, depth - 1)
    elif isinstance(value, list) and value and depth:
        if any(isinstance(each, dict | list) for each in value):
            for position, inner in enumerate(value, 1):
                yield from _flat(f"{name} / {position}", inner, depth - 1)
        else:
            yield name, _choices(value)
    else:
        yield name, _scalar(value, _MOST_ANSWER)


def _choices(values: list[JsonValue]) -> str:
    most = max(20, _MOST_ANSWER // len(values))
    chosen = ", ".join(_scalar(each, most) for each in values[:_MOST_CHOICES])
    return f"{chosen} y {len(values) - _MOST_CHOICES} más" if len(values) > _MOST_CHOICES else chosen


def _scalar(value: JsonValue, most: int) -> str:
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, int | float):
        return f"{value}" if abs(value) < 10**15 else f"{value:.6g}"
    if isinstance(value, str):
        return quoted(value, most) or "vacío"
    return "…" if value else "sin respuesta"
