"""Lists of conversations: filtered, searched, the newest or those that wait longest first; and how long they are."""

from dataclasses import replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from recado.activity.model import Actor
from recado.crm.listing import words_of
from recado.inbox import conversation_list_store as store
from recado.inbox.conversation_list_store import Matches, Switches
from recado.inbox.model import MOST_COUNTED, ConversationCounts, ConversationFilter, ConversationSort, ConversationView
from recado.kernel import pages
from recado.kernel.pages import CursorInvalid, Key, Page, Slice
from recado.platform.db import Tx, database

MOST_NEAR = 200
EVERYWHERE = Switches(bot_enabled=True, switched_off=[])  # where nothing asks for it
Match = Literal["exact", "near"]


def listing(actor: Actor, which: ConversationFilter, sort: ConversationSort, page: Slice) -> Page[ConversationView]:
    """A page of conversations. Those that wait longest are those that wait at all.

    A search is for contacts in whose name, phone, username or e-mail each word is found; where the list has none such,
    for those that come near, and those with a tag of that name.
    """
    with database().acting(actor) as tx:
        which = _seen_by(actor, which)
        bot = EVERYWHERE if which.bot is None and which.waiting is None else store.switches(tx)
        words = words_of(which.search) if which.search else []
        if words:
            return _search(tx, which, sort, bot, words, page)
        after = page.keys(datetime.fromisoformat, UUID)
        rows = store.listing(tx, which, sort, bot, None, after, page.limit + 1)
    return pages.page_of(rows, page.limit, lambda row: _key(row, sort))


def counts(actor: Actor, which: ConversationFilter) -> ConversationCounts:
    """Returns how long the lists are that `which` is narrowed to, each counted to MOST_COUNTED. Its search is left
    aside."""
    with database().acting(actor) as tx:
        which = _seen_by(actor, which)
        bot = store.switches(tx)

        def count(narrowed: ConversationFilter) -> int:
            return store.count(tx, narrowed, bot, MOST_COUNTED)

        return ConversationCounts(
            all=count(which),
            unread=count(replace(which, unread=True)),
            waiting=count(replace(which, waiting=True)),
            handed_over=count(replace(which, handed_over=True)),
            mine=count(replace(which, assigned=actor.id)) if actor.kind == "user" else None,
            unassigned=count(replace(which, unassigned=True)),
            open=count(replace(which, state="open")),
            snoozed=count(replace(which, state="snoozed")),
            closed=count(replace(which, state="closed")),
        )


def _seen_by(actor: Actor, which: ConversationFilter) -> ConversationFilter:
    """What row-level security leaves an advisor, said to the planner."""
    if actor.sees_only and which.assigned is None:
        return replace(which, assigned=actor.sees_only)
    return which


def _search(
    tx: Tx, which: ConversationFilter, sort: ConversationSort, bot: Switches, words: list[str], page: Slice
) -> Page[ConversationView]:
    """The cursor says which way the first page went, so that the others go on in the same list."""
    keys = page.keys(datetime.fromisoformat, UUID, _match)
    after, match = (keys[:2], keys[2]) if keys else (None, None)
    rows: list[ConversationView] = []
    matches = Matches(store.patterns(tx, words))
    if match != "near":
        rows = store.listing(tx, which, sort, bot, matches, after, page.limit + 1)
    if match == "near" or (match is None and not rows):
        match = "near"
        matches = Matches(matches.patterns, store.nearly(tx, words, MOST_NEAR))
        rows = store.listing(tx, which, sort, bot, matches, after, page.limit + 1)
    return pages.page_of(rows, page.limit, lambda row: (*_key(row, sort), match or "exact"))


def _key(row: ConversationView, sort: ConversationSort) -> tuple[Key, ...]:
    return (row.waiting_since if sort == "waiting" else row.last_message_at, row.id)


def _match(text: str) -> str:
    if text not in ("exact", "near"):
        raise CursorInvalid
    return text
