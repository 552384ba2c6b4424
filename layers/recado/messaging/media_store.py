"""SQL of media."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.instances.model import Owner
from recado.platform.db import Tx
from recado.vendors.whatsapp.model import Media


@dataclass(frozen=True, slots=True)
class PendingMedia:
    """A file still to be fetched from the vendor."""

    id: UUID
    instance_id: UUID
    vendor_media_id: str
    mime_type: str
    declared_sha256: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class AwaitedFile:
    """A file that a Web session is to fetch. web_message: the serialized message it came in, base64."""

    id: UUID
    web_message: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What was fetched and checked."""

    object_key: str
    mime_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Details:
    """What there is to see of a file before it is opened; None for what is not known. waveform: 64 loudnesses from 0 to
    100. thumbnail: whether a small picture stands beside its object."""

    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    waveform: bytes | None = None
    thumbnail: bool = False


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file and what decides whether it can be asked for once more. asked_again: how often it was, last at asked_at.

    revoked: the customer took its message back.
    """

    message_id: UUID
    state: str
    reason: str | None
    created_at: datetime
    asked_again: int
    asked_at: datetime | None
    has_web_message: bool
    revoked: bool
    provider: str | None
    instance_state: str | None


@dataclass(frozen=True, slots=True)
class UnseenFile:
    """A stored file that nobody has looked at. looks: how often somebody began to, this time included."""

    object_key: str
    mime_type: str
    size: int
    looks: int


@dataclass(frozen=True, slots=True)
class DeletedFile:
    """The object of a row that is gone. unused: no other row names it. voice_key: the voice note made of it."""

    business_id: UUID
    object_key: str
    unused: bool
    voice_key: str | None


def insert(tx: Tx, owner: Owner, media_id: UUID, message_id: UUID, media: Media, web_message: str | None) -> None:
    """web_message: what a Web session fetches it by."""
    tx.run(
        "insert into media (id, business_id, message_id, instance_id, vendor_media_id, mime_type, declared_sha256, "
        "filename, voice, web_message, width, height, duration_ms, waveform) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            media_id,
            owner.business_id,
            message_id,
            owner.instance_id,
            media.vendor_media_id,
            media.mime_type,
            media.sha256,
            media.filename,
            media.voice,
            web_message,
            media.width,
            media.height,
            media.duration_ms,
            media.waveform,
        ),
    )


def begin_fetch(tx: Tx, media_id: UUID) -> PendingMedia | None:
    """Counts a try and answers what to fetch; None when it is already stored or given up."""
    return tx.row(
        PendingMedia,
        "update media set attempts = attempts + 1, tried_at = now() where id = %s and state = 'pending' "
        "returning id, instance_id, vendor_media_id, mime_type, declared_sha256, attempts",
        (media_id,),
    )


def pending(tx: Tx, media_id: UUID) -> PendingMedia | None:
    """Returns what to fetch; None when it is already stored or given up."""
    return tx.row(
        PendingMedia,
        "select id, instance_id, vendor_media_id, mime_type, declared_sha256, attempts from media "
        "where id = %s and state = 'pending'",
        (media_id,),
    )


def awaited(tx: Tx, instance_id: UUID, limit: int) -> list[AwaitedFile]:
    """Files a Web session is still to fetch, least tried first."""
    return tx.rows(
        AwaitedFile,
        "select id, web_message from media where instance_id = %s and state = 'pending' and web_message is not null "
        "order by tried_at, id limit %s",
        (instance_id, limit),
    )


def put_off(tx: Tx, media_id: UUID) -> None:
    tx.run("update media set tried_at = now() where id = %s and state = 'pending'", (media_id,))


def sweep(tx: Tx, limit: int, grace_seconds: float, inspection_grace_seconds: float) -> list[dict[str, UUID]]:
    """For the worker role: media nobody fetched, or nobody looked at; rows are `business_id`, `media_id`."""
    return tx.dicts(
        "select * from sweep_media(%s, make_interval(secs => %s), make_interval(secs => %s))",
        (limit, grace_seconds, inspection_grace_seconds),
    )


def begin_inspection(tx: Tx, media_id: UUID) -> UnseenFile | None:
    """Counts a look and returns what to look at; None when that was done, or there is nothing yet."""
    return tx.row(
        UnseenFile,
        "update media set looks = looks + 1, tried_at = now() where id = %s and inspection = 'waiting' "
        "and state = 'stored' returning object_key, mime_type, coalesce(size, 0) as size, looks",
        (media_id,),
    )


def end_inspection(tx: Tx, media_id: UUID, details: Details) -> bool:
    """Keeps what was seen; what was not stays as the vendor told it. False when the file is gone."""
    return (
        tx.run(
            "update media set inspection = 'done', width = coalesce(%s, width), height = coalesce(%s, height), "
            "duration_ms = coalesce(%s, duration_ms), waveform = coalesce(%s, waveform), thumbnail = thumbnail or %s "
            "where id = %s",
            (
                details.width,
                details.height,
                details.duration_ms,
                details.waveform,
                details.thumbnail,
                media_id,
            ),
        )
        > 0
    )


def is_named(tx: Tx, business_id: UUID, object_key: str) -> bool:
    """Returns whether some row names the object."""
    return bool(
        tx.value(
            "select exists (select from media where business_id = %(business)s and object_key = %(key)s) "
            "or exists (select from uploads where business_id = %(business)s and object_key = %(key)s) "
            "or exists (select from files where business_id = %(business)s and object_key = %(key)s)",
            {"business": business_id, "key": object_key},
        )
    )


def set_stored(tx: Tx, media_id: UUID, file: StoredFile) -> None:
    """From here on the file can be looked at, and is to be inspected."""
    tx.run(
        "update media set state = 'stored', web_message = null, object_key = %s, mime_type = %s, size = %s, "
        "sha256 = %s, reason = null, inspection = 'waiting', tried_at = now() where id = %s and state = 'pending'",
        (file.object_key, file.mime_type, file.size, file.sha256, media_id),
    )


def set_failed(tx: Tx, media_id: UUID, reason: str) -> None:
    """What a Web session fetches it by is kept: somebody may ask for it once more."""
    tx.run("update media set state = 'failed', reason = %s where id = %s and state = 'pending'", (reason, media_id))


def hold(tx: Tx, media_id: UUID) -> FailedFile | None:
    """Returns a file, whatever became of it, that nobody else asks for until the transaction ends."""
    return tx.row(
        FailedFile,
        "select f.message_id, f.state, f.reason, f.created_at, f.asked_again, f.asked_at, "
        "f.web_message is not null as has_web_message, m.revoked_at is not null as revoked, i.provider, "
        "i.state as instance_state from media f join messages m on m.id = f.message_id "
        "left join instances i on i.id = f.instance_id where f.id = %s for update of f",
        (media_id,),
    )


def ask_again(tx: Tx, media_id: UUID) -> None:
    """A failed file is to be fetched, as if it had just arrived."""
    tx.run(
        "update media set state = 'pending', reason = null, attempts = 0, tried_at = now(), "
        "asked_again = asked_again + 1, asked_at = now() where id = %s and state = 'failed'",
        (media_id,),
    )


def deleted(tx: Tx, limit: int) -> list[DeletedFile]:
    """For the worker role: objects whose rows were deleted, the oldest first."""
    return tx.rows(DeletedFile, "select * from claim_deleted_objects(%s)", (limit,))


def forget_deleted(tx: Tx, files: Sequence[DeletedFile]) -> None:
    """For the worker role: these are gone from the object store, or in use."""
    tx.run(
        "select forget_deleted_objects(%s, %s, %s)",
        (
            [file.business_id for file in files],
            [file.object_key for file in files],
            [file.unused for file in files],
        ),
    )


def forget_uploads(tx: Tx, limit: int, days: int) -> None:
    """For the worker role: removes files that were brought longer ago; those of messages have rows of their own."""
    tx.run("select forget_uploads(%s, make_interval(days => %s))", (limit, days))


def forget_vendor_words(tx: Tx, limit: int, days: int) -> None:
    """For the worker role: removes raw updates and statuses that are older."""
    tx.run("select forget_vendor_words(%s, make_interval(days => %s))", (limit, days))
