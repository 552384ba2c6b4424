"""Searching in messages and notes."""

import re
from datetime import datetime
from uuid import UUID

from recado.activity.model import Actor
from recado.inbox import history, message_view_store
from recado.inbox.history import ShownMessage
from recado.kernel import pages
from recado.kernel.pages import Found, Slice
from recado.platform.db import database

MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")


def search(actor: Actor, text: str, asked: Slice) -> Found[ShownMessage]:
    """Messages that have a word beginning with each of these, newest first. Nothing when there is no word in `text`."""
    words = _WORD.findall(text)[:MOST_WORDS]
    before = asked.keys(datetime.fromisoformat, UUID)
    if not words:
        return Found([], None)
    with database().acting(actor) as tx:
        ids = message_view_store.with_words(tx, words, before, asked.limit + 1)
        known = {each.id: each for each in message_view_store.some(tx, ids)}
        rows = history.shown(tx, [known[each] for each in ids if each in known])
    return pages.found(rows, asked.limit, lambda row: (row.message.sent_at, row.message.id))
