"""SQL of conversations that the agent reads once they are quiet: for what to remember, and for what to learn."""

from datetime import timedelta
from typing import Any, Final, Literal
from uuid import UUID

from recado.platform.db import Tx

ReviewKind = Literal["memory", "lesson"]
QUIET: Final = timedelta(minutes=30)  # after the last message


def ask(tx: Tx, business_id: UUID, conversation_id: UUID) -> None:
    """Somebody answered: when it has been quiet, the conversation is read, if the business has agent V2."""
    tx.run(
        "insert into quiet_reviews (conversation_id, kind, business_id, due_at) "
        "select %(conversation)s, k.kind, %(business)s, clock_timestamp() + %(quiet)s "
        "from (values ('lesson'), ('memory')) k (kind) "
        "where exists (select from businesses b where b.id = %(business)s and b.agent_version = 'v2') "
        "on conflict (conversation_id, kind) do update set due_at = excluded.due_at",
        {"conversation": conversation_id, "business": business_id, "quiet": QUIET},
    )


def claim(tx: Tx, limit: int, hold: timedelta) -> list[tuple[UUID, UUID, ReviewKind]]:
    """For the worker role: business, conversation and kind of what is due; each comes again if nobody ends it."""
    rows = tx.dicts("select * from claim_quiet_reviews(%s, %s)", (limit, hold))
    return [(row["business_id"], row["conversation_id"], row["kind"]) for row in rows]


def begin(tx: Tx, conversation_id: UUID, kind: ReviewKind) -> tuple[int, int] | None:
    """Returns the seq of the last message that was read and of the newest there is; None when nothing is to be read.

    A conversation in which somebody wrote just now is put off until it has been quiet.
    """
    row = tx.dicts(
        "select r.seq, m.seq as newest, m.sent_at + %(quiet)s > clock_timestamp() as lively, m.sent_at "
        "from quiet_reviews r cross join lateral (select seq, sent_at from messages "
        "where conversation_id = r.conversation_id order by seq desc limit 1) m "
        "where r.conversation_id = %(conversation)s and r.kind = %(kind)s and r.due_at is not null for update of r",
        {"conversation": conversation_id, "kind": kind, "quiet": QUIET},
    )
    if not row:
        return None
    if row[0]["lively"]:
        tx.run(
            "update quiet_reviews set due_at = %s where conversation_id = %s and kind = %s",
            (row[0]["sent_at"] + QUIET, conversation_id, kind),
        )
        return None
    return row[0]["seq"], row[0]["newest"]


def end(tx: Tx, conversation_id: UUID, kind: ReviewKind, seq: int) -> None:
    """It was read up to `seq`. What came meanwhile is read another time."""
    tx.run(
        "update quiet_reviews set seq = greatest(seq, %(seq)s), due_at = case when exists "
        "(select from messages m where m.conversation_id = %(conversation)s and m.seq > %(seq)s) "
        "then clock_timestamp() + %(quiet)s end where conversation_id = %(conversation)s and kind = %(kind)s",
        {"seq": seq, "conversation": conversation_id, "kind": kind, "quiet": QUIET},
    )


def written(tx: Tx, conversation_id: UUID, limit: int) -> list[dict[str, Any]]:
    """Returns the last messages that have words, oldest first: id, seq, direction, author, text, sent_at."""
    return tx.dicts(
        "select * from (select id, seq, direction, author, text, sent_at from messages "
        "where conversation_id = %s and text is not null and revoked_at is null and status <> 'failed' "
        "and kind not in ('note', 'state', 'system') order by seq desc limit %s) newest order by seq",
        (conversation_id, limit),
    )
