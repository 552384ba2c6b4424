"""SQL of what products are found by: their words, and their meaning as vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from recado.platform.db import Tx, json_value, vector_value


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is looked for. words: folded. vector: of the question, by `model`; least: how alike a product must be."""

    words: list[str]
    category_id: UUID | None = None
    most_price: int | None = None
    in_stock: bool = False
    unsold: bool = False
    vector: Sequence[float] | None = None
    model: str = ""
    least: float = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A product, and which part of the words' weight it has, from 0 to 1."""

    product_id: UUID
    score: float


@dataclass(frozen=True, slots=True)
class Unread:
    """A product, what it says, and the digest of that."""

    id: UUID
    words: str
    digest: bytes


def search(tx: Tx, criteria: Criteria, most: int) -> list[Hit]:
    """Best first."""
    vector = None if criteria.vector is None else vector_value(criteria.vector)
    return tx.rows(
        Hit,
        "select product_id, score from search_products(%s, %s::halfvec, %s, %s, %s, %s, %s, %s, %s)",
        (
            criteria.words, vector, criteria.model, criteria.least, criteria.category_id, criteria.most_price,
            criteria.in_stock, criteria.unsold, most,
        ),
    )  # fmt: skip


def unread(tx: Tx, model: str, limit: int) -> list[Unread]:
    """Returns products that say something else than this model read last."""
    return tx.rows(
        Unread,
        "select p.id, s.words, sha256(convert_to(s.words, 'UTF8')) as digest from products p "
        "cross join lateral (select product_text(p.id) as words) s "
        "left join product_vectors v on v.product_id = p.id and v.model = %s "
        "and v.digest = sha256(convert_to(s.words, 'UTF8')) "
        "where p.business_id = current_business() and p.archived_at is null and v.product_id is null limit %s",
        (model, limit),
    )


def set_vectors(tx: Tx, business_id: UUID, model: str, vectors: Sequence[tuple[Unread, Sequence[float]]]) -> None:
    rows: list[dict[str, Any]] = [
        {"id": str(each.id), "digest": each.digest.hex(), "vector": vector_value(vector)} for each, vector in vectors
    ]
    tx.run(
        "insert into product_vectors (product_id, business_id, model, digest, embedding) "
        "select r.id, %s, %s, decode(r.digest, 'hex'), r.vector::halfvec from jsonb_to_recordset(%s) "
        "as r(id uuid, digest text, vector text) where exists (select from products p where p.id = r.id) "
        "on conflict (product_id) do update set model = excluded.model, digest = excluded.digest, "
        "embedding = excluded.embedding",
        (business_id, model, json_value(rows)),
    )


def all_read(tx: Tx, model: str) -> None:
    """Nothing is left to be read of the products that say what this model read last."""
    tx.run(
        "update products p set to_embed_at = null from product_vectors v where p.to_embed_at is not null "
        "and p.business_id = current_business() and v.product_id = p.id and v.model = %s "
        "and v.digest = sha256(convert_to(product_text(p.id), 'UTF8'))",
        (model,),
    )


def to_embed(tx: Tx, limit: int, grace_seconds: float) -> list[UUID]:
    """For the worker role: businesses with products whose meaning is still to be read."""
    return tx.values(UUID, "select * from products_to_embed(%s, make_interval(secs => %s))", (limit, grace_seconds))
