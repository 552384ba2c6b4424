"""SQL of devices that ring, for the accounts role."""

from uuid import UUID

from recado.alerts.model import Device, ReachedDevice
from recado.platform.db import Tx

MOST_OF_ONE_PERSON = 20


def put(
    tx: Tx, device_id: UUID, user_id: UUID, session_id: UUID, digest: bytes, sealed: bytes, name: str
) -> Device | None:
    """Keeps a device, in place of what its address was kept as before. None when the person has too many."""
    tx.run("delete from push_devices where endpoint_digest = %s", (digest,))
    return tx.row(
        Device,
        "insert into push_devices (id, user_id, session_id, endpoint_digest, subscription_sealed, name) "
        "select %(id)s, %(user)s, %(session)s, %(digest)s, %(sealed)s, %(name)s "
        "where (select count(*) from push_devices where user_id = %(user)s) < %(most)s "
        "on conflict (endpoint_digest) do nothing returning id, session_id, name, created_at, rung_at",
        {
            "id": device_id,
            "user": user_id,
            "session": session_id,
            "digest": digest,
            "sealed": sealed,
            "name": name,
            "most": MOST_OF_ONE_PERSON,
        },
    )


def devices_of(tx: Tx, user_id: UUID) -> list[Device]:
    """The newest first; of sessions that are over none."""
    return tx.rows(
        Device,
        "select d.id, d.session_id, d.name, d.created_at, d.rung_at from push_devices d "
        "join sessions s on s.id = d.session_id where d.user_id = %s and s.revoked_at is null and s.expires_at > now() "
        "order by d.created_at desc, d.id",
        (user_id,),
    )


def is_of(tx: Tx, user_id: UUID, device_id: UUID) -> bool:
    return bool(tx.value("select true from push_devices where id = %s and user_id = %s", (device_id, user_id)))


def remove(tx: Tx, user_id: UUID, device_id: UUID) -> bool:
    """False when the person has no such device."""
    return tx.run("delete from push_devices where id = %s and user_id = %s", (device_id, user_id)) == 1


def forget(tx: Tx, device_id: UUID) -> None:
    tx.run("delete from push_devices where id = %s", (device_id,))


def set_rung(tx: Tx, device_id: UUID) -> None:
    tx.run("update push_devices set rung_at = now() where id = %s", (device_id,))


def ids_of(tx: Tx, user_ids: list[UUID]) -> list[UUID]:
    """The devices of these people whose log-in sessions go on."""
    return tx.values(
        UUID,
        "select d.id from push_devices d join sessions s on s.id = d.session_id "
        "where d.user_id = any(%s) and s.revoked_at is null and s.expires_at > now()",
        (user_ids,),
    )


def reached(tx: Tx, device_id: UUID) -> ReachedDevice | None:
    """None when the device is gone or its log-in session is over."""
    return tx.row(
        ReachedDevice,
        "select d.id, d.subscription_sealed, u.language from push_devices d join sessions s on s.id = d.session_id "
        "join users u on u.id = d.user_id where d.id = %s and s.revoked_at is null and s.expires_at > now()",
        (device_id,),
    )


def sealed_otherwise(tx: Tx, prefix: bytes, after: UUID, limit: int) -> list[tuple[UUID, bytes]]:
    """Devices, in order of their ids after `after`, whose subscription does not begin with `prefix`, and that."""
    rows = tx.dicts(
        "select id, subscription_sealed from push_devices where id > %s "
        "and substring(subscription_sealed from 1 for length(%s)) <> %s order by id limit %s",
        (after, prefix, prefix, limit),
    )
    return [(row["id"], row["subscription_sealed"]) for row in rows]


def replace_seal(tx: Tx, device_id: UUID, old: bytes, new: bytes) -> bool:
    """False when it has changed meanwhile."""
    statement = "update push_devices set subscription_sealed = %s where id = %s and subscription_sealed = %s"
    return tx.run(statement, (new, device_id, old)) == 1
