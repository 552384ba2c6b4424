"""Contacts into a file, which can be fetched for a while."""

import io
import tempfile
from typing import IO
from uuid import UUID

from pydantic import TypeAdapter

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import card_store, contact_files, field_store, file_store, listing
from recado.crm.cards import Card, ContactFilter
from recado.crm.contact_rows import COLUMNS
from recado.crm.csv_files import Writer
from recado.crm.file_store import File
from recado.crm.jobs import ContactFileJob
from recado.kernel import phones
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.platform import queues, storage
from recado.platform.db import database

LOT = 500
FILTERS = TypeAdapter(ContactFilter)
LINK_SECONDS = 900
IN_MEMORY = 4_000_000  # bytes; what is more waits on the disk


def start(actor: Actor, filters: ContactFilter) -> File:
    """Begins an export of the contacts that pass the filter when it is written.

    Raises TooManyOpenFiles, FieldInvalid.
    """
    file_id = new_id()
    with database().acting(actor) as tx:
        contact_files.check_room(tx, actor, "out")
        listing.check(tx, filters)
        file_store.insert(tx, actor, file_id, "out", "queued", f"exports/{actor.business_id}/{file_id}.csv")
        file_store.set_filter(tx, file_id, FILTERS.dump_python(filters, mode="json"))
        activity.audit(tx, actor, "contacts.export_started", "contact_export", file_id)
        file = contact_files.file_of(tx, file_id, "out")
    queues.send([ContactFileJob(business_id=actor.business_id, file_id=file_id).to_message()])
    return file


def restart(actor: Actor, file_id: UUID) -> tuple[File, str | None]:
    """Puts an export that failed to work again, or one whose work may have been lost. Again does no harm."""
    with database().acting(actor) as tx:
        contact_files.file_of(tx, file_id, "out")
        locked = file_store.lock(tx, file_id)
        if locked and locked.state == "failed":
            contact_files.check_room(tx, actor, "out")
            file_store.restart(tx, file_id)
            activity.audit(tx, actor, "contacts.export_started", "contact_export", file_id)
        file = contact_files.file_of(tx, file_id, "out")
    if file.state in ("queued", "running"):
        queues.send([ContactFileJob(business_id=actor.business_id, file_id=file_id).to_message()])
    return file, _link(file.object_key) if file.state == "done" else None


def get(actor: Actor, file_id: UUID) -> tuple[File, str | None]:
    """Returns the export and, when it is done, a link to its file that works for a quarter of an hour."""
    with database().acting(actor) as tx:
        file = contact_files.file_of(tx, file_id, "out")
    return file, _link(file.object_key) if file.state == "done" else None


def _link(object_key: str) -> str:
    attached = 'attachment; filename="contacts.csv"'
    return storage.link(settings().bucket_transfers, object_key, LINK_SECONDS, "text/csv; charset=utf-8", attached)


def run(job: ContactFileJob, file: File) -> None:
    """Writes the file; after a crash once more, from the beginning."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as raw:
        total = _write(job, FILTERS.validate_python(file.filter or {}), raw)
        raw.seek(0)
        storage.put(settings().bucket_transfers, file.object_key, raw, "text/csv; charset=utf-8")
    with database().tenant(job.business_id) as tx:
        locked = file_store.lock(tx, file.id)
        if locked is None or locked.state != "running":
            return  # another run was done before
        file_store.advance(tx, file.id, total, (0, 0), [])
        file_store.set_state(tx, file.id, "done")
        activity.note(tx, job.business_id, "info", "contacts.exported", export_id=str(file.id), contacts=total)


def _write(job: ContactFileJob, filters: ContactFilter, raw: IO[bytes]) -> int:
    with database().tenant(job.business_id) as tx:
        keys = [field.key for field in field_store.fields(tx)]
    text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
    writer = Writer(text)
    writer.write([*COLUMNS, *keys])
    total, after = 0, None
    while True:
        with database().tenant(job.business_id) as tx:
            ids = listing.ids(tx, filters, after, LOT)
            cards, notes = card_store.cards(tx, ids), file_store.notes_of(tx, ids)
        for card in cards:
            writer.write(_cells(card, notes.get(card.id, ""), keys))
        total += len(cards)
        if len(ids) < LOT:
            break
        after = ids[-1]
    text.flush()
    text.detach()
    return total


def _cells(card: Card, note: str, keys: list[str]) -> list[str]:
    numbers = [phones.e164(each["key"]) for each in card.identities if each["kind"] == "phone"]
    tags = ", ".join(tag["name"] for tag in card.tags)
    own = [_text(card.fields.get(key)) for key in keys]
    return [numbers[-1] if numbers else "", card.name or card.profile_name or "", card.email or "", tags, note, *own]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
