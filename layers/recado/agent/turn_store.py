"""SQL of turns and of the tools called in them."""

from datetime import timedelta
from typing import Any, Final, LiteralString
from uuid import UUID

from recado.agent.model import Json, LedgerEntry, TurnContext, TurnState
from recado.kernel.ids import new_id
from recado.platform.db import Tx, json_value

MOST_RESULTS: Final = 40


def begin(tx: Tx, turn: TurnContext) -> None:
    tx.run(
        "insert into agent_turns (id, business_id, conversation_id, newest_message_id, claim_id, model, version, "
        "gathered, config_id, waited_ms) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, (select least(extract(epoch from "
        "clock_timestamp() - first_at) * 1000, 2147483647) from buffers where conversation_id = %s))",
        (
            turn.id,
            turn.claimed.business_id,
            turn.claimed.conversation_id,
            turn.newest_id,
            turn.claimed.claim_id,
            turn.request.model,
            turn.business.agent_version,
            turn.evidence.messages,
            turn.business.config_id,
            turn.claimed.conversation_id,
        ),
    )


def end(
    tx: Tx, turn: TurnContext, state: TurnState, reason: str | None, calls: int, tool_calls: int, verdict: Json
) -> None:
    """reason: of a turn without an answer of the model; cut to what the row holds. verdict: of the review."""
    tx.run(
        "update agent_turns set state = %s, reason = %s, calls = %s, tool_calls = %s, verdict = %s, "
        "milliseconds = extract(epoch from clock_timestamp() - created_at) * 1000 where id = %s",
        (state, reason and reason[:200], calls, tool_calls, json_value(verdict), turn.id),
    )


def keep_steps(tx: Tx, turn: TurnContext, steps: list[Json]) -> None:
    """Keeps what a turn did, and which messages it is answered with."""
    tx.run(
        "update agent_turns set answer_ids = %s, steps = %s where id = %s",
        (turn.answer_ids, json_value(steps), turn.id),
    )


def insert_calls(tx: Tx, turn: TurnContext, entries: list[LedgerEntry]) -> None:
    """A call that is there already, of an earlier try of the same turn or written by its tool, stays as it is."""
    for position, each in enumerate(entries):
        if each.kept:
            continue
        tx.run(
            "insert into agent_tool_calls (id, business_id, turn_id, conversation_id, position, name, arguments, "
            "result, state, code, effect, key, milliseconds) "
            "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
            "on conflict (business_id, key) do nothing",
            (
                new_id(),
                turn.claimed.business_id,
                turn.id,
                turn.claimed.conversation_id,
                position,
                each.name,
                json_value(each.arguments),
                json_value(each.result),
                "failed" if each.code else "done",
                each.code,
                each.effect,
                each.key,
                each.milliseconds,
            ),
        )


def results_of_a_day(tx: Tx, conversation_id: UUID) -> list[Json]:
    """Returns what tools answered in a conversation of late, the newest first."""
    rows = tx.dicts(
        "select result from agent_tool_calls where conversation_id = %s and created_at > now() - interval '1 day' "
        "and state = 'done' and result is not null order by created_at desc limit %s",
        (conversation_id, MOST_RESULTS),
    )
    return [row["result"] for row in rows]


def after_handback(tx: Tx, conversation_id: UUID) -> bool:
    """Whether people had the conversation since the agent last answered in it."""
    statement: LiteralString = (
        "select exists (select from handovers where conversation_id = %(id)s and closed_at > coalesce((select "
        "max(created_at) from agent_turns where conversation_id = %(id)s and state = 'answered'), '-infinity'))"
    )
    return bool(tx.value(statement, {"id": conversation_id}))


def export(tx: Tx, contact_id: UUID) -> list[dict[str, Any]]:
    """What tools were asked about a contact and answered, oldest first."""
    return tx.dicts(
        "select t.name, t.arguments, t.result, t.state, t.created_at from agent_tool_calls t "
        "join conversations v on v.id = t.conversation_id where v.contact_id = %s order by t.created_at, t.position",
        (contact_id,),
    )


def forget(tx: Tx, calls: timedelta, turns: timedelta, limit: int) -> None:
    """For the worker role."""
    tx.run("select forget_turns(%s, %s, %s)", (calls, turns, limit))
