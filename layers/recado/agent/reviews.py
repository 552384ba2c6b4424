"""Reviews: a conversation that is quiet is read once for each purpose."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from recado.agent import booking
from recado.agent.lessons.learning import learn
from recado.agent.memory.remembering import remember
from recado.kernel.log import logger
from recado.messaging.jobs import ReviewJob
from recado.vendors.llm.model import ModelDown, ModelUnpaid

_READERS: Final[Mapping[str, Callable[[UUID, UUID], None]]] = {"memory": remember, "lesson": learn}


def review(job: ReviewJob) -> None:
    """Reads a conversation. While the model is away or unpaid nothing is lost: the claim lapses and comes again."""
    try:
        _READERS[job.kind](job.business_id, job.conversation_id)
    except ModelUnpaid as error:
        booking.note_unpaid(error)
    except ModelDown as error:
        logger("agent").info("a review waits for its model", extra={"kind": job.kind, "reason": error.reason})
