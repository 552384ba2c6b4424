"""The host on real queues: HTTP, order, redelivery, death, drain, schedules."""

import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
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
from tests.rigs.hosting import Queues, host, queues
from tests.rigs.waiting import eventually


@pytest.fixture
def own(aws_environ: dict[str, str], tmp_path: Path) -> Queues:
    return queues(aws_environ, tmp_path)


def database_of_its_own(server: Postgres) -> str:
    """The functions' login to a new database."""
    name = f"ticks_{uuid4().hex[:8]}"
    with psycopg.connect(server.dsn_admin, autocommit=True) as admin:
        admin.execute(f"create database {name}")
    login = server.dsn(name, "recado_functions")
    migrate(server.dsn(name), login)
    return login


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
        connection.putheader("Content-Length", str(5 * 1024 * 1024 + 1))
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
        time.sleep(4)  # time itself: the visibility of a second delivery is over
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
    with host(own, tmp_path, "--functions", "web,ordered,plain", "--port", "0") as running:
        eventually(lambda: own.journal("begin"))
        family = psutil.Process(running.process.pid).children(recursive=True)
        assert running.stop() == 0
        assert own.ended() == [1]
        assert not psutil.wait_procs(family, timeout=10)[1]


def test_idle_host_stops_at_once_though_it_is_polling(own: Queues, tmp_path: Path) -> None:
    with host(own, tmp_path, "--functions", "web,ordered,plain", "--port", "0", HOST_WAIT_SECONDS="20") as running:
        eventually(lambda: running.http("/health")[0] == 200)
        assert running.stop(15) == 0  # time itself: not the 20 s of a poll


def test_what_does_not_finish_by_the_deadline_is_killed(own: Queues, tmp_path: Path) -> None:
    own.send("plain", {"n": 1, "sleep": 120})
    with host(own, tmp_path, "--functions", "plain", HOST_DRAIN_SECONDS="1") as running:
        eventually(lambda: own.journal("begin"))
        assert running.stop(25) == 0  # time itself: not the 30 s of the function, nor the 120 s of the work
    assert own.ended() == []


def test_handler_over_its_timeout_is_killed_and_its_message_comes_back(own: Queues, tmp_path: Path) -> None:
    own.send("brief", {"n": 1, "sleep": 60, "sleeps": 1})
    with host(own, tmp_path, "--functions", "brief") as running:
        begun = eventually(lambda: own.journal("begin"))[0]
        eventually(lambda: own.ended() == [1])  # the second time it does not sleep
        again = own.journal("begin")[1]
        assert again["pid"] != begun["pid"]
        assert 1.5 <= again["at"] - begun["at"] < 20  # the timeout is 2 s, the visibility 3 s
        assert running.pids("queue", "brief") == [again["pid"]]


def test_request_over_its_timeout_is_answered_and_its_process_replaced(own: Queues, tmp_path: Path) -> None:
    with host(own, tmp_path, "--functions", "slow", "--port", "0") as running:
        status, body = running.http("/sleep/60")
        assert (status, body["code"]) == (504, "timed_out")
        assert running.http("/sleep/0") == (200, {"slept": 0})


def test_health_fails_while_a_process_keeps_dying(own: Queues, tmp_path: Path) -> None:
    with host(own, tmp_path, "--functions", "web,broken", "--port", "0") as running:
        names = ["broken-1"]
        eventually(lambda: running.http("/health") == (503, {"status": "unavailable", "failed": names}))
        assert running.http("/echo/x", b"{}")[0] == 200


def test_front_that_is_killed_comes_back_and_its_processes_with_it(own: Queues, tmp_path: Path) -> None:
    with host(own, tmp_path, "--functions", "web", "--port", "0") as running:
        pid = running.http("/echo/x", b"{}")[1]["pid"]
        workers = running.pids("worker", "web")
        assert pid in workers
        (front,) = running.pids("http", "")
        os.kill(front, signal.SIGKILL)
        eventually(lambda: running.pids("http", "") not in ([], [front]))
        eventually(lambda: running.http("/echo/x", b"{}")[0] == 200)
        assert running.pids("worker", "web") == workers


def _refused(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except ConnectionRefusedError:
        return True
    return False


def test_request_in_hand_is_answered_though_the_host_is_stopping(own: Queues, tmp_path: Path) -> None:
    with host(own, tmp_path, "--functions", "slow", "--port", "0") as running, ThreadPoolExecutor(3) as clients:
        eventually(lambda: running.http("/sleep/0")[0] == 200)
        silent = HTTPConnection("127.0.0.1", running.status["port"], timeout=10)
        silent.connect()
        answers = [
            clients.submit(running.http, f"/sleep/{seconds}") for seconds in (1.5, 1.4)
        ]  # one process: one waits
        time.sleep(0.5)  # time itself: nothing outside shows that the second is in hand
        running.process.send_signal(signal.SIGTERM)
        eventually(lambda: _refused(running.status["port"]), 2)  # whoever comes now goes to another host at once
        assert not answers[0].done()
        assert running.process.wait(20) == 0
        assert [answer.result()[0] for answer in answers] == [200, 200]
        silent.close()


def test_missing_setting_ends_the_start_with_a_sentence(
    own: Queues, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with host(own, tmp_path, "--functions", "needy,plain", up=False) as running:
        assert running.process.wait(60) == 2
    assert "host: needy needs DATABASE_URL and BUCKET_EVENTS, which are not set" in capfd.readouterr().err


def test_setting_that_is_no_number_ends_the_start_with_a_sentence(
    own: Queues, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with host(own, tmp_path, "--functions", "plain", up=False, HOST_WAIT_SECONDS="soon") as running:
        assert running.process.wait(60) == 2
    assert "host: HOST_WAIT_SECONDS must be a whole number" in capfd.readouterr().err


def test_stuck_connections_and_busy_processes_leave_the_webhooks_alone(own: Queues, tmp_path: Path) -> None:
    """200 of them send nothing, half a header or half a body, while all processes of another function are at work."""
    half = [b"", b"POST /echo/x HTTP/1.1\r\nHo", b"POST /echo/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1"]
    with (
        host(own, tmp_path, "--functions", "web,slow", "--port", "0") as running,
        ThreadPoolExecutor(4) as clients,
        ExitStack() as stuck,
    ):
        eventually(lambda: running.http("/sleep/0")[0] == 200)
        eventually(lambda: running.http("/echo/x", b"{}")[0] == 200)
        for number in range(200):
            connection = stuck.enter_context(socket.create_connection(("127.0.0.1", running.status["port"])))
            connection.sendall(half[number % 3])
        busy = [clients.submit(running.http, "/sleep/1.5") for _ in range(4)]
        begun = time.monotonic()
        assert [running.http("/echo/x", b"{}")[0] for _ in range(20)] == [200] * 20
        assert not all(each.done() for each in busy), f"it took {time.monotonic() - begun:.1f} s: they waited for it"


def test_several_schedules_of_a_function_all_fire(own: Queues, tmp_path: Path, postgres_server: Postgres) -> None:
    login = database_of_its_own(postgres_server)
    with host(own, tmp_path, "--functions", "twice", DATABASE_URL=login, HOST_SCHEDULE_SPEEDUP="60"):
        eventually(lambda: {line["which"] for line in own.journal("tick")} == {"first", "second"})


def test_children_do_not_outlive_a_killed_host(own: Queues, tmp_path: Path) -> None:
    with host(own, tmp_path, "--functions", "web,ordered,plain", "--port", "0") as running:
        eventually(lambda: running.http("/health")[0] == 200)
        tree = psutil.Process(running.process.pid)
        eventually(lambda: len(tree.children(recursive=True)) == 7)  # 2 ordered, plain, its timer, the front, 2 web
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
    login = database_of_its_own(postgres_server)
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
