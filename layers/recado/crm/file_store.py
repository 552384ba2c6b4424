"""SQL of files of contacts, in and out, and of writing many contacts at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, LiteralString
from uuid import UUID

from recado.activity.model import Actor
from recado.platform.db import Tx, json_value

MOST_ERRORS = 1000  # kept; all are counted


@dataclass(frozen=True, slots=True)
class File:
    """An import or export. total: rows, once counted; done: of them dealt with. errors: line, column, problem.

    attempts: how often work was begun since it last got on. filter: of an export, as JSON.
    """

    id: UUID
    direction: Literal["in", "out"]
    state: Literal["waiting", "queued", "running", "done", "failed"]
    asked_by_kind: Literal["user", "key", "system"]
    asked_by: UUID | None
    object_key: str
    etag: str | None
    encoding: str | None
    total: int | None
    done: int
    created: int
    updated: int
    failed: int
    errors: list[dict[str, Any]]
    reason: str | None
    attempts: int
    created_at: datetime
    finished_at: datetime | None
    size: int | None
    filter: dict[str, Any] | None


_FILE: LiteralString = (
    "select id, direction, state, asked_by_kind, asked_by, object_key, etag, encoding, total, done, created, updated, "
    "failed, errors, reason, attempts, created_at, finished_at, size, filter "
    "from contact_files where id = %s "
)


def insert(
    tx: Tx, actor: Actor, file_id: UUID, direction: str, state: str, object_key: str, size: int | None = None
) -> None:
    tx.run(
        "insert into contact_files (id, business_id, direction, state, asked_by_kind, asked_by, object_key, size) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s)",
        (file_id, actor.business_id, direction, state, actor.kind, actor.id, object_key, size),
    )


def set_filter(tx: Tx, file_id: UUID, filters: dict[str, Any]) -> None:
    tx.run("update contact_files set filter = %s where id = %s", (json_value(filters), file_id))


def file(tx: Tx, file_id: UUID, direction: str) -> File | None:
    return tx.row(File, _FILE + "and direction = %s", (file_id, direction))


def lock(tx: Tx, file_id: UUID) -> File | None:
    return tx.row(File, _FILE + "for update", (file_id,))


def count_open(tx: Tx, business_id: UUID, direction: str, upload: timedelta) -> int:
    """Returns how many files are waiting to be brought, of those whose link still works, or to be worked on.

    Nobody else of the business begins one until the transaction ends.
    """
    tx.run("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"{business_id}:contact_files",))
    count = tx.value(
        int,
        "select count(*) from contact_files where business_id = current_business() and direction = %s "
        "and (state in ('queued', 'running') or (state = 'waiting' and created_at > now() - %s))",
        (direction, upload),
    )
    return count or 0


def begin_work(tx: Tx, file_id: UUID) -> None:
    tx.run(
        "update contact_files set state = 'running', attempts = attempts + 1, touched_at = clock_timestamp() "
        "where id = %s",
        (file_id,),
    )


def restart(tx: Tx, file_id: UUID) -> None:
    """To be worked on again from where it stood; a file of which nothing was taken is read anew."""
    tx.run(
        "update contact_files set state = 'queued', reason = null, finished_at = null, attempts = 0, "
        "touched_at = clock_timestamp(), etag = case when done > 0 then etag end, "
        "encoding = case when done > 0 then encoding end, total = case when done > 0 then total end where id = %s",
        (file_id,),
    )


def sweep(tx: Tx, limit: int, grace_seconds: float, upload: timedelta) -> list[dict[str, Any]]:
    """For the worker role. Returns `business_id` and `row_id` of files whose message was lost."""
    return tx.dicts(
        "select * from sweep_contact_files(%s, make_interval(secs => %s), %s)", (limit, grace_seconds, upload)
    )


def set_state(tx: Tx, file_id: UUID, state: str, reason: str | None = None) -> None:
    tx.run(
        "update contact_files set state = %(state)s, reason = %(reason)s, touched_at = clock_timestamp(), "
        "finished_at = case when %(state)s in ('done', 'failed') then now() end where id = %(id)s",
        {"state": state, "reason": reason, "id": file_id},
    )


def set_checked(tx: Tx, file_id: UUID, etag: str, encoding: str, total: int) -> None:
    tx.run(
        "update contact_files set etag = %s, encoding = %s, total = %s, attempts = 0, touched_at = clock_timestamp() "
        "where id = %s",
        (etag, encoding, total, file_id),
    )


def advance(tx: Tx, file_id: UUID, done: int, counts: tuple[int, int], errors: list[dict[str, Any]]) -> None:
    """counts: created, updated."""
    tx.run(
        "update contact_files set done = %(done)s, created = created + %(created)s, updated = updated + %(updated)s, "
        "failed = failed + %(failed)s, attempts = 0, touched_at = clock_timestamp(), "
        "errors = case when failed < %(most)s then errors || %(errors)s else errors end where id = %(id)s",
        {
            "done": done, "created": counts[0], "updated": counts[1], "failed": len(errors),
            "errors": json_value(errors[:MOST_ERRORS]), "most": MOST_ERRORS, "id": file_id,
        },
    )  # fmt: skip


def lock_phones(tx: Tx, business_id: UUID, keys: Sequence[str]) -> None:
    """As `store.lock_identities`, for many at once."""
    tx.run(
        "select pg_advisory_xact_lock(hashtextextended(n, 0)) from unnest(%s::text[]) n",
        (sorted(f"{business_id}:phone:{key}" for key in keys),),
    )


def insert_contacts(tx: Tx, business_id: UUID, rows: list[dict[str, Any]]) -> None:
    """rows: id, name, email, fields, phone."""
    tx.run(
        "insert into contacts (id, business_id, name, email, fields, field_sources) "
        "select r.id, %s, r.name, r.email, r.fields, r.sources from jsonb_to_recordset(%s) "
        "as r(id uuid, name text, email text, fields jsonb, sources jsonb)",
        (business_id, json_value(rows)),
    )
    tx.run(
        "insert into contact_identities (business_id, kind, value, contact_id) "
        "select %s, 'phone', r.phone, r.id from jsonb_to_recordset(%s) as r(id uuid, phone text)",
        (business_id, json_value(rows)),
    )


def update_contacts(tx: Tx, rows: list[dict[str, Any]]) -> None:
    """What a row says nothing of stays."""
    tx.run(
        "select from contacts where id = any(%s::uuid[]) order by id for no key update", ([row["id"] for row in rows],)
    )
    tx.run(
        "update contacts c set name = coalesce(r.name, c.name), email = coalesce(r.email, c.email), "
        "fields = c.fields || r.fields, field_sources = c.field_sources || r.sources, updated_at = now() "
        "from jsonb_to_recordset(%s) as r(id uuid, name text, email text, fields jsonb, sources jsonb) "
        "where c.id = r.id",
        (json_value(rows),),
    )


def add_tags(tx: Tx, business_id: UUID, pairs: list[dict[str, str]]) -> None:
    tx.run(
        "insert into contact_tags (business_id, contact_id, tag_id) select %s, r.contact, r.tag "
        "from jsonb_to_recordset(%s) as r(contact uuid, tag uuid) on conflict do nothing",
        (business_id, json_value(pairs)),
    )


def add_notes(tx: Tx, by: Actor, rows: list[dict[str, str]]) -> None:
    """A note that says the same as one there is is left out: the same file twice changes nothing."""
    tx.run(
        "insert into contact_notes (id, business_id, contact_id, author_kind, author_id, text) "
        "select r.id, %s, r.contact, %s, %s, r.text from jsonb_to_recordset(%s) as r(id uuid, contact uuid, text text) "
        "where not exists (select from contact_notes n where n.contact_id = r.contact and n.text = r.text)",
        (by.business_id, by.kind, by.id, json_value(rows)),
    )


def notes_of(tx: Tx, contact_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = tx.dicts(
        "select contact_id, string_agg(text, E'\\n' order by id) as text from contact_notes "
        "where contact_id = any(%s) group by 1",
        (list(contact_ids),),
    )
    return {row["contact_id"]: row["text"] for row in rows}
