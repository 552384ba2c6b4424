"""Spans: each piece of work (a request, a record of a queue, a call of a vendor) ends with one line in the log.

The line has the ids of its trace (kernel/trace.py), so all lines with one `trace_id` are the story of one message.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aws_lambda_powertools.logging import Logger

from recado.kernel import trace
from recado.kernel.clock import now
from recado.kernel.settings import settings


@contextmanager
def span(log: Logger, name: str, *causes: str | None, **facts: Any) -> Iterator[dict[str, Any]]:
    """Writes a line when the block ends: name, start, milliseconds, outcome, and `facts`, which are ids and codes.

    causes: headers of what caused it; the first one that can be read counts, else the work under way, else nothing did.
    Yields the facts: more may be added, and an "outcome" in place of "ok". An exception's outcome is its name.
    """
    start, moment = now(), time.monotonic()
    with trace.working(*causes, trace.traceparent()) as work:
        try:
            yield facts
        except BaseException as error:
            facts["outcome"] = type(error).__name__
            raise
        finally:
            facts.setdefault("outcome", "ok")
            if facts["outcome"] != "ok" or _sampled(work.trace_id):
                milliseconds = round((time.monotonic() - moment) * 1000, 1)
                line = {"span": name, "parent_id": work.parent_id, "start": start.isoformat(), "ms": milliseconds}
                log.info(name, extra={**line, **facts})


def _sampled(trace_id: str) -> bool:
    """Returns whether a trace without a fault is logged: all its spans are, or none."""
    share = settings().trace_sample
    return share >= 1 or int(trace_id[:8], 16) < share * 2**32
