"""What delta sync tells of members."""

from collections.abc import Sequence
from uuid import UUID

from recado.activity.model import Actor
from recado.activity.sync import Current, Source
from recado.platform.db import Tx
from recado.team import members, store
from recado.team.model import Member, Membership


def _members(tx: Tx, ids: list[UUID]) -> Current:
    memberships = store.some(tx, ids)
    return Current(memberships, {each.user_id for each in memberships})


def _with_names(_actor: Actor, memberships: Sequence[Membership]) -> Sequence[Member]:
    return members.with_names(memberships)


CHANGES = (Source("member", _members, complete=_with_names, open=True),)
