"""SQL of memberships and invitations."""

from datetime import datetime
from uuid import UUID

from recado.kernel.pages import Key
from recado.platform.db import Tx
from recado.team.model import INVITATION_VALID, Change, Invitation, Joined, Membership, Owner, TokenInvitation

# Members


def lock_team(tx: Tx) -> None:
    """Waits until no other transaction is changing the team. New contacts and messages do not wait."""
    tx.run("select from businesses where id = current_business() for no key update")


def membership(tx: Tx, user_id: UUID) -> Membership | None:
    return tx.row(
        Membership,
        "select user_id, role, takes_turns, away, created_at from memberships where user_id = %s",
        (user_id,),
    )


def memberships(tx: Tx, after: tuple[Key, ...] | None, limit: int) -> list[Membership]:
    """Oldest first."""
    return tx.rows(
        Membership,
        """
        select user_id, role, takes_turns, away, created_at from memberships
        where %(since)s::timestamptz is null or (created_at, user_id) > (%(since)s, %(user)s::uuid)
        order by created_at, user_id limit %(limit)s
        """,
        {"since": after[0] if after else None, "user": after[1] if after else None, "limit": limit},
    )


def some(tx: Tx, user_ids: list[UUID]) -> list[Membership]:
    return tx.rows(
        Membership,
        "select user_id, role, takes_turns, away, created_at from memberships where user_id = any(%s)",
        (user_ids,),
    )


def owners(tx: Tx) -> int:
    return int(tx.value("select count(*) from memberships where role = 'OWNER'"))


def change(tx: Tx, user_id: UUID, new: Change) -> None:
    tx.run(
        "update memberships set takes_turns = coalesce(%s, takes_turns), away = coalesce(%s, away), "
        "role = coalesce(%s, role) where user_id = %s",
        (new.takes_turns, new.away, new.role, user_id),
    )


def remove(tx: Tx, user_id: UUID) -> None:
    tx.run("delete from memberships where user_id = %s", (user_id,))


# Invitations


def insert_invitation(tx: Tx, business_id: UUID, new: Invitation, digest: bytes, key_id: UUID | None) -> bool:
    """`key_id`: the API key it is made with. Returns False when the address has an open invitation; one that has
    expired makes way."""
    tx.run(
        "update invitations set revoked_at = now() where email = %s and expires_at < now() and is_open",
        (new.email,),
    )
    statement = (
        "insert into invitations "
        "(id, business_id, email, role, digest, invited_by, invited_with, created_at, expires_at) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s) "
        "on conflict (business_id, email) where is_open do nothing"
    )
    row = (new.id, business_id, new.email, new.role, digest, new.invited_by, key_id, new.created_at, new.expires_at)
    return tx.run(statement, row) == 1


def invitations(tx: Tx, after: tuple[Key, ...] | None, limit: int) -> list[Invitation]:
    """Those that nobody has accepted or revoked, oldest first."""
    return tx.rows(
        Invitation,
        "select id, email, role, invited_by, created_at, expires_at from invitations "
        "where is_open and (%(after)s::uuid is null or id > %(after)s) order by id limit %(limit)s",
        {"after": after[0] if after else None, "limit": limit},
    )


def hold_invitation(tx: Tx, invitation_id: UUID) -> Invitation | None:
    """An open invitation, which stays so until the transaction ends."""
    return tx.row(
        Invitation,
        "select id, email, role, invited_by, created_at, expires_at from invitations "
        "where id = %s and is_open for no key update",
        (invitation_id,),
    )


def renew_invitation(tx: Tx, invitation_id: UUID, digest: bytes) -> datetime:
    """Another link, and seven more days; the old link stops working."""
    until: datetime = tx.value(
        "update invitations set digest = %s, expires_at = now() + %s where id = %s returning expires_at",
        (digest, INVITATION_VALID, invitation_id),
    )
    return until


def revoke_invitation(tx: Tx, invitation_id: UUID) -> None:
    tx.run("update invitations set revoked_at = now() where id = %s", (invitation_id,))


def revoke_invitations_of(tx: Tx, user_id: UUID, *, only_owners: bool = False) -> list[Invitation]:
    """Revokes the open invitations a person or one of their keys made; or only those that make somebody an owner."""
    return tx.rows(
        Invitation,
        "update invitations i set revoked_at = now() where is_open and (role = 'OWNER' or not %(only_owners)s) "
        "and (invited_by = %(user)s or exists (select from api_keys k where k.id = invited_with "
        "and k.created_by = %(user)s)) "
        "returning id, email, role, invited_by, created_at, expires_at",
        {"user": user_id, "only_owners": only_owners},
    )


# Accepting: for the accounts role


def invitation_by_token(tx: Tx, digest: bytes) -> TokenInvitation | None:
    """The invitation of a link, whether it can still be used or not."""
    return tx.row(TokenInvitation, "select * from invitation_by_token(%s)", (digest,))


def accept(tx: Tx, digest: bytes, user_id: UUID, email: str, audit_id: UUID, request_id: str) -> Joined | None:
    """Makes the person a member, and writes that down; None when the invitation is not open or not for the address."""
    return tx.row(
        Joined, "select * from accept_invitation(%s, %s, %s, %s, %s)", (digest, user_id, email, audit_id, request_id)
    )


# For the worker role


def owner_addresses(tx: Tx, business_id: UUID) -> list[Owner]:
    """The owners of a business whose address is verified."""
    return tx.rows(Owner, "select email, language from owner_addresses(%s)", (business_id,))
