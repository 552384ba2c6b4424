"""SQL of the second factor, for the accounts role."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Factor:
    """A person's authenticator. last_step: the time step of the last code accepted."""

    secret_sealed: bytes
    last_step: int
    confirmed_at: datetime | None


def factor(tx: Tx, user_id: UUID) -> Factor | None:
    return tx.row(
        Factor, "select secret_sealed, last_step, confirmed_at from second_factors where user_id = %s", (user_id,)
    )


def sealed_otherwise(tx: Tx, prefix: bytes, after: UUID, limit: int) -> list[tuple[UUID, bytes]]:
    """People, in order of their ids after `after`, whose secret does not begin with `prefix`, and the secret."""
    rows = tx.dicts(
        "select user_id, secret_sealed from second_factors where user_id > %s "
        "and substring(secret_sealed from 1 for length(%s)) <> %s order by user_id limit %s",
        (after, prefix, prefix, limit),
    )
    return [(row["user_id"], row["secret_sealed"]) for row in rows]


def replace_seal(tx: Tx, user_id: UUID, old: bytes, new: bytes) -> bool:
    """False when the secret has changed meanwhile."""
    statement = "update second_factors set secret_sealed = %s where user_id = %s and secret_sealed = %s"
    return tx.run(statement, (new, user_id, old)) == 1


def is_on(tx: Tx, user_id: UUID) -> bool:
    """Whether this person is asked for a second factor."""
    statement = "select true from second_factors where user_id = %s and confirmed_at is not null"
    return bool(tx.value(statement, (user_id,)))


def begin(tx: Tx, user_id: UUID, secret_sealed: bytes) -> bool:
    """Keeps a secret that is yet to be confirmed, in place of an earlier one. False when one is on."""
    statement = (
        "insert into second_factors (user_id, secret_sealed) values (%s, %s) on conflict (user_id) do update set "
        "secret_sealed = excluded.secret_sealed, created_at = now() where second_factors.confirmed_at is null"
    )
    return tx.run(statement, (user_id, secret_sealed)) == 1


def confirm(tx: Tx, user_id: UUID, secret_sealed: bytes, step: int) -> bool:
    """Switches it on; False when somebody else did, or began anew."""
    statement = (
        "update second_factors set confirmed_at = now(), last_step = %s "
        "where user_id = %s and secret_sealed = %s and confirmed_at is null"
    )
    return tx.run(statement, (step, user_id, secret_sealed)) == 1


def use_step(tx: Tx, user_id: UUID, step: int) -> bool:
    """Uses up the code of this time step and all before it; False for everybody but the first who asks."""
    statement = (
        "update second_factors set last_step = %(step)s "
        "where user_id = %(user)s and confirmed_at is not null and last_step < %(step)s"
    )
    return tx.run(statement, {"step": step, "user": user_id}) == 1


def delete(tx: Tx, user_id: UUID) -> bool:
    """Together with its recovery codes. Returns False when there was none."""
    return tx.run("delete from second_factors where user_id = %s", (user_id,)) == 1


def replace_recovery_codes(tx: Tx, user_id: UUID, digests: list[bytes]) -> None:
    tx.run("delete from recovery_codes where user_id = %s", (user_id,))
    tx.run("insert into recovery_codes (user_id, digest) select %s, unnest(%s::bytea[])", (user_id, digests))


def use_recovery_code(tx: Tx, user_id: UUID, code_digest: bytes) -> bool:
    """True once for each code."""
    statement = "update recovery_codes set used_at = now() where user_id = %s and digest = %s and used_at is null"
    return tx.run(statement, (user_id, code_digest)) == 1


def recovery_codes_left(tx: Tx, user_id: UUID) -> int:
    left: int = tx.value("select count(*) from recovery_codes where user_id = %s and used_at is null", (user_id,))
    return left
