"""SQL of pictures of products."""

from collections.abc import Sequence
from uuid import UUID

from recado.catalog.model import Picture
from recado.platform.db import Tx


def insert(tx: Tx, business_id: UUID, product_id: UUID, picture: Picture) -> None:
    """Behind the others; the same object once."""
    tx.run(
        "insert into product_pictures (id, business_id, product_id, object_key, mime_type, size, position) "
        "select %(id)s, %(business)s, %(product)s, %(key)s, %(type)s, %(size)s, coalesce(max(position), 0) + 1 "
        "from product_pictures where product_id = %(product)s on conflict (product_id, object_key) do nothing",
        {
            "id": picture.id,
            "business": business_id,
            "product": product_id,
            "key": picture.object_key,
            "type": picture.mime_type,
            "size": picture.size,
        },
    )


def delete(tx: Tx, product_id: UUID, picture_id: UUID) -> bool:
    """Its object is removed by the sweep of deleted files, unless a message has it too."""
    return tx.run("delete from product_pictures where product_id = %s and id = %s", (product_id, picture_id)) > 0


def order(tx: Tx, product_id: UUID, ids: Sequence[UUID]) -> None:
    tx.run(
        "update product_pictures p set position = o.place from unnest(%s) with ordinality as o(id, place) "
        "where p.product_id = %s and p.id = o.id",
        (list(ids), product_id),
    )


def first_of_ref(tx: Tx, ref: str) -> Picture | None:
    """Returns the first picture of what the agent calls so: a SKU, or the end of a variant's id."""
    return tx.row(
        Picture,
        "select i.id, i.object_key, i.mime_type, i.size from variants v join products p on p.id = v.product_id "
        "join product_pictures i on i.product_id = p.id where v.business_id = current_business() "
        "and v.removed_at is null and p.active and p.archived_at is null "
        "and (upper(v.sku) = upper(%(ref)s) or right(replace(v.id::text, '-', ''), 10) = lower(%(ref)s)) "
        "order by i.position, i.id limit 1",
        {"ref": ref},
    )


def picture(tx: Tx, picture_id: UUID) -> Picture | None:
    return tx.row(Picture, "select id, object_key, mime_type, size from product_pictures where id = %s", (picture_id,))


def any_shown(tx: Tx) -> bool:
    """Returns whether the agent has a picture to send."""
    return bool(
        tx.value(
            "select exists (select from product_pictures i join products p on p.id = i.product_id "
            "where i.business_id = current_business() and p.active and p.archived_at is null)"
        )
    )
