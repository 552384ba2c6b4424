"""SQL of contacts and identities."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from recado.crm.model import Contact, Holding, Identity, IdentityKey, IdentityOwner
from recado.platform.db import Tx


def owners(tx: Tx, identities: Sequence[Identity]) -> dict[IdentityKey, IdentityOwner]:
    """Returns whose these identities are, in whatever form they are written.

    They stay whose they are until the transaction ends: whoever merges contacts waits for it, and it for them.
    """
    keys = [identity.key for identity in identities]
    rows = tx.dicts(
        "select kind, key, value, contact_id from contact_identities "
        "where business_id = current_business() and (kind, key) in (select * from unnest(%s::text[], %s::text[])) "
        "order by kind, key for key share",
        ([kind for kind, _ in keys], [key for _, key in keys]),
    )
    return {(row["kind"], row["key"]): IdentityOwner(row["contact_id"], row["value"]) for row in rows}


def lock_identities(tx: Tx, business_id: UUID, identities: Sequence[Identity]) -> None:
    """Waits until no other transaction is adding one of these identities."""
    names = sorted({f"{business_id}:{kind}:{key}" for kind, key in (identity.key for identity in identities)})
    for name in names:
        tx.run("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (name,))


def insert_contact(
    tx: Tx, business_id: UUID, contact_id: UUID, profile_name: str | None, assigned_to: UUID | None
) -> None:
    tx.run(
        "insert into contacts (id, business_id, profile_name, assigned_to) values (%s, %s, %s, %s)",
        (contact_id, business_id, profile_name, assigned_to),
    )


def insert_identities(tx: Tx, business_id: UUID, contact_id: UUID, identities: Sequence[Identity]) -> None:
    """Adds identities; one that already belongs to a contact stays where it is."""
    for identity in identities:
        tx.run(
            "insert into contact_identities (business_id, kind, value, contact_id) values (%s, %s, %s, %s) "
            "on conflict do nothing",
            (business_id, identity.kind, identity.value, contact_id),
        )


def rewrite_identity(tx: Tx, identity: Identity) -> None:
    """Keeps the form in which the vendor writes it now."""
    kind, key = identity.key
    tx.run(
        "update contact_identities set value = %s where business_id = current_business() and kind = %s and key = %s",
        (identity.value, kind, key),
    )


def set_profile(tx: Tx, contact_id: UUID, profile_name: str | None, username: str | None) -> None:
    """What the customer says of themselves. A username is one person's at a time: whoever had it before loses it."""
    changed = tx.run(
        "update contacts set profile_name = coalesce(%(name)s, profile_name), "
        "username = coalesce(%(username)s, username), updated_at = now() where id = %(id)s "
        "and (profile_name is distinct from coalesce(%(name)s, profile_name) "
        "or username is distinct from coalesce(%(username)s, username))",
        {"id": contact_id, "name": profile_name, "username": username},
    )
    if changed and username:
        tx.run(
            "update contacts set username = null where business_id = current_business() and username = %s and id <> %s",
            (username, contact_id),
        )


def contact(tx: Tx, contact_id: UUID) -> Contact | None:
    return tx.row(
        Contact,
        "select id, name, profile_name, bot_enabled, bot_paused_until from contacts where id = %s",
        (contact_id,),
    )


def identities(tx: Tx, contact_id: UUID) -> list[Identity]:
    return tx.rows(
        Identity, "select kind, value from contact_identities where contact_id = %s order by created_at", (contact_id,)
    )


def pause_bot(tx: Tx, contact_id: UUID, until: datetime) -> None:
    tx.run(
        "update contacts set bot_paused_until = greatest(bot_paused_until, %s), updated_at = now() where id = %s",
        (until, contact_id),
    )


def set_pause(tx: Tx, contact_id: UUID, until: datetime) -> None:
    """The bot is silent until then, also when it would have been for longer."""
    tx.run("update contacts set bot_paused_until = %s, updated_at = now() where id = %s", (until, contact_id))


def hold_contact(tx: Tx, contact_id: UUID) -> Holding | None:
    """Who has the contact; that does not change until the transaction ends."""
    return tx.row(Holding, "select assigned_to from contacts where id = %s for no key update", (contact_id,))


def hold_member(tx: Tx, user_id: UUID) -> bool:
    """Whether the person is in the team; they stay in it until the transaction ends."""
    return bool(tx.value("select true from memberships where user_id = %s for key share", (user_id,)))


def set_assignee(tx: Tx, contact_id: UUID, user_id: UUID | None) -> None:
    tx.run("update contacts set assigned_to = %s, updated_at = now() where id = %s", (user_id, contact_id))


def set_assignees(tx: Tx, contact_ids: Sequence[UUID], user_id: UUID | None, held_by: UUID | None) -> list[UUID]:
    """Returns those who had another. held_by: only those this member has. Locked in one order, as `set_archived`."""
    return tx.values(
        "with c as (select id from contacts where id = any(%(ids)s) and merged_into is null "
        "and assigned_to is distinct from %(user)s and (%(held_by)s::uuid is null or assigned_to = %(held_by)s) "
        "order by id for no key update) "
        "update contacts set assigned_to = %(user)s, updated_at = now() from c where contacts.id = c.id "
        "returning contacts.id",
        {"ids": list(contact_ids), "user": user_id, "held_by": held_by},
    )


def unassign_all(tx: Tx, user_id: UUID) -> int:
    """Takes every contact from a member, and returns how many they had."""
    return tx.run("update contacts set assigned_to = null, updated_at = now() where assigned_to = %s", (user_id,))


def opt_out(tx: Tx, contact_id: UUID) -> bool:
    """The customer wants no marketing any more; False when they had said so."""
    statement = "update contacts set opted_out_at = now() where id = %s and opted_out_at is null"
    return tx.run(statement, (contact_id,)) > 0


def begin_away(tx: Tx, contact_id: UUID, until: datetime) -> bool:
    """Notes that the contact is told about the closed period that ends then; False when somebody was first."""
    return (
        tx.run(
            "update contacts set away_until = %s where id = %s and coalesce(away_until <= clock_timestamp(), true)",
            (until, contact_id),
        )
        > 0
    )


def set_bot(tx: Tx, contact_id: UUID, *, enabled: bool, paused_until: datetime | None) -> None:
    tx.run(
        "update contacts set bot_enabled = %s, bot_paused_until = %s, updated_at = now() where id = %s",
        (enabled, paused_until, contact_id),
    )
