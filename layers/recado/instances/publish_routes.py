"""Keeping the object store's routes as the database has them, whoever changes them at the same moment."""

from contextlib import suppress
from uuid import UUID

from recado.instances import app_store, routes
from recado.kernel.errors import Unavailable
from recado.platform.db import database

MOST = 20
GRACE_SECONDS = 30.0


def publish(business_id: UUID, route: str) -> None:
    """Writes the route as the database has it now, again if it was changed while we wrote; removes one that is gone.

    The last to write has therefore always written the newest. Unavailable leaves the change marked: see `sweep`.
    """
    while not _published(business_id, route):
        pass


def publish_or_leave(business_id: UUID, route: str) -> None:
    """As `publish`; while the store is down the change stays marked, and `sweep` brings it there."""
    with suppress(Unavailable):
        publish(business_id, route)


def sweep() -> None:
    """Publishes what a crash left unpublished."""
    with database().worker() as tx:
        left = app_store.unpublished(tx, MOST, GRACE_SECONDS)
    for business_id, route in left:
        try:
            publish(business_id, route)
        except Unavailable:
            return  # the store is down: the next run tries again


def _published(business_id: UUID, route: str) -> bool:
    with database().tenant(business_id) as tx:
        app = app_store.by_route(tx, route)
    if app is None:
        routes.withdraw(route)
        with database().tenant(business_id) as tx:
            return app_store.by_route(tx, route) is None
    routes.publish(
        route, app.app_secret_sealed, app.verify_token_sealed, app.previous_secret_sealed, app.previous_secret_until
    )
    with database().tenant(business_id) as tx:
        return app_store.mark_published(tx, app)
