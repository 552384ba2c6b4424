"""SQL of WhatsApp Web sessions as their business sees and directs them. The host that holds one writes the rest."""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from recado.instances.model import SessionState
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session's row. held: a host has it now. has_keys: it is linked to a phone. Sealed values as `seal_place`."""

    instance_id: UUID
    state: SessionState
    state_reason: str | None
    state_at: datetime
    jid: str | None
    qr_sealed: bytes | None
    qr_until: datetime | None
    pairing_code_sealed: bytes | None
    command: str | None
    held: bool
    has_keys: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """A session that came to an end by itself. state_at names the occurrence."""

    business_id: UUID
    instance_id: UUID
    name: str
    state: SessionState
    state_at: datetime


_SESSION: LiteralString = (
    "select s.instance_id, s.state, s.state_reason, s.state_at, s.jid, s.qr_sealed, s.qr_until, "
    "s.pairing_code_sealed, s.command, "
    "coalesce(s.lease_until > clock_timestamp(), false) as held, "
    "exists (select from web_session_keys k where k.instance_id = s.instance_id) as has_keys "
    "from web_sessions s where s.instance_id = %s "
)


def insert(tx: Tx, business_id: UUID, instance_id: UUID) -> None:
    """Nothing runs before somebody connects it."""
    tx.run(
        "insert into web_sessions (instance_id, business_id, wanted) values (%s, %s, 'stopped')",
        (instance_id, business_id),
    )


def session(tx: Tx, instance_id: UUID, *, lock: bool = False) -> StoredSession | None:
    return tx.row(
        StoredSession,
        _SESSION + ("for update of s" if lock else ""),
        (instance_id,),
    )


def pair(tx: Tx, instance_id: UUID, phone_sealed: bytes | None, *, anew: bool) -> None:
    """To be linked, by a code when there is a phone. anew: whoever pairs it now has to begin again."""
    tx.run(
        "update web_sessions set wanted = 'running', state = 'pairing', state_reason = null, state_at = now(), "
        "qr_sealed = null, qr_until = null, pairing_code_sealed = null, pairing_phone_sealed = %s, jid = null, "
        "lid = null, restarts = 0, next_start_at = null, command = %s, command_at = now() where instance_id = %s",
        (phone_sealed, "restart" if anew else None, instance_id),
    )


def restart(tx: Tx, instance_id: UUID) -> None:
    """To be begun anew with its keys, at once."""
    tx.run(
        "update web_sessions set wanted = 'running', state = 'connecting', state_reason = null, state_at = now(), "
        "restarts = 0, next_start_at = null, command = 'restart', command_at = now() where instance_id = %s",
        (instance_id,),
    )


def log_out(tx: Tx, instance_id: UUID) -> None:
    """To be unlinked from the phone, and not to run again."""
    tx.run(
        "update web_sessions set wanted = 'stopped', command = 'logout', command_at = now(), next_start_at = null "
        "where instance_id = %s",
        (instance_id,),
    )


def stop(tx: Tx, instance_id: UUID) -> None:
    """Not to be paired any further."""
    tx.run(
        "update web_sessions set wanted = 'stopped', state = 'stopped', state_reason = null, state_at = now(), "
        "qr_sealed = null, qr_until = null, pairing_code_sealed = null, pairing_phone_sealed = null, command = null "
        "where instance_id = %s",
        (instance_id,),
    )


def delete(tx: Tx, instance_id: UUID) -> None:
    tx.run("delete from web_sessions where instance_id = %s", (instance_id,))


def claim_ended(tx: Tx, limit: int, seconds: float) -> list[Ended]:
    """For the worker role: sessions whose end the owners are to be told."""
    return tx.rows(Ended, "select * from claim_ended_sessions(%s, make_interval(secs => %s))", (limit, seconds))


def set_owners_told(tx: Tx, ended: Ended) -> None:
    tx.run(
        "update web_sessions set told_for = %s where instance_id = %s and state_at = %s",
        (ended.state_at, ended.instance_id, ended.state_at),
    )


def keys_seal(tx: Tx, instance_id: UUID) -> bytes | None:
    """Returns the session's keys, sealed."""
    return tx.value(bytes, "select keys_sealed from web_session_keys where instance_id = %s", (instance_id,))


def replace_keys_seal(tx: Tx, instance_id: UUID, old: bytes, new: bytes) -> bool:
    """The same keys, sealed anew; False when newer ones were saved meanwhile."""
    statement = "update web_session_keys set keys_sealed = %s where instance_id = %s and keys_sealed = %s"
    return tx.run(statement, (new, instance_id, old)) > 0


def pairing_phone_seal(tx: Tx, instance_id: UUID) -> bytes | None:
    """Returns the phone that waits to be sent a code, sealed."""
    statement = "select pairing_phone_sealed from web_sessions where instance_id = %s"
    return tx.value(bytes, statement, (instance_id,))


def replace_pairing_phone_seal(tx: Tx, instance_id: UUID, old: bytes, new: bytes) -> bool:
    """The same phone, sealed anew; False when it was changed meanwhile."""
    statement = "update web_sessions set pairing_phone_sealed = %s where instance_id = %s and pairing_phone_sealed = %s"
    return tx.run(statement, (new, instance_id, old)) > 0
