"""Trying an external tool out: a real call with sample arguments, marked as a trial."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.agent.external import secrets, sending, service, store
from recado.agent.external.arguments import arguments_of
from recado.agent.external.model import Definition, ExternalTool, Json
from recado.agent.external.templates import HeaderBroken
from recado.agent.external.variables import filled
from recado.businesses import service as businesses
from recado.businesses.model import Business
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Invalid
from recado.kernel.ids import new_id
from recado.kernel.validation import refusing
from recado.kernel.words import Words
from recado.platform.crypto import SealBroken
from recado.platform.db import database

MOST_SECONDS: Final = 8.0  # nothing holds a process of the API for longer
MOST_SHOWN: Final = 4000  # characters of what came back
_CUSTOMER: Final = "Cliente de prueba"
_WRONG = Words("los argumentos no son los de la herramienta", "the arguments are not those of the tool")


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial. headers, body: as they were sent, secrets masked. status, content_type, answer: what came back, secrets
    masked; None when nothing did. result: what the model would be shown."""

    url: str
    headers: dict[str, str]
    body: Json
    status: int | None
    content_type: str | None
    answer: str | None
    result: Json
    milliseconds: int


def try_out(actor: Actor, tool_id: UUID, arguments: Mapping[str, Any]) -> Tried:
    """Sends it once, also one that is not enabled. Raises Invalid when the arguments are not the tool's."""
    with database().acting(actor) as tx:
        tool = service.existing(store.tool(tx, tool_id))
        business = businesses.business_of(tx)
    definition = tool.definition
    given = _arguments(definition, arguments)
    opened = _opened(tool)
    made = _request(definition, business, given, opened)
    with database().acting(actor) as tx:  # before it is sent: whoever repeats the request is told that it may have been
        activity.audit(tx, actor, "external_tool.tried", "external_tool", tool_id, after={"name": tool.name})
    reply = sending.send(made, definition, opened, min(float(tool.timeout_seconds), MOST_SECONDS))
    shown, answer = sending.shown(made, opened), reply.answer
    values = list(opened.values())
    return Tried(
        url=shown.url,
        headers=shown.headers,
        body=shown.body,
        status=answer.status if answer else None,
        content_type=secrets.cut(answer.header("content-type"), values)[:200] if answer else None,
        answer=_text(answer.body, values) if answer else None,
        result=reply.result,
        milliseconds=reply.milliseconds,
    )


def _arguments(definition: Definition, given: Mapping[str, Any]) -> Json:
    """Returns what a model would give; what it may leave out may be left out here."""
    optional = {each.name: None for each in definition.parameters if each.source == "model" and not each.required}
    with refusing(_WRONG, dict(given)):
        return arguments_of(definition).model_validate(optional | dict(given)).model_dump(mode="json")


def _opened(tool: ExternalTool) -> dict[str, str]:
    try:
        return secrets.opened(tool)
    except SealBroken as error:
        raise Conflict(
            Words("sus claves no se pueden leer: dalas otra vez", "its secrets cannot be read: give them again")
        ) from error


def _request(definition: Definition, business: Business, given: Json, opened: Mapping[str, str]) -> sending.Request:
    turn = str(new_id())
    ours = {"Idempotency-Key": new_id().hex, "X-Recado-Turn": turn, "X-Recado-Test": "1"}
    values = filled(definition, business, _CUSTOMER, now())
    try:
        return sending.request(definition, given, values, opened, ours)
    except HeaderBroken as error:
        problem = Words("un valor no cabe en una cabecera", "a value does not fit in a header")
        raise Invalid.of_field("arguments", problem) from error


def _text(body: bytes, opened: list[str]) -> str:
    """Returns the beginning of what came back, written as JSON is read where it is JSON, so that no secret hides."""
    text = body.decode("utf-8", "replace").replace("\x00", "")
    with suppress(ValueError, RecursionError):
        text = json.dumps(secrets.cut(json.loads(text), opened), ensure_ascii=False)
    return str(secrets.cut(text, opened))[:MOST_SHOWN].encode("utf-8", "replace").decode()
