"""Telling one device: what it shows, and what its push service makes of it."""

import json
from datetime import timedelta
from typing import Final
from uuid import UUID

from recado.alerts import device_store, store, wording
from recado.alerts.model import PushJob, ReachedDevice, place
from recado.kernel.clock import now
from recado.kernel.log import logger
from recado.kernel.words import Language
from recado.platform import crypto
from recado.platform.crypto import SealBroken
from recado.platform.db import database
from recado.platform.queues import Outgoing
from recado.vendors.web_push import sending
from recado.vendors.web_push.sending import DeviceGone, PushRefused, PushUnavailable
from recado.vendors.web_push.subscription import loaded

WAITS: Final = (5, 30, 120, 600)  # seconds until the next try, after each that failed

log = logger("alerts")


def push(job: PushJob) -> list[Outgoing]:
    """Tells a device. Returns what to publish: the same later, when its push service did not take it.

    Nothing is told that was read meanwhile. A device whose push service does not know it any more is forgotten.
    """
    left = job.until - now()
    with database().accounts() as tx:
        device = device_store.reached(tx, job.device_id)
    if device is None or left <= timedelta(0):
        return []
    payload = _payload(job, device.language)
    if payload is None:
        return []
    try:
        _send(device, payload, left, str(job.conversation_id or "trial"))
    except PushUnavailable as error:
        return _later(job, error)
    except DeviceGone:
        _forget(job.device_id)
        return []
    except (PushRefused, SealBroken) as error:
        log.error("a device was not told", extra={"device_id": str(job.device_id), "reason": error.detail})
        return []
    with database().accounts() as tx:
        device_store.set_rung(tx, job.device_id)
    return []


def _payload(job: PushJob, language: Language) -> bytes | None:
    """Returns what the browser's worker reads; None when there is nothing to tell any more."""
    if job.business_id is None or job.conversation_id is None:
        return json.dumps(wording.trial(language), ensure_ascii=False).encode()
    with database().tenant(job.business_id) as tx:
        news = store.news(tx, job.conversation_id)
    if news is None or not news.unread:
        return None
    where = {
        "tag": str(job.conversation_id),
        "path": f"/inbox/{job.conversation_id}?business={job.business_id}",
    }
    return json.dumps(wording.of_news(news, language) | where, ensure_ascii=False).encode()


def _send(device: ReachedDevice, payload: bytes, valid: timedelta, topic: str) -> None:
    subscription = loaded(crypto.unseal(device.subscription_sealed, place(device.id)))
    sending.send(subscription, payload, valid, topic)


def _later(job: PushJob, error: PushUnavailable) -> list[Outgoing]:
    facts = {"device_id": str(job.device_id), "attempts": job.attempts + 1, "reason": error.detail}
    log.warning("a push service did not take a ring", extra=facts)
    if job.attempts == len(WAITS):
        return []
    wait = max(WAITS[job.attempts], error.retry_after or 0)
    return [job.model_copy(update={"attempts": job.attempts + 1}).to_message(wait)]


def _forget(device_id: UUID) -> None:
    with database().accounts() as tx:
        device_store.forget(tx, device_id)
