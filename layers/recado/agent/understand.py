"""Understanding: a model hears or sees a file a customer sent, once; the answer that waits for it is woken.

The row in `media_texts` is the work. Whoever begins holds it for a while; one who dies is followed by the sweep's job,
and the model is asked once more at most. However it ends, the answer waits no longer.
"""

import math
from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Usage
from recado.agent import perception
from recado.kernel.clock import now
from recado.kernel.errors import NotFound, RetryLater, Unavailable
from recado.kernel.settings import settings
from recado.messaging import buffer_store, buffers, media_text_store
from recado.messaging.jobs import UnderstandJob
from recado.messaging.media_text_store import WaitingFile
from recado.messaging.model import MediaTextState
from recado.plans import service as plans
from recado.platform import audio, storage
from recado.platform.audio import AudioRefused
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing
from recado.vendors.llm import gemini
from recado.vendors.llm.gemini import ModelBlocked
from recado.vendors.llm.model import Consumed, ModelCut, ModelDown, ModelError, ModelRefused, ModelUnpaid

FEATURE = "understand"
HOLD_SECONDS: Final = 130.0  # longer than the function may run
MOST_ATTEMPTS: Final = 6
MOST_A_DAY: Final = 60  # files of one contact
LATEST: Final = timedelta(days=1)  # an older message's file helps no answer
BACKOFFS: Final = (2.0, 15.0, 60.0, 240.0, 900.0)
UNPAID_PAUSE_SECONDS: Final = 300.0
UNPAID_NOTED_EVERY: Final = timedelta(minutes=15)


class _Ended(Exception):
    """There is nothing to ask the model, or nothing came of it; why, and what it cost all the same."""

    def __init__(self, state: MediaTextState, reason: str, consumed: Consumed | None = None) -> None:
        super().__init__(reason)
        self.state, self.reason, self.consumed = state, reason, consumed


def understand(job: UnderstandJob, publish: Callable[[list[Outgoing]], None]) -> None:
    """Understands one file. Doing it twice changes nothing. publish: takes what is to go out after the commit.

    Raises RetryLater while the model or the object store is away.
    """
    with database().tenant(job.business_id) as tx:
        file = media_text_store.begin(tx, job.message_id, HOLD_SECONDS)
        refusal = _refusal(tx, file) if file else None
    if file is None:
        return
    try:
        if refusal is not None:
            raise refusal
        value, consumed = _perceived(file)
    except _Ended as ended:
        publish(_end(job, file, ended.state, ended.reason, ended.consumed))
        return
    except ModelUnpaid as error:
        _put_off_unpaid(job, error)
        return
    except (ModelDown, Unavailable) as error:
        _put_off(job, file, error, publish)
        return
    publish(_keep(job, file, perception.understood(value), consumed))


def _refusal(tx: Tx, file: WaitingFile) -> _Ended | None:
    """Returns why the model is not asked at all."""
    late = file.attempts > MOST_ATTEMPTS or now() - file.created_at > LATEST
    capped = media_text_store.tried_today(tx, file.contact_id) > MOST_A_DAY
    refusals = (
        (file.state != "stored" or file.object_key is None, "not_fetched"),
        (file.revoked, "revoked"),
        (perception.question(file.mime_type) is None, "unsupported"),
        (perception.too_large(file.mime_type, file.size, file.duration_ms), "too_large"),
        (late, "unavailable"),
        (not plans.in_service(tx), "not_in_service"),
        (not gemini.configured(), "not_configured"),
        (capped, "daily_cap"),
    )
    reason = next((reason for holds, reason in refusals if holds), None)
    if reason is None:
        return None
    return _Ended("too_large" if reason == "too_large" else "failed", reason)


def _perceived(file: WaitingFile) -> tuple[perception.Transcript | perception.Sight, Consumed]:
    """Raises _Ended, ModelDown, ModelUnpaid, Unavailable."""
    question = perception.question(file.mime_type)
    if question is None or file.object_key is None:
        raise _Ended("failed", "unsupported")
    words, shape = question
    try:
        data, mime_type = _readable(storage.get(settings().bucket_media, file.object_key), file.mime_type)
        answer = gemini.perceive(data, mime_type, words, shape)
    except NotFound as error:
        raise _Ended("failed", "not_fetched") from error
    except AudioRefused as error:
        raise _Ended("too_large" if error.code == "audio_too_long" else "failed", error.code) from error
    except ModelBlocked as error:
        raise _Ended("blocked", error.reason, error.consumed) from error
    except (ModelCut, ModelRefused) as error:
        raise _Ended("failed", f"{error.code}: {error.reason}", error.consumed) from error
    return answer.value, answer.consumed


def _readable(data: bytes, mime_type: str) -> tuple[bytes, str]:
    """Returns a file as the model takes it: other sounds than it knows are made OGG."""
    if not mime_type.startswith("audio/"):
        return data, mime_type
    if (as_the_model_calls_it := perception.SOUNDS.get(mime_type)) is not None:
        return data, as_the_model_calls_it
    return audio.voice_note(data, mime_type), "audio/ogg"


def _keep(
    job: UnderstandJob, file: WaitingFile, understood: perception.Understood, consumed: Consumed
) -> list[Outgoing]:
    if understood.text is None:
        return _end(job, file, "failed", "nothing_in_it", consumed)
    with database().tenant(job.business_id) as tx:
        buffer_store.lock(tx, file.conversation_id)
        media_text_store.finish(
            tx,
            job.message_id,
            "done",
            text=understood.text,
            language=understood.language,
            seconds=_seconds(file),
            voucher=understood.voucher,
            model=consumed.model,
        )
        _count(tx, job.business_id, file, consumed)
        return buffers.wait_no_longer(tx, file.conversation_id)


def _end(
    job: UnderstandJob, file: WaitingFile, state: MediaTextState, reason: str, consumed: Consumed | None
) -> list[Outgoing]:
    with database().tenant(job.business_id) as tx:
        buffer_store.lock(tx, file.conversation_id)
        media_text_store.finish(tx, job.message_id, state, reason=reason, seconds=_seconds(file))
        if consumed is not None:
            _count(tx, job.business_id, file, consumed)
        activity.note(
            tx, job.business_id, "warning", "media.not_understood", message_id=str(job.message_id), code=reason
        )
        return buffers.wait_no_longer(tx, file.conversation_id)


def _put_off(
    job: UnderstandJob, file: WaitingFile, error: ModelError | Unavailable, publish: Callable[[list[Outgoing]], None]
) -> None:
    """Raises RetryLater while there are tries left."""
    if file.attempts >= MOST_ATTEMPTS:
        publish(_end(job, file, "failed", "unavailable", None))
        return
    seconds = max(BACKOFFS[file.attempts - 1], error.seconds if isinstance(error, ModelDown) else 0.0)
    with database().tenant(job.business_id) as tx:
        media_text_store.put_off(tx, job.message_id, seconds, counted=True)
    raise RetryLater(seconds, "the file cannot be understood now") from error


def _put_off_unpaid(job: UnderstandJob, error: ModelUnpaid) -> None:
    """Tells the super admin: nothing is understood until somebody pays or mends the key. The sweep brings it back,
    however often that takes: no job counts up to the dead letters."""
    with database().worker() as tx:
        activity.note_platform_once(tx, "critical", "model.unpaid", UNPAID_NOTED_EVERY, reason=error.reason)
    with database().tenant(job.business_id) as tx:
        media_text_store.put_off(tx, job.message_id, UNPAID_PAUSE_SECONDS, counted=False)


def _seconds(file: WaitingFile) -> int | None:
    return None if file.duration_ms is None else math.ceil(file.duration_ms / 1000)


def _count(tx: Tx, business_id: UUID, file: WaitingFile, consumed: Consumed) -> None:
    activity.count_usage(
        tx,
        business_id,
        Usage(
            conversation_id=file.conversation_id,
            feature=FEATURE,
            provider=consumed.provider,
            model=consumed.model,
            input_tokens=consumed.input_tokens,
            cached_tokens=consumed.cached_tokens,
            cache_write_tokens=consumed.written_tokens,
            output_tokens=consumed.output_tokens,
            reasoning_tokens=consumed.reasoning_tokens,
            milliseconds=consumed.milliseconds,
            audio_tokens=consumed.audio_tokens,
        ),
    )
