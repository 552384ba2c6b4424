"""/health: every process here works. /ready: what it depends on answers too, or which does not."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from recado.platform import aws
from recado.runtime.host.child_status import ChildStatuses

Check = Callable[[], None]
_CACHE_SECONDS = 2.0


def health(statuses: ChildStatuses, silent_seconds: float) -> dict[str, Any]:
    """Returns whether this container works: 503 with the names of children that keep dying or no longer poll."""
    failing = statuses.failing(silent_seconds)
    body = {"status": "unavailable", "failed": failing} if failing else {"status": "ok"}
    return _answer(503 if failing else 200, body)


class Readiness:
    """The checks, all at once, remembered for two seconds so that probes cannot load what they check."""

    def __init__(self, checks: dict[str, Check]) -> None:
        self._checks = checks
        self._failed: list[str] = []
        self._until = 0.0

    def __call__(self, missing: list[str]) -> dict[str, Any]:
        """Returns the answer. `missing`: what is not there for reasons that are known already."""
        if time.monotonic() >= self._until and self._checks:
            with ThreadPoolExecutor(len(self._checks)) as pool:
                passed = list(pool.map(_passes, self._checks.values()))
            self._failed = [name for name, well in zip(self._checks, passed, strict=True) if not well]
            self._until = time.monotonic() + _CACHE_SECONDS
        failed = sorted([*self._failed, *missing])
        body = {"status": "unavailable", "failed": failed} if failed else {"status": "ok"}
        return _answer(503 if failed else 200, body)


def database() -> None:
    """PostgreSQL answers."""
    from recado.platform import db  # noqa: PLC0415  a host of functions without a database never loads the driver

    db.ping()


def queue(name: str) -> Check:
    """Returns a check that the queue of that name exists and answers."""

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
