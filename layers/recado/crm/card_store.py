"""SQL of contacts as people work with them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from recado.crm.cards import Card
from recado.platform.db import Tx, json_value


def cards(tx: Tx, ids: Sequence[UUID]) -> list[Card]:
    """The contacts, in the order of the ids. What is merged away is left out."""
    return tx.rows(
        Card,
        """
        select c.id, c.name, c.profile_name, c.username, c.email, c.fields, c.field_sources, c.assigned_to,
               c.bot_enabled, c.bot_paused_until, c.archived_at, c.opted_out_at, c.created_at, c.updated_at,
               coalesce((select jsonb_agg(jsonb_build_object('kind', i.kind, 'key', i.key) order by i.created_at, i.key)
                         from contact_identities i where i.contact_id = c.id), '[]') as identities,
               coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'colour', t.colour)
                                          order by t.name)
                         from contact_tags ct join tags t on t.id = ct.tag_id where ct.contact_id = c.id), '[]')
                 as tags,
               v.conversations, v.messages, v.first_message_at, v.last_message_at
        from unnest(%s::uuid[]) with ordinality as requested (id, place)
        join contacts c on c.id = requested.id and c.merged_into is null
        cross join lateral (
          select count(*) as conversations, coalesce(sum(v.message_count), 0) as messages,
                 min(v.first_message_at) as first_message_at, max(v.last_message_at) as last_message_at
          from conversations v where v.contact_id = c.id
        ) v
        order by requested.place
        """,
        (list(ids),),
    )


def insert(tx: Tx, business_id: UUID, contact_id: UUID, values: dict[str, Any], assigned_to: UUID | None) -> None:
    tx.run(
        "insert into contacts (id, business_id, name, email, fields, field_sources, assigned_to) "
        "values (%(id)s, %(business)s, %(name)s, %(email)s, %(fields)s, %(sources)s, %(assigned_to)s)",
        {
            "id": contact_id,
            "business": business_id,
            "name": values.get("name"),
            "email": values.get("email"),
            "fields": json_value(values.get("fields", {})),
            "sources": json_value(values.get("field_sources", {})),
            "assigned_to": assigned_to,
        },
    )


def lock(tx: Tx, contact_id: UUID) -> bool:
    """Whether there is such a contact; it does not change until the transaction ends."""
    statement = "select true from contacts where id = %s and merged_into is null for no key update"
    return bool(tx.value(statement, (contact_id,)))


def set_texts(tx: Tx, contact_id: UUID, name: str | None, email: str | None) -> None:
    tx.run("update contacts set name = %s, email = %s, updated_at = now() where id = %s", (name, email, contact_id))


def set_marks(tx: Tx, contact_id: UUID, archived: bool, opted_out: bool) -> None:
    """Since when it is so: a mark that was set before keeps its time."""
    tx.run(
        "update contacts set updated_at = now(), "
        "archived_at = case when %(archived)s then coalesce(archived_at, now()) end, "
        "opted_out_at = case when %(opted_out)s then coalesce(opted_out_at, now()) end where id = %(id)s",
        {"archived": archived, "opted_out": opted_out, "id": contact_id},
    )


def set_archived(tx: Tx, contact_ids: Sequence[UUID], *, archived: bool) -> list[UUID]:
    """Returns those that were not so before. Locked in one order: two who do this at once wait for each other."""
    return tx.values(
        "with c as (select id from contacts where id = any(%(ids)s) and merged_into is null "
        "and (archived_at is not null) <> %(archived)s order by id for no key update) "
        "update contacts set archived_at = case when %(archived)s then now() end, updated_at = now() "
        "from c where contacts.id = c.id returning contacts.id",
        {"ids": list(contact_ids), "archived": archived},
    )


def set_fields(tx: Tx, contact_id: UUID, fields: dict[str, Any], source: str) -> None:
    """Sets these fields; null takes one away. `source` is who says so, also that there is no value."""
    set_to = {key: value for key, value in fields.items() if value is not None}
    gone = [key for key, value in fields.items() if value is None]
    tx.run(
        "update contacts set fields = (fields || %(set)s) - %(gone)s::text[], "
        "field_sources = field_sources || %(sources)s, updated_at = now() where id = %(id)s",
        {
            "set": json_value(set_to),
            "sources": json_value(dict.fromkeys(fields, source)),
            "gone": gone,
            "id": contact_id,
        },
    )


def hold_identities(tx: Tx, contact_ids: Sequence[UUID]) -> None:
    """Waits for whoever is storing something of these contacts, and lets nobody else begin."""
    tx.run(
        "select from contact_identities where contact_id = any(%s) order by business_id, kind, key for update",
        (list(contact_ids),),
    )


def delete(tx: Tx, contact_id: UUID) -> None:
    """With its conversations and what was merged into it."""
    tx.run("delete from contacts where id = %s", (contact_id,))
