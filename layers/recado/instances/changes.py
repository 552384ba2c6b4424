"""What delta sync tells of numbers, each with its session."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from recado.activity.model import Actor
from recado.activity.sync import Current, Source, by_id
from recado.instances import number_store, web_sessions
from recado.instances.model import Number
from recado.instances.web_sessions import SessionSummary
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class NumberAndSession:
    number: Number
    session: SessionSummary | None


def _numbers(tx: Tx, ids: list[UUID]) -> Current:
    return by_id(number_store.some(tx, ids))


def _with_sessions(actor: Actor, numbers: Sequence[Number]) -> Sequence[NumberAndSession]:
    sessions = web_sessions.summaries(actor, [number.id for number in numbers])
    return [NumberAndSession(number, sessions.get(number.id)) for number in numbers]


CHANGES = (Source("instance", _numbers, complete=_with_sessions, open=True),)
