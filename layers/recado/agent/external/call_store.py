"""SQL of external tools' calls in the ledger: written by themselves, those with an effect before they are made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, LiteralString
from uuid import UUID

from recado.agent.external.model import ExternalTool, Json, KeptCall
from recado.agent.model import TurnContext
from recado.kernel.pages import Key
from recado.platform.db import Tx, json_value

# Failures that say that the endpoint is unwell; one that refuses what it was asked is not.
UNWELL: Final = ["redirige", "error_del_servidor", "no_es_json", "demasiado_grande", "sin_respuesta"]
# After these nothing can have happened there, so that the same may be asked again.
NOTHING_DONE: Final = ["rechazada", "direccion_no_permitida", "no_enviada", "en_pausa"]


@dataclass(frozen=True, slots=True)
class EarlierCall:
    """A call with an effect, as it stands. same_turn: of an earlier try to answer the same message."""

    id: UUID
    state: str
    code: str | None
    result: Json | None
    created_at: datetime
    same_turn: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Which tool was called in which conversation."""

    name: str
    conversation_id: UUID
    contact_id: UUID


def earlier(
    tx: Tx, turn: TurnContext, tool_id: UUID, arguments: Json, key: bytes, within: timedelta
) -> EarlierCall | None:
    """Returns the call that this one would repeat: of the same key, or alike and of this conversation `within` so long,
    unless it is certain that nothing was done then."""
    return tx.row(
        EarlierCall,
        "select id, state, code, result, created_at, key = %(key)s as same_turn from agent_tool_calls "
        "where conversation_id = %(conversation)s and external_tool_id = %(tool)s and effect "
        "and (key = %(key)s or (arguments = %(arguments)s and created_at > clock_timestamp() - %(within)s "
        "and not (state = 'failed' and code = any(%(nothing_done)s)))) "
        "order by key = %(key)s desc, created_at desc limit 1",
        {
            "conversation": turn.claimed.conversation_id,
            "tool": tool_id,
            "arguments": json_value(arguments),
            "key": key,
            "within": within,
            "nothing_done": NOTHING_DONE,
        },
    )


def insert(
    tx: Tx,
    turn: TurnContext,
    tool: ExternalTool,
    call_id: UUID,
    key: bytes,
    arguments: Json,
    *,
    position: int,
    state: str,
    result: Json | None = None,
    code: str | None = None,
    milliseconds: int | None = None,
) -> None:
    tx.run(
        "insert into agent_tool_calls (id, business_id, turn_id, conversation_id, position, name, arguments, result, "
        "state, code, effect, key, milliseconds, external_tool_id, created_at) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, "
        "(select id from external_tools where id = %s), clock_timestamp())",  # it may have been deleted since
        (
            call_id,
            turn.claimed.business_id,
            turn.id,
            turn.claimed.conversation_id,
            position,
            tool.name,
            json_value(arguments),
            json_value(result) if result is not None else None,
            state,
            code,
            tool.effect,
            key,
            milliseconds,
            tool.id,
        ),
    )


def settle(tx: Tx, call_id: UUID, state: str, result: Json, code: str | None, milliseconds: int) -> None:
    """What became of a call that was started, also of one that somebody has since given up on."""
    tx.run(
        "update agent_tool_calls set state = %s, result = %s, code = %s, milliseconds = %s "
        "where id = %s and state in ('started', 'unknown')",
        (state, json_value(result), code, milliseconds, call_id),
    )


def give_up(tx: Tx, call_id: UUID) -> bool:
    """Nobody knows what became of it. False when it is known, or was given up before."""
    statement: LiteralString = (
        "update agent_tool_calls set state = 'unknown', code = 'desconocido' where id = %s and state = 'started'"
    )
    return tx.run(statement, (call_id,)) > 0


def left(tx: Tx, after: timedelta, limit: int) -> list[tuple[UUID, UUID]]:
    """For the worker role: business and id of calls that have been at work for so long, the oldest first."""
    rows = tx.dicts("select * from external_calls_left(%s, %s)", (after, limit))
    return [(row["business_id"], row["row_id"]) for row in rows]


def place(tx: Tx, call_id: UUID) -> Place:
    """Returns whose call it was. Raises LookupError."""
    row = tx.row(
        Place,
        "select c.name, c.conversation_id, v.contact_id from agent_tool_calls c "
        "join conversations v on v.id = c.conversation_id where c.id = %s",
        (call_id,),
    )
    if row is None:
        raise LookupError("there is no such call")
    return row


def is_off(tx: Tx, tool_id: UUID, failures: int, window: timedelta, pause: timedelta) -> bool:
    """Returns whether so many failures came within a window, and the last of them less than `pause` ago."""
    return bool(
        tx.value(
            "select exists (select from (select created_at, lag(created_at, %(before)s) over (order by created_at) "
            "as first_at from agent_tool_calls where external_tool_id = %(tool)s and state in ('failed', 'unknown') "
            "and code = any(%(unwell)s) and created_at > clock_timestamp() - %(window)s - %(pause)s) f "
            "where created_at > clock_timestamp() - %(pause)s and first_at > created_at - %(window)s)",
            {"before": failures - 1, "tool": tool_id, "unwell": UNWELL, "window": window, "pause": pause},
        )
    )


def listing(tx: Tx, tool_id: UUID, after: tuple[Key, ...] | None, limit: int) -> list[KeptCall]:
    """A tool's calls, the newest first."""
    at, call_id = after or (None, None)
    return tx.rows(
        KeptCall,
        "select id, turn_id, conversation_id, arguments, result, state, code, milliseconds, created_at "
        "from agent_tool_calls where external_tool_id = %(tool)s "
        "and (%(at)s::timestamptz is null or (created_at, id) < (%(at)s, %(id)s)) "
        "order by created_at desc, id desc limit %(limit)s",
        {"tool": tool_id, "at": at, "id": call_id, "limit": limit},
    )
