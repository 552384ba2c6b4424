"""Recording: whatever changes how an agent behaves makes a version of it, in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.agent.configs import model, store
from recado.kernel.ids import new_id
from recado.platform.db import Tx

MOST_SHOWN: Final = 500  # characters of a text in the audit trail


@contextmanager
def recorded(tx: Tx, actor: Actor, note: str = "") -> Iterator[None]:
    """What the block changes of how the agent behaves is a version of its own; the draft follows where it did not
    differ. Nothing is recorded when nothing changes. Only one such block of a business runs at a time.
    """
    store.hold(tx)
    before = store.live(tx)
    kept = store.published(tx)
    if kept is None or kept.config != before:  # how it was made, or changed by hand
        store.publish(tx, actor.business_id, new_id(), before, "", None)
    yield
    after = store.live(tx)
    if after == before:
        return
    config_id = new_id()
    number = store.publish(tx, actor.business_id, config_id, after, note, person(actor))
    _rebase(tx, actor, before, after)
    changes = model.differences(before, after)
    old = {each.path: _cut(each.before) for each in changes}
    new = {each.path: _cut(each.after) for each in changes} | {"version": number}
    activity.audit(tx, actor, "agent_config.published", "agent_config", config_id, before=old, after=new)
    data = {"version": number, "fields": ",".join(each.path for each in changes)}
    activity.note(tx, actor.business_id, "info", "agent_config.published", **data)


def person(actor: Actor) -> UUID | None:
    """Returns who acts, where it is a person: API keys are named in the audit trail."""
    return actor.id if actor.kind == "user" else None


def _rebase(tx: Tx, actor: Actor, before: model.AgentConfig, after: model.AgentConfig) -> None:
    draft = store.draft(tx)
    if draft is None:
        return
    moved = model.rebased(draft.config, before, after)
    if moved != draft.config:
        store.keep_draft(tx, actor.business_id, draft.id, moved, person(actor))


def _cut(value: object) -> object:
    return value[:MOST_SHOWN] if isinstance(value, str) else value
