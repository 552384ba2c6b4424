"""SQL of cases."""

from typing import LiteralString
from uuid import UUID

from recado.agent.evals.model import CaseRow, NewCase
from recado.kernel.pages import Key
from recado.platform.db import Tx, json_value

_CASE: LiteralString = (
    "select id, name, source, tags, body, revision, created_by, created_at, updated_at from eval_cases "
    "where business_id = current_business() "
)


def listing(tx: Tx, after: tuple[Key, ...] | None, limit: int) -> list[CaseRow]:
    """The newest first."""
    at, case_id = after or (None, None)
    return tx.rows(
        CaseRow,
        _CASE + "and (%(at)s::timestamptz is null or (created_at, id) < (%(at)s, %(id)s)) "
        "order by created_at desc, id desc limit %(limit)s",
        {"at": at, "id": case_id, "limit": limit},
    )


def hold(tx: Tx) -> None:
    """Cases of a business are added one after the other: how many there may be is counted before."""
    tx.run("select pg_advisory_xact_lock(hashtextextended('eval_cases ' || current_business()::text, 0))")


def count(tx: Tx) -> int:
    return int(tx.value("select count(*) from eval_cases where business_id = current_business()"))


def case(tx: Tx, case_id: UUID, *, lock: bool = False) -> CaseRow | None:
    if lock:
        return tx.row(CaseRow, _CASE + "and id = %s for update", (case_id,))
    return tx.row(CaseRow, _CASE + "and id = %s", (case_id,))


def insert(tx: Tx, business_id: UUID, case_id: UUID, new: NewCase, created_by: UUID | None) -> None:
    tx.run(
        "insert into eval_cases (id, business_id, name, source, tags, body, created_by) "
        "values (%s, %s, %s, %s, %s, %s, %s)",
        (
            case_id,
            business_id,
            new.name,
            new.source,
            new.tags,
            json_value(new.body.model_dump(mode="json")),
            created_by,
        ),
    )


def rewrite(tx: Tx, case_id: UUID, new: NewCase) -> None:
    tx.run(
        "update eval_cases set name = %s, tags = %s, body = %s, revision = revision + 1, "
        "updated_at = clock_timestamp() where id = %s and business_id = current_business()",
        (new.name, new.tags, json_value(new.body.model_dump(mode="json")), case_id),
    )


def delete(tx: Tx, case_id: UUID) -> bool:
    return tx.run("delete from eval_cases where id = %s and business_id = current_business()", (case_id,)) > 0
