"""Reading and changing a business's settings."""

from dataclasses import replace
from typing import Any

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.businesses import preference_store, preferences
from recado.businesses.preferences import Preferences
from recado.kernel.errors import NotFound
from recado.kernel.words import Words
from recado.platform.db import Tx, database


def read(actor: Actor) -> Preferences:
    with database().acting(actor) as tx:
        return _known(tx, lock=False)


def change(tx: Tx, actor: Actor, changes: dict[str, Any]) -> Preferences:
    """Changes the named settings, all or none. Raises Invalid, naming the field that does not go with the others."""
    before = _known(tx, lock=True)
    after = replace(before, **changes)
    preferences.check(after)
    if after != before:
        preference_store.write(tx, after)
        old, new = preferences.differences(before, after)
        activity.audit(tx, actor, "business.updated", "business", actor.business_id, before=old, after=new)
    return after


def _known(tx: Tx, *, lock: bool) -> Preferences:
    preferences = preference_store.read(tx, lock=lock)
    if preferences is None:
        raise NotFound(Words("no existe ese negocio", "no such business"))
    return preferences
