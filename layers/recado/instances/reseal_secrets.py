"""Sealing every stored secret anew with the newest master key, so that an old one can be taken out of the ring."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from recado.instances import app_store, connect, number_store, publish_routes, routes, session_store
from recado.instances import store as instance_store
from recado.instances.web_sessions import seal_place
from recado.platform import crypto
from recado.platform.crypto import SealBroken
from recado.platform.db import Tx, database

BATCH = 100
_FIRST = UUID(int=0)


@dataclass(slots=True)
class Resealed:
    """How far it got, in rows. broken: those no key in the ring opens."""

    done: int = 0
    broken: int = 0


def reseal() -> Resealed:
    """Seals anew what is not sealed with the newest key; begun again, it goes on with what is left.

    Safe beside running traffic: a secret changed meanwhile is left alone. Whoever changed it has sealed it with the
    newest key, once every process knows that key.
    """
    counts = Resealed()
    for business_id, kind, row_id in _left():
        try:
            counts.done += _KINDS[kind](business_id, row_id)
        except SealBroken:
            counts.broken += 1
    return counts


def _left() -> Iterator[tuple[UUID, str, UUID]]:
    after, prefix = _FIRST, crypto.newest_prefix()
    while True:
        with database().worker() as tx:
            rows = app_store.seals_to_renew(tx, prefix, after, BATCH)
        for row in rows:
            yield row["business_id"], row["kind"], row["row_id"]
        if len(rows) < BATCH:
            return
        after = rows[-1]["row_id"]


def _instance(business_id: UUID, instance_id: UUID) -> bool:
    with database().tenant(business_id) as tx:
        instance = instance_store.instance(tx, instance_id)
        old = instance.token_sealed if instance else None
        if old is None:
            return False
        new = crypto.sealed_anew(old, connect.token_place(instance_id))
        return number_store.replace_token_seal(tx, instance_id, old, new)


def _app(business_id: UUID, row_id: UUID) -> bool:
    with database().tenant(business_id) as tx:
        route = _app_row(tx, row_id)
    if route:
        publish_routes.publish(business_id, route)
    return route is not None


def _app_row(tx: Tx, row_id: UUID) -> str | None:
    app = app_store.by_id(tx, row_id)
    if app is None:
        return None
    secret, token = routes.place(app.route, "app_secret"), routes.place(app.route, "verify_token")
    previous = app.previous_secret_sealed
    app_store.replace_seals(
        tx,
        app,
        crypto.sealed_anew(app.app_secret_sealed, secret),
        crypto.sealed_anew(app.verify_token_sealed, token),
        crypto.sealed_anew(previous, secret) if previous else None,
    )
    return app.route


def _session_keys(business_id: UUID, instance_id: UUID) -> bool:
    """A worker saves them all the time: only the very bytes that were opened are replaced."""
    with database().tenant(business_id) as tx:
        old = session_store.keys_seal(tx, instance_id)
        if old is None:
            return False
        new = crypto.sealed_anew(old, seal_place(instance_id, "keys"))
        return session_store.replace_keys_seal(tx, instance_id, old, new)


def _pairing_phone(business_id: UUID, instance_id: UUID) -> bool:
    with database().tenant(business_id) as tx:
        old = session_store.pairing_phone_seal(tx, instance_id)
        if old is None:
            return False
        new = crypto.sealed_anew(old, seal_place(instance_id, "pairing_phone"))
        return session_store.replace_pairing_phone_seal(tx, instance_id, old, new)


_KINDS: dict[str, Callable[[UUID, UUID], bool]] = {
    "instance": _instance,
    "app": _app,
    "session_keys": _session_keys,
    "pairing_phone": _pairing_phone,
}
