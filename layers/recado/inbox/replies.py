"""Canned replies: texts the team inserts by a shortcut, with the variables a business may use."""

from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.businesses import service as businesses
from recado.businesses.model import fill_variables, unknown_names, unknown_variables
from recado.inbox import conversations, reply_store
from recado.inbox.reply_store import Reply
from recado.kernel import pages
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice
from recado.kernel.words import Words
from recado.platform.db import database


class ShortcutTaken(Conflict):
    """Another canned reply has this shortcut."""

    code = "shortcut_taken"


def listing(actor: Actor, page: Slice) -> Page[Reply]:
    """In the order of their shortcuts."""
    after = page.keys(str)
    with database().acting(actor) as tx:
        rows = reply_store.listing(tx, after[0] if after else None, page.limit + 1)
    return pages.page_of(rows, page.limit, lambda row: (row.shortcut.lower(),))


def create(actor: Actor, shortcut: str, text: str) -> Reply:
    """Raises Invalid when the text uses unknown variables, ShortcutTaken when the shortcut is in use."""
    _check(text)
    with database().acting(actor) as tx:
        reply = reply_store.insert(tx, actor.business_id, new_id(), shortcut, text)
        if reply is None:
            raise ShortcutTaken
        activity.audit(tx, actor, "reply.created", "reply", reply.id, after={"shortcut": shortcut})
    return reply


def change(actor: Actor, reply_id: UUID, shortcut: str | None, text: str | None) -> Reply:
    """Changes what is given. Refusals as in `create`."""
    _check(text or "")
    with database().acting(actor) as tx:
        before = reply_store.hold(tx, reply_id)
        if before is None:
            raise NotFound(Words("no existe esa respuesta rápida", "there is no such canned reply"))
        after = reply_store.update(tx, reply_id, shortcut or before.shortcut, text or before.text)
        if after is None:
            raise ShortcutTaken
        old, new = ({"shortcut": each.shortcut} for each in (before, after))
        activity.audit(tx, actor, "reply.updated", "reply", reply_id, before=old, after=new)
    return after


def delete(actor: Actor, reply_id: UUID) -> None:
    with database().acting(actor) as tx:
        if not reply_store.delete(tx, reply_id):
            raise NotFound(Words("no existe esa respuesta rápida", "there is no such canned reply"))
        activity.audit(tx, actor, "reply.deleted", "reply", reply_id)


def fill(actor: Actor, reply_id: UUID, conversation_id: UUID) -> str:
    """Returns the text for a conversation: its variables filled in as they are now."""
    with database().acting(actor) as tx:
        contact_name = conversations.load(tx, conversation_id).contact_name
        reply = reply_store.use(tx, reply_id)
        if reply is None:
            raise NotFound(Words("no existe esa respuesta rápida", "there is no such canned reply"))
        return fill_variables(reply.text, businesses.business_of(tx), contact_name, now())


def _check(text: str) -> None:
    if unknown := unknown_variables(text):
        raise Invalid.of_field("text", unknown_names(unknown))
