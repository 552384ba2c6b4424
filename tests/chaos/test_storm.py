"""Five hundred messages while everything that can die does."""

import json
import os
import random
import threading
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import Any

import psutil
import pytest

from infra.local import postgres
from infra.local.seed import get, post
from recado.platform.db import Database
from tests.rigs.chaos import Rig, lives
from tests.rigs.waiting import eventually

CUSTOMERS, EACH = 100, 5
KILLS = 24
QUIET_SECONDS, MOST_SECONDS = 1.0, 3.0
PATIENCE_SECONDS = 480


@pytest.mark.timeout(1200)
def test_no_message_is_lost_and_none_is_answered_twice_whatever_dies(rig: Rig) -> None:
    chance = random.Random(int(os.environ.get("CHAOS_SEED", "20")))
    _set_window(rig)
    post(f"{rig.meta}/_sim/config", {"duplicate_probability": 0.1, "retry_base_ms": 200, "retry_cap_ms": 2000})
    flood = threading.Thread(target=_flood, args=(rig, chance))
    flood.start()
    killed = _kill_at_random(rig, chance)
    flood.join()
    _wait_until_quiet(rig)

    assert {
        "http",
        "webhooks",
        "ingest",
        "buffer_flush",
        "ai_response",
        "outbound",
        "media",
        "maintenance",
    } <= killed.keys()
    assert sum(killed.values()) >= 20
    _check_nothing_lost(rig)
    _check_nothing_twice(rig)


def _flood(rig: Rig, chance: random.Random) -> None:
    """Each customer writes five messages in bursts; neighbours in time sometimes arrive in the wrong order."""
    began = int(time.time()) - 1000
    plan = [(customer, number) for number in range(EACH) for customer in range(CUSTOMERS)]
    for index in range(0, len(plan) - 1, 7):
        plan[index], plan[index + 1] = plan[index + 1], plan[index]
    by_customer: dict[int, list[int]] = {}
    for customer, number in plan:
        by_customer.setdefault(customer, []).append(number)
    for numbers in by_customer.values():
        if chance.random() < 0.3:
            numbers[1], numbers[2] = numbers[2], numbers[1]
    for turn in range(EACH):
        for customer in range(CUSTOMERS):
            number = by_customer[customer][turn]
            text = {"body": f"pregunta {number} del cliente {customer}: ¿cuánto cuesta la concha?"}
            message = {"from": _phone(customer), "type": "text", "text": text, "timestamp": str(began + number * 10)}
            post(f"{rig.meta}/_sim/messages", {"phone_number_id": rig.seeded.phone_number_id, **message})
            time.sleep(0.01 if chance.random() < 0.9 else 0.3)  # customers write in bursts


def _kill_at_random(rig: Rig, chance: random.Random) -> Counter[str]:
    """SIGKILL for every kind of process at random moments; in between the queues fail and PostgreSQL restarts."""
    killed: Counter[str] = Counter()
    for number in range(KILLS):
        time.sleep(chance.uniform(0.3, 1.2))  # moments are what is tried
        if number == KILLS // 3:
            rig.door.shut()
            time.sleep(4)  # time itself: longer than a poll and a retry
            rig.door.open()
        if number == KILLS // 2:
            _restart_postgres(rig)
        name, victim = eventually(partial(_victim, rig, chance, killed))
        with suppress(psutil.NoSuchProcess):
            victim.kill()
            killed[name] += 1
    return killed


def _victim(rig: Rig, chance: random.Random, killed: Counter[str]) -> tuple[str, psutil.Process] | None:
    """A living process of the function killed least so far, of those that have any just now."""
    processes = json.loads(rig.stack.status_file.read_text())["processes"]
    victims: list[tuple[str, psutil.Process]] = []
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            living = psutil.Process(process["pid"])
            if lives(living):
                victims.append((process["function"] or process["role"], living))
    chance.shuffle(victims)
    return min(victims, key=lambda each: killed[each[0]]) if victims else None


def _restart_postgres(rig: Rig) -> None:
    server = rig.stack.postgres
    assert server is not None
    server.stop("immediate")
    time.sleep(1)  # time itself: everybody notices
    rig.stack.postgres = postgres.start(rig.stack.home, server.port)


def _wait_until_quiet(rig: Rig) -> None:
    """Until every message is stored, nothing waits anywhere and every answer has arrived."""
    quiet = {"inbound": CUSTOMERS * EACH, "buffers": [], "outbound": [], "undelivered": 0}
    try:
        eventually(lambda: _state(rig) == quiet, PATIENCE_SECONDS, pause=1)
    except AssertionError:
        pytest.fail(f"still not quiet after {PATIENCE_SECONDS} s: {_state(rig)}")


def _state(rig: Rig) -> dict[str, Any]:
    counted = "select count(*) from messages where direction = 'in'"
    with _database(rig).tenant(rig.seeded.business_id) as tx:
        return {
            "inbound": tx.value(counted),
            "buffers": tx.dicts("select state, attempts, reason, due_at, processing_until from buffers"),
            "outbound": tx.dicts("select state, attempts, claimed_at, next_at from outbound"),
            "undelivered": tx.value("select count(*) from messages where direction = 'out' and status <> 'delivered'"),
        }


def _check_nothing_lost(rig: Rig) -> None:
    with _database(rig).tenant(rig.seeded.business_id) as tx:
        rows = tx.dicts(
            "select i.value as phone, array_agg(m.text order by m.sent_at, m.seq) as texts "
            "from messages m join conversations c on c.id = m.conversation_id "
            "join contact_identities i on i.contact_id = c.contact_id and i.kind = 'phone' "
            "where m.direction = 'in' group by i.value"
        )
        unanswered = tx.values(
            "select c.id from conversations c where (select max(seq) from messages where conversation_id = c.id and "
            "direction = 'in') > coalesce((select max(seq) from messages where conversation_id = c.id and "
            "direction = 'out'), 0)"
        )
    stored = {row["phone"]: [text.split(":")[0] for text in row["texts"]] for row in rows}
    expected = {
        _phone(customer): [f"pregunta {number} del cliente {customer}" for number in range(EACH)]
        for customer in range(CUSTOMERS)
    }
    assert stored == expected, "every message once, in the customer's order"
    assert unanswered == [], "every conversation ends with an answer"


def _check_nothing_twice(rig: Rig) -> None:
    sent = get(f"{rig.meta}/_sim/sent?phone_number_id={rig.seeded.phone_number_id}")
    assert {data: n for data, n in sent["accepted_by_callback_data"].items() if n != 1} == {}
    with _database(rig).tenant(rig.seeded.business_id) as tx:
        sides = tx.dicts(
            "select m.conversation_id, array_agg(m.direction order by coalesce(q.seq, m.seq), m.seq) as sides "
            "from messages m left join messages q on q.vendor_id = m.reply_to group by m.conversation_id"
        )
        answers = tx.value("select count(*) from messages where direction = 'out'")
    for row in sides:  # an answer that quotes belongs to the question it quotes: others came while it was written
        neighbours = list(zip(row["sides"], row["sides"][1:], strict=False))
        assert ("out", "out") not in neighbours, "an answer follows a question, never another answer"
    assert len(sent["sent"]) == answers, "Meta got exactly the answers that are stored"


def _set_window(rig: Rig) -> None:
    with _database(rig).tenant(rig.seeded.business_id) as tx:
        tx.run(
            "update businesses set buffer_quiet_seconds = %s, buffer_max_seconds = %s", (QUIET_SECONDS, MOST_SECONDS)
        )


def _database(rig: Rig) -> Database:
    return Database(rig.stack.environment["DATABASE_URL"])


def _phone(customer: int) -> str:
    return f"521550000{customer:04d}"
