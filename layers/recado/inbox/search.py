"""Searching in messages and notes."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.activity.model import Actor
from recado.inbox import history, message_view_store
from recado.inbox.history import ShownMessage
from recado.inbox.model import HitContact
from recado.kernel import pages
from recado.kernel.pages import Page, Slice
from recado.platform.db import database

MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that has the words, and whose conversation it is in."""

    shown: ShownMessage
    contact: HitContact


def search(actor: Actor, text: str, conversation_id: UUID | None, page: Slice) -> Page[Hit]:
    """Messages that have a word beginning with each of these, newest first. Nothing when there is no word in `text`.

    conversation_id: of this conversation only.
    """
    words = _WORD.findall(text)[:MOST_WORDS]
    before = page.keys(datetime.fromisoformat, UUID)
    if not words:
        return Page([], None)
    with database().acting(actor) as tx:
        ids = message_view_store.with_words(tx, words, conversation_id, before, page.limit + 1)
        by_id = {each.id: each for each in message_view_store.some(tx, ids)}
        rows = history.shown(tx, [by_id[each] for each in ids if each in by_id])
        whose = message_view_store.contacts_of(tx, list({row.message.conversation_id for row in rows}))
    hits = [Hit(row, whose[row.message.conversation_id]) for row in rows if row.message.conversation_id in whose]
    return pages.page_of(hits, page.limit, lambda hit: (hit.shown.message.sent_at, hit.shown.message.id))
