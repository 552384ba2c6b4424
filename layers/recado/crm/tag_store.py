"""SQL of tags, and of which contacts have them."""

from collections.abc import Sequence
from typing import LiteralString
from uuid import UUID

from recado.crm.cards import MOST_COUNTED, Tag
from recado.platform.db import Tx

_TAGS: LiteralString = (
    "select id, name, colour, (select count(*) from (select from contact_tags c where c.tag_id = tags.id "
    "limit %(counted)s) c) as contacts from tags "
)


def tags(tx: Tx, after: str | None, limit: int) -> list[Tag]:
    return tx.rows(
        Tag,
        _TAGS + "where business_id = current_business() and (%(after)s::text is null or fold(name) > fold(%(after)s)) "
        "order by fold(name) limit %(limit)s",
        {"after": after, "limit": limit, "counted": MOST_COUNTED},
    )


def tag(tx: Tx, tag_id: UUID) -> Tag | None:
    """Returns the tag, which stays as it is until the transaction ends."""
    return tx.row(Tag, _TAGS + "where id = %(id)s for no key update", {"id": tag_id, "counted": MOST_COUNTED})


def some(tx: Tx, tag_ids: Sequence[UUID]) -> list[Tag]:
    return tx.rows(Tag, _TAGS + "where id = any(%(ids)s)", {"ids": list(tag_ids), "counted": MOST_COUNTED})


def insert(tx: Tx, business_id: UUID, new: Tag) -> bool:
    """False when there is one of that name."""
    return (
        tx.run(
            "insert into tags (id, business_id, name, colour) values (%s, %s, %s, %s) on conflict do nothing",
            (new.id, business_id, new.name, new.colour),
        )
        > 0
    )


def count(tx: Tx) -> int:
    return int(tx.value("select count(*) from tags where business_id = current_business()"))


def taken(tx: Tx, name: str, by_other_than: UUID) -> bool:
    statement = "select true from tags where business_id = current_business() and fold(name) = fold(%s) and id <> %s"
    return bool(tx.value(statement, (name, by_other_than)))


def change(tx: Tx, tag_id: UUID, name: str, colour: str) -> None:
    tx.run("update tags set name = %s, colour = %s where id = %s", (name, colour, tag_id))


def delete(tx: Tx, tag_id: UUID) -> None:
    tx.run("delete from tags where id = %s", (tag_id,))


def existing(tx: Tx, tag_ids: Sequence[UUID]) -> set[UUID]:
    """Returns those of the ids that are tags of the business; they stay until the transaction ends."""
    return set(tx.values("select id from tags where id = any(%s) for key share", (list(tag_ids),)))


def add(tx: Tx, business_id: UUID, contact_ids: Sequence[UUID], tag_ids: Sequence[UUID]) -> list[UUID]:
    """Gives each contact each tag. Returns the contact of each that is new; who is not there is left out."""
    return tx.values(
        "insert into contact_tags (business_id, contact_id, tag_id) "
        "select %s, c.id, t from contacts c cross join unnest(%s::uuid[]) t "
        "where c.id = any(%s) and c.merged_into is null order by c.id, t on conflict do nothing returning contact_id",
        (business_id, list(tag_ids), list(contact_ids)),
    )


def remove(tx: Tx, contact_ids: Sequence[UUID], tag_ids: Sequence[UUID]) -> list[UUID]:
    """Returns the contact of each tag that was taken away."""
    return tx.values(
        "delete from contact_tags where contact_id = any(%s) and tag_id = any(%s) returning contact_id",
        (list(contact_ids), list(tag_ids)),
    )


def of_contact(tx: Tx, contact_id: UUID) -> list[UUID]:
    return tx.values("select tag_id from contact_tags where contact_id = %s order by tag_id", (contact_id,))


def named(tx: Tx, names: Sequence[str]) -> dict[str, UUID]:
    """The tags with these names, whatever their accents and capitals; by the name as it was given."""
    rows = tx.dicts(
        "select n as name, t.id from unnest(%s::text[]) n join tags t "
        "on t.business_id = current_business() and fold(t.name) = fold(n)",
        (list(names),),
    )
    return {row["name"]: row["id"] for row in rows}
