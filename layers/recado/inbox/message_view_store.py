"""SQL of messages as the team sees them: with their file, what they quote, and the reactions to them."""

from datetime import datetime
from typing import LiteralString
from uuid import UUID

from recado.inbox.model import HitContact, MessageView, QuotedView, ReactionView
from recado.kernel.pages import Key
from recado.platform.db import Tx

# Edits, deletions and reactions are shown on the message they are about.
_HISTORY: LiteralString = (
    "with m as materialized (select * from messages where conversation_id = %(conversation)s "
    "and kind not in ('edit', 'revoke', 'reaction') "
)
_SOME: LiteralString = "with m as materialized (select * from messages where id = any(%s)) "
_COLUMNS: LiteralString = """
    select m.id, m.conversation_id, m.instance_id, m.seq, m.direction, m.author, m.author_id, m.kind,
           case when m.revoked_at is null then m.text end as text,
           case when m.revoked_at is null then m.content else '{}' end as content,
           m.vendor_id, m.reply_to, m.target_id, m.status, m.status_at, m.error, m.sent_at, m.edited_at, m.revoked_at,
           m.retry_of, m.client_id, r.id is not null as retried, f.id as media_id, f.state as media_state,
           f.mime_type as media_type, f.size as media_size, f.filename as media_filename, f.voice as media_voice,
           f.reason as media_reason, f.width as media_width, f.height as media_height,
           f.duration_ms as media_duration_ms, f.waveform as media_waveform, f.thumbnail as media_thumbnail,
           f.inspection as media_inspection, case when t.message_id is not null then jsonb_build_object(
             'kind', t.kind, 'state', t.state, 'text', t.text, 'language', t.language, 'voucher', t.voucher,
             'reason', t.reason) end as media_text
    from m
    left join messages r on r.retry_of = m.id
    left join media f on f.message_id = m.id and m.revoked_at is null
    left join media_texts t on t.message_id = f.message_id
    """


def older(tx: Tx, conversation_id: UUID, before: tuple[datetime, int] | None, limit: int) -> list[MessageView]:
    """Returns the last messages before this place, newest first."""
    beyond: LiteralString = "and (sent_at, seq) < (%(at)s, %(seq)s) " if before else ""
    return _page(
        tx,
        conversation_id,
        before,
        limit,
        beyond,
        "order by sent_at desc, seq desc",
        "order by m.sent_at desc, m.seq desc",
    )


def newer(tx: Tx, conversation_id: UUID, after: tuple[datetime, int], limit: int) -> list[MessageView]:
    """Returns the first messages after this place, oldest first."""
    beyond: LiteralString = "and (sent_at, seq) > (%(at)s, %(seq)s) "
    return _page(tx, conversation_id, after, limit, beyond, "order by sent_at, seq", "order by m.sent_at, m.seq")


def _page(
    tx: Tx,
    conversation_id: UUID,
    place: tuple[datetime, int] | None,
    limit: int,
    beyond: LiteralString,
    inner: LiteralString,
    outer: LiteralString,
) -> list[MessageView]:
    """The limit is written into the statement: as a parameter it would keep PostgreSQL planning it anew each time."""
    at, seq = place or (None, None)
    return tx.rows(
        MessageView,
        f"{_HISTORY} {beyond} {inner} limit {limit:d}) {_COLUMNS} {outer}",
        {"conversation": conversation_id, "at": at, "seq": seq},
    )


def some(tx: Tx, ids: list[UUID]) -> list[MessageView]:
    """These messages, as far as they can be seen, in the order they were stored."""
    return tx.rows(MessageView, _SOME + _COLUMNS + "order by m.seq", (ids,))


def reactions(tx: Tx, messages: list[MessageView]) -> list[ReactionView]:
    """Returns the last reaction of either side to each of these messages, but for those taken back or never
    delivered."""
    targets = [(each.instance_id, each.vendor_id) for each in messages if each.vendor_id]
    if not targets:
        return []
    return tx.rows(
        ReactionView,
        "select target_id, instance_id, direction, emoji, at from (select distinct on (m.instance_id, m.target_id, "
        "m.direction, m.content->>'author') m.target_id, m.instance_id, m.direction, "
        "coalesce(m.content->>'emoji', '') as emoji, m.sent_at as at from messages m "
        "where m.kind = 'reaction' and m.instance_id = any(%s) and m.target_id = any(%s) and m.status <> 'failed' "
        "and m.revoked_at is null "
        "order by m.instance_id, m.target_id, m.direction, m.content->>'author', m.sent_at desc, m.seq desc) last "
        "where emoji <> '' order by at",
        (list({instance for instance, _ in targets}), [vendor_id for _, vendor_id in targets]),
    )


def by_client_id(tx: Tx, sender_id: UUID, client_id: str) -> UUID | None:
    """Returns the message that a member or key sent under this id of its own."""
    return tx.value(
        UUID,
        "select id from messages where business_id = current_business() and sender_id = %s and client_id = %s",
        (sender_id, client_id),
    )


def place(tx: Tx, conversation_id: UUID, message_id: UUID) -> tuple[datetime, int] | None:
    """Returns where a message stands in the history of its conversation."""
    rows = tx.dicts(
        "select sent_at, seq from messages where id = %s and conversation_id = %s", (message_id, conversation_id)
    )
    return (rows[0]["sent_at"], rows[0]["seq"]) if rows else None


def named(tx: Tx, messages: list[MessageView]) -> list[QuotedView]:
    """Returns the messages that these quote, or as reactions are about, as far as they are stored and can be seen."""
    names = {(each.instance_id, name) for each in messages for name in (each.reply_to, each.target_id) if name}
    if not names:
        return []
    return tx.rows(
        QuotedView,
        "select q.id, q.instance_id, q.vendor_id, q.direction, q.author, q.author_id, "
        "left(q.content->>'author_name', 200) as author_name, q.kind, q.revoked_at is not null as revoked, "
        "case when q.revoked_at is null then left(q.text, 200) end as text, "
        "f.id as media_id, f.mime_type as media_type, f.voice as media_voice, f.thumbnail as media_thumbnail "
        "from messages q left join media f on f.message_id = q.id and q.revoked_at is null "
        "where q.instance_id = any(%s) and q.vendor_id = any(%s)",
        (list({instance for instance, _ in names}), [name for _, name in names]),
    )


def vendor_id(tx: Tx, conversation_id: UUID, message_id: UUID) -> str | None:
    """Returns what the vendor calls a message of this conversation; None when it does not know it."""
    return tx.value(
        str, "select vendor_id from messages where id = %s and conversation_id = %s", (message_id, conversation_id)
    )


def with_words(
    tx: Tx, words: list[str], conversation_id: UUID | None, before: tuple[Key, ...] | None, limit: int
) -> list[UUID]:
    """Ids of messages whose texts have words that begin with each of these, newest first. conversation_id: of this one
    only.

    Each is quoted for tsquery after it was written as `message_words` writes texts: without accents "½" is "1/2", and
    so two words.
    """
    at, message_id = before or (None, None)
    return tx.values(
        "select message_id from find_messages((select string_agg(quote_literal(regexp_replace("
        "public.unaccent('public.unaccent', lower(word)), '[^[:alnum:]]+', ' ', 'g')) || ':*', ' & ') "
        "from unnest(%s::text[]) word), %s, %s, %s, %s)",
        (words, at, message_id, limit, conversation_id),
    )


def contacts_of(tx: Tx, conversation_ids: list[UUID]) -> dict[UUID, HitContact]:
    """Returns whose each of these conversations is."""
    rows = tx.rows(
        HitContact,
        "select c.id as conversation_id, k.id as contact_id, coalesce(k.name, k.profile_name) as contact_name, "
        "(select value from contact_identities i where i.contact_id = k.id and i.kind = 'phone' "
        "order by created_at desc limit 1) as phone "
        "from conversations c join contacts k on k.id = c.contact_id where c.id = any(%s)",
        (conversation_ids,),
    )
    return {each.conversation_id: each for each in rows}


def shown_for(tx: Tx, message_ids: list[UUID]) -> list[UUID]:
    """These messages; in place of edits, deletions and reactions the messages they are about."""
    return tx.values(
        "select case when m.kind in ('edit', 'revoke', 'reaction') then t.id else m.id end from messages m "
        "left join messages t on m.kind in ('edit', 'revoke', 'reaction') and t.instance_id = m.instance_id "
        "and t.vendor_id = m.target_id where m.id = any(%s)",
        (message_ids,),
    )


def existing(tx: Tx, message_ids: list[UUID]) -> set[UUID]:
    return set(tx.values("select id from messages where id = any(%s)", (message_ids,)))
