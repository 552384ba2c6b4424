"""SQL of files the team sends, and of what the vendor calls them."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from recado.messaging.files import StoredObject
from recado.platform.audio import VOICE_TYPE
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody brings, as they declared it."""

    id: UUID
    user_id: UUID | None
    mime_type: str
    size: int
    filename: str | None
    object_key: str


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be sent: its type is what its content says."""

    object_key: str
    mime_type: str
    size: int
    filename: str | None
    voice: bool


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """The file of a message that is to be sent. vendor_media_id: when the vendor has it already.

    to_convert: it is sent as a voice note and must be made one first.
    """

    object_key: str
    mime_type: str
    filename: str | None
    to_convert: bool
    vendor_media_id: str | None


def insert(tx: Tx, business_id: UUID, upload: Upload) -> None:
    tx.run(
        "insert into uploads (id, business_id, user_id, mime_type, size, filename, object_key) "
        "values (%s, %s, %s, %s, %s, %s, %s)",
        (upload.id, business_id, upload.user_id, upload.mime_type, upload.size, upload.filename, upload.object_key),
    )


def stored(tx: Tx, media_id: UUID) -> StoredObject | None:
    """Returns an uploaded file, or one of a message: a customer's photo can be passed on."""
    return next(iter(all_stored(tx, [media_id])), None)


def all_stored(tx: Tx, ids: list[UUID]) -> list[StoredObject]:
    """Returns these files, as far as they are stored and can be seen."""
    return tx.rows(
        StoredObject,
        "select id, object_key, mime_type, filename, size, false as thumbnail from uploads where id = any(%(ids)s) "
        "union all select id, object_key, mime_type, filename, size, thumbnail from media "
        "where id = any(%(ids)s) and state = 'stored' "
        "union all select id, object_key, mime_type, null, size, true from product_pictures where id = any(%(ids)s)",
        {"ids": ids},
    )


def insert_outgoing(
    tx: Tx, business_id: UUID, instance_id: UUID, message_id: UUID, media_id: UUID, file: CheckedFile
) -> bool:
    """Stores the row of a file that a message sends. Returns whether it is still to be looked at: what was seen of the
    same object before is taken over."""
    return bool(
        tx.value(
            "insert into media (id, business_id, message_id, instance_id, state, mime_type, filename, voice, "
            "object_key, size, width, height, duration_ms, waveform, thumbnail, inspection) "
            "select %(id)s, %(business)s, %(message)s, %(instance)s, 'stored', %(type)s, %(filename)s, %(voice)s, "
            "%(key)s, %(size)s, d.width, d.height, d.duration_ms, d.waveform, coalesce(d.thumbnail, false), "
            "coalesce(d.inspection, 'waiting') from (select) one left join lateral ("
            "select f.width, f.height, f.duration_ms, f.waveform, f.thumbnail, f.inspection from media f "
            "where f.business_id = %(business)s and f.object_key = %(key)s and f.inspection = 'done' limit 1) d "
            "on true returning inspection = 'waiting'",
            {
                "id": media_id,
                "business": business_id,
                "message": message_id,
                "instance": instance_id,
                "type": file.mime_type,
                "filename": file.filename,
                "voice": file.voice,
                "key": file.object_key,
                "size": file.size,
            },
        )
    )


def copy_outgoing(tx: Tx, from_media_id: UUID, message_id: UUID, media_id: UUID) -> bool:
    """The same file for a message that repeats another; False when there is none."""
    return (
        tx.run(
            "insert into media (id, business_id, message_id, instance_id, state, mime_type, filename, voice, "
            "object_key, size, width, height, duration_ms, waveform, thumbnail, inspection) "
            "select %s, business_id, %s, instance_id, state, mime_type, filename, voice, object_key, size, width, "
            "height, duration_ms, waveform, thumbnail, inspection from media where id = %s",
            (media_id, message_id, from_media_id),
        )
        > 0
    )


# As it is sent: as the voice note made of it, if there is one and the message is one. Meta forgets an uploaded file
# after 30 days: a day before that we forget its id.
_OUTGOING: Final = """
        select coalesce(v.voice_key, f.object_key) as object_key,
               case when v.voice_key is null then f.mime_type else %(voice_type)s end as mime_type,
               case when v.voice_key is null then f.filename else 'voice.ogg' end as filename,
               f.voice and f.mime_type <> %(voice_type)s and v.voice_key is null as to_convert, h.vendor_media_id
        from media f
        left join voice_notes v
          on f.voice and f.mime_type <> %(voice_type)s and v.business_id = f.business_id and v.object_key = f.object_key
        left join media_handles h
          on h.instance_id = f.instance_id and h.object_key = coalesce(v.voice_key, f.object_key)
         and h.uploaded_at > now() - interval '29 days'
        where f.state = 'stored' and """


def outgoing(tx: Tx, media_id: UUID) -> OutgoingFile | None:
    """Returns a file as it is sent."""
    return tx.row(OutgoingFile, f"{_OUTGOING} f.id = %(id)s", {"id": media_id, "voice_type": VOICE_TYPE})


def voice_file(tx: Tx, message_id: UUID) -> OutgoingFile | None:
    """Returns the file of a message that is to be a voice note."""
    return tx.row(
        OutgoingFile, f"{_OUTGOING} f.message_id = %(id)s and f.voice", {"id": message_id, "voice_type": VOICE_TYPE}
    )


def keep_voice_note(tx: Tx, business_id: UUID, object_key: str, voice_key: str) -> None:
    tx.run(
        "insert into voice_notes (business_id, object_key, voice_key) values (%s, %s, %s) on conflict do nothing",
        (business_id, object_key, voice_key),
    )


def keep_handle(tx: Tx, business_id: UUID, instance_id: UUID, object_key: str, vendor_media_id: str) -> None:
    tx.run(
        "insert into media_handles (business_id, instance_id, object_key, vendor_media_id) values (%s, %s, %s, %s) "
        "on conflict (instance_id, object_key) do update set vendor_media_id = excluded.vendor_media_id, "
        "uploaded_at = now()",
        (business_id, instance_id, object_key, vendor_media_id),
    )


def drop_handle(tx: Tx, message_id: UUID) -> None:
    """The vendor cannot use its copy of the message's file: it is uploaded anew next time."""
    tx.run(
        "delete from media_handles h using media f "
        "left join voice_notes v on f.voice and v.business_id = f.business_id and v.object_key = f.object_key "
        "where f.message_id = %s and h.instance_id = f.instance_id and h.object_key in (f.object_key, v.voice_key)",
        (message_id,),
    )
