"""Messages as they are shown, made of what might be stored, and whether the API's document allows them."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema_rs

from functions.crm_api.schemas.messages import Message
from recado.inbox import history
from recado.inbox.model import MessageView

DOCUMENT = Path(__file__).parents[2] / "functions" / "crm_api" / "openapi.json"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
_ID = UUID("019ab000-0000-7000-8000-000000000001")
_NOTHING = dict.fromkeys(MessageView.__dataclass_fields__)


def view(kind: str = "text", text: str | None = None, content: Any = None, **more: Any) -> MessageView:
    """Returns a customer's message of today, with what is given of it."""
    facts: dict[str, Any] = {
        "id": _ID, "conversation_id": _ID, "instance_id": _ID, "seq": 1, "direction": "in", "author": "customer",
        "status": "received", "status_at": NOON, "sent_at": NOON, "retried": False, "vendor_id": "wamid.1",
        "kind": kind, "text": text, "content": {} if content is None else content,
    }  # fmt: skip
    return MessageView(**{**_NOTHING, **facts, **more})


def with_file(kind: str, text: str | None = None, content: Any = None, **more: Any) -> MessageView:
    """Returns a customer's message with a stored file."""
    file = {"media_id": _ID, "media_state": "stored", "media_type": "image/jpeg", "media_size": 9, "media_voice": False}
    return view(kind, text, content, **{**file, **more})


def answered(message: MessageView) -> Any:
    """Returns the message as the API answers it, once the document was asked whether that is one."""
    answer = json.loads(Message.of(history.show(message)).model_dump_json())
    problems = [f"{each.instance_path}: {each.message}" for each in _schema().iter_errors(answer)]
    assert problems == []
    return answer


def without_nulls(value: Any) -> Any:
    """Returns an answer without the fields that have nothing in them."""
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


@cache
def _schema() -> Any:
    components = json.loads(DOCUMENT.read_text())["components"]
    return jsonschema_rs.validator_for(
        {"$ref": "#/components/schemas/Message", "components": components}, validate_formats=True
    )
