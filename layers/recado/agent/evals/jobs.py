"""Jobs of the queue `agent-tests` that play trials of a run, and taking up runs whose jobs were lost."""

import math
from datetime import timedelta
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from recado.agent.evals import run_store
from recado.agent.evals.model import HOLD, MOST_ATTEMPTS
from recado.kernel.settings import settings
from recado.platform.db import database
from recado.platform.queues import Outgoing

PARALLEL: Final = 3  # trials of a run at a time: somebody at the test bench waits behind no more than these
QUIET: Final = HOLD + timedelta(minutes=1)  # so long nothing happens only in a run whose jobs were lost
MOST: Final = 100


class TrialJob(BaseModel):
    """Some trial of a run is to be played, whichever is next. One too many finds nothing to do."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["trial"] = "trial"
    business_id: UUID
    run_id: UUID

    def to_message(self, delay: int = 0) -> Outgoing:
        """Returns it as the queue carries it, to be delivered after `delay` seconds."""
        return Outgoing(settings().queue_agent_tests_url, self.model_dump(mode="json"), delay=delay)


def is_trial(body: dict[str, Any]) -> bool:
    """Returns whether a message of the queue is one of these."""
    return body.get("kind") == "trial"


def again(job: TrialJob, seconds: float) -> Outgoing:
    """Returns the job, to be delivered when the next trial may be played."""
    return job.to_message(math.ceil(seconds))


def begun(business_id: UUID, run_id: UUID, trials: int) -> list[Outgoing]:
    """Returns what sets a run going."""
    return [TrialJob(business_id=business_id, run_id=run_id).to_message()] * min(PARALLEL, trials)


def sweep() -> list[Outgoing]:
    """Returns what to publish: jobs of runs in which nothing happens. Trials whose workers died too often are given up,
    and a run is over with its last."""
    with database().worker() as tx:
        quiet = run_store.quiet(tx, QUIET, MOST)
    jobs: list[Outgoing] = []
    for business_id, run_id in quiet:
        with database().tenant(business_id) as tx:
            run_store.give_up_lost(tx, run_id, MOST_ATTEMPTS)
            left = run_store.left(tx, run_id)
            if left == 0:
                run_store.end(tx, run_id, "finished")
        jobs += begun(business_id, run_id, left)
    return jobs
