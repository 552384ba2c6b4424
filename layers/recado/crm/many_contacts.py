"""What people do with many contacts at once: archiving, assigning, deleting. Those they do not see are passed over."""

import time
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import card_store, contact_events, contacts, store
from recado.kernel.errors import Invalid, NotFound
from recado.kernel.words import Words
from recado.platform.db import database

DELETING_SECONDS = 8.0  # then the rest is left to the next request: a contact may have a hundred thousand messages


def archive(actor: Actor, contact_ids: Sequence[UUID], *, archived: bool) -> int:
    """Archives contacts, or brings them back. Returns of how many that changed something."""
    with database().acting(actor) as tx:
        changed = card_store.set_archived(tx, contact_ids, archived=archived)
        if changed:
            what = "contacts.archived" if archived else "contacts.unarchived"
            activity.audit(tx, actor, what, "contact", None, after={"contacts": [str(each) for each in changed]})
            contact_events.updated(tx, actor.business_id, {each: ["archived"] for each in changed})
    return len(changed)


def assign(actor: Actor, contact_ids: Sequence[UUID], user_id: UUID | None) -> int:
    """Makes the member responsible for the contacts, or nobody. Returns how many had another before.

    An advisor hands over their own only. Raises Invalid when the new one is no member of the business.
    """
    own = actor.id if actor.role == "ADVISOR" else None
    # Not as the advisor: the contacts are no longer theirs when this is done.
    with database().whole_business(actor) as tx:
        if user_id is not None and not store.hold_member(tx, user_id):
            raise Invalid(Words("esta persona no está en el equipo", "this person is not in the team"), field="user_id")
        changed = store.set_assignees(tx, contact_ids, user_id, own)
        if changed:
            after = {"contacts": [str(each) for each in changed], "assigned_to": str(user_id) if user_id else None}
            activity.audit(tx, actor, "contacts.assigned", "contact", None, after=after)
            contact_events.updated(tx, actor.business_id, {each: ["assigned_to"] for each in changed})
    return len(changed)


def delete(actor: Actor, contact_ids: Sequence[UUID]) -> tuple[int, list[UUID]]:
    """Deletes contacts one by one. Returns how many, and those there was no time for: asking again goes on."""
    waiting, deleted = list(dict.fromkeys(contact_ids)), 0
    deadline = time.monotonic() + DELETING_SECONDS
    while waiting and time.monotonic() < deadline:
        with suppress(NotFound):
            contacts.delete(actor, waiting[0])
            deleted += 1
        waiting.pop(0)
    return deleted, waiting
