"""SQL of Meta apps: a route, and the secrets it is verified with."""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class StoredApp:
    """A Meta app's route with its sealed secrets. The previous one is good until `previous_secret_until`.

    changed_at: since when the object store may lack a change (see publishing.py).
    """

    id: UUID
    route: str
    app_secret_sealed: bytes
    verify_token_sealed: bytes
    previous_secret_sealed: bytes | None = None
    previous_secret_until: datetime | None = None
    changed_at: datetime | None = None


_APPS: LiteralString = (
    "select id, route, app_secret_sealed, verify_token_sealed, previous_secret_sealed, previous_secret_until, "
    "changed_at from meta_apps "
)


def insert(tx: Tx, business_id: UUID, app: StoredApp, app_id: str | None = None) -> bool:
    """False when the business has this app already."""
    return (
        tx.run(
            "insert into meta_apps (id, business_id, route, app_secret_sealed, verify_token_sealed, app_id, "
            "changed_at) values (%s, %s, %s, %s, %s, %s, clock_timestamp()) on conflict do nothing",
            (app.id, business_id, app.route, app.app_secret_sealed, app.verify_token_sealed, app_id),
        )
        > 0
    )


def every(tx: Tx) -> list[StoredApp]:
    return tx.rows(
        StoredApp,
        _APPS + "order by id",
    )


def by_meta_id(tx: Tx, app_id: str) -> StoredApp | None:
    """Locked, so that two who change its secret wait for each other."""
    return tx.row(
        StoredApp,
        _APPS + "where app_id = %s for update",
        (app_id,),
    )


def by_route(tx: Tx, route: str) -> StoredApp | None:
    return tx.row(
        StoredApp,
        _APPS + "where route = %s",
        (route,),
    )


def by_id(tx: Tx, row_id: UUID) -> StoredApp | None:
    return tx.row(
        StoredApp,
        _APPS + "where id = %s for update",
        (row_id,),
    )


def of_instance(tx: Tx, instance_id: UUID) -> StoredApp | None:
    """Locked, so that two who change its secret wait for each other."""
    row_id = tx.value(UUID, "select meta_app_id from instances where id = %s", (instance_id,))
    return by_id(tx, row_id) if row_id else None


def set_secret(tx: Tx, row_id: UUID, sealed: bytes, previous_until: datetime) -> None:
    """A new secret; the present one becomes the previous."""
    tx.run(
        "update meta_apps set previous_secret_sealed = app_secret_sealed, previous_secret_until = %s, "
        "app_secret_sealed = %s, changed_at = clock_timestamp() where id = %s",
        (previous_until, sealed, row_id),
    )


def set_meta_id(tx: Tx, row_id: UUID, app_id: str) -> None:
    """What Meta calls the app, where that was not known."""
    tx.run("update meta_apps set app_id = %s where id = %s and app_id is null", (app_id, row_id))


def replace_seals(tx: Tx, old: StoredApp, secret: bytes, verify_token: bytes, previous: bytes | None) -> bool:
    """The same secrets, sealed anew; False when one of them was changed meanwhile."""
    return (
        tx.run(
            "update meta_apps set app_secret_sealed = %s, verify_token_sealed = %s, previous_secret_sealed = %s, "
            "changed_at = clock_timestamp() where id = %s and app_secret_sealed = %s and verify_token_sealed = %s "
            "and previous_secret_sealed is not distinct from %s",
            (
                secret,
                verify_token,
                previous,
                old.id,
                old.app_secret_sealed,
                old.verify_token_sealed,
                old.previous_secret_sealed,
            ),
        )
        > 0
    )


def mark_published(tx: Tx, app: StoredApp) -> bool:
    """The object store has it as it was read; False when it was changed meanwhile. Every sealing is unique."""
    return (
        tx.run(
            "update meta_apps set changed_at = null where id = %s and app_secret_sealed = %s "
            "and verify_token_sealed = %s and previous_secret_sealed is not distinct from %s",
            (app.id, app.app_secret_sealed, app.verify_token_sealed, app.previous_secret_sealed),
        )
        > 0
    )


def delete_unused(tx: Tx, row_id: UUID) -> None:
    """Forgets an app and its secrets when no number is left under it."""
    tx.run(
        "delete from meta_apps where id = %(id)s and not exists (select from instances where meta_app_id = %(id)s)",
        {"id": row_id},
    )


def unpublished(tx: Tx, limit: int, seconds: float) -> list[tuple[UUID, str]]:
    """For the worker role: routes whose change did not reach the object store."""
    rows = tx.dicts("select * from unpublished_routes(%s, make_interval(secs => %s))", (limit, seconds))
    return [(row["business_id"], row["route"]) for row in rows]
