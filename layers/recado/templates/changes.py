"""What delta sync tells of templates."""

from uuid import UUID

from recado.activity.sync import Current, Source, by_id
from recado.platform.db import Tx
from recado.templates import store


def _templates(tx: Tx, ids: list[UUID]) -> Current:
    return by_id(store.some(tx, ids))


CHANGES = (Source("template", _templates, open=True),)
