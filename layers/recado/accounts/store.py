"""SQL of people, sessions and one-time tokens, for the accounts role."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.accounts import email_change_store
from recado.accounts.model import (
    NETWORK_KNOWN,
    PACE_WINDOW,
    SESSION_VALID,
    Belonging,
    Identity,
    Language,
    Purpose,
    Role,
    SessionInfo,
    User,
)
from recado.businesses.store import NewBusiness
from recado.platform.db import Tx

# Admission: who is asking, and their request counted


@dataclass(frozen=True, slots=True)
class Admitted:
    """A person with a session. role: in the business they named; None when they do not belong to it."""

    email_verified: bool
    super_admin: bool
    second_factor: bool
    role: Role | None
    sees_all: bool
    in_service: bool
    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class AdmittedKey:
    """An API key."""

    id: UUID
    business_id: UUID
    scopes: list[str]
    in_service: bool
    requests: int
    seconds: float


def admit_person(tx: Tx, identity: Identity, caller: bytes) -> Admitted | None:
    """None when the session is over."""
    return tx.row(
        Admitted,
        "select * from admit_person(%s, %s, %s, %s, %s)",
        (identity.user_id, identity.session_id, identity.business_id, caller, PACE_WINDOW),
    )


def admit_key(tx: Tx, key_digest: bytes) -> AdmittedKey | None:
    """None when there is no such key, or not any more."""
    return tx.row(AdmittedKey, "select * from admit_key(%s, %s)", (key_digest, PACE_WINDOW))


def count_request(tx: Tx, caller: bytes) -> tuple[int, float]:
    """Requests of this caller in the current window, this one included, and the seconds it still lasts."""
    (row,) = tx.dicts("select requests, seconds from count_request(%s, %s)", (caller, PACE_WINDOW))
    return row["requests"], row["seconds"]


# People


def insert_user(tx: Tx, user: User, terms_version: str) -> bool:
    """Adds somebody who accepts these terms.

    False when the address is taken, or was somebody's until lately (`email_change_store`).
    """
    email_change_store.lock_addresses(tx, user.email)
    if email_change_store.is_taken(tx, user.email):
        return False
    statement = (
        "insert into users (id, email, name, language, password_hash, terms_version, terms_accepted_at) "
        "values (%s, %s, %s, %s, %s, %s, now()) "
        "on conflict (email) do nothing"
    )
    return tx.run(statement, (user.id, user.email, user.name, user.language, user.password_hash, terms_version)) == 1


def user_by_email(tx: Tx, email: str) -> User | None:
    return tx.row(
        User,
        "select id, email, name, language, password_hash, email_verified_at, avatar from users where email = %s",
        (email,),
    )


def user(tx: Tx, user_id: UUID) -> User | None:
    return tx.row(
        User,
        "select id, email, name, language, password_hash, email_verified_at, avatar from users where id = %s",
        (user_id,),
    )


def lock_user(tx: Tx, user_id: UUID) -> None:
    """Waits until no other transaction changes this person."""
    tx.run("select from users where id = %s for update", (user_id,))


def users(tx: Tx, ids: list[UUID]) -> list[User]:
    """Those of them that there are, in no order."""
    return tx.rows(
        User,
        "select id, email, name, language, password_hash, email_verified_at, avatar from users where id = any(%s)",
        (ids,),
    )


def mark_verified(tx: Tx, user_id: UUID) -> bool:
    """Returns False when it was verified before."""
    statement = "update users set email_verified_at = now() where id = %s and email_verified_at is null"
    return tx.run(statement, (user_id,)) == 1


def set_password_hash(tx: Tx, user_id: UUID, password_hash: str) -> None:
    tx.run("update users set password_hash = %s where id = %s", (password_hash, user_id))


def replace_password_hash(tx: Tx, user_id: UUID, old: str, new: str) -> bool:
    """False when the password is no longer the one that was checked."""
    return tx.run("update users set password_hash = %s where id = %s and password_hash = %s", (new, user_id, old)) == 1


def password_unchanged(tx: Tx, user_id: UUID, password_hash: str) -> bool:
    """Whether this is still the password, which then cannot change before the transaction is over."""
    statement = "select true from users where id = %s and password_hash = %s for share"
    return bool(tx.value(statement, (user_id, password_hash)))


def change_user(tx: Tx, user_id: UUID, name: str | None, language: Language | None) -> None:
    """Sets what is not None."""
    tx.run(
        "update users set name = coalesce(%s, name), language = coalesce(%s, language) where id = %s",
        (name, language, user_id),
    )


def set_avatar(tx: Tx, user_id: UUID, token: str | None) -> None:
    tx.run("update users set avatar = %s where id = %s", (token, user_id))


def terms_version(tx: Tx, user_id: UUID) -> str | None:
    """The terms the person accepted last."""
    return tx.value(str, "select terms_version from users where id = %s", (user_id,))


def accept_terms(tx: Tx, user_id: UUID, version: str) -> bool:
    """Returns False when they had accepted these."""
    statement = (
        "update users set terms_version = %(version)s, terms_accepted_at = now() "
        "where id = %(user)s and terms_version is distinct from %(version)s"
    )
    return tx.run(statement, {"version": version, "user": user_id}) == 1


def names(tx: Tx, ids: list[UUID]) -> dict[UUID, str]:
    rows = tx.dicts("select id, name from users where id = any(%s)", (ids,))
    return {row["id"]: row["name"] for row in rows}


def set_super_admin(tx: Tx, email: str, granted: bool) -> UUID | None:
    """The person; None when nobody has this address."""
    return tx.value(UUID, "update users set super_admin = %s where email = %s returning id", (granted, email))


def super_admins(tx: Tx) -> list[str]:
    return tx.values("select email from users where super_admin order by email")


def found_business(tx: Tx, business_id: UUID, owner: UUID, new: NewBusiness, trial_ends_at: datetime) -> None:
    """A new business with its first owner."""
    tx.run(
        "select found_business(%s, %s, %s, %s, %s, %s, %s, %s)",
        (business_id, owner, new.name, new.timezone, new.language, new.currency, new.objective, trial_ends_at),
    )


def belongings(tx: Tx, user_id: UUID) -> list[Belonging]:
    """The person's businesses, oldest first."""
    return tx.rows(Belonging, "select * from businesses_of(%s)", (user_id,))


# Sessions


@dataclass(frozen=True, slots=True)
class RefreshState:
    """A refresh token that is still good for something."""

    session_id: UUID
    used: bool


def insert_session(tx: Tx, session_id: UUID, user_id: UUID, chosen: UUID | None, second_factor: bool) -> None:
    """Opens a session, and forgets those of the person that are long over."""
    tx.run("delete from sessions where user_id = %s and expires_at < now()", (user_id,))
    tx.run(
        "insert into sessions (id, user_id, chosen_business, second_factor, expires_at) "
        "values (%s, %s, %s, %s, now() + %s)",
        (session_id, user_id, chosen, second_factor, SESSION_VALID),
    )


def mark_second_factor(tx: Tx, session_id: UUID) -> None:
    """The person has brought a code in this session."""
    tx.run("update sessions set second_factor = true where id = %s", (session_id,))


def insert_refresh(tx: Tx, session_id: UUID, token_digest: bytes) -> None:
    tx.run("insert into refresh_tokens (digest, session_id) values (%s, %s)", (token_digest, session_id))


def use_refresh(tx: Tx, token_digest: bytes) -> UUID | None:
    """The token's session, for the first who asks; None for everybody after, however close they came."""
    return tx.value(
        UUID,
        "update refresh_tokens set used_at = now() where digest = %s and used_at is null returning session_id",
        (token_digest,),
    )


def refresh_state(tx: Tx, token_digest: bytes, repeatable: timedelta) -> RefreshState | None:
    """A token that was not used, or within `repeatable`; None for any other."""
    return tx.row(
        RefreshState,
        "select session_id, used_at is not null as used from refresh_tokens "
        "where digest = %s and (used_at is null or used_at > clock_timestamp() - %s)",
        (token_digest, repeatable),
    )


def session_of_refresh(tx: Tx, token_digest: bytes) -> UUID | None:
    return tx.value(UUID, "select session_id from refresh_tokens where digest = %s", (token_digest,))


def prolong_session(tx: Tx, session_id: UUID) -> tuple[UUID, UUID | None] | None:
    """Person and chosen business of a session that is still good, with its end moved away; None when it is over."""
    rows = tx.dicts(
        "update sessions set expires_at = now() + %s where id = %s and revoked_at is null and expires_at > now() "
        "returning user_id, chosen_business",
        (SESSION_VALID, session_id),
    )
    tx.run(
        "delete from refresh_tokens where session_id = %s and used_at < now() - %s::interval",
        (session_id, SESSION_VALID),
    )
    return (rows[0]["user_id"], rows[0]["chosen_business"]) if rows else None


def choose_business(tx: Tx, session_id: UUID, user_id: UUID, business_id: UUID) -> bool:
    """False when the session is over."""
    statement = (
        "update sessions set chosen_business = %s where id = %s and user_id = %s and revoked_at is null "
        "and expires_at > now()"
    )
    return tx.run(statement, (business_id, session_id, user_id)) == 1


def revoke_session(tx: Tx, session_id: UUID, reason: str) -> None:
    tx.run(
        "update sessions set revoked_at = now(), revoked_reason = %s where id = %s and revoked_at is null",
        (reason, session_id),
    )


def revoke_sessions(tx: Tx, user_id: UUID, reason: str, but: UUID | None = None) -> None:
    """Ends every session of a person, or all but one."""
    tx.run(
        "update sessions set revoked_at = now(), revoked_reason = %s "
        "where user_id = %s and revoked_at is null and id is distinct from %s",
        (reason, user_id, but),
    )


def sessions_of(tx: Tx, user_id: UUID) -> list[SessionInfo]:
    """The person's sessions that are not over, the one used last first."""
    return tx.rows(
        SessionInfo,
        "select id, created_at, last_used_at, expires_at from sessions s, lateral "
        "(select max(issued_at) as last_used_at from refresh_tokens t where t.session_id = s.id) used "
        "where user_id = %s and revoked_at is null and expires_at > now() order by last_used_at desc, id desc",
        (user_id,),
    )


def end_session(tx: Tx, user_id: UUID, session_id: UUID) -> bool:
    """False when it is another's or over."""
    statement = (
        "update sessions set revoked_at = now(), revoked_reason = 'ended' "
        "where id = %s and user_id = %s and revoked_at is null and expires_at > now()"
    )
    return tx.run(statement, (session_id, user_id)) == 1


# Networks a person has logged in from


def remember_network(tx: Tx, user_id: UUID, network_digest: bytes) -> None:
    """Notes a log-in from this network, and forgets those not used for long."""
    tx.run(
        "insert into known_networks (user_id, network) values (%s, %s) "
        "on conflict (user_id, network) do update set last_used_at = now()",
        (user_id, network_digest),
    )
    tx.run("delete from known_networks where user_id = %s and last_used_at < now() - %s", (user_id, NETWORK_KNOWN))


def is_network_known(tx: Tx, user_id: UUID, network_digest: bytes) -> bool:
    statement = "select true from known_networks where user_id = %s and network = %s and last_used_at > now() - %s"
    return bool(tx.value(statement, (user_id, network_digest, NETWORK_KNOWN)))


# One-time tokens


def insert_mail_token(tx: Tx, user_id: UUID, purpose: Purpose, token_digest: bytes, expires_at: datetime) -> None:
    """Adds a token, and forgets those of the same purpose that nobody can use any more."""
    tx.run("delete from mail_tokens where user_id = %s and purpose = %s and expires_at < now()", (user_id, purpose))
    tx.run(
        "insert into mail_tokens (digest, user_id, purpose, expires_at) values (%s, %s, %s, %s)",
        (token_digest, user_id, purpose, expires_at),
    )


def user_of_mail_token(tx: Tx, purpose: Purpose, token_digest: bytes) -> User | None:
    """The person of a token that is still good."""
    return tx.row(
        User,
        "select u.id, u.email, u.name, u.language, u.password_hash, u.email_verified_at, u.avatar "
        "from mail_tokens t join users u on u.id = t.user_id "
        "where t.digest = %s and t.purpose = %s and t.used_at is null and t.expires_at > now()",
        (token_digest, purpose),
    )


def use_mail_token(tx: Tx, purpose: Purpose, token_digest: bytes) -> UUID | None:
    """The token's person, once."""
    return tx.value(
        UUID,
        "update mail_tokens set used_at = now() where digest = %s and purpose = %s and used_at is null "
        "and expires_at > now() returning user_id",
        (token_digest, purpose),
    )


def use_up_mail_tokens(tx: Tx, user_id: UUID, purpose: Purpose) -> None:
    """Every other link of this purpose stops working."""
    tx.run(
        "update mail_tokens set used_at = now() where user_id = %s and purpose = %s and used_at is null",
        (user_id, purpose),
    )
