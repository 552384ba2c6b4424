"""/health: this process answers. /ready: what it depends on answers too, or which does not."""

import json
import time
from collections.abc import Callable
from typing import Any

from recado.platform import aws

Check = Callable[[], None]
_CACHE_SECONDS = 2.0


def health() -> dict[str, Any]:
    """The process is alive."""
    return _answer(200, {"status": "ok"})


class Readiness:
    """The checks, remembered for two seconds so that probes cannot load what they check."""

    def __init__(self, checks: dict[str, Check]) -> None:
        self._checks = checks
        self._answer: dict[str, Any] = {}
        self._until = 0.0

    def __call__(self) -> dict[str, Any]:
        if time.monotonic() >= self._until:
            failed = sorted(name for name, check in self._checks.items() if not _passes(check))
            body = {"status": "unavailable", "failed": failed} if failed else {"status": "ok"}
            self._answer = _answer(503 if failed else 200, body)
            self._until = time.monotonic() + _CACHE_SECONDS
        return self._answer


def database() -> None:
    """PostgreSQL answers."""
    from recado.platform import db  # noqa: PLC0415  a host of functions without a database never loads the driver

    db.ping()


def queue(name: str) -> Check:
    """The queue of that name exists and answers."""

    def check() -> None:
        sqs = aws.sqs_prober()
        url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
        sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])

    return check


def _passes(check: Check) -> bool:
    try:
        check()
    except Exception:  # noqa: BLE001  whatever is wrong, it is not ready
        return False
    return True


def _answer(status: int, body: dict[str, Any]) -> dict[str, Any]:
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
