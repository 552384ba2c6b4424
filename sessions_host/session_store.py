"""SQL of one session. Every write is the lease holder's: under an older epoch it changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from recado.platform.db import Tx

_MINE = "instance_id = %(instance)s and epoch = %(epoch)s and lease_until > clock_timestamp()"


@dataclass(frozen=True, slots=True)
class KeyCopy:
    """A session's keys, sealed, as they were at `taken`: nanoseconds of this machine's clock (`pipe.boot_ns`)."""

    sealed: bytes
    taken: int


def hold(tx: Tx, instance_id: UUID, epoch: int) -> bool:
    """Returns whether the lease is held under this epoch; if so nobody can take it before this transaction ends."""
    params = {"instance": instance_id, "epoch": epoch}
    return bool(tx.value(f"select true from web_sessions where {_MINE} for share", params))  # noqa: S608  only names of ours


def set_state(tx: Tx, instance_id: UUID, epoch: int, state: str, reason: str | None) -> bool:
    """Returns False when nothing changed: it stood so already, or the lease is another's."""
    statement: LiteralString = (
        "update web_sessions set state_at = case when state = %(state)s then state_at else now() end, "
        "online_since = case when %(state)s = 'online' then coalesce(online_since, now()) end, "
        "first_online_at = coalesce(first_online_at, case when %(state)s = 'online' then now() end), "
        "qr_sealed = case when %(state)s = 'pairing' then qr_sealed end, "
        "qr_until = case when %(state)s = 'pairing' then qr_until end, "
        "pairing_code_sealed = case when %(state)s = 'pairing' then pairing_code_sealed end, "
        "state = %(state)s, state_reason = %(reason)s "
        "where instance_id = %(instance)s and epoch = %(epoch)s and lease_until > clock_timestamp() "
        "and (state, coalesce(state_reason, '')) is distinct from (%(state)s, coalesce(%(reason)s, ''))"
    )
    return tx.run(statement, {"instance": instance_id, "epoch": epoch, "state": state, "reason": reason}) > 0


_SETTING: dict[str, LiteralString] = {
    "wanted": "wanted = %(wanted)s",
    "jid": "jid = %(jid)s",
    "lid": "lid = %(lid)s",
    "qr_sealed": "qr_sealed = %(qr_sealed)s",
    "qr_until": "qr_until = %(qr_until)s",
    "pairing_phone_sealed": "pairing_phone_sealed = %(pairing_phone_sealed)s",
    "pairing_code_sealed": "pairing_code_sealed = %(pairing_code_sealed)s",
    "restarts": "restarts = %(restarts)s",
    "next_start_at": "next_start_at = %(next_start_at)s",
    "online_since": "online_since = %(online_since)s",
    "first_online_at": "first_online_at = %(first_online_at)s",
    "sends_paused_until": "sends_paused_until = %(sends_paused_until)s",
    "command": "command = %(command)s",
    "command_at": "command_at = %(command_at)s",
}


def set_fields(tx: Tx, instance_id: UUID, epoch: int, **values: Any) -> bool:
    """Sets columns of the session by name. False when the lease is another's. KeyError for a column it may not set."""
    columns = ", ".join([_SETTING[name] for name in values])
    params = {"instance": instance_id, "epoch": epoch, **values}
    return tx.run(f"update web_sessions set {columns} where {_MINE}", params) > 0  # noqa: S608  only names of ours


def plan_start(tx: Tx, instance_id: UUID, epoch: int, restarts: int, seconds: float) -> None:
    """Not to be started for `seconds`, by whichever host."""
    tx.run(
        "update web_sessions set restarts = %(restarts)s, "
        "next_start_at = clock_timestamp() + make_interval(secs => %(seconds)s) "
        "where instance_id = %(instance)s and epoch = %(epoch)s and lease_until > clock_timestamp()",
        {"instance": instance_id, "epoch": epoch, "restarts": restarts, "seconds": seconds},
    )


def pairing_phone(tx: Tx, instance_id: UUID) -> bytes | None:
    """Returns the sealed number whose owner asked for a code in place of a QR."""
    return tx.value(bytes, "select pairing_phone_sealed from web_sessions where instance_id = %s", (instance_id,))


def own_addresses(tx: Tx, instance_id: UUID) -> tuple[str, str | None]:
    """Returns the account's own address by phone, and by hidden id if that is known."""
    rows = tx.dicts("select jid, lid from web_sessions where instance_id = %s", (instance_id,))
    return (rows[0]["jid"] or "", rows[0]["lid"]) if rows else ("", None)


def keys(tx: Tx, instance_id: UUID) -> bytes | None:
    return tx.value(bytes, "select keys_sealed from web_session_keys where instance_id = %s", (instance_id,))


def save_keys(tx: Tx, business_id: UUID, instance_id: UUID, epoch: int, copy: KeyCopy) -> bool:
    """Returns False when what is stored is newer: a later owner's, or a copy this one took later."""
    statement: LiteralString = (
        "insert into web_session_keys as k (instance_id, business_id, epoch, taken, keys_sealed) "
        "select %(instance)s, %(business)s, %(epoch)s, %(taken)s, %(sealed)s "
        "where exists (select from web_sessions s "
        "where s.instance_id = %(instance)s and s.epoch = %(epoch)s for share) "
        "on conflict (instance_id) do update set epoch = excluded.epoch, taken = excluded.taken, "
        "keys_sealed = excluded.keys_sealed, saved_at = now() "
        "where (k.epoch, k.taken) <= (excluded.epoch, excluded.taken)"
    )
    params = {"instance": instance_id, "business": business_id, "epoch": epoch}
    return tx.run(statement, params | {"taken": copy.taken, "sealed": copy.sealed}) > 0


def drop_keys(tx: Tx, instance_id: UUID, epoch: int) -> None:
    """The account unlinked us: the keys open nothing any more."""
    tx.run("delete from web_session_keys where instance_id = %s and epoch <= %s", (instance_id, epoch))


def paused_until(tx: Tx, instance_id: UUID) -> datetime | None:
    return tx.value(
        datetime,
        "select sends_paused_until from web_sessions where instance_id = %s and sends_paused_until > now()",
        (instance_id,),
    )


def age_days(tx: Tx, instance_id: UUID) -> float:
    """Returns days since the session was first online; 0 when it never was."""
    statement: LiteralString = (
        "select coalesce(extract(epoch from now() - first_online_at), 0)::float / 86400 from web_sessions "
        "where instance_id = %s"
    )
    return float(tx.value(statement, (instance_id,)) or 0)
