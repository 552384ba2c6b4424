"""A sessions host with simulated WhatsApp Web sessions: pairing, events, sending, commands, draining."""

import os
import signal
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from infra.local.localstack import LocalStack
from infra.local.postgres import Postgres
from tests.rigs.sampling import full_only
from tests.rigs.waiting import eventually
from tests.rigs.web_hosts import Host, Rig, get, post, rigged


@pytest.fixture
def rig(postgres_server: Postgres, localstack_server: LocalStack, tmp_path: Path) -> Iterator[Rig]:
    with rigged(postgres_server, localstack_server.endpoint_url, tmp_path) as made:
        yield made


def _state(rig: Rig) -> tuple[str, str | None]:
    row = rig.sql("select state, state_reason from web_sessions")[0]
    return row[0], row[1]


def test_a_scanned_session_receives_sends_and_moves_without_a_new_scan(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    first = rig.start_host()
    eventually(lambda: rig.sql("select 1 from web_sessions where qr_sealed is not null and state = 'pairing'"))
    rig.scan_all(1)
    assert rig.sql("select qr_sealed, jid is not null from web_sessions") == [(None, True)]

    told = rig.customer_writes(instance, "5215550000001", "hola")
    eventually(lambda: rig.received([told]))
    body = rig.inbound[told][0]
    assert (body["kind"], body["instance_id"], body["event"]) == ("web", str(instance), "message")

    message = rig.queue_text(instance, "5215550000001", "buenas")
    eventually(lambda: rig.sent() == ["buenas"])
    eventually(lambda: not rig.sql("select 1 from outbound"))
    status, vendor_id = rig.sql("select status, vendor_id from messages where id = %s", (message,))[0]
    assert status == "sent"
    assert vendor_id is not None

    first.process.send_signal(signal.SIGTERM)
    assert first.process.wait(60) == 0
    assert rig.sql("select owner, lease_until from web_sessions") == [(None, None)]
    rig.start_host()
    eventually(lambda: rig.online() == 1)
    rig.queue_text(instance, "5215550000001", "otra vez")
    eventually(lambda: rig.sent() == ["buenas", "otra vez"])
    assert rig.violations() == {}


def test_the_host_tells_its_health_readiness_and_figures(rig: Rig) -> None:
    rig.add_sessions(1)
    host = rig.start_host()
    rig.scan_all(1)
    eventually(lambda: host.sessions()[0]["state"] == "online")
    assert get(f"{host.url}/ready") == {"failed": []}
    import urllib.request

    with urllib.request.urlopen(f"{host.url}/metrics") as answer:
        text = answer.read().decode()
    assert 'recado_web_sessions{state="online"} 1' in text
    assert "recado_web_worker_memory_bytes" in text


def test_an_unlinked_session_stops_for_good_and_its_keys_are_gone(rig: Rig) -> None:
    rig.add_sessions(1)
    host = rig.start_host()
    rig.scan_all(1)
    post(f"{rig.simulator}/_sim/trouble", {"kind": "logout"})
    eventually(lambda: _state(rig)[0] == "logged_out")
    eventually(lambda: not rig.sql("select 1 from web_session_keys"))
    assert rig.sql("select type from events") == [("instance.logged_out",)]
    eventually(lambda: host.sessions() == [])
    time.sleep(7)  # time itself: longer than a lease
    assert host.sessions() == [], "it is not taken up again"
    rig.sql("update web_sessions set command = 'restart', command_at = now()")
    eventually(lambda: _state(rig)[0] == "pairing")


@pytest.mark.parametrize("kind", ["ban", pytest.param("replace", marks=full_only)])
def test_a_banned_or_replaced_session_is_not_started_again(rig: Rig, kind: str) -> None:
    rig.add_sessions(1)
    host = rig.start_host()
    rig.scan_all(1)
    post(f"{rig.simulator}/_sim/trouble", {"kind": kind})
    eventually(lambda: _state(rig)[0] == {"ban": "banned", "replace": "replaced"}[kind])
    eventually(lambda: host.sessions() == [])
    assert rig.sql("select count(*) from web_session_keys") == [(1,)]


def test_a_session_is_stopped_started_and_logged_out_when_asked(rig: Rig) -> None:
    rig.add_sessions(1)
    rig.start_host()
    rig.scan_all(1)
    rig.sql("update web_sessions set wanted = 'stopped'")
    eventually(lambda: _state(rig)[0] == "stopped" and rig.really_online() == 0)
    rig.sql("update web_sessions set wanted = 'running'")
    eventually(lambda: rig.online() == 1)
    rig.sql("update web_sessions set command = 'logout', command_at = now()")
    eventually(lambda: _state(rig) == ("logged_out", "asked"))
    assert rig.sql("select command from web_sessions") == [(None,)]


def test_a_number_of_a_business_whose_wait_for_deletion_is_over_is_held_only_to_be_logged_out(rig: Rig) -> None:
    rig.add_sessions(1)
    host = rig.start_host()
    rig.scan_all(1)
    rig.sql("update businesses set deletion_began_at = now(), deletes_at = now() + interval '1 day'")
    eventually(lambda: host.sessions() == [] and rig.really_online() == 0)
    rig.sql("update businesses set deletes_at = now() - interval '1 minute'")
    rig.sql("update web_sessions set wanted = 'stopped', command = 'logout', command_at = now()")
    eventually(lambda: _state(rig) == ("logged_out", "asked"))
    eventually(lambda: not rig.sql("select 1 from web_session_keys"))


def test_an_answer_that_never_came_leaves_the_message_unconfirmed_and_unrepeated(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    rig.start_host()
    rig.scan_all(1)
    post(f"{rig.simulator}/_sim/faults", {"kind": "ambiguous", "times": 1})
    message = rig.queue_text(instance, "5215550000001", "una vez")
    eventually(lambda: rig.sql("select state from outbound") == [("unconfirmed",)])
    rig.queue_text(instance, "5215550000002", "otra")  # the host has looked for work since
    eventually(lambda: len(rig.sent()) > 1)
    assert rig.sent() == ["una vez", "otra"]
    assert rig.sql("select status from messages where id = %s", (message,)) == [("unconfirmed",)]


@full_only
def test_463_is_tried_once_more_and_then_told(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    rig.start_host()
    rig.scan_all(1)
    post(f"{rig.simulator}/_sim/config", {"lock_cold": True})
    message = rig.queue_text(instance, "5215550000009", "¿le interesa?")
    eventually(lambda: rig.sql("select status from messages where id = %s", (message,)) == [("failed",)])
    assert rig.sent() == []
    rig.queue_text(instance, "5215550000010", "¿y a usted?")
    eventually(lambda: rig.sql("select 1 from web_sessions where sends_paused_until > now() + interval '5 hours'"))
    assert rig.sql("select wait_reason, next_at > now() + interval '5 hours' from outbound") == [
        ("account_locked", True)
    ]


@full_only
def test_a_worker_that_dies_between_claim_and_note_leaves_it_unconfirmed(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    host = rig.start_host()
    rig.scan_all(1)
    eventually(lambda: host.sessions()[0]["pid"])
    post(f"{rig.simulator}/_sim/faults", {"kind": "latency", "times": 1, "ms": 60_000})
    rig.queue_text(instance, "5215550000001", "a medias")
    eventually(lambda: rig.sql("select state from outbound") == [("sending",)])
    os.kill(host.sessions()[0]["pid"], signal.SIGKILL)
    eventually(lambda: rig.sql("select state from outbound") == [("unconfirmed",)])
    assert rig.sql("select type from events where type like 'message%%'") == [("message.unconfirmed",)]
    rig.queue_text(instance, "5215550000002", "otra")  # by whoever took the session over
    eventually(lambda: "otra" in rig.sent())
    assert rig.sent().count("a medias") <= 1


def test_463_for_a_missing_token_is_cured_by_following_the_contact(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    rig.start_host()
    rig.scan_all(1)
    post(f"{rig.simulator}/_sim/config", {"lock_tokenless": True})
    message = rig.queue_text(instance, "5215550000009", "¿sigue en pie?")
    eventually(lambda: rig.sql("select status from messages where id = %s", (message,)) == [("sent",)])
    assert rig.sent() == ["¿sigue en pie?"]


def test_a_new_number_sends_only_so_much_a_day_and_an_older_one_more(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    rig.start_host(WEB_WARMUP_FIRST_DAY="2")
    rig.scan_all(1)
    for text in ("uno", "dos", "tres"):
        rig.queue_text(instance, "5215550000001", text)
    eventually(lambda: rig.sql("select wait_reason from outbound") == [("warm_up",)])
    assert rig.sent() == ["uno", "dos"]
    assert rig.sql("select next_at > now() + interval '20 minutes' from outbound") == [(True,)]
    rig.sql("update web_sessions set first_online_at = now() - interval '25 hours'")
    rig.sql("update outbound set next_at = now()")
    eventually(lambda: rig.sent() == ["uno", "dos", "tres"])


@full_only
def test_a_host_that_joins_gets_its_share_and_nobody_scans_again(rig: Rig) -> None:
    rig.add_sessions(6)
    first = rig.start_host()
    rig.scan_all(6)
    second = rig.start_host()

    def shared() -> bool:
        held = [[row for row in host.sessions() if row["state"] == "online"] for host in (first, second)]
        return [len(rows) for rows in held] == [3, 3] and rig.online() == rig.really_online() == 6

    eventually(shared)
    assert rig.violations() == {}
    assert get(f"{rig.simulator}/_sim/sessions")["pairings"] == []
    second.process.send_signal(signal.SIGTERM)
    assert second.process.wait(60) == 0
    eventually(lambda: len(first.sessions()) == 6 and rig.really_online() == 6)
    assert rig.violations() == {}


def test_messages_of_a_number_leave_a_person_s_pause_between_them_and_are_typed_first(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    rig.start_host(WEB_PER_MINUTE="60", WEB_CHAT_GAP="1.0", WEB_TYPING_LEAST="0.4", WEB_TYPING_MOST="0.5")
    rig.scan_all(1)
    for number in range(4):
        rig.queue_text(instance, f"521555000000{number % 2}", f"texto {number}")
    eventually(lambda: len(rig.sent()) == 4)
    rows = get(f"{rig.simulator}/_sim/sent")["sent"]
    gaps = [later["at"] - earlier["at"] for earlier, later in pairwise(rows)]
    assert min(gaps) >= 0.5, "half of a sixtieth of a minute at least"
    assert all(row["typed"] for row in rows)


def _worker_other_than(host: Host, pid: int) -> int:
    """The pid of the session's worker once it is online and another than that."""

    def fact() -> int:
        rows = [row for row in host.sessions() if row["state"] == "online" and row["pid"] not in (0, pid)]
        return int(rows[0]["pid"]) if rows else 0

    return int(eventually(fact))


def test_a_session_that_dies_again_and_again_is_given_up_until_somebody_starts_it(rig: Rig) -> None:
    rig.add_sessions(1)
    host = rig.start_host(WEB_RESTART_BUDGET="2", WEB_BACKOFF="0.1")
    rig.scan_all(1)
    pid = 0
    for _ in range(3):
        pid = _worker_other_than(host, pid)
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: _state(rig) == ("stopped", "too_many_restarts"))
    eventually(lambda: host.sessions() == [])
    assert rig.sql("select type, data->>'restarts' from events") == [("instance.gave_up", "3")]
    rig.sql("update web_sessions set wanted = 'running'")
    _worker_other_than(host, pid)
    assert get(f"{rig.simulator}/_sim/sessions")["pairings"] == []


def test_a_worker_that_says_nothing_is_replaced(rig: Rig) -> None:
    rig.add_sessions(1)
    host = rig.start_host(WEB_SILENCE="10")
    rig.scan_all(1)
    pid = _worker_other_than(host, 0)
    os.kill(pid, signal.SIGSTOP)
    _worker_other_than(host, pid)
    assert rig.violations() == {}
