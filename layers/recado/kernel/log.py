"""Structured logs, one JSON object a line. Ids go in; texts of messages and phone numbers never do."""

from functools import cache

from aws_lambda_powertools.logging import Logger


@cache
def logger(service: str) -> Logger:
    """The logger of one function or module. Extra facts are keywords: `log.info("stored", extra={...})`."""
    return Logger(service=service, use_rfc3339=True)
