"""Asking once more for a file that could not be fetched."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.inbox import compose, message_view_store
from recado.inbox.model import MessageView
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, NotFound, TooMany
from recado.kernel.words import Words
from recado.messaging import media_store
from recado.messaging.jobs import FetchJob
from recado.messaging.media_store import FailedFile
from recado.platform.db import database

MOST_TIMES: Final = 5
PAUSE: Final = timedelta(seconds=30)
KEPT_BY_WHATSAPP: Final = timedelta(days=30)
_WHY = {
    "too_large": Words(
        "el archivo es más grande de lo que se guarda aquí", "the file is larger than what is stored here"
    ),
    "number_deleted": Words(
        "el número de WhatsApp que lo recibió se eliminó", "the WhatsApp number that received it was deleted"
    ),
    "keys_forgotten": Words(
        "ya no se guarda lo que hace falta para descargarlo", "what is needed to download it is not kept any more"
    ),
    "too_old": Words(
        "WhatsApp guarda los archivos 30 días como mucho: pide al cliente que lo envíe otra vez",
        "WhatsApp keeps files for 30 days at most: ask the customer to send it again",
    ),
    "too_often": Words(
        f"ya se pidió {MOST_TIMES} veces: pide al cliente que lo envíe otra vez",
        f"it was asked for {MOST_TIMES} times already: ask the customer to send it again",
    ),
}


class FileLost(Conflict):
    """This file cannot be downloaded any more; `reason` says why."""

    code = "file_lost"


def download_again(actor: Actor, media_id: UUID) -> MessageView:
    """Puts a failed file back to be fetched, and returns its message. One that is stored, or being fetched, stays so.

    Raises FileLost where asking can bring nothing, TooMany soon after the last time.
    """
    with database().acting(actor) as tx:
        file = media_store.hold(tx, media_id)
        if file is None or file.revoked:
            raise NotFound(Words("no existe ese archivo", "there is no such file"))
        if file.state == "failed":
            _check(file)
            media_store.ask_again(tx, media_id)
            activity.audit(tx, actor, "file.requested_again", "media", media_id)
        message = message_view_store.some(tx, [file.message_id])[0]
    if file.state != "stored":
        compose.publish(FetchJob(business_id=actor.business_id, media_id=media_id).to_message())
    return message


def _check(file: FailedFile) -> None:
    if why := _lost(file):
        raise FileLost(_WHY[why], reason=why)
    if file.asked_at and (left := (file.asked_at + PAUSE - now()).total_seconds()) > 0:
        raise TooMany(int(left) + 1)


def _lost(file: FailedFile) -> str | None:
    """Returns why nothing can bring the file any more; None while something may."""
    if file.reason == "too_large":
        return "too_large"
    if file.instance_state is None or file.instance_state == "deleted":
        return "number_deleted"
    if now() - file.created_at > KEPT_BY_WHATSAPP:
        return "too_old"
    if file.provider == "web" and not file.has_web_message:
        return "keys_forgotten"
    return "too_often" if file.asked_again >= MOST_TIMES else None
