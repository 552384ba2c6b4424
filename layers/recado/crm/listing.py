"""Lists of contacts: filtered, in order of last message, name or relevance, page after page."""

import re
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from recado.activity.model import Actor
from recado.crm import card_store, field_store, fields, list_store
from recado.crm.cards import Card, ContactFilter, FieldInvalid, Position, Sort
from recado.crm.list_store import Values
from recado.kernel import pages, phones
from recado.kernel.pages import CursorInvalid, Key, Page, Slice
from recado.kernel.words import Words
from recado.platform.db import Database, Tx, database

MOST_WORDS = 5
_PHONE = re.compile(r"\+?[\d\s().-]+")


def contacts(actor: Actor, filters: ContactFilter, sort: Sort, request: Slice) -> Page[Card]:
    """A page of contacts. A search is in order of relevance, whatever `sort` says."""
    return page_of(database(), actor.business_id, actor.sees_only, filters, sort, request)


def page_of(
    source: Database, business_id: UUID, advisor_id: UUID | None, filters: ContactFilter, sort: Sort, request: Slice
) -> Page[Card]:
    # What row-level security leaves an advisor, said to the planner.
    own = replace(filters, assigned_to=advisor_id) if advisor_id and filters.assigned_to is None else filters
    with source.tenant(business_id, advisor_id) as tx:
        values = _values(tx, filters.fields)
        if filters.search and words_of(filters.search):
            page = _search(tx, filters, values, request)
        elif sort == "name":
            after = request.keys(str, UUID)
            rows = list_store.by_name(tx, own, values, after, request.limit + 1)
            page = pages.page_of(rows, request.limit, lambda at: (at.name, at.id))
        else:
            page = _by_last_message(tx, own, values, request)
        return Page(card_store.cards(tx, [at.id for at in page.items]), page.next)


def check(tx: Tx, filters: ContactFilter) -> None:
    """Raises FieldInvalid when the filter names a field the business has not, or a value that is none of it."""
    _values(tx, filters.fields)


def ids(tx: Tx, filters: ContactFilter, after: UUID | None, limit: int) -> list[UUID]:
    """Returns the contacts that pass the filter, a lot at a time in the order they were made."""
    words = words_of(filters.search) if filters.search else []
    return list_store.by_id(tx, filters, _values(tx, filters.fields), words, after, limit)


def words_of(search: str) -> list[str]:
    """The words to look for; a phone number, however it is written, is one word of digits."""
    text = search.strip()
    digits = re.sub(r"\D", "", text)
    if _PHONE.fullmatch(text) and len(digits) >= 3:
        return [phones.key(digits)]
    return text.split()[:MOST_WORDS]


def _values(tx: Tx, texts: dict[str, str]) -> Values:
    if not texts:
        return {}
    by_key = {field.key: field for field in field_store.fields(tx)}
    if unknown := texts.keys() - by_key.keys():
        raise FieldInvalid(Words("no existe ese campo", "there is no such field"), field=min(unknown))
    return {key: fields.read(by_key[key], text) for key, text in texts.items()}


def _search(tx: Tx, filters: ContactFilter, values: Values, request: Slice) -> Page[Position]:
    words = words_of(filters.search or "")
    after = request.keys(int, UUID)
    rows = list_store.by_relevance(tx, words, " ".join(words), filters, values, after, request.limit + 1)
    return pages.page_of(rows, request.limit, lambda at: (at.score, at.id))


def _by_last_message(tx: Tx, filters: ContactFilter, values: Values, request: Slice) -> Page[Position]:
    """First those who wrote, then those who never did: two lists, one after the other."""
    after = request.keys(datetime.fromisoformat, UUID)
    if after and not isinstance(after[1], UUID):
        raise CursorInvalid
    rows: list[Position] = []
    if after is None or after[0] is not None:
        rows = list_store.by_last_message(tx, filters, values, after, request.limit + 1)
    if len(rows) <= request.limit:
        silent = after[1] if after and after[0] is None else None
        missing = request.limit + 1 - len(rows)
        rows += list_store.never_written(tx, filters, values, silent if isinstance(silent, UUID) else None, missing)
    return pages.page_of(rows, request.limit, _place)


def _place(at: Position) -> tuple[Key, ...]:
    return (at.moment, at.conversation_id) if at.moment else (None, at.id)
