"""SQL that reads what of a conversation becomes a case."""

from typing import Any, LiteralString
from uuid import UUID

from recado.platform.db import Tx

Json = dict[str, Any]


def only_conversation(tx: Tx) -> UUID | None:
    """For the transaction of a sandbox, which has one."""
    return tx.value(UUID, "select id from conversations where business_id = current_business() limit 1")


def seq_of(tx: Tx, conversation_id: UUID, message_id: UUID) -> int | None:
    statement: LiteralString = "select seq from messages where id = %s and conversation_id = %s"
    return tx.value(int, statement, (message_id, conversation_id))


def messages(tx: Tx, conversation_id: UUID, upto: int | None, limit: int) -> list[Json]:
    """Returns the last messages up to one, oldest first; without what was taken back."""
    rows = tx.dicts(
        "select m.seq, m.id, m.author, m.kind, m.text, t.kind as heard_as, t.text as heard from messages m "
        "left join media_texts t on t.message_id = m.id and t.state = 'done' "
        "where m.conversation_id = %(conversation)s and (%(upto)s::bigint is null or m.seq <= %(upto)s) "
        "and m.revoked_at is null and m.status <> 'failed' "
        "and m.kind not in ('edit', 'revoke', 'reaction', 'system', 'welcome', 'note', 'state') "
        "order by m.seq desc limit %(limit)s",
        {"conversation": conversation_id, "upto": upto, "limit": limit},
    )
    return rows[::-1]


def calls(tx: Tx, conversation_id: UUID) -> list[Json]:
    """Returns the tools that were called, each with the message its turn answered."""
    return tx.dicts(
        "select t.newest_message_id, c.name, c.code, c.state, exists (select from external_tools e "
        "where e.id = c.external_tool_id and e.effect) as effect from agent_tool_calls c "
        "join agent_turns t on t.id = c.turn_id where c.conversation_id = %s "
        "order by t.created_at, c.created_at, c.position",
        (conversation_id,),
    )


def answered(tx: Tx, conversation_id: UUID) -> list[UUID]:
    """Returns the messages whose turns the agent answered."""
    return tx.values(
        UUID,
        "select newest_message_id from agent_turns where conversation_id = %s and state in ('answered', 'handed')",
        (conversation_id,),
    )


def handovers(tx: Tx, conversation_id: UUID, first: UUID, last: UUID) -> list[str]:
    """Returns why people took over, between two messages."""
    return tx.values(
        str,
        "select h.reason from handovers h where h.conversation_id = %s and h.opened_at >= (select created_at from "
        "messages where id = %s) and h.opened_at <= (select created_at from messages where id = %s) "
        "+ interval '5 minutes' order by h.opened_at",
        (conversation_id, first, last),
    )


def files_sent(tx: Tx, message_ids: list[UUID]) -> list[str]:
    """Returns the titles of the files among these messages."""
    return tx.values(
        str,
        "select f.title from media m join files f on f.object_key = m.object_key and f.business_id = m.business_id "
        "where m.message_id = any(%s)",
        (message_ids,),
    )


def names(tx: Tx, conversation_id: UUID) -> list[str]:
    """Returns what the customer is called."""
    return tx.values(
        str,
        "select c.name from contacts c join conversations v on v.contact_id = c.id where v.id = %(id)s "
        "and c.name is not null union select p.profile_name from contacts p join conversations v "
        "on v.contact_id = p.id where v.id = %(id)s and p.profile_name is not null",
        {"id": conversation_id},
    )


def team(tx: Tx) -> list[UUID]:
    """Returns the members of the business."""
    return tx.values(UUID, "select user_id from memberships where business_id = current_business() limit 500")


def values(tx: Tx, conversation_id: UUID) -> list[str]:
    """Returns what is kept of the customer: how they are reached, and the texts in their fields."""
    return tx.values(
        str,
        "select i.value from contact_identities i join conversations v on v.contact_id = i.contact_id "
        "where v.id = %(id)s union select c.email from contacts c join conversations v on v.contact_id = c.id "
        "where v.id = %(id)s and c.email is not null "
        "union select f.value from conversations v join contacts c on c.id = v.contact_id "
        "cross join jsonb_each_text(c.fields) f where v.id = %(id)s and jsonb_typeof(c.fields -> f.key) = 'string' "
        "and f.value is not null",
        {"id": conversation_id},
    )
