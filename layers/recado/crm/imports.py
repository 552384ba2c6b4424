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
from recado.crm import csv_files, field_store, file_store, store, tag_store
from recado.crm.cards import MOST_TAGS, Field, Tag
from recado.crm.csv_files import FileInvalid, Person, RowInvalid
from recado.crm.file_store import File
from recado.crm.model import Identity
from recado.kernel import phones
from recado.kernel.errors import Conflict, NotFound
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.platform import queues, storage
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing

LOT = 500
LINK_SECONDS = 3600
MIME_TYPE = "text/csv"
BUDGET_SECONDS = 45.0  # of one run; then the rest is another one's
COLOUR = "#64748b"
Row = tuple[int, list[str], list[str]]  # line, columns, cells


class NotUploaded(Conflict):
    """Upload the file first."""

    code = "not_uploaded"


@dataclass(frozen=True, slots=True)
class FileJob:
    """A message of the queue `contact-files`."""

    business_id: UUID
    file_id: UUID

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "FileJob":
        return cls(UUID(body["business_id"]), UUID(body["file_id"]))

    def to_message(self) -> Outgoing:
        body = {"business_id": str(self.business_id), "file_id": str(self.file_id)}
        return Outgoing(settings().queue_contact_files_url, body)


def begin(actor: Actor, size: int) -> tuple[File, str]:
    """An import that waits for its file, and the link that takes it: of exactly this size, as text/csv."""
    file_id = new_id()
    key = f"imports/{actor.business_id}/{file_id}.csv"
    with database().acting(actor) as tx:
        file_store.insert(tx, actor, file_id, "in", "waiting", key, size)
        made = known(tx, file_id, "in")
    return made, storage.put_link(settings().bucket_transfers, key, MIME_TYPE, size, LINK_SECONDS)


def start(actor: Actor, file_id: UUID) -> File:
    """Puts the uploaded file to work. Again does no harm. NotUploaded when there is none, or one of another size."""
    with database().acting(actor) as tx:
        waiting = known(tx, file_id, "in")
    try:
        size, _ = storage.head(settings().bucket_transfers, waiting.object_key)
    except NotFound as error:
        raise NotUploaded from error
    if waiting.size is not None and size != waiting.size:
        raise NotUploaded("the file that was uploaded is not of the size that was announced")
    with database().acting(actor) as tx:
        locked = file_store.lock(tx, file_id)
        if locked and locked.state == "waiting":
            file_store.set_state(tx, file_id, "queued")
            activity.audit(tx, actor, "contacts.import_started", "contact_import", file_id)
        now_is = known(tx, file_id, "in")
    if now_is.state in ("queued", "running"):
        queues.send([FileJob(actor.business_id, file_id).to_message()])
    return now_is


def get(actor: Actor, file_id: UUID) -> File:
    with database().acting(actor) as tx:
        return known(tx, file_id, "in")


def known(tx: Tx, file_id: UUID, direction: str) -> File:
    found = file_store.file(tx, file_id, direction)
    if found is None:
        raise NotFound("there is no such import" if direction == "in" else "there is no such export")
    return found


def run(job: FileJob, file: File) -> list[Outgoing]:
    """Goes on with an import for a while. Answers the message that goes on after it."""
    deadline = time.monotonic() + BUDGET_SECONDS
    try:
        with database().tenant(job.business_id) as tx:
            own = field_store.fields(tx)
        if file.total is None:
            file = _check(job, file, own)
        return _store(job, file, own, deadline)
    except FileInvalid as error:
        _give_up(job, file, error.reason)
    except NotFound:
        _give_up(job, file, "file_changed")
    return []


def _check(job: FileJob, file: File, own: list[Field]) -> File:
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
        return known(tx, file.id, "in")


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
    for _, first in read:
        columns = csv_files.header(first, own)
        for line, row in read:
            yield line, columns, row
        return
    raise FileInvalid("empty")


def _store(job: FileJob, file: File, own: list[Field], deadline: float) -> list[Outgoing]:
    lot: list[Row] = []
    done = file.done
    for position, row in enumerate(_rows(file.object_key, file.etag or "", file.encoding or "utf-8", own)):
        if position < file.done:
            continue
        lot.append(row)
        if len(lot) == LOT:
            if not _store_lot(job, file, own, done, lot):
                return []
            done, lot = done + len(lot), []
            if time.monotonic() > deadline:
                return [job.to_message()]
    _store_lot(job, file, own, done, lot, last=True)
    return []


def _store_lot(
    job: FileJob,
    file: File,
    own: list[Field],
    done: int,
    lot: list[Row],
    last: bool = False,
) -> bool:
    """False when another run has come further: that one goes on."""
    people, errors = _read(lot, own)
    by = Actor(job.business_id, file.asked_by_kind, file.asked_by)
    with database().tenant(job.business_id) as tx:
        locked = file_store.lock(tx, file.id)
        if locked is None or locked.state != "running" or locked.done != done:
            return False
        counts = write(tx, by, people) if people else (0, 0)
        file_store.advance(tx, file.id, done + len(lot), counts, errors)
        if last:
            file_store.set_state(tx, file.id, "done")
            after = known(tx, file.id, "in")
            told = {"created": after.created, "updated": after.updated, "failed": after.failed}
            activity.audit(tx, by, "contacts.imported", "contact_import", file.id, after=told)
            activity.note(tx, job.business_id, "info", "contacts.imported", import_id=str(file.id), **told)
    return True


def _read(lot: list[Row], own: list[Field]) -> tuple[list[Person], list[dict[str, Any]]]:
    people, errors = [], []
    for line, columns, row in lot:
        try:
            people.append(csv_files.person(columns, row, own))
        except RowInvalid as error:
            errors.append({"line": line, "column": error.column, "problem": error.problem})
    return people, errors


def write(tx: Tx, by: Actor, people: list[Person]) -> tuple[int, int]:
    """Makes or updates a contact for each, and answers how many of either."""
    keys = {phones.key(each.phone) for each in people}
    file_store.lock_phones(tx, by.business_id, sorted(keys))
    found = store.known(tx, [Identity("phone", key) for key in keys])
    ids = {key: known_as.contact_id for (_, key), known_as in found.items()}
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
    return len(new), len(people) - len(new)


def _row(contact_id: UUID, each: Person) -> dict[str, Any]:
    sources = dict.fromkeys(each.fields, "import")
    return {
        "id": str(contact_id), "phone": each.phone, "name": each.name, "email": each.email, "fields": dict(each.fields),
        "sources": sources,
    }  # fmt: skip


def _fill(row: dict[str, Any], each: Person) -> None:
    """A later row about the same person wins where it says something."""
    row["name"], row["email"] = each.name or row["name"], each.email or row["email"]
    row["fields"] |= each.fields
    row["sources"] |= dict.fromkeys(each.fields, "import")


def _add_tags(tx: Tx, by: Actor, people: list[Person], ids: dict[str, UUID]) -> None:
    names = sorted({name for each in people for name in each.tags})
    if not names:
        return
    known_tags = tag_store.named(tx, names)
    room = MOST_TAGS - tag_store.count(tx)
    for name in [name for name in names if name not in known_tags][: max(room, 0)]:
        tag_store.insert(tx, by.business_id, Tag(new_id(), name, COLOUR))
    known_tags = tag_store.named(tx, names)
    pairs = [
        {"contact": str(ids[phones.key(each.phone)]), "tag": str(known_tags[name])}
        for each in people
        for name in each.tags
        if name in known_tags
    ]
    file_store.add_tags(tx, by.business_id, pairs)


def _give_up(job: FileJob, file: File, reason: str) -> None:
    with database().tenant(job.business_id) as tx:
        file_store.set_state(tx, file.id, "failed", reason)
        activity.note(tx, job.business_id, "warning", "contacts.import_failed", import_id=str(file.id))
