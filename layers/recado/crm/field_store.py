"""SQL of a business's own fields."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from recado.crm.cards import Field
from recado.platform.db import Tx


def fields(tx: Tx) -> list[Field]:
    """All of them, in the order they were made; there are few."""
    return tx.rows(
        Field,
        "select id, key, label_es, label_en, type, options, description, extract from contact_fields "
        "where business_id = current_business() order by id",
    )


def values_of(tx: Tx, contact_id: UUID) -> dict[str, Any]:
    """Returns what a contact has in each of the business's fields, by their keys; None in those without a value."""
    rows = tx.dicts(
        "select f.key, c.fields -> f.key as value from contacts c "
        "join contact_fields f on f.business_id = c.business_id where c.id = %s order by f.id",
        (contact_id,),
    )
    return {row["key"]: row["value"] for row in rows}


def insert(tx: Tx, business_id: UUID, new: Field) -> bool:
    """False when the key is taken."""
    return (
        tx.run(
            "insert into contact_fields (id, business_id, key, label_es, label_en, type, options, description, "
            "extract) values (%s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
            (
                new.id,
                business_id,
                new.key,
                new.label_es,
                new.label_en,
                new.type,
                new.options,
                new.description,
                new.extract,
            ),
        )
        > 0
    )


def change(tx: Tx, new: Field) -> None:
    tx.run(
        "update contact_fields set label_es = %s, label_en = %s, options = %s, description = %s, extract = %s "
        "where id = %s",
        (new.label_es, new.label_en, new.options, new.description, new.extract, new.id),
    )


def extract_only(tx: Tx, keys: Sequence[str]) -> None:
    """The agent fills in these, and no others of the business."""
    tx.run(
        "update contact_fields set extract = not extract "
        "where business_id = current_business() and extract <> (key = any(%s))",
        (list(keys),),
    )


def lock(tx: Tx, field_id: UUID) -> Field | None:
    return tx.row(
        Field,
        "select id, key, label_es, label_en, type, options, description, extract from contact_fields "
        "where id = %s for update",
        (field_id,),
    )


def delete(tx: Tx, field: Field) -> None:
    """With what contacts have in it."""
    tx.run("delete from contact_fields where id = %s", (field.id,))
    tx.run(
        "update contacts set fields = fields - %(key)s, field_sources = field_sources - %(key)s "
        "where business_id = current_business() and fields ? %(key)s",
        {"key": field.key},
    )
