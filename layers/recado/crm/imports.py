"""Contacts out of a file: checked from end to end before anything is stored, then stored in lots, from where it stood.

Each lot is a transaction that also notes how far it came, so a killed run goes on where it
ended and does nothing twice.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import contact_events, contact_files, contact_rows, csv_files, field_store, file_store, store, tag_store
from recado.crm.cards import MOST_TAGS, Field, Tag
from recado.crm.contact_rows import ContactRow, RowInvalid
from recado.crm.csv_files import FileInvalid
from recado.crm.file_store import File
from recado.crm.jobs import ContactFileJob
from recado.crm.model import Identity
from recado.kernel import phones
from recado.kernel.errors import Conflict, NotFound
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.platform import queues, storage
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing

LOT = 500
MIME_TYPE = "text/csv"
BUDGET_SECONDS = 45.0  # of one run; then the rest is another one's
COLOUR = "#64748b"
Row = tuple[int, list[str], list[str]]  # line, columns, cells


class NotUploaded(Conflict):
    """Upload the file first."""

    code = "not_uploaded"


@dataclass(frozen=True, slots=True)
class Reading:
    """What rows are read by: the business's own fields, and its country."""

    own: list[Field]
    country: str | None


def begin(actor: Actor, size: int) -> tuple[File, str]:
    """Returns an import that waits for its file, and the link that takes it: of exactly this size, as text/csv.

    Raises TooManyOpenFiles.
    """
    file_id = new_id()
    key = f"imports/{actor.business_id}/{file_id}.csv"
    with database().acting(actor) as tx:
        contact_files.check_room(tx, actor, "in")
        file_store.insert(tx, actor, file_id, "in", "waiting", key, size)
        file = contact_files.file_of(tx, file_id, "in")
    seconds = round(contact_files.UPLOAD_LINK.total_seconds())
    return file, storage.put_link(settings().bucket_transfers, key, MIME_TYPE, size, seconds)


def start(actor: Actor, file_id: UUID) -> File:
    """Puts the uploaded file to work, also one that failed: it goes on where it stood. Again does no harm.

    Raises NotUploaded when there is no file, or one of another size; TooManyOpenFiles when others are under way.
    """
    with database().acting(actor) as tx:
        file = contact_files.file_of(tx, file_id, "in")
    try:
        size, _ = storage.head(settings().bucket_transfers, file.object_key)
    except NotFound as error:
        raise NotUploaded from error
    if file.size is not None and size != file.size:
        raise NotUploaded(
            Words(
                "el archivo subido no tiene el tamaño que se anunció",
                "the file that was uploaded is not of the size that was announced",
            )
        )
    with database().acting(actor) as tx:
        locked = file_store.lock(tx, file_id)
        if locked and locked.state in ("waiting", "failed"):
            if locked.state == "failed":
                contact_files.check_room(tx, actor, "in")
            file_store.restart(tx, file_id)
            activity.audit(tx, actor, "contacts.import_started", "contact_import", file_id)
        file = contact_files.file_of(tx, file_id, "in")
    if file.state in ("queued", "running"):
        queues.send([ContactFileJob(business_id=actor.business_id, file_id=file_id).to_message()])
    return file


def get(actor: Actor, file_id: UUID) -> File:
    """Returns the import. Raises NotFound."""
    with database().acting(actor) as tx:
        return contact_files.file_of(tx, file_id, "in")


def run(job: ContactFileJob, file: File) -> list[Outgoing]:
    """Goes on with an import for a while. Returns the message that goes on after it."""
    deadline = time.monotonic() + BUDGET_SECONDS
    try:
        with database().tenant(job.business_id) as tx:
            reading = Reading(field_store.fields(tx), contact_files.country_of(tx))
        if file.total is None:
            file = _check(job, file, reading.own)
        return _store(job, file, reading, deadline)
    except FileInvalid as error:
        reason = error.reason
    except NotFound:
        reason = "file_changed"
    with database().tenant(job.business_id) as tx:
        contact_files.give_up(tx, job.business_id, file, reason)
    return []


def _check(job: ContactFileJob, file: File, own: list[Field]) -> File:
    """Reads it all, keeping nothing: its encoding, its quoting, how many rows there are."""
    etag, size, pieces = storage.read(settings().bucket_transfers, file.object_key)
    if size > csv_files.MOST_BYTES:
        raise FileInvalid("file_too_large")
    encoding = csv_files.encoding_of(next(pieces, b""))
    try:
        total = _count(file, etag, encoding, own)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise FileInvalid("encoding") from error
        encoding = "cp1252"  # what spreadsheets in Spanish and Portuguese write
        total = _count(file, etag, encoding, own)
    with database().tenant(job.business_id) as tx:
        file_store.set_checked(tx, file.id, etag, encoding, total)
        return contact_files.file_of(tx, file.id, "in")


def _count(file: File, etag: str, encoding: str, own: list[Field]) -> int:
    try:
        return sum(1 for _ in _rows(file.object_key, etag, encoding, own))
    except UnicodeDecodeError:
        if encoding == "cp1252":
            raise FileInvalid("encoding") from None
        raise


def _rows(key: str, etag: str, encoding: str, own: list[Field]) -> Iterator[Row]:
    """Line, columns and cells of each row below the header."""
    _, _, pieces = storage.read(settings().bucket_transfers, key, etag)
    read = csv_files.rows(pieces, encoding)
    for above, first in read:
        columns = contact_rows.header(above, first, own)
        for line, row in read:
            yield line, columns, row
        return
    raise FileInvalid("empty")


def _store(job: ContactFileJob, file: File, reading: Reading, deadline: float) -> list[Outgoing]:
    lot: list[Row] = []
    done = file.done
    for position, row in enumerate(_rows(file.object_key, file.etag or "", file.encoding or "utf-8", reading.own)):
        if position < file.done:
            continue
        lot.append(row)
        if len(lot) == LOT:
            if not _store_lot(job, file, reading, done, lot):
                return []
            done, lot = done + len(lot), []
            if time.monotonic() > deadline:
                return [job.to_message()]
    _store_lot(job, file, reading, done, lot, last=True)
    return []


def _store_lot(
    job: ContactFileJob,
    file: File,
    reading: Reading,
    done: int,
    lot: list[Row],
    last: bool = False,
) -> bool:
    """False when another run has come further: that one goes on."""
    people, errors = _read(lot, reading)
    by = Actor(job.business_id, file.asked_by_kind, file.asked_by)
    with database().tenant(job.business_id) as tx:
        locked = file_store.lock(tx, file.id)
        if locked is None or locked.state != "running" or locked.done != done:
            return False
        counts = write(tx, by, people) if people else (0, 0)
        file_store.advance(tx, file.id, done + len(lot), counts, errors)
        if last:
            file_store.set_state(tx, file.id, "done")
            after = contact_files.file_of(tx, file.id, "in")
            counts_of_all = {"created": after.created, "updated": after.updated, "failed": after.failed}
            activity.audit(tx, by, "contacts.imported", "contact_import", file.id, after=counts_of_all)
            activity.note(tx, job.business_id, "info", "contacts.imported", import_id=str(file.id), **counts_of_all)
    return True


def _read(lot: list[Row], reading: Reading) -> tuple[list[ContactRow], list[dict[str, Any]]]:
    people, errors = [], []
    for line, columns, row in lot:
        try:
            people.append(contact_rows.read(columns, row, reading.own, reading.country))
        except RowInvalid as error:
            errors.append({"line": line, "column": error.column, "problem": error.problem})
    return people, errors


def write(tx: Tx, by: Actor, people: list[ContactRow]) -> tuple[int, int]:
    """Makes or updates a contact for each. Returns how many were made and how many updated."""
    keys = {phones.key(each.phone) for each in people}
    file_store.lock_phones(tx, by.business_id, sorted(keys))
    owners = store.owners(tx, [Identity("phone", key) for key in keys])
    ids = {key: owner.contact_id for (_, key), owner in owners.items()}
    new: dict[str, dict[str, Any]] = {}
    old: dict[UUID, dict[str, Any]] = {}
    for each in people:
        key = phones.key(each.phone)
        if key not in ids:
            ids[key] = new_id()
            new[key] = _row(ids[key], each)
        else:
            target = new[key] if key in new else old.setdefault(ids[key], _row(ids[key], each))
            _fill(target, each)
    if new:
        file_store.insert_contacts(tx, by.business_id, list(new.values()))
    if old:
        file_store.update_contacts(tx, list(old.values()))
    _add_tags(tx, by, people, ids)
    notes = [
        {"id": str(new_id()), "contact": str(ids[phones.key(each.phone)]), "text": each.note}
        for each in people
        if each.note
    ]
    if notes:
        file_store.add_notes(tx, by, notes)
    contact_events.created(tx, by.business_id, *(ids[key] for key in new))
    contact_events.updated(tx, by.business_id, {contact_id: _brought(row) for contact_id, row in old.items()})
    return len(new), len(people) - len(new)


def _row(contact_id: UUID, each: ContactRow) -> dict[str, Any]:
    sources = dict.fromkeys(each.fields, "import")
    return {
        "id": str(contact_id), "phone": each.phone, "name": each.name, "email": each.email, "fields": dict(each.fields),
        "sources": sources,
    }  # fmt: skip


def _brought(row: dict[str, Any]) -> list[str]:
    """The names of what the rows about a contact say."""
    return [name for name in ("name", "email") if row[name]] + [f"fields.{key}" for key in row["fields"]]


def _fill(row: dict[str, Any], each: ContactRow) -> None:
    """A later row about the same person wins where it says something."""
    row["name"], row["email"] = each.name or row["name"], each.email or row["email"]
    row["fields"] |= each.fields
    row["sources"] |= dict.fromkeys(each.fields, "import")


def _add_tags(tx: Tx, by: Actor, people: list[ContactRow], ids: dict[str, UUID]) -> None:
    names = sorted({name for each in people for name in each.tags})
    if not names:
        return
    tag_ids = tag_store.named(tx, names)
    room = MOST_TAGS - tag_store.count(tx)
    for name in [name for name in names if name not in tag_ids][: max(room, 0)]:
        tag_store.insert(tx, by.business_id, Tag(new_id(), name, COLOUR))
    tag_ids = tag_store.named(tx, names)
    pairs = [
        {"contact": str(ids[phones.key(each.phone)]), "tag": str(tag_ids[name])}
        for each in people
        for name in each.tags
        if name in tag_ids
    ]
    file_store.add_tags(tx, by.business_id, pairs)
