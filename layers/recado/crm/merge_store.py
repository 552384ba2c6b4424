"""SQL of merging contacts and of putting it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recado.kernel.pages import Key
from recado.platform.db import Tx, json_value

Row = dict[str, Any]  # a row as JSON has it


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that was made. record: what each module needs to put its part back, by the module's name."""

    id: UUID
    survivor_id: UUID
    source_id: UUID
    record: dict[str, Any]
    merged_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class MergeView:
    """A merge as people see it. source_name: of the contact that went. can_undo: it may be put back now."""

    id: UUID
    source_id: UUID
    source_name: str | None
    merged_at: datetime
    undone_at: datetime | None
    can_undo: bool


def merges(tx: Tx, contact_id: UUID, since: datetime, after: Key, limit: int) -> list[MergeView]:
    """What was merged into a contact, the latest first. since: those before can not be undone any more."""
    return tx.rows(
        MergeView,
        "select m.id, m.source_id, coalesce(s.name, s.profile_name) as source_name, m.merged_at, m.undone_at, "
        "m.undone_at is null and m.merged_at >= %(since)s and k.merged_into is null "
        "and coalesce(s.merged_into = m.survivor_id, false) as can_undo "
        "from contact_merges m join contacts k on k.id = m.survivor_id left join contacts s on s.id = m.source_id "
        "where m.survivor_id = %(contact)s and (%(after)s::uuid is null or m.id < %(after)s) "
        "order by m.id desc limit %(limit)s",
        {"contact": contact_id, "since": since, "after": after, "limit": limit},
    )


def lock_contacts(tx: Tx, contact_ids: Sequence[UUID]) -> dict[UUID, Row]:
    rows = tx.dicts(
        "select id, to_jsonb(c) as row from contacts c where id = any(%s) order by id for update", (list(contact_ids),)
    )
    return {row["id"]: row["row"] for row in rows}


def move_identities(tx: Tx, source: UUID, target: UUID) -> list[list[str]]:
    rows = tx.dicts(
        "update contact_identities set contact_id = %s where contact_id = %s returning kind, key", (target, source)
    )
    return [[row["kind"], row["key"]] for row in rows]


def move_these_identities(tx: Tx, keys: Sequence[Sequence[str]], source: UUID, target: UUID) -> None:
    tx.run(
        "update contact_identities set contact_id = %s where business_id = current_business() and contact_id = %s "
        "and (kind, key) in (select * from unnest(%s::text[], %s::text[]))",
        (target, source, [kind for kind, _ in keys], [key for _, key in keys]),
    )


def add_tags(tx: Tx, source: UUID, target: UUID) -> list[str]:
    rows = tx.values(
        "insert into contact_tags (business_id, contact_id, tag_id) select business_id, %s, tag_id from contact_tags "
        "where contact_id = %s on conflict do nothing returning tag_id",
        (target, source),
    )
    return [str(row) for row in rows]


def remove_tags(tx: Tx, contact_id: UUID, tags: Sequence[str]) -> None:
    tx.run("delete from contact_tags where contact_id = %s and tag_id = any(%s::uuid[])", (contact_id, list(tags)))


def move_notes(tx: Tx, source: UUID, target: UUID, only: Sequence[str] | None = None) -> list[str]:
    rows = tx.values(
        "update contact_notes set contact_id = %(target)s where contact_id = %(source)s "
        "and (%(only)s::uuid[] is null or id = any(%(only)s)) returning id",
        {"target": target, "source": source, "only": None if only is None else list(only)},
    )
    return [str(row) for row in rows]


def write(tx: Tx, contact_id: UUID, values: Row) -> None:
    """Sets what merging sets. An advisor who has left the team since is nobody."""
    tx.run(
        "update contacts c set name = r.name, profile_name = r.profile_name, username = r.username, email = r.email, "
        "fields = r.fields, field_sources = r.field_sources, opted_out_at = r.opted_out_at, "
        "bot_paused_until = r.bot_paused_until, updated_at = now(), "
        "assigned_to = (select m.user_id from memberships m where m.user_id = r.assigned_to) "
        "from jsonb_populate_record(null::contacts, %s) r where c.id = %s",
        (json_value(values), contact_id),
    )


def set_merged(tx: Tx, contact_id: UUID, into: UUID | None) -> None:
    tx.run("update contacts set merged_into = %s, updated_at = now() where id = %s", (into, contact_id))


def insert(tx: Tx, business_id: UUID, merge_id: UUID, pair: tuple[UUID, UUID], record: Row) -> None:
    """pair: who stays, and who goes."""
    tx.run(
        "insert into contact_merges (id, business_id, survivor_id, source_id, record) values (%s, %s, %s, %s, %s)",
        (merge_id, business_id, *pair, json_value(record)),
    )


def lock_merge(tx: Tx, merge_id: UUID) -> Merge | None:
    return tx.row(
        Merge,
        "select id, survivor_id, source_id, record, merged_at, undone_at from contact_merges where id = %s for update",
        (merge_id,),
    )


def set_undone(tx: Tx, merge_id: UUID) -> None:
    tx.run("update contact_merges set undone_at = now() where id = %s", (merge_id,))


def export(tx: Tx, contact_id: UUID) -> Row:
    """What is known of the contact, with its identities, tags and the team's notes."""
    exported: Row = tx.value(
        """
        select jsonb_build_object(
          'name', c.name, 'profile_name', c.profile_name, 'username', c.username, 'email', c.email,
          'fields', c.fields, 'since', c.created_at, 'opted_out_at', c.opted_out_at,
          'identities', (select coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'key', i.key)), '[]')
                         from contact_identities i where i.contact_id = c.id),
          'tags', (select coalesce(jsonb_agg(t.name), '[]')
                   from contact_tags ct join tags t on t.id = ct.tag_id where ct.contact_id = c.id),
          'notes', (select coalesce(jsonb_agg(jsonb_build_object('at', n.created_at, 'text', n.text)), '[]')
                    from contact_notes n where n.contact_id = c.id))
        from contacts c where c.id = %s
        """,
        (contact_id,),
    )
    return exported
