"""SQL of conversations as the team sees them: their rows, and marking them read and unread."""

from typing import LiteralString
from uuid import UUID

from recado.inbox.model import ConversationView
from recado.platform.db import Tx

# Number and business are looked up, not joined: a join lets the planner begin there and sort all conversations.
_BOT_ON: LiteralString = (
    "(k.bot_enabled and coalesce(k.bot_paused_until < now(), true) "
    "and (select b.bot_enabled from businesses b where b.id = c.business_id) "
    "and (select i.state not in ('disabled', 'deleted') from instances i where i.id = c.instance_id))"
)
# Of a conversation `c` and its contact `k`.
COLUMNS: LiteralString = (
    "select c.id, c.instance_id, c.contact_id, c.created_at, c.last_message_at, c.window_expires_at, c.unread, "
    "c.marked_unread, c.waiting_since, c.state, coalesce(c.state_at, c.created_at) as state_at, c.state_by, "
    "c.snoozed_until, coalesce(k.name, k.profile_name) as contact_name, k.assigned_to, k.archived_at, "
    f"k.opted_out_at, k.bot_enabled, k.bot_paused_until, {_BOT_ON} as bot_on "
)
# What a list shows of a conversation beside its own row: looked up for the rows of the page (`v`) alone.
BESIDE: LiteralString = """
    select v.*, p.phone, p.username, w.name as assignee_name,
           coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'colour', t.colour)
                                      order by t.name)
                     from contact_tags ct join tags t on t.id = ct.tag_id where ct.contact_id = v.contact_id), '[]')
             as tags,
           (select jsonb_build_object('reason', h.reason, 'summary', h.summary, 'state', h.state,
                                      'opened_at', h.opened_at)
            from handovers h where h.conversation_id = v.id
              and (h.state = 'open' or h.state = 'taken' and not v.bot_on)
            order by h.opened_at desc limit 1) as handover,
           l.id as last_id, l.direction as last_direction,
           l.author as last_author, l.kind as last_kind, l.text as last_text, l.status as last_status,
           l.sent_at as last_sent_at
    from v
    left join member_names((select array_agg(distinct assigned_to) from v)) w on w.user_id = v.assigned_to
    left join lateral (
      select (array_agg(value order by created_at desc) filter (where kind = 'phone'))[1] as phone,
             (array_agg(value order by created_at desc) filter (where kind = 'username'))[1] as username
      from contact_identities where contact_id = v.contact_id) p on true
    left join lateral (
      select m.id, m.direction, m.author, m.kind, m.status, m.sent_at,
             case when m.revoked_at is null then left(m.text, 200) end as text
      from messages m where m.conversation_id = v.id
        and m.kind not in ('note', 'state', 'reaction', 'edit', 'revoke', 'welcome')
      order by m.sent_at desc, m.seq desc limit 1) l on true
    """


def some(tx: Tx, ids: list[UUID]) -> list[ConversationView]:
    """These conversations, as far as they can be seen."""
    return tx.rows(
        ConversationView,
        f"with v as ({COLUMNS} from conversations c join contacts k on k.id = c.contact_id where c.id = any(%s)) "
        f"{BESIDE} order by v.last_message_at desc nulls last, v.id desc",
        (ids,),
    )


def seen(tx: Tx, conversation_id: UUID) -> bool:
    """Returns whether there is such a conversation that this transaction may see."""
    return bool(tx.value("select exists (select from conversations where id = %s)", (conversation_id,)))


def of_contact(tx: Tx, contact_id: UUID) -> list[UUID]:
    return tx.values("select id from conversations where contact_id = %s", (contact_id,))


def mark_read(tx: Tx, conversation_id: UUID) -> None:
    tx.run(
        "update conversations set unread = 0, marked_unread = false where id = %s and (unread > 0 or marked_unread)",
        (conversation_id,),
    )


def mark_unread(tx: Tx, conversation_id: UUID) -> None:
    tx.run(
        "update conversations set marked_unread = true where id = %s and not (unread > 0 or marked_unread)",
        (conversation_id,),
    )


def newest_from_customer(tx: Tx, conversation_id: UUID) -> str | None:
    """Returns the vendor's id of the customer's last message, if Meta still lets it be marked as read (30 days)."""
    return tx.value(
        str,
        "select vendor_id from messages where conversation_id = %s and direction = 'in' and vendor_id is not null "
        "and sent_at > now() - interval '30 days' order by sent_at desc, seq desc limit 1",
        (conversation_id,),
    )


def unread_from_customer(tx: Tx, conversation_id: UUID, most: int) -> list[UUID]:
    """Returns the customer's messages nobody has read, at most the newest so many. Call it before `mark_read`."""
    return tx.values(
        "select id from messages where conversation_id = %(id)s and direction = 'in' "
        "order by sent_at desc, seq desc limit least(%(most)s, (select unread from conversations where id = %(id)s))",
        {"id": conversation_id, "most": most},
    )
