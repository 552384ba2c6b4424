"""End-to-end: from the customer's phone to the answer accepted by Meta, idle and under load."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from infra.local.seed import Seeded, get, post
from infra.local.stack import Stack
from recado.platform.db import database
from tests.bench.machine import cpu_seconds, own_processes


@dataclass(frozen=True, slots=True)
class Sustained:
    """A flood of customers, each answered once."""

    answered: int
    seconds: float
    cpu_ms_each: float

    @property
    def rate(self) -> float:
        return self.answered / self.seconds


def set_window(seeded: Seeded, quiet: float, most: float) -> None:
    """Changes the business's buffering."""
    with database().tenant(seeded.business_id) as tx:
        tx.run("update businesses set buffer_quiet_seconds = %s, buffer_max_seconds = %s", (quiet, most))


def idle_latencies(stack: Stack, seeded: Seeded, messages: int, window: float, pause: float) -> list[float]:
    """Milliseconds beyond window and model time, one customer after the other."""
    meta, found = stack.simulator("meta"), []
    for index in range(messages):
        customer = f"52166{time.time_ns() // 1000 % 10**8:08d}"
        begun = time.time()
        _say(meta, seeded, customer)
        sent = _wait_sent(meta, seeded, customer)
        took = (float(sent["received_at"]) - begun) * 1000
        found.append(took - window * 1000 - _model_ms(seeded, sent))
        time.sleep(pause + index % 7 * 0.013)
    return found


def concurrent_latencies(stack: Stack, seeded: Seeded, customers: int, window: float, gap: float) -> list[float]:
    """The same with overlapping customers, one every `gap` seconds."""
    meta = stack.simulator("meta")
    already = int(get(f"{meta}/_sim/sent")["total"])
    begun: dict[str, float] = {}
    for index in range(customers):
        customer = f"52177{time.time_ns() // 1000 % 10**7:07d}{index % 10}"
        begun[customer] = time.time()
        _say(meta, seeded, customer)
        time.sleep(max(0.0, gap - (time.time() - begun[customer])))
    rows = _wait_total(stack, already, customers, 90)
    return [
        (float(row["received_at"]) - begun[row["to"]]) * 1000 - window * 1000 - _model_ms(seeded, row)
        for row in rows
        if row["to"] in begun
    ]


def sustained(stack: Stack, seeded: Seeded, customers: int) -> Sustained:
    """All customers write at once; how fast are they answered, and what does an answer cost our processes."""
    meta = stack.simulator("meta")
    already = int(get(f"{meta}/_sim/sent")["total"])
    processes = own_processes(stack)
    cpu = cpu_seconds(processes)
    begun = time.time()
    base = time.time_ns() // 1000 % 10**6
    for start in range(0, customers, 100):
        messages = [
            {"from": f"5218{base:06d}{index:05d}", "type": "text", "text": {"body": "Hola, ¿a qué hora abren?"}}
            for index in range(start, min(start + 100, customers))
        ]
        post(f"{meta}/_sim/messages/batch", {"phone_number_id": seeded.phone_number_id, "messages": messages})
    rows = _wait_total(stack, already, customers, 180)
    last = max(float(row["received_at"]) for row in rows)
    time.sleep(3)  # the statuses of the last answers belong to their cost
    used = cpu_seconds(processes) - cpu
    return Sustained(len(rows), last - begun, used * 1000 / len(rows))


def _say(meta: str, seeded: Seeded, customer: str) -> None:
    text = {"body": "Hola, ¿cuánto cuesta una concha?"}
    post(
        f"{meta}/_sim/messages",
        {"phone_number_id": seeded.phone_number_id, "from": customer, "type": "text", "text": text},
    )


def _wait_sent(meta: str, seeded: Seeded, customer: str) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        sent = get(f"{meta}/_sim/sent?phone_number_id={seeded.phone_number_id}&to={customer}")["sent"]
        if sent:
            row: dict[str, Any] = sent[0]
            return row
        time.sleep(0.03)
    raise TimeoutError("no answer within 60 s")


def _wait_total(stack: Stack, already: int, wanted: int, seconds: float) -> list[dict[str, Any]]:
    meta = stack.simulator("meta")
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        stack.check()
        if int(get(f"{meta}/_sim/sent?after=1000000000")["total"]) - already >= wanted:
            rows: list[dict[str, Any]] = get(f"{meta}/_sim/sent?after={already}")["sent"]
            return rows
        time.sleep(0.25)
    raise TimeoutError(f"not all of {wanted} answered within {seconds} s")


def _model_ms(seeded: Seeded, sent: dict[str, Any]) -> float:
    with database().tenant(seeded.business_id) as tx:
        spent = tx.value(
            "select u.milliseconds from usage u join messages m on m.conversation_id = u.conversation_id "
            "where m.id = %s order by u.created_at desc limit 1",
            (UUID(sent["biz_opaque_callback_data"]),),
        )
    return float(spent or 0)
