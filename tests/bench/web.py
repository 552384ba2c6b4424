"""Figures of the sessions host: python -m tests.bench.web [SESSIONS]. Pairs them all, then starts one host anew."""

import json
import random
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from infra.local import localstack, postgres
from infra.local.ports import free_port
from sessions_host.status import memory
from tests.bench.machine import percentile
from tests.rigs.web_hosts import Host, Rig, client, get, rigged

SESSIONS = 40
IDLE_SECONDS = 30
HOPS = 200
CUSTOMER = "5215550000001"
PRODUCTS_OWN = {"WEB_STAGGER": "0.2", "WEB_LEASE": "15", "WEB_LEASE_MARGIN": "3"}
NO_TYPING = {"WEB_TYPING_LEAST": "0", "WEB_TYPING_MOST": "0"}
Figures = dict[str, tuple[float, str, float | None]]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SESSIONS
    for name, (value, unit, goal) in figures(count).items():
        print(f"{value:>10} {unit:<5} {name}{f'   goal {goal}' if goal else ''}")


def figures(count: int = SESSIONS) -> Figures:
    """Name to value, unit and goal, on a PostgreSQL and a LocalStack of their own."""
    with tempfile.TemporaryDirectory(prefix="recado-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        server, cloud = postgres.start(folder), localstack.start(free_port(), folder)
        try:
            with rigged(server, cloud.endpoint_url, folder) as rig:
                return measure(rig, count)
        finally:
            cloud.stop()
            server.stop("immediate")


def measure(rig: Rig, count: int) -> Figures:
    """Time to all online with the product's own stagger, memory (PSS) and CPU when idle, and hops.

    A hop in is from a customer's message at the simulator to the queue `inbound`; a hop out from the token on the queue
    `web-outbound` to the simulator, without the pauses and the typing that a person would need.
    """
    instances = rig.add_sessions(count)
    first = rig.start_host(WEB_STAGGER="0.05")
    rig.scan_all(count, 180)
    first.process.send_signal(signal.SIGTERM)
    first.process.wait(60)
    begun = time.monotonic()
    host = rig.start_host(**PRODUCTS_OWN, **NO_TYPING)
    while rig.really_online() < count or rig.online() < count:
        time.sleep(0.1)
    online = time.monotonic() - begun
    time.sleep(10)
    before, moment = _cpu(host), time.monotonic()
    time.sleep(IDLE_SECONDS)
    cpu = (_cpu(host) - before) / (time.monotonic() - moment)
    workers = {row["pid"] for row in host.sessions()}
    sizes = {each.pid: memory(each.pid) / 1e6 for each in host.tree()}
    worker_sizes = sorted(size for pid, size in sizes.items() if pid in workers)
    inward, outward = hops_in(rig, instances), hops_out(rig, instances)
    connections = rig.sql("select count(*) from pg_stat_activity where application_name = 'recado'")[0][0]
    rest = sum(size for pid, size in sizes.items() if pid not in workers)
    name = f"sessions host, {count} sessions"
    return {
        f"{name}: start to all online": (round(online, 1), "s", None),
        f"{name}: a worker's memory (PSS), median": (round(percentile(worker_sizes, 0.5), 1), "MB", 75),
        f"{name}: a worker's memory (PSS), most": (round(worker_sizes[-1], 1), "MB", 75),
        f"{name}: memory of supervisor and worker starter (PSS)": (round(rest, 1), "MB", None),
        f"{name}: memory of the host (PSS)": (round(sum(sizes.values()), 1), "MB", None),
        f"{name}: idle CPU of a core": (round(cpu * 100, 1), "%", 5),
        f"{name}: idle connections to PostgreSQL": (connections, "", None),
        f"{name}: hop in, p50": (round(percentile(inward, 0.5), 1), "ms", None),
        f"{name}: hop in, p99": (round(percentile(inward, 0.99), 1), "ms", None),
        f"{name}: hop out, p50": (round(percentile(outward, 0.5), 1), "ms", None),
        f"{name}: hop out, p99": (round(percentile(outward, 0.99), 1), "ms", None),
    }


def hops_in(rig: Rig, instances: list[UUID]) -> list[float]:
    """Milliseconds, one message at a time."""
    sqs, found = client(rig.environment), []
    for number in range(HOPS):
        begun = time.monotonic()
        rig.customer_writes(random.choice(instances), CUSTOMER, f"pregunta {number}")
        while not _took(rig, sqs, "message"):
            pass
        found.append((time.monotonic() - begun) * 1000)
    return found


def _took(rig: Rig, sqs: Any, event: str) -> bool:
    """Whether an event of this kind came; whatever came is off the queue."""
    answer = sqs.receive_message(QueueUrl=rig.inbound_url, MaxNumberOfMessages=10, WaitTimeSeconds=5)
    messages = answer.get("Messages", [])
    for each in messages:
        sqs.delete_message(QueueUrl=rig.inbound_url, ReceiptHandle=each["ReceiptHandle"])
    return any(json.loads(each["Body"])["event"] == event for each in messages)


def hops_out(rig: Rig, instances: list[UUID]) -> list[float]:
    """Milliseconds, one message at a time, each with its token."""
    sqs, url, found = client(rig.environment), rig.environment["QUEUE_WEB_OUTBOUND_URL"], []
    for number in range(HOPS):
        instance = random.choice(instances)
        rig.queue_text(instance, CUSTOMER, f"respuesta {number}")
        begun = time.time()
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"instance_id": str(instance)}))
        while len(rows := get(f"{rig.simulator}/_sim/sent")["sent"]) <= number:
            time.sleep(0.005)
        found.append((rows[-1]["at"] - begun) * 1000)
    return found


def _cpu(host: Host) -> float:
    """Seconds of processor time so far."""
    return float(sum(sum(each.cpu_times()[:2]) for each in host.tree()))


if __name__ == "__main__":
    main()
