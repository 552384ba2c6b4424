"""SQL of conversations as the team sees them."""

from typing import Any, LiteralString
from uuid import UUID

from recado.inbox.model import ConversationFilter, ConversationView
from recado.kernel.pages import Key
from recado.platform.db import Tx

# Number and business are looked up, not joined: a join lets the planner begin there and sort all conversations.
_BOT_ON: LiteralString = (
    "(k.bot_enabled and coalesce(k.bot_paused_until < now(), true) "
    "and (select b.bot_enabled from businesses b where b.id = c.business_id) "
    "and (select i.state not in ('disabled', 'deleted') from instances i where i.id = c.instance_id))"
)
_COLUMNS: LiteralString = (
    "select c.id, c.instance_id, c.contact_id, c.created_at, c.last_message_at, c.window_expires_at, c.unread, "
    "c.waiting_since, coalesce(k.name, k.profile_name) as contact_name, k.assigned_to, k.archived_at, "
    f"k.opted_out_at, k.bot_enabled, k.bot_paused_until, {_BOT_ON} as bot_on "
)
_JOINED: LiteralString = "from conversations c join contacts k on k.id = c.contact_id "
# What a list shows of a conversation beside its own row: looked up for the rows of the page alone.
_BESIDE: LiteralString = """
    select v.*, p.phone, p.username, l.id as last_id, l.direction as last_direction,
           l.author as last_author, l.kind as last_kind, l.text as last_text, l.status as last_status,
           l.sent_at as last_sent_at
    from v
    left join lateral (
      select (array_agg(value order by created_at desc) filter (where kind = 'phone'))[1] as phone,
             (array_agg(value order by created_at desc) filter (where kind = 'username'))[1] as username
      from contact_identities where contact_id = v.contact_id) p on true
    left join lateral (
      select m.id, m.direction, m.author, m.kind, m.status, m.sent_at,
             case when m.revoked_at is null then left(m.text, 200) end as text
      from messages m where m.conversation_id = v.id
        and m.kind not in ('note', 'reaction', 'edit', 'revoke', 'welcome')
      order by m.sent_at desc, m.seq desc limit 1) l on true
    """
_LOOKED_AT: LiteralString = "2000"
_NEWEST: LiteralString = "order by v.last_message_at desc, v.id desc"


def listing(tx: Tx, filters: ConversationFilter, after: tuple[Key, ...] | None, limit: int) -> list[ConversationView]:
    """Newest first.

    What few contacts may have is looked for among the newest conversations, and when that gives no full page, from the
    contacts on: each way is slow where the other is quick, and the planner cannot tell which case it is.
    """
    at, last = after or (None, None)
    values: dict[str, Any] = {
        "at": at,
        "after": last,
        "assigned": filters.assigned,
        "instance": filters.instance_id,
        "contact": filters.contact_id,
    }
    conversation, contact = _of_conversation(filters, after is not None), _of_contact(filters)
    rare = filters.archived or filters.assigned or filters.unassigned or filters.bot is not None
    rows = _page(tx, _walked(conversation, contact, f"limit {_LOOKED_AT}" if rare else ""), values, limit)
    if not rare or len(rows) == limit:
        return rows
    return _page(tx, f"{_COLUMNS} {_JOINED} where {conversation} and {contact}", values, limit)


def _walked(conversation: LiteralString, contact: LiteralString, most: LiteralString) -> LiteralString:
    """Conversation after conversation, each with its contact: the lateral limit keeps the planner to this order."""
    newest: LiteralString = f"where {conversation} order by c.last_message_at desc, c.id desc {most}"
    own: LiteralString = f"where k.id = c.contact_id and {contact} limit 1"
    walk: LiteralString = f"from (select * from conversations c {newest}) c "  # noqa: S608  only literals
    return f"{_COLUMNS} {walk} join lateral (select * from contacts k {own}) k on true"  # noqa: S608


def _page(tx: Tx, chosen: LiteralString, values: dict[str, Any], limit: int) -> list[ConversationView]:
    """The limit is written into the statement: as a parameter it would keep PostgreSQL planning it anew each time."""
    page = f"{chosen} order by c.last_message_at desc, c.id desc limit {limit:d}"
    return tx.rows(ConversationView, f"with v as materialized ({page}) {_BESIDE} {_NEWEST}", values)


def _of_conversation(which: ConversationFilter, later: bool) -> LiteralString:
    """Only what is asked for: a condition that is always there keeps the planner from a partial index."""
    conditions: list[LiteralString] = ["c.business_id = current_business()", "c.last_message_at is not null"]
    if later:
        conditions.append("(c.last_message_at, c.id) < (%(at)s, %(after)s)")
    if which.unread is not None:
        conditions.append("c.unread > 0" if which.unread else "c.unread = 0")
    if which.waiting:
        conditions.append("c.waiting_since is not null")
    if which.instance_id is not None:
        conditions.append("c.instance_id = %(instance)s")
    if which.contact_id is not None:
        conditions.append("c.contact_id = %(contact)s")
    return " and ".join(conditions)


def _of_contact(which: ConversationFilter) -> LiteralString:
    conditions: list[LiteralString] = ["true"]
    if which.archived is not None:
        conditions.append("k.archived_at is not null" if which.archived else "k.archived_at is null")
    if which.assigned is not None:
        conditions.append("k.assigned_to = %(assigned)s")
    if which.unassigned:
        conditions.append("k.assigned_to is null")
    if which.bot is not None:
        conditions.append(_BOT_ON if which.bot else f"not {_BOT_ON}")
    if which.waiting is not None:
        left: LiteralString = (
            f"(not {_BOT_ON} or exists "
            "(select from buffers f where f.conversation_id = c.id and f.state = 'quarantined'))"
        )
        conditions.append(left if which.waiting else f"not (c.waiting_since is not null and {left})")
    return " and ".join(conditions)


def some(tx: Tx, ids: list[UUID]) -> list[ConversationView]:
    """These conversations, as far as they can be seen."""
    return tx.rows(
        ConversationView,
        f"with v as ({_COLUMNS} {_JOINED} where c.id = any(%s)) {_BESIDE} {_NEWEST} nulls last",
        (ids,),
    )


def seen(tx: Tx, conversation_id: UUID) -> bool:
    """Returns whether there is such a conversation that this transaction may see."""
    return bool(tx.value("select exists (select from conversations where id = %s)", (conversation_id,)))


def of_contact(tx: Tx, contact_id: UUID) -> list[UUID]:
    return tx.values("select id from conversations where contact_id = %s", (contact_id,))


def mark_read(tx: Tx, conversation_id: UUID) -> None:
    tx.run("update conversations set unread = 0 where id = %s and unread > 0", (conversation_id,))


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
