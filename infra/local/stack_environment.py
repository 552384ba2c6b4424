"""This process under a stack's environment, so that seeding and looking go through the product's own code."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from recado.instances import channel_owners, routes
from recado.kernel.settings import settings
from recado.platform import crypto, db, queues, secrets, storage

_KEPT_ONCE = (
    settings, secrets.secret, secrets._stored, crypto._ring, crypto.derived_keys, queues.client, queues._queue_url,
    storage.client, db.database,
)  # fmt: skip


@contextmanager
def adopted(environment: dict[str, str]) -> Iterator[None]:
    """Sets the variables, and afterwards puts everything back: another stack may come next in this process."""
    before = dict(os.environ)
    os.environ.update(environment)
    _forget()
    try:
        yield
    finally:
        if db.database.cache_info().currsize:
            db.database().close()
        os.environ.clear()
        os.environ.update(before)
        _forget()


def _forget() -> None:
    for kept in _KEPT_ONCE:
        kept.cache_clear()
    routes._known.clear()
    channel_owners._owners.clear()
