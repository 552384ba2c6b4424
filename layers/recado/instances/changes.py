"""What delta sync tells of numbers."""

from uuid import UUID

from recado.activity.sync import Current, Source, by_id
from recado.instances import number_store
from recado.platform.db import Tx


def _numbers(tx: Tx, ids: list[UUID]) -> Current:
    return by_id(number_store.some(tx, ids))


CHANGES = (Source("instance", _numbers, open=True),)
