"""Defining external tools, and what became of their calls."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import MASKED, Actor
from recado.agent.configs import recording
from recado.agent.external import call_store, checks, secrets, store
from recado.agent.external.model import (
    MOST_SECRETS,
    MOST_TOOLS,
    Definition,
    ExternalTool,
    Json,
    KeptCall,
    ToolChanged,
    ToolExists,
)
from recado.kernel import pages
from recado.kernel.errors import Conflict, Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice
from recado.kernel.validation import refusing
from recado.kernel.words import Words
from recado.platform.db import database

_WRONG = Words("la herramienta no es válida", "the tool is not valid")


def listing(actor: Actor) -> list[ExternalTool]:
    """By name."""
    with database().acting(actor) as tx:
        return store.tools(tx)


def read(actor: Actor, tool_id: UUID) -> ExternalTool:
    with database().acting(actor) as tx:
        return existing(store.tool(tx, tool_id))


def create(actor: Actor, new: Definition, given: Mapping[str, str]) -> ExternalTool:
    """given: its secrets. Raises Invalid for what it must not be, ToolExists, and Conflict when there are too many."""
    tool_id = new_id()
    _check(new, given)
    with database().acting(actor) as tx, recording.recorded(tx, actor):
        store.reserve(tx)
        if store.named(tx, new.name):
            raise ToolExists
        sealed, names = secrets.seal(tool_id, given), sorted(given)
        if not store.insert(tx, actor.business_id, tool_id, new, sealed, names, actor.id):
            raise Conflict(
                Words(
                    f"un negocio tiene como mucho {MOST_TOOLS} herramientas",
                    f"a business has at most {MOST_TOOLS} tools",
                )
            )
        made = existing(store.tool(tx, tool_id))
        activity.audit(tx, actor, "external_tool.created", "external_tool", tool_id, after=_shown(made))
    return made


def change(
    actor: Actor, tool_id: UUID, version: int, changes: Mapping[str, Any], given: Mapping[str, str | None]
) -> ExternalTool:
    """Changes what is given. given: of its secrets, None or MASKED as in `_kept`.

    Raises ToolChanged when the tool is no longer of this version; other refusals as in `create`.
    """
    with database().acting(actor) as tx, recording.recorded(tx, actor):
        store.reserve(tx)
        old = existing(store.lock(tx, tool_id))
        if old.version != version:
            raise ToolChanged
        before = old.definition
        with refusing(_WRONG, dict(changes)):
            new = Definition.model_validate(before.model_dump() | dict(changes))
        kept = _kept(secrets.opened(old) if given else {}, given)
        names = sorted(kept) if given else old.secret_names
        _check(new, names)
        _check_moved(before.url, new.url, [name for name in names if given.get(name, MASKED) == MASKED])
        if store.named(tx, new.name) not in (None, tool_id):
            raise ToolExists
        sealed = secrets.seal(tool_id, kept) if given else old.secrets_sealed
        store.update(tx, tool_id, new, sealed, names, actor.id)
        made = existing(store.tool(tx, tool_id))
        fields = sorted(name for name in Definition.model_fields if getattr(before, name) != getattr(new, name))
        after = _shown(made) | {"fields": fields} | ({"secrets": MASKED} if given else {})
        activity.audit(tx, actor, "external_tool.changed", "external_tool", tool_id, before=_shown(old), after=after)
    return made


def delete(actor: Actor, tool_id: UUID) -> None:
    with database().acting(actor) as tx, recording.recorded(tx, actor):
        old = existing(store.lock(tx, tool_id))
        store.delete(tx, tool_id)
        activity.audit(tx, actor, "external_tool.deleted", "external_tool", tool_id, before=_shown(old))


def calls(actor: Actor, tool_id: UUID, page: Slice) -> Page[KeptCall]:
    """What the agent called it with and what came back, the newest first. Tries of people are not among them."""
    after = page.keys(datetime.fromisoformat, UUID)
    with database().acting(actor) as tx:
        existing(store.tool(tx, tool_id))
        rows = call_store.listing(tx, tool_id, after, page.limit + 1)
    return pages.page_of(rows, page.limit, lambda row: (row.created_at, row.id))


def existing(tool: ExternalTool | None) -> ExternalTool:
    """Returns the tool. Raises NotFound when there is none."""
    if tool is None:
        raise NotFound(Words("no existe esa herramienta", "there is no such tool"))
    return tool


def _kept(old: Mapping[str, str], given: Mapping[str, str | None]) -> dict[str, str]:
    """Returns the secrets as they are to be: None takes one away, MASKED and what is left out stay as they are."""
    new = dict(old)
    for name, value in given.items():
        if value is None:
            new.pop(name, None)
        elif value != MASKED:
            new[name] = value
    return new


def _check(definition: Definition, secret_names: Mapping[str, str] | list[str]) -> None:
    if len(secret_names) > MOST_SECRETS:
        raise Invalid.of_field(
            "secrets",
            Words(f"como mucho {MOST_SECRETS} claves", f"at most {MOST_SECRETS} secrets"),
        )
    checks.check(definition, list(secret_names))


def _check_moved(old: str, new: str, kept: list[str]) -> None:
    """What is kept sealed goes to no other server than the one it was given for."""
    if kept and _server(old) != _server(new):
        raise Invalid.of_field(
            "secrets",
            Words(
                "la dirección es de otro servidor: da otra vez las claves",
                "the address is of another server: give the secrets again",
            ),
        )


def _server(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _shown(tool: ExternalTool) -> Json:
    """Returns what the audit trail has of a tool: headers and addresses may hold what opens something."""
    return {name: getattr(tool, name) for name in ("name", "enabled", "effect", "version", "secret_names")}
