"""The host on real queues: HTTP, order, redelivery, death, drain, schedules."""

import os
import signal
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg
import pytest

from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from tests.integration.hosting import Queues, eventually, host, queues


@pytest.fixture
def own(aws_environ: dict[str, str], tmp_path: Path) -> Queues:
    return queues(aws_environ, tmp_path)


def test_http_reaches_the_function_with_its_environment(own: Queues, tmp_path: Path) -> None:
    with host(own, tmp_path, "--functions", "web", "--port", "0") as running:
        status, body = running.http("/echo/jo%C3%A3o?q=1&q=2", b'{"a": "\xc3\xa9"}')
        assert status == 200
        assert (body["name"], body["body"], body["query"]) == ("joão", {"a": "é"}, ["1", "2"])
        assert body["queue"].endswith(f"/{own.prefix}-ordered.fifo")
        assert body["bucket"] == f"{own.prefix}-files"
        assert running.http("/nowhere")[1]["code"] == "not_found"
        assert running.http("/raise")[0] == 500
        assert running.http("/health") == (200, {"status": "ok"})


def test_body_announced_too_large_is_refused_before_it_is_sent(own: Queues, tmp_path: Path) -> None:
    with host(own, tmp_path, "--functions", "web", "--port", "0") as running:
        connection = HTTPConnection("127.0.0.1", running.status["port"], timeout=10)
        connection.putrequest("POST", "/echo/x")
        connection.putheader("Content-Length", str(10 * 1024 * 1024 + 1))
        connection.endheaders()
        assert connection.getresponse().status == 413


def test_ready_names_what_does_not_answer(own: Queues, tmp_path: Path) -> None:
    dead = "postgresql://nobody@127.0.0.1:1/none"
    with host(own, tmp_path, "--functions", "web", "--port", "0", DATABASE_URL=dead) as running:
        eventually(lambda: running.http("/ready") == (503, {"status": "unavailable", "failed": ["postgresql"]}))
    with host(own, tmp_path, "--functions", "web", "--port", "0") as running:
        eventually(lambda: running.http("/ready") == (200, {"status": "ok"}))


def test_only_the_failed_message_of_a_batch_comes_back(own: Queues, tmp_path: Path) -> None:
    own.send("plain", {"n": 1}, {"n": 2, "fail": 1}, {"n": 3})
    with host(own, tmp_path, "--functions", "plain"):
        eventually(lambda: sorted(own.ended()) == [1, 2, 3])
    assert sorted(line["n"] for line in own.journal("begin")) == [1, 2, 2, 3]


def test_retry_later_is_kept_while_neighbours_still_work(own: Queues, tmp_path: Path) -> None:
    """The heartbeat, which keeps the slow neighbour's message hidden, must not prolong the one given back."""
    own.send("ordered.fifo", {"n": 1, "later": 1, "seconds": 5}, group="a")
    own.send("ordered.fifo", {"n": 2, "sleep": 4}, group="b")
    with host(own, tmp_path, "--functions", "ordered", "--processes", "ordered=1"):
        eventually(lambda: sorted(own.ended()) == [1, 2])
    first, again = [line["at"] for line in own.journal("begin") if line["n"] == 1]
    assert again - first >= 4


def test_order_of_a_conversation_survives_a_failure(own: Queues, tmp_path: Path) -> None:
    own.send("ordered.fifo", *({"n": n, "fail": int(n == 3)} for n in range(1, 7)), group="a")
    own.send("ordered.fifo", *({"n": n} for n in range(11, 14)), group="b")
    with host(own, tmp_path, "--functions", "ordered"):
        eventually(lambda: len(own.ended()) == 9)
    assert [n for n in own.ended() if n < 10] == [1, 2, 3, 4, 5, 6]
    assert [n for n in own.ended() if n > 10] == [11, 12, 13]


def test_work_longer_than_the_visibility_is_not_delivered_twice(own: Queues, tmp_path: Path) -> None:
    own.send("plain", {"n": 1, "sleep": 10})
    with host(own, tmp_path, "--functions", "plain", "--processes", "plain=2", HOST_VISIBILITY_SECONDS="6"):
        eventually(lambda: own.ended() == [1])
        time.sleep(4)
    assert len(own.journal("begin")) == 1


def test_killed_process_is_replaced_and_its_message_comes_back(own: Queues, tmp_path: Path) -> None:
    own.send("ordered.fifo", {"n": 1, "sleep": 3}, {"n": 2}, group="a")
    with host(own, tmp_path, "--functions", "ordered", "--processes", "ordered=1") as running:
        victim = eventually(lambda: own.journal("begin"))[0]["pid"]
        assert running.pids("queue", "ordered") == [victim]
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: running.pids("queue", "ordered") not in ([], [victim]))
        eventually(lambda: own.ended() == [1, 2])  # sooner than the 180 s of the queue
        assert 2 in {line["receive"] for line in own.journal("begin") if line["n"] == 1}


def test_term_finishes_what_is_in_hand_and_exits_zero(own: Queues, tmp_path: Path) -> None:
    own.send("plain", {"n": 1, "sleep": 2})
    with host(own, tmp_path) as running:
        eventually(lambda: own.journal("begin"))
        family = psutil.Process(running.process.pid).children(recursive=True)
        assert running.stop() == 0
        assert own.ended() == [1]
        assert not psutil.wait_procs(family, timeout=10)[1]


def test_idle_host_stops_at_once_though_it_is_polling(own: Queues, tmp_path: Path) -> None:
    with host(own, tmp_path, "--port", "0", HOST_WAIT_SECONDS="20") as running:
        eventually(lambda: running.http("/health")[0] == 200)
        time.sleep(1)
        begun = time.monotonic()
        assert running.stop() == 0
        assert time.monotonic() - begun < 15  # not the 20 s of a poll


def test_what_does_not_finish_by_the_deadline_is_killed(own: Queues, tmp_path: Path) -> None:
    own.send("plain", {"n": 1, "sleep": 120})
    with host(own, tmp_path, "--functions", "plain", HOST_DRAIN_SECONDS="1") as running:
        eventually(lambda: own.journal("begin"))
        begun = time.monotonic()
        assert running.stop() == 0
        assert time.monotonic() - begun < 60  # not the 120 s of the work
    assert own.ended() == []


def test_children_do_not_outlive_a_killed_host(own: Queues, tmp_path: Path) -> None:
    with host(own, tmp_path, "--port", "0") as running:
        eventually(lambda: running.http("/health")[0] == 200)
        tree = psutil.Process(running.process.pid)
        eventually(lambda: len(tree.children(recursive=True)) == 7)  # 2 ordered, plain, its timer, HTTP, its 2 workers
        family = tree.children(recursive=True)
        running.process.kill()
        assert not psutil.wait_procs(family, timeout=30)[1]


def test_taken_port_is_said_in_one_line(own: Queues, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with host(own, tmp_path, "--functions", "web", "--port", "0") as running:
        port = str(running.status["port"])
        with host(own, tmp_path, "--functions", "web", "--port", port, up=False) as second:
            assert second.process.wait(60) == 2
    assert f"host: port {port}: Address already in use" in capfd.readouterr().err


def test_schedule_fires_once_though_two_hosts_run(own: Queues, tmp_path: Path, postgres_server: Postgres) -> None:
    name = f"ticks_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as admin:
        admin.execute(f"create database {name}")
    login = postgres_server.dsn(name, "recado_functions")
    migrate(postgres_server.dsn(name), login)
    every_second = "60"
    with ExitStack() as both:
        first, _ = [
            both.enter_context(
                host(own, tmp_path, "--functions", "plain", DATABASE_URL=login, HOST_SCHEDULE_SPEEDUP=every_second)
            )
            for _ in range(2)
        ]
        eventually(lambda: len(own.journal("tick")) >= 5)
        first.process.kill()
        before = len(own.journal("tick"))
        eventually(lambda: len(own.journal("tick")) >= before + 3)
    times = [line["time"] for line in own.journal("tick")]
    assert len(set(times)) == len(times)
    assert all(datetime.fromisoformat(t).tzinfo == UTC for t in times)
