"""A business's tags: making, changing and deleting them, and giving them to contacts."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import contact_events
from recado.crm import tag_store as store
from recado.crm.cards import MOST_TAGS, Tag
from recado.kernel.errors import Conflict, Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.words import Words
from recado.platform.db import Tx, database


class TagExists(Conflict):
    """There is a tag of this name; accents and capitals make no difference."""

    code = "tag_exists"


def listing(actor: Actor, request: Slice) -> Page[Tag]:
    """Returns a page of the tags, by name."""
    after = request.keys(str)
    with database().acting(actor) as tx:
        rows = store.tags(tx, str(after[0]) if after else None, request.limit + 1)
    return page_of(rows, request.limit, lambda tag: (tag.name,))


def create(actor: Actor, name: str, colour: str) -> Tag:
    """Makes a tag. Raises TagExists when the name is taken, Invalid when the business has all it may."""
    new = Tag(new_id(), name, colour)
    with database().acting(actor) as tx:
        if store.count(tx) >= MOST_TAGS:
            raise Invalid(
                Words(f"un negocio tiene como mucho {MOST_TAGS} etiquetas", f"a business has at most {MOST_TAGS} tags")
            )
        if not store.insert(tx, actor.business_id, new):
            raise TagExists
        activity.audit(tx, actor, "tag.created", "tag", new.id, after={"name": name, "colour": colour})
    return new


def change(actor: Actor, tag_id: UUID, name: str | None, colour: str | None) -> Tag:
    """None: stays as it is."""
    with database().acting(actor) as tx:
        before = _tag_of(tx, tag_id)
        after = replace(before, name=name or before.name, colour=colour or before.colour)
        if after != before:
            if store.taken(tx, after.name, tag_id):
                raise TagExists
            store.change(tx, tag_id, after.name, after.colour)
            changes = [{"name": each.name, "colour": each.colour} for each in (before, after)]
            activity.audit(tx, actor, "tag.changed", "tag", tag_id, before=changes[0], after=changes[1])
    return after


def delete(actor: Actor, tag_id: UUID) -> None:
    """Takes it from every contact, too."""
    with database().acting(actor) as tx:
        before = _tag_of(tx, tag_id)
        store.delete(tx, tag_id)
        activity.audit(tx, actor, "tag.deleted", "tag", tag_id, before={"name": before.name, "colour": before.colour})


def retag(actor: Actor, contact_ids: Sequence[UUID], add: Sequence[UUID], remove: Sequence[UUID]) -> int:
    """Gives tags to contacts and takes others away. Returns how many times that changed something.

    Contacts that the actor does not see are passed over; a tag that is not there is Invalid.
    """
    with database().acting(actor) as tx:
        check(tx, [*add, *remove])
        changed = store.add(tx, actor.business_id, contact_ids, add) if add else []
        changed += store.remove(tx, contact_ids, remove) if remove else []
        if changed:
            after = {
                "contacts": [str(each) for each in sorted(set(changed))],
                "added": [str(each) for each in add],
                "removed": [str(each) for each in remove],
            }
            activity.audit(tx, actor, "contacts.tagged", "contact", None, after=after)
            contact_events.updated(tx, actor.business_id, {each: ["tags"] for each in sorted(set(changed))})
    return len(changed)


def check(tx: Tx, tag_ids: Sequence[UUID]) -> None:
    """Raises Invalid unless each is a tag of the business."""
    if set(tag_ids) - store.existing(tx, tag_ids):
        raise Invalid(Words("no existe esa etiqueta", "there is no such tag"), field="tags")


def _tag_of(tx: Tx, tag_id: UUID) -> Tag:
    tag = store.tag(tx, tag_id)
    if tag is None:
        raise NotFound(Words("no existe esa etiqueta", "there is no such tag"))
    return tag
