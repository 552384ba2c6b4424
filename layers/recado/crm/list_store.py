"""SQL of lists of contacts: which come next, by each order. Ids and sort keys; the cards are read afterwards."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from recado.crm.cards import ContactFilter, Position
from recado.kernel.pages import Key
from recado.platform.db import Tx, json_value

After = tuple[Key, ...] | None  # the sort key of the last one shown
Values = dict[str, Any]  # of a business's own fields, each of its field's type
# None of these looks at a conversation; `c` is the contact.
_PLAIN: dict[str, str] = {
    "assigned_to": "c.assigned_to = %(assigned_to)s",
    "created_after": "c.created_at >= %(created_after)s",
    "created_before": "c.created_at < %(created_before)s",
}
MOST_FOUND = 200
_LAST = "(select max(v.last_message_at) from conversations v where v.contact_id = c.id)"


def by_last_message(tx: Tx, filters: ContactFilter, values: Values, after: After, limit: int) -> list[Position]:
    """Latest first. Read off the index of conversations, so no time is kept on the contact at every message.

    The limit is written into the statement: as a parameter it would keep PostgreSQL planning it anew each time.
    Without a filter nearly every conversation counts, and a lateral limit keeps the planner to their order; with one
    it may begin with the few contacts that pass.
    """
    condition, params = _conditions(filters, values)
    everybody = filters == replace(ContactFilter(), last_message_after=filters.last_message_after,
                                  last_message_before=filters.last_message_before)  # fmt: skip
    joined = (
        f"lateral (select * from contacts c where c.id = v.contact_id and {condition} limit 1) c on true"  # noqa: S608
        if everybody
        else "contacts c on c.id = v.contact_id"
    )
    if after and after[0] is not None:
        condition += " and v.last_message_at <= %(at)s and (v.last_message_at < %(at)s or v.id > %(conversation)s)"
        params |= {"at": after[0], "conversation": after[1]}
    for name, sign in (("last_message_after", ">="), ("last_message_before", "<")):
        if getattr(filters, name):
            condition += f" and v.last_message_at {sign} %({name})s"
    return tx.rows(
        Position,
        f"""
        select c.id, v.last_message_at as moment, v.id as conversation_id
        from conversations v join {joined}
        where v.business_id = current_business() and v.last_message_at is not null and {condition}
          and not exists (select from conversations o where o.contact_id = v.contact_id and o.id <> v.id
                          and (o.last_message_at > v.last_message_at
                               or o.last_message_at = v.last_message_at and o.id < v.id))
        order by v.last_message_at desc, v.id limit {limit:d}
        """,  # noqa: S608
        params,
    )


def never_written(tx: Tx, filters: ContactFilter, values: Values, after: UUID | None, limit: int) -> list[Position]:
    """Those without a message, newest first: the end of the list by last message."""
    if filters.last_message_after or filters.last_message_before:
        return []
    condition, params = _conditions(filters, values)
    if after:
        condition += " and c.id < %(after)s"
    return tx.rows(
        Position,
        f"""
        select c.id from contacts c where c.business_id = current_business() and {condition}
          and not exists (select from conversations v where v.contact_id = c.id and v.last_message_at is not null)
        order by c.id desc limit %(limit)s
        """,  # noqa: S608
        params | {"after": after, "limit": limit},
    )


def by_name(tx: Tx, filters: ContactFilter, values: Values, after: After, limit: int) -> list[Position]:
    condition, params = _all_conditions(filters, values)
    if after:
        condition += " and (c.sort_name, c.id) > (%(name)s, %(id)s)"
        params |= {"name": after[0], "id": after[1]}
    return tx.rows(
        Position,
        f"select c.id, c.sort_name as name from contacts c where c.business_id = current_business() and {condition} "  # noqa: S608
        f"order by c.sort_name, c.id limit {limit:d}",
        params,
    )


def by_relevance(
    tx: Tx,
    words: list[str],
    whole: str,
    filters: ContactFilter,
    values: Values,
    after: After,
    limit: int,
) -> list[Position]:
    """The best matches of a search first; of more than two hundred, as many, unless the filter asks for more than
    whether they are archived: then it would be wrong to look at a part of them."""
    condition, params = _all_conditions(filters, values)
    plain = replace(ContactFilter(), search=filters.search, archived=filters.archived) == filters
    if after:
        condition += " and (f.score < %(score)s or f.score = %(score)s and c.id > %(id)s)"
        params |= {"score": after[0], "id": after[1]}
    return tx.rows(
        Position,
        f"""
        with f as materialized (
          select s.contact_id, max(s.score) as score
          from search_contacts((select array_agg(fold(w)) from unnest(%(words)s::text[]) w), fold(%(whole)s),
            %(archived_only)s, %(most)s) s
          group by 1
        )
        select c.id, f.score from f join contacts c on c.id = f.contact_id where {condition}
        order by f.score desc, c.id limit %(limit)s
        """,  # noqa: S608
        params
        | {"words": words, "whole": whole, "limit": limit}
        | {"archived_only": filters.archived, "most": MOST_FOUND if plain else None},
    )


def by_id(
    tx: Tx, filters: ContactFilter, values: Values, words: list[str], after: UUID | None, limit: int
) -> list[UUID]:
    """Those that pass, oldest first: for going through every one. words: of the filter's search."""
    condition, params = _all_conditions(filters, values)
    if words:
        condition += (
            " and c.id in (select s.contact_id from search_contacts((select array_agg(fold(w)) "
            "from unnest(%(words)s::text[]) w), fold(%(whole)s), %(archived_only)s, null) s)"
        )
        params |= {"words": words, "whole": " ".join(words), "archived_only": filters.archived}
    return tx.values(
        f"select c.id from contacts c where c.business_id = current_business() and {condition} "  # noqa: S608
        "and (%(after)s::uuid is null or c.id > %(after)s) order by c.id limit %(limit)s",
        params | {"after": after, "limit": limit},
    )


def _conditions(filters: ContactFilter, values: Values) -> tuple[str, dict[str, Any]]:
    conditions, params = ["c.merged_into is null"], dict[str, Any]()
    for name in ("archived", "opted_out"):
        value = getattr(filters, name)
        if value is not None:
            conditions.append(f"c.{name}_at is {'not ' if value else ''}null")
    for name, condition in _PLAIN.items():
        value = getattr(filters, name)
        if value is not None:
            conditions.append(condition)
            params[name] = value
    if filters.unassigned:
        conditions.append("c.assigned_to is null")
    for position, tag in enumerate(filters.tags):
        conditions.append(f"c.id in (select t.contact_id from contact_tags t where t.tag_id = %(tag{position})s)")  # noqa: S608
        params[f"tag{position}"] = tag
    if values:
        conditions.append("c.id in (select w.contact_id from contacts_with(%(fields)s) w)")
        params["fields"] = json_value(values)
    params |= {
        "last_message_after": filters.last_message_after,
        "last_message_before": filters.last_message_before,
    }
    return " and ".join(conditions), params


def _all_conditions(filters: ContactFilter, values: Values) -> tuple[str, dict[str, Any]]:
    condition, params = _conditions(filters, values)
    for name, sign in (("last_message_after", ">="), ("last_message_before", "<")):
        if getattr(filters, name):
            condition += f" and {_LAST} {sign} %({name})s"
    return condition, params
