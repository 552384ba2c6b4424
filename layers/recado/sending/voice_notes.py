"""Voice notes: audio of any common kind is made what WhatsApp plays as one, once, before its message is claimed.

The file that was brought stays what the team sees and hears; what is sent stands beside it in the object store.
"""

from uuid import UUID

from recado.kernel.settings import settings
from recado.platform import audio, storage
from recado.platform.audio import VOICE_TYPE
from recado.platform.db import database
from recado.sending import upload_store
from recado.sending.upload_store import OutgoingFile

REASONS = {
    "audio_unreadable": {
        "es": "El archivo no se puede convertir en nota de voz: está dañado o no tiene audio.",
        "en": "The file cannot be made a voice note: it is damaged or has no audio.",
    },
    "audio_too_long": {
        "es": f"Una nota de voz que hay que convertir dura como mucho {audio.MOST_SECONDS // 60} minutos.",
        "en": f"A voice note that must be converted lasts {audio.MOST_SECONDS // 60} minutes at most.",
    },
    "audio_not_converted": {
        "es": "El audio no se pudo convertir a tiempo. Se puede enviar de nuevo.",
        "en": "The audio could not be converted in time. It can be sent again.",
    },
}


def make(business_id: UUID, file: OutgoingFile) -> None:
    """Makes the voice note of a file that needs it. Doing it twice stores the same object at the same key.

    AudioRefused says why it cannot be made. NotFound when the file is gone, Unavailable when the store is away.
    """
    bucket = settings().bucket_media
    made = audio.voice_note(storage.get(bucket, file.object_key), file.mime_type)
    voice_key = f"{file.object_key}/voice"
    storage.put(bucket, voice_key, made, VOICE_TYPE)
    with database().tenant(business_id) as tx:
        upload_store.keep_voice_note(tx, business_id, file.object_key, voice_key)
