"""SQL of API keys, inside a tenant."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.accounts.model import Role
from recado.activity.model import Actor
from recado.kernel.pages import Key
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key, without its secret. created_by: the person, while they have an account."""

    id: UUID
    name: str
    prefix: str
    scopes: list[str]
    created_by: UUID | None
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


def insert(
    tx: Tx,
    actor: Actor,
    key_id: UUID,
    name: str,
    key_digest: bytes,
    prefix: str,
    scopes: list[str],
    expires_at: datetime | None,
) -> ApiKey:
    made = tx.row(
        ApiKey,
        "insert into api_keys (id, business_id, name, digest, prefix, scopes, created_by, expires_at) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s) "
        "returning id, name, prefix, scopes, created_by, created_at, last_used_at, expires_at, revoked_at",
        (key_id, actor.business_id, name, key_digest, prefix, scopes, actor.id, expires_at),
    )
    if made is None:
        raise LookupError("an insert answers its row")
    return made


def keys(tx: Tx, after: Key, limit: int) -> list[ApiKey]:
    """Newest first."""
    return tx.rows(
        ApiKey,
        "select id, name, prefix, scopes, created_by, created_at, last_used_at, expires_at, revoked_at from api_keys "
        "where %(after)s::uuid is null or id < %(after)s order by id desc limit %(limit)s",
        {"after": after, "limit": limit},
    )


def key(tx: Tx, key_id: UUID) -> ApiKey | None:
    return tx.row(
        ApiKey,
        "select id, name, prefix, scopes, created_by, created_at, last_used_at, expires_at, revoked_at from api_keys "
        "where id = %s",
        (key_id,),
    )


def names(tx: Tx, ids: list[UUID]) -> dict[UUID, str]:
    rows = tx.dicts("select id, name from api_keys where id = any(%s)", (ids,))
    return {row["id"]: row["name"] for row in rows}


def count_usable(tx: Tx) -> int:
    """Keys that are neither revoked nor expired. One who asks waits for others who ask in the same business, so that
    two at once do not both find room for the last."""
    tx.run("select from businesses where id = current_business() for update")
    usable: int = tx.value(
        "select count(*) from api_keys where revoked_at is null and (expires_at is null or expires_at > now())"
    )
    return usable


def maker_role(tx: Tx, user_id: UUID) -> Role | None:
    """A member's role, as of now. Keys wait for a change of the team, and a change of the team for keys: both hold the
    business's row."""
    role: Role | None = tx.value("select role from memberships where user_id = %s", (user_id,))
    return role


def is_usable(tx: Tx, key_id: UUID) -> bool:
    """Whether a key is neither revoked nor expired."""
    statement = (
        "select true from api_keys where id = %s and revoked_at is null and (expires_at is null or expires_at > now())"
    )
    return bool(tx.value(statement, (key_id,)))


def revoke_made_by(tx: Tx, user_id: UUID) -> dict[UUID, str]:
    """Revokes every key a person made. Returns their names by id."""
    rows = tx.dicts(
        "update api_keys set revoked_at = now() where created_by = %s and revoked_at is null returning id, name",
        (user_id,),
    )
    return {row["id"]: row["name"] for row in rows}


def revoke(tx: Tx, key_id: UUID) -> str | None:
    """The key's name; None when it is unknown or revoked already."""
    return tx.value(
        str, "update api_keys set revoked_at = now() where id = %s and revoked_at is null returning name", (key_id,)
    )
