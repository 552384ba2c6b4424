"""What delta sync tells of members."""

from uuid import UUID

from recado.activity.sync import Current, Source
from recado.platform.db import Tx
from recado.team import members, store


def _members(tx: Tx, ids: list[UUID]) -> Current:
    memberships = store.some(tx, ids)
    return Current(memberships, {each.user_id for each in memberships})


CHANGES = (Source("member", _members, complete=members.with_names, open=True),)
