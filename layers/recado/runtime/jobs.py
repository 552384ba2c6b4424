"""Several jobs of one run, each in a guard of its own: one that fails leaves out none after it."""

from collections.abc import Callable, Mapping

from recado.kernel.log import logger
from recado.runtime.failure import describe

log = logger("runtime")


class JobsFailed(Exception):
    """These jobs of a run failed; the others were done."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def run_jobs(jobs: Mapping[str, Callable[[], object]]) -> None:
    """Runs each job in turn. Raises JobsFailed after the last one when any failed, so that the run counts as failed."""
    failed: list[str] = []
    for name, job in jobs.items():
        try:
            job()
        except Exception as error:  # noqa: BLE001  whatever one job met, the next is no part of it
            log.error("job failed", extra={"job": name, **describe(error)})
            failed.append(name)
    if failed:
        raise JobsFailed(failed)
