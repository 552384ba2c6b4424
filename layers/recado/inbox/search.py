"""Searching in messages and notes."""

import re
from datetime import datetime
from uuid import UUID

from recado.activity.model import Actor
from recado.inbox import history, message_view_store
from recado.inbox.history import ShownMessage
from recado.kernel import pages
from recado.kernel.pages import Page, Slice
from recado.platform.db import database

MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")


def search(actor: Actor, text: str, page: Slice) -> Page[ShownMessage]:
    """Messages that have a word beginning with each of these, newest first. Nothing when there is no word in `text`."""
    words = _WORD.findall(text)[:MOST_WORDS]
    before = page.keys(datetime.fromisoformat, UUID)
    if not words:
        return Page([], None)
    with database().acting(actor) as tx:
        ids = message_view_store.with_words(tx, words, before, page.limit + 1)
        by_id = {each.id: each for each in message_view_store.some(tx, ids)}
        rows = history.shown(tx, [by_id[each] for each in ids if each in by_id])
    return pages.page_of(rows, page.limit, lambda row: (row.message.sent_at, row.message.id))
