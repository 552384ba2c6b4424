"""The model fails: for a while, and for good."""

import subprocess
import sys
import urllib.request
from typing import Any

import pytest

from infra.local.seed import get, post
from infra.local.stack import ROOT
from recado.messaging.buffers import MOST_ATTEMPTS
from recado.platform.db import Database
from tests.rigs.chaos import Rig
from tests.rigs.waiting import eventually

CUSTOMERS = 12
PATIENCE_SECONDS = 120


@pytest.mark.timeout(600)
def test_messages_wait_while_the_model_is_down_and_are_answered_once_afterwards(rig: Rig) -> None:
    _set_window(rig)
    post(f"{rig.openai}/_sim/faults", {"kind": "error", "status": 503, "times": 1000})
    for customer in range(CUSTOMERS):
        _say(rig, _phone(customer))
    failed = "select count(*) from buffers where attempts >= 1"
    eventually(lambda: _buffers(rig, failed) == CUSTOMERS, PATIENCE_SECONDS)
    assert _sent(rig) == []
    _work_again(rig)
    eventually(lambda: _buffers(rig, "select count(*) = 0 from buffers"), PATIENCE_SECONDS)
    eventually(lambda: _buffers(rig, "select count(*) = 0 from outbound"), PATIENCE_SECONDS)
    assert sorted(row["to"] for row in _sent(rig)) == sorted(_phone(customer) for customer in range(CUSTOMERS))


@pytest.mark.timeout(600)
def test_what_was_tried_too_often_is_set_aside_with_its_reason_and_replayed_by_a_command(rig: Rig) -> None:
    _set_window(rig)
    post(f"{rig.openai}/_sim/faults", {"kind": "error", "status": 500, "times": 1000})
    customer = _phone(CUSTOMERS)
    _say(rig, customer)
    eventually(lambda: _buffers(rig, "select count(*) from buffers") == 1, PATIENCE_SECONDS)
    with Database(rig.stack.environment["DATABASE_URL"]).tenant(rig.seeded.business_id) as tx:
        tx.run("update buffers set attempts = %s", (MOST_ATTEMPTS - 1,))
    conversation = eventually(
        lambda: _buffers(
            rig, "select conversation_id from buffers where state = 'quarantined' and failed_at is not null"
        ),
        PATIENCE_SECONDS,
    )
    listed = _recado(rig, "buffers", "list", "--business", str(rig.seeded.business_id))
    assert str(conversation) in listed
    assert "http_500" in listed
    kinds = _buffers(rig, "select count(*) from events where type = 'buffer.quarantined' and severity = 'error'")
    assert kinds == 1
    assert _sent_to(rig, customer) == []

    _work_again(rig)
    retry = ("buffers", "retry", "--business", str(rig.seeded.business_id), "--conversation", str(conversation))
    assert "back to work" in _recado(rig, *retry)
    eventually(lambda: _sent_to(rig, customer), PATIENCE_SECONDS)
    assert len(_sent_to(rig, customer)) == 1
    assert _buffers(rig, "select count(*) from buffers") == 0


def _work_again(rig: Rig) -> None:
    """The model is well from now on."""
    urllib.request.urlopen(urllib.request.Request(f"{rig.openai}/_sim/faults", method="DELETE")).close()


def _recado(rig: Rig, *arguments: str) -> str:
    """What the operator's command prints."""
    command = [sys.executable, "-m", "recado.runtime.cli", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=rig.stack.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _say(rig: Rig, phone: str) -> None:
    message = {"from": phone, "type": "text", "text": {"body": "Hola, ¿cuánto cuesta el bolillo?"}}
    post(f"{rig.meta}/_sim/messages", {"phone_number_id": rig.seeded.phone_number_id, **message})


def _sent(rig: Rig) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = get(f"{rig.meta}/_sim/sent?phone_number_id={rig.seeded.phone_number_id}")["sent"]
    return rows


def _sent_to(rig: Rig, phone: str) -> list[dict[str, Any]]:
    return [row for row in _sent(rig) if row["to"] == phone]


def _buffers(rig: Rig, statement: Any) -> Any:
    with Database(rig.stack.environment["DATABASE_URL"]).tenant(rig.seeded.business_id) as tx:
        return tx.value(statement)


def _set_window(rig: Rig) -> None:
    with Database(rig.stack.environment["DATABASE_URL"]).tenant(rig.seeded.business_id) as tx:
        tx.run("update businesses set buffer_quiet_seconds = 0.5, buffer_max_seconds = 2")


def _phone(customer: int) -> str:
    return f"521559900{customer:04d}"
