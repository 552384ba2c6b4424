"""Two hosts of WhatsApp Web sessions while hosts and workers die, freeze and lose their database."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import UUID

import psutil
import pytest

from infra.local import postgres
from infra.local.localstack import LocalStack
from tests.rigs.chaos import lives
from tests.rigs.sampling import full_only
from tests.rigs.waiting import eventually
from tests.rigs.web_hosts import Host, Rig, rigged

SESSIONS = int(os.environ.get("WEB_CHAOS_SESSIONS", "8"))  # the full measure: 40 and 20
ROUNDS = int(os.environ.get("WEB_CHAOS_ROUNDS", "5"))
PATIENCE_SECONDS = 180
CUSTOMER = "5215550000001"


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Postgres]:
    """A PostgreSQL that may be taken away."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="recado-postgres-", ignore_cleanup_errors=True) as folder:
        started = postgres.start(Path(folder))
        yield started
        started.stop("immediate")


@pytest.fixture
def rig(server: postgres.Postgres, localstack_server: LocalStack, tmp_path: Path) -> Iterator[Rig]:
    with rigged(server, localstack_server.endpoint_url, tmp_path) as made:
        yield made


class Traffic:
    """Customers write and answers are queued, all the time, until it is stopped."""

    def __init__(self, rig: Rig, instances: list[UUID], chance: random.Random) -> None:
        self._rig, self._instances, self._chance = rig, instances, chance
        self._ending = threading.Event()
        self.written: list[str] = []
        self.queued: list[str] = []
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        number = 0
        while not self._ending.wait(0.15):
            number += 1
            instance = self._chance.choice(self._instances)
            self.written.append(self._rig.customer_writes(instance, CUSTOMER, f"pregunta {number}"))
            self._rig.queue_text(instance, CUSTOMER, f"respuesta {number}")
            self.queued.append(f"respuesta {number}")


@pytest.mark.timeout(1800)
def test_hosts_and_workers_die_and_no_session_is_doubled_no_message_lost_or_sent_twice(rig: Rig) -> None:
    chance = random.Random(int(os.environ.get("CHAOS_SEED", "5")))
    instances = rig.add_sessions(SESSIONS)
    hosts = [rig.start_host(), rig.start_host()]
    rig.scan_all(SESSIONS)
    traffic = Traffic(rig, instances, chance)
    slowest = 0.0
    for number in range(ROUNDS):
        time.sleep(chance.uniform(0.5, 2))  # moments are what is tried
        if number % 3 == 2:
            victim = chance.randrange(2)
            hosts[victim].kill()
            begun = time.monotonic()
            hosts[victim] = rig.start_host()
        else:
            worker = _worker(chance.choice(hosts), chance, hosts)
            with suppress(ProcessLookupError):  # it died a moment before
                os.kill(worker, signal.SIGKILL)
            begun = time.monotonic()
            eventually(partial(_noticed, worker, hosts))
        _wait_all_online(rig, hosts)
        slowest = max(slowest, time.monotonic() - begun)
    traffic.stop()
    states = _wait_until_sent(rig)
    eventually(lambda: rig.received(traffic.written))

    assert rig.violations().get("second_connection", 0) == 0, "a session is never on two connections"
    assert set(traffic.written) - rig.inbound.keys() == set(), "what WhatsApp handed over is on the queue"
    sent = Counter(rig.sent())
    assert [text for text, times in sent.items() if times > 1] == [], "nothing is sent twice"
    assert set(traffic.queued) - set(sent) <= states["unconfirmed"], "what was not sent says that nobody knows"
    noted = rig.sql("select count(*) from events where type = 'message.unconfirmed'")[0][0]
    assert noted == len(states["unconfirmed"])
    doubts = len(states["unconfirmed"])
    print(f"slowest back {slowest:.1f} s, {len(sent)} sent, {len(traffic.written)} received, {doubts} unconfirmed, "
          f"violations {rig.violations()}")  # fmt: skip


@pytest.mark.timeout(900)
def test_a_frozen_host_sends_nothing_under_its_old_epoch(rig: Rig) -> None:
    instances = rig.add_sessions(4)
    frozen = rig.start_host()
    rig.scan_all(4)
    for instance in instances:
        rig.queue_text(instance, CUSTOMER, f"antes {instance}")
    eventually(lambda: len(rig.sent()) == 4)
    old = [psutil.Process(int(row["pid"])) for row in frozen.sessions()]
    frozen.signal_all(signal.SIGSTOP)
    for instance in instances:
        rig.queue_text(instance, CUSTOMER, f"durante {instance}")
    time.sleep(12)  # time itself: two leases
    frozen.signal_all(signal.SIGCONT)
    eventually(lambda: not any(lives(process) for process in old))
    eventually(lambda: len(rig.sent()) == 8)
    epochs = {row[0] for row in rig.sql("select epoch from web_sessions")}
    assert min(epochs) > 1, "what was sent afterwards was sent under a new lease"
    assert Counter(rig.sent()).most_common(1)[0][1] == 1


@pytest.mark.timeout(900)
@full_only
def test_without_a_database_for_30_seconds_no_session_is_doubled_and_all_come_back(
    rig: Rig, server: postgres.Postgres
) -> None:
    rig.add_sessions(4)
    rig.start_host()
    rig.start_host()
    rig.scan_all(4)
    server.stop("immediate")
    time.sleep(30)  # time itself: leases end, and nobody can take one
    postgres.start(server.data.parent, server.port)
    eventually(lambda: rig.online() == 4 and rig.really_online() == 4, PATIENCE_SECONDS)
    assert rig.violations().get("second_connection", 0) == 0


def _worker(host: Host, chance: random.Random, hosts: list[Host]) -> int:
    """The pid of a running worker, of this host if it has any."""
    for each in (host, *hosts):
        pids = [row["pid"] for row in each.sessions() if row["pid"]]
        if pids:
            return int(chance.choice(pids))
    pytest.fail("no worker runs")


def _noticed(worker: int, hosts: list[Host]) -> bool:
    """Whether its host knows that the worker is gone."""
    return worker not in {row["pid"] for host in hosts for row in host.sessions()}


def _wait_all_online(rig: Rig, hosts: list[Host]) -> None:
    def all_back() -> bool:
        return rig.really_online() == SESSIONS and rig.online() == SESSIONS

    eventually(all_back, PATIENCE_SECONDS)
    assert all(host.process.poll() is None for host in hosts)


def _wait_until_sent(rig: Rig) -> dict[str, set[str]]:
    """Until nothing waits; answers the texts by status."""
    eventually(lambda: not rig.sql("select 1 from outbound where state <> 'unconfirmed'"), PATIENCE_SECONDS)
    states: dict[str, set[str]] = {"unconfirmed": set()}
    for status, text in rig.sql("select status, text from messages where direction = 'out'"):
        states.setdefault(status, set()).add(text)
    return states
