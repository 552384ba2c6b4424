"""SQL of the event log, usage and raw updates."""

from datetime import timedelta
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


def insert_event_once(
    tx: Tx, business_id: UUID, severity: Severity, kind: str, data: dict[str, Any], within: timedelta
) -> None:
    """Two at the same moment may both be written."""
    tx.run(
        "insert into events (id, business_id, severity, type, data) select %(id)s, %(business)s, %(severity)s, "
        "%(type)s, %(data)s where not exists (select from events e where e.business_id = %(business)s "
        "and e.created_at > now() - %(within)s and e.type = %(type)s and e.data = %(data)s)",
        {
            "id": new_id(),
            "business": business_id,
            "severity": severity,
            "type": kind,
            "data": json_value(data),
            "within": within,
        },
    )


def insert_platform_event_once(tx: Tx, severity: Severity, kind: str, data: dict[str, Any], within: timedelta) -> None:
    """For the worker role."""
    tx.run(
        "select note_event_once(%s, %s, %s, %s, %s)",
        (new_id(), severity, kind, json_value(data), within),
    )


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
    """The cost is computed from the catalogue's prices at this moment; null when they are not known.

    Of the input, what was read from the prompt cache and what was written to it have prices of their own, and so has
    sound.
    """
    tx.run(
        """
        insert into usage (id, business_id, conversation_id, feature, provider, model, input_tokens, cached_tokens,
                           cache_write_tokens, output_tokens, reasoning_tokens, audio_tokens, milliseconds, turn_id,
                           cost_micros)
        select %(id)s, %(business)s, %(conversation)s, %(feature)s, %(provider)s, %(model)s, %(input)s, %(cached)s,
               %(written)s, %(output)s, %(reasoning)s, %(audio)s, %(ms)s, %(turn)s,
               (select (greatest(%(input)s - %(cached)s - %(written)s - %(audio)s, 0) * input_micros
                        + %(audio)s * coalesce(audio_micros, input_micros)
                        + %(cached)s * coalesce(cached_micros, input_micros)
                        + %(written)s * coalesce(write_micros, input_micros)
                        + %(output)s * output_micros) / 1000000
                from catalog_entry(%(model)s))
        """,
        {
            "id": new_id(),
            "business": business_id,
            "conversation": usage.conversation_id,
            "turn": usage.turn_id,
            "feature": usage.feature,
            "provider": usage.provider,
            "model": usage.model,
            "input": usage.input_tokens,
            "cached": usage.cached_tokens,
            "written": usage.cache_write_tokens,
            "output": usage.output_tokens,
            "reasoning": usage.reasoning_tokens,
            "audio": usage.audio_tokens,
            "ms": usage.milliseconds,
        },
    )


def count_test_usage(tx: Tx, turn_id: UUID) -> None:
    """For the transaction of a sandbox."""
    tx.run("select count_test_usage(%s)", (turn_id,))


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
