"""SQL of the event log, usage and raw updates."""

from typing import Any
from uuid import UUID

from recado.activity.model import Actor, Severity, Usage
from recado.kernel.ids import new_id
from recado.platform.db import Tx, json_value


def insert_event(tx: Tx, business_id: UUID, severity: Severity, kind: str, data: dict[str, Any]) -> None:
    tx.run(
        "insert into events (id, business_id, severity, type, data) values (%s, %s, %s, %s, %s)",
        (new_id(), business_id, severity, kind, json_value(data)),
    )


def insert_platform_event(
    tx: Tx, business_id: UUID | None, severity: Severity, kind: str, data: dict[str, Any]
) -> None:
    """For the roles that touch no tenant's table."""
    tx.run("select note_event(%s, %s, %s, %s, %s)", (new_id(), business_id, severity, kind, json_value(data)))


def insert_audit(
    tx: Tx,
    actor: Actor,
    action: str,
    thing: str,
    thing_id: UUID | None,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    tx.run(
        "insert into audit (id, business_id, actor_kind, actor_id, actor_role, action, thing, thing_id, before, after, "
        "request_id) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            new_id(),
            actor.business_id,
            actor.kind,
            actor.id,
            actor.role,
            action,
            thing,
            thing_id,
            json_value(before),
            json_value(after),
            actor.request_id,
        ),
    )


def insert_usage(tx: Tx, business_id: UUID, usage: Usage) -> None:
    """The cost is computed from the price of the model at this moment; unknown models cost null.

    A dated or suffixed name (`gpt-5-mini-2026-08-07`) has the price of the longest name it starts with.
    """
    tx.run(
        """
        insert into usage (id, business_id, conversation_id, feature, provider, model, input_tokens, cached_tokens,
                           output_tokens, milliseconds, cost_micros)
        select %(id)s, %(business)s, %(conversation)s, %(feature)s, %(provider)s, %(model)s, %(input)s, %(cached)s,
               %(output)s, %(ms)s,
               (select ((%(input)s - %(cached)s) * input_micros + %(cached)s * cached_micros
                        + %(output)s * output_micros) / 1000000
                from model_prices where %(model)s = model or %(model)s like model || '-20%%'
                order by length(model) desc limit 1)
        """,
        {
            "id": new_id(),
            "business": business_id,
            "conversation": usage.conversation_id,
            "feature": usage.feature,
            "provider": usage.provider,
            "model": usage.model,
            "input": usage.input_tokens,
            "cached": usage.cached_tokens,
            "output": usage.output_tokens,
            "ms": usage.milliseconds,
        },
    )


def insert_raw(tx: Tx, business_id: UUID, digest: bytes, route: str, field: str, raw: Any) -> bool:
    """Keeps an update once; False when it was kept before."""
    return (
        tx.run(
            "insert into raw_updates (digest, business_id, route, field, raw) values (%s, %s, %s, %s, %s) "
            "on conflict do nothing",
            (digest, business_id, route, field, json_value(raw)),
        )
        > 0
    )


def insert_unrouted(tx: Tx, digest: bytes, route: str, field: str, raw: Any) -> None:
    """Keeps an update of no known tenant. For the worker role."""
    tx.run("select keep_unrouted(%s, %s, %s, %s)", (digest, route, field, json_value(raw)))
