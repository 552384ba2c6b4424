"""Voice notes: audio of any common kind is made what WhatsApp plays as one, once, before its message is claimed.

The file that was brought stays what the team sees and hears; what is sent stands beside it in the object store. It is
made in the function `voice_notes`, apart from whatever sends: one business's files never hold up another's texts.
"""

from uuid import UUID

from recado.kernel.errors import NotFound, RetryLater, Unavailable
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.messaging import conversation_store
from recado.messaging.jobs import ConvertJob, sender_job
from recado.platform import audio, storage
from recado.platform.audio import VOICE_TYPE, AudioRefused
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing
from recado.sending import outbound_store, outcomes, upload_store
from recado.sending.upload_store import OutgoingFile

AGAIN_SECONDS = 5.0
REASONS = {
    "audio_unreadable": Words(
        "El archivo no se puede convertir en nota de voz: está dañado o no tiene audio.",
        "The file cannot be made a voice note: it is damaged or has no audio.",
    ),
    "audio_too_long": Words(
        f"Un audio que hay que convertir dura como mucho {audio.MOST_SECONDS // 60} minutos, menos si trae más "
        "de dos canales.",
        f"Audio that must be converted lasts {audio.MOST_SECONDS // 60} minutes at most, less if it has more "
        "than two channels.",
    ),
    "audio_not_converted": Words(
        "El audio no se pudo convertir a tiempo. Se puede enviar de nuevo.",
        "The audio could not be converted in time. It can be sent again.",
    ),
}


def convert(job: ConvertJob) -> list[Outgoing]:
    """Makes the voice note a message waits for, or fails the message; returns what wakes its sender.

    Doing it twice stores the same object at the same key. Raises RetryLater while the object store is away.
    """
    with database().tenant(job.business_id) as tx:
        file = upload_store.voice_file(tx, job.message_id)
    if file and file.to_convert:
        try:
            _make(job.business_id, file)
        except NotFound:
            return _fail(job, "file_gone")
        except AudioRefused as error:
            return _fail(job, error.code)
        except Unavailable as error:
            raise RetryLater(AGAIN_SECONDS, "the file cannot be read or stored now") from error
    with database().tenant(job.business_id) as tx:
        outbound_store.end_wait(tx, job.message_id, outcomes.CONVERTING)
        return _wake(tx, job)


def _make(business_id: UUID, file: OutgoingFile) -> None:
    bucket = settings().bucket_media
    note = audio.voice_note(storage.get(bucket, file.object_key), file.mime_type)
    voice_key = f"{file.object_key}/voice"
    storage.put(bucket, voice_key, note, VOICE_TYPE)
    with database().tenant(business_id) as tx:
        upload_store.keep_voice_note(tx, business_id, file.object_key, voice_key)


def _fail(job: ConvertJob, code: str) -> list[Outgoing]:
    with database().tenant(job.business_id) as tx:
        outcomes.give_up_waiting(tx, job.business_id, job.conversation_id, job.message_id, code, REASONS.get(code))
        return _wake(tx, job)


def _wake(tx: Tx, job: ConvertJob) -> list[Outgoing]:
    conversation = conversation_store.conversation(tx, job.conversation_id)
    if conversation is None:
        return []
    return [sender_job(conversation.provider, conversation.instance_id, job.business_id, conversation.id)]
