"""SQL of changes of e-mail addresses, for the accounts role."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class EmailChange:
    """A change that waits to be confirmed, or can be undone."""

    user_id: UUID
    session_id: UUID
    old_email: str
    new_email: str
    created_at: datetime


def lock_addresses(tx: Tx, *emails: str) -> None:
    """Waits until no other transaction gives one of these addresses to somebody, or takes it from them."""
    for email in sorted(set(emails)):
        tx.run("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (email,))


def is_taken(tx: Tx, email: str, but: UUID | None = None) -> bool:
    """Whether it is the address of somebody (`but` this person), or was until lately, so that they may return to it."""
    statement = (
        "select exists (select from users where email = %(email)s and id is distinct from %(but)s) or exists "
        "(select from email_changes where old_email = %(email)s and confirmed_at is not null and until > now() "
        "and user_id is distinct from %(but)s)"
    )
    return bool(tx.value(statement, {"email": email, "but": but}))


def addresses(tx: Tx, user_id: UUID) -> list[str]:
    """The person's address, and those they had until lately and were verified."""
    return tx.values(
        "select email from users where id = %(user)s union select old_email from email_changes "
        "where user_id = %(user)s and confirmed_at is not null and until > now()",
        {"user": user_id},
    )


def pending(tx: Tx, user_id: UUID) -> str | None:
    """The address that waits to be confirmed."""
    return tx.value(
        str,
        "select new_email from email_changes where user_id = %s and confirmed_at is null and until > now()",
        (user_id,),
    )


def insert(tx: Tx, digest: bytes, change: EmailChange, valid: timedelta) -> None:
    """Adds one that waits, in place of those that did."""
    forget_pending(tx, change.user_id)
    tx.run(
        "insert into email_changes (digest, user_id, session_id, old_email, new_email, created_at, until) "
        "values (%s, %s, %s, %s, %s, %s, now() + %s)",
        (digest, change.user_id, change.session_id, change.old_email, change.new_email, change.created_at, valid),
    )


def forget_pending(tx: Tx, user_id: UUID) -> bool:
    """Returns False when none waits."""
    return tx.run("delete from email_changes where user_id = %s and confirmed_at is null", (user_id,)) > 0


def find(tx: Tx, digest: bytes, *, confirmed: bool) -> EmailChange | None:
    """The change a link is for, which stays so until the transaction ends."""
    return tx.row(
        EmailChange,
        "select user_id, session_id, old_email, new_email, created_at from email_changes "
        "where digest = %s and until > now() and (confirmed_at is not null) = %s for update",
        (digest, confirmed),
    )


def set_email(tx: Tx, user_id: UUID, email: str) -> None:
    """Gives the person another address, verified from now on."""
    tx.run("update users set email = %s, email_verified_at = now() where id = %s", (email, user_id))


def set_undoable(tx: Tx, digest: bytes, undo_digest: bytes, valid: timedelta) -> None:
    """The change took effect, and can be undone by another link."""
    tx.run(
        "update email_changes set digest = %s, confirmed_at = now(), until = now() + %s where digest = %s",
        (undo_digest, valid, digest),
    )


def forget(tx: Tx, digest: bytes) -> None:
    tx.run("delete from email_changes where digest = %s", (digest,))


def forget_since(tx: Tx, user_id: UUID, moment: datetime) -> None:
    """Removes the person's changes from this one on."""
    tx.run("delete from email_changes where user_id = %s and created_at >= %s", (user_id, moment))


def forget_lapsed(tx: Tx, limit: int) -> None:
    """For the worker role."""
    tx.run("select forget_email_changes(%s)", (limit,))
