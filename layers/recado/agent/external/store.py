"""SQL of external tools."""

from collections.abc import Sequence
from typing import LiteralString
from uuid import UUID

from recado.agent.external.model import MOST_TOOLS, Definition, ExternalTool
from recado.platform.db import Tx, json_value

_TOOLS: LiteralString = (
    "select id, business_id, name, description, url, headers, body_template, parameters, secrets_sealed, "
    "secret_names, effect, timeout_seconds, result_paths, result_most, enabled, version, changed_by, created_at, "
    "changed_at, secrets_of, dry, dry_answer from external_tools "
)


def tools(tx: Tx, *, enabled: bool | None = None) -> list[ExternalTool]:
    """All of the business's, by name; there are few. enabled: only those."""
    return tx.rows(
        ExternalTool,
        _TOOLS + "where business_id = current_business() "
        "and (%(enabled)s::boolean is null or enabled = %(enabled)s) order by name",
        {"enabled": enabled},
    )


def tool(tx: Tx, tool_id: UUID) -> ExternalTool | None:
    return tx.row(ExternalTool, _TOOLS + "where id = %s", (tool_id,))


def lock(tx: Tx, tool_id: UUID) -> ExternalTool | None:
    """Returns the tool; nobody else changes it until the transaction ends."""
    return tx.row(ExternalTool, _TOOLS + "where id = %s for update", (tool_id,))


def reserve(tx: Tx) -> None:
    """Who adds or renames a tool waits for whoever does so in the same business."""
    tx.run("select pg_advisory_xact_lock(hashtextextended('external_tools' || current_business()::text, 0))")


def named(tx: Tx, name: str) -> UUID | None:
    """Returns the tool of this name."""
    return tx.value(UUID, "select id from external_tools where business_id = current_business() and name = %s", (name,))


def insert(
    tx: Tx,
    business_id: UUID,
    tool_id: UUID,
    new: Definition,
    sealed: bytes | None,
    secret_names: list[str],
    changed_by: UUID | None,
) -> bool:
    """Takes the first slot that is free; False when none is. After `reserve`."""
    slot = tx.value(
        int,
        "select min(s) from generate_series(1, %s) s where not exists (select from external_tools t "
        "where t.business_id = current_business() and t.slot = s)",
        (MOST_TOOLS,),
    )
    if slot is None:
        return False
    tx.run(
        "insert into external_tools (id, business_id, slot, name, description, url, headers, body_template, "
        "parameters, secrets_sealed, secret_names, effect, timeout_seconds, result_paths, result_most, enabled, "
        "changed_by) values (%(id)s, %(business)s, %(slot)s, %(name)s, %(description)s, %(url)s, %(headers)s, "
        "%(body_template)s, %(parameters)s, %(sealed)s, %(secret_names)s, %(effect)s, %(timeout_seconds)s, "
        "%(result_paths)s, %(result_most)s, %(enabled)s, %(changed_by)s)",
        _values(new, tool_id, sealed, secret_names, changed_by) | {"business": business_id, "slot": slot},
    )
    return True


def update(
    tx: Tx,
    tool_id: UUID,
    new: Definition,
    sealed: bytes | None,
    secret_names: list[str],
    changed_by: UUID | None,
) -> None:
    tx.run(
        "update external_tools set name = %(name)s, description = %(description)s, url = %(url)s, "
        "headers = %(headers)s, body_template = %(body_template)s, parameters = %(parameters)s, "
        "secrets_sealed = %(sealed)s, secret_names = %(secret_names)s, effect = %(effect)s, "
        "timeout_seconds = %(timeout_seconds)s, result_paths = %(result_paths)s, result_most = %(result_most)s, "
        "enabled = %(enabled)s, version = version + 1, changed_by = %(changed_by)s, changed_at = now() "
        "where id = %(id)s",
        _values(new, tool_id, sealed, secret_names, changed_by),
    )


def switch(tx: Tx, names: Sequence[str]) -> None:
    """Switches these on and all others of the business off."""
    tx.run(
        "update external_tools set enabled = not enabled, version = version + 1, changed_at = now() "
        "where business_id = current_business() and enabled <> (name = any(%s))",
        (list(names),),
    )


def delete(tx: Tx, tool_id: UUID) -> None:
    """What the ledger has of its calls stays until it is forgotten."""
    tx.run("delete from external_tools where id = %s", (tool_id,))


def seals_to_renew(tx: Tx, prefix: bytes, after: UUID, limit: int) -> list[tuple[UUID, UUID]]:
    """For the worker role: business and id of tools whose secrets the newest key has not sealed, by id."""
    rows = tx.dicts("select * from external_seals_to_renew(%s, %s, %s)", (prefix, after, limit))
    return [(row["business_id"], row["row_id"]) for row in rows]


def replace_seal(tx: Tx, tool_id: UUID, old: bytes, new: bytes) -> bool:
    """False when the secrets were changed meanwhile."""
    statement: LiteralString = "update external_tools set secrets_sealed = %s where id = %s and secrets_sealed = %s"
    return tx.run(statement, (new, tool_id, old)) > 0


def _values(
    new: Definition, tool_id: UUID, sealed: bytes | None, secret_names: list[str], changed_by: UUID | None
) -> dict[str, object]:
    plain = new.model_dump()
    written = {name: json_value(plain[name]) for name in ("headers", "body_template", "parameters")}
    return plain | written | {"id": tool_id, "sealed": sealed, "secret_names": secret_names, "changed_by": changed_by}
