"""SQL of sessions of the test bench; and of what was said in their sandboxes, for transactions of those."""

from typing import LiteralString
from uuid import UUID

from recado.agent.bench.model import BenchConfig, BenchMessage, Session, TurnSummary
from recado.platform.db import Tx

_SESSION: LiteralString = (
    "select id, opened_by, sandbox_id, config, real_tools, created_at from bench_sessions "
    "where business_id = current_business() "
)


def session(tx: Tx, session_id: UUID) -> Session | None:
    return tx.row(Session, _SESSION + "and id = %s", (session_id,))


def session_of(tx: Tx, opened_by: UUID) -> Session | None:
    return tx.row(Session, _SESSION + "and opened_by = %s", (opened_by,))


def replace(
    tx: Tx, business_id: UUID, session_id: UUID, opened_by: UUID, sandbox_id: UUID, config: BenchConfig, *, real: bool
) -> UUID | None:
    """Keeps a session in place of the one there was; returns the sandbox of that. Of two at once, one comes after."""
    tx.run("select pg_advisory_xact_lock(hashtextextended('bench' || %s::text, 0))", (opened_by,))
    old = tx.value(
        UUID,
        "delete from bench_sessions where business_id = %s and opened_by = %s returning sandbox_id",
        (business_id, opened_by),
    )
    tx.run(
        "insert into bench_sessions (id, business_id, opened_by, sandbox_id, config, real_tools) "
        "values (%s, %s, %s, %s, %s, %s)",
        (session_id, business_id, opened_by, sandbox_id, config, real),
    )
    return old


def delete(tx: Tx, session_id: UUID) -> None:
    tx.run("delete from bench_sessions where id = %s", (session_id,))


# In the transaction of a sandbox


def messages(tx: Tx, conversation_id: UUID, limit: int) -> list[BenchMessage]:
    """What was said, oldest first."""
    return tx.rows(
        BenchMessage,
        "select m.id, m.author, m.kind, m.text, f.filename, m.sent_at from messages m "
        "left join media f on f.message_id = m.id where m.conversation_id = %s and m.author in "
        "('customer', 'agent', 'system') and m.kind not in ('note', 'state', 'system') order by m.seq limit %s",
        (conversation_id, limit),
    )


def said(tx: Tx, conversation_id: UUID) -> int:
    """Returns how many messages the customer wrote."""
    statement = "select count(*) from messages where conversation_id = %s and direction = 'in'"
    return tx.value(int, statement, (conversation_id,)) or 0


def turns(tx: Tx, conversation_id: UUID, limit: int) -> list[TurnSummary]:
    """Oldest first. What a turn cost is null while a price of its models is not known."""
    return tx.rows(
        TurnSummary,
        "select t.id, t.state, t.reason, t.version, t.newest_message_id, t.answer_ids, t.created_at, t.milliseconds, "
        "(select case when count(u.cost_micros) = t.calls then coalesce(sum(u.cost_micros), 0)::bigint end "
        "from usage u where u.conversation_id = t.conversation_id and u.turn_id = t.id) as cost_micros "
        "from agent_turns t where t.conversation_id = %s order by t.created_at, t.id limit %s",
        (conversation_id, limit),
    )


def trouble(tx: Tx, conversation_id: UUID) -> tuple[str, str | None] | None:
    """Returns the state of what waits for an answer, with a reason; None when nothing does."""
    rows = tx.dicts("select state, reason from buffers where conversation_id = %s", (conversation_id,))
    return (rows[0]["state"], rows[0]["reason"]) if rows else None


def is_handed(tx: Tx, conversation_id: UUID) -> bool:
    """Whether the agent gave the conversation to people."""
    statement = "select exists (select from handovers where conversation_id = %s and state = 'open')"
    return bool(tx.value(statement, (conversation_id,)))


def rewind(tx: Tx, conversation_id: UUID, turn: TurnSummary) -> None:
    """Forgets all that came of a turn and after it: it will not have been answered."""
    tx.run(
        "delete from messages m using messages q where q.id = %(newest)s and q.conversation_id = %(conversation)s "
        "and m.conversation_id = %(conversation)s and m.seq > q.seq",
        {"newest": turn.newest_message_id, "conversation": conversation_id},
    )
    tx.run(
        "delete from agent_turns where conversation_id = %s and created_at >= %s", (conversation_id, turn.created_at)
    )
    tx.run("delete from handovers where conversation_id = %s and opened_at >= %s", (conversation_id, turn.created_at))
    tx.run(
        "update contacts c set bot_paused_until = null from conversations v "
        "where v.id = %s and c.id = v.contact_id "
        "and not exists (select from handovers h where h.conversation_id = v.id and h.state = 'open')",
        (conversation_id,),
    )
