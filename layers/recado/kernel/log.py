"""Structured logs, one JSON object a line. Ids go in; texts of messages and phone numbers never do."""

import logging
from functools import cache

from aws_lambda_powertools.logging import Logger

from recado.kernel import trace


@cache
def logger(service: str) -> Logger:
    """Returns the logger of one function or module. Extra facts are keywords: `log.info("stored", extra={...})`.

    Each line also says of which chain of work it is (kernel/trace.py).
    """
    log = Logger(service=service, use_rfc3339=True)
    log.addFilter(_Traced())
    return log


class _Traced(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Adds the ids of the work under way; lets every line pass."""
        work = trace.current()
        if work:
            record.trace_id, record.span_id = work.trace_id, work.span_id
        return True
