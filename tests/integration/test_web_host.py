"""A sessions host with simulated WhatsApp Web sessions: pairing, events, sending, commands, draining."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.localstack import LocalStack
from infra.local.postgres import Postgres
from tests.simulators import wait_until
from tests.web_rig import Rig, get, post, rigged


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
    wait_until(lambda: rig.sql("select 1 from web_sessions where qr_sealed is not null and state = 'pairing'"), 15)
    rig.scan_all(1)
    assert rig.sql("select qr_sealed, jid is not null from web_sessions") == [(None, True)]

    told = rig.customer_writes(instance, "5215550000001", "hola")
    wait_until(lambda: (rig.drain_inbound(), told in rig.inbound)[1], 10)
    body = rig.inbound[told][0]
    assert (body["kind"], body["instance_id"], body["event"]) == ("web", str(instance), "message")

    message = rig.queue_text(instance, "5215550000001", "buenas")
    wait_until(lambda: rig.sent() == ["buenas"], 15)
    wait_until(lambda: not rig.sql("select 1 from outbound"), 5)
    status, vendor_id = rig.sql("select status, vendor_id from messages where id = %s", (message,))[0]
    assert status == "sent"
    assert vendor_id is not None

    first.process.send_signal(signal.SIGTERM)
    assert first.process.wait(25) == 0
    assert rig.sql("select owner, lease_until from web_sessions") == [(None, None)]
    rig.start_host()
    wait_until(lambda: rig.online() == 1, 20)
    rig.queue_text(instance, "5215550000001", "otra vez")
    wait_until(lambda: rig.sent() == ["buenas", "otra vez"], 15)
    assert rig.violations() == {}


def test_the_host_tells_its_health_readiness_and_figures(rig: Rig) -> None:
    rig.add_sessions(1)
    host = rig.start_host()
    rig.scan_all(1)
    wait_until(lambda: host.sessions()[0]["state"] == "online", 15)
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
    wait_until(lambda: _state(rig)[0] == "logged_out", 20)
    wait_until(lambda: not rig.sql("select 1 from web_session_keys"), 5)
    assert rig.sql("select type from events") == [("instance.logged_out",)]
    wait_until(lambda: host.sessions() == [], 10)
    time.sleep(7)
    assert host.sessions() == [], "it is not taken up again"
    rig.sql("update web_sessions set command = 'restart', command_at = now()")
    wait_until(lambda: _state(rig)[0] == "pairing", 15)


@pytest.mark.parametrize("kind", ["ban", "replace"])
def test_a_banned_or_replaced_session_is_not_started_again(rig: Rig, kind: str) -> None:
    rig.add_sessions(1)
    host = rig.start_host()
    rig.scan_all(1)
    post(f"{rig.simulator}/_sim/trouble", {"kind": kind})
    wait_until(lambda: _state(rig)[0] == {"ban": "banned", "replace": "replaced"}[kind], 20)
    wait_until(lambda: host.sessions() == [], 10)
    assert rig.sql("select count(*) from web_session_keys") == [(1,)]


def test_a_session_is_stopped_started_and_logged_out_when_asked(rig: Rig) -> None:
    rig.add_sessions(1)
    rig.start_host()
    rig.scan_all(1)
    rig.sql("update web_sessions set wanted = 'stopped'")
    wait_until(lambda: _state(rig)[0] == "stopped" and rig.really_online() == 0, 15)
    rig.sql("update web_sessions set wanted = 'running'")
    wait_until(lambda: rig.online() == 1, 15)
    rig.sql("update web_sessions set command = 'logout', command_at = now()")
    wait_until(lambda: _state(rig) == ("logged_out", "asked"), 15)
    assert rig.sql("select command from web_sessions") == [(None,)]


def test_an_answer_that_never_came_leaves_the_message_unconfirmed_and_unrepeated(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    rig.start_host()
    rig.scan_all(1)
    post(f"{rig.simulator}/_sim/faults", {"kind": "ambiguous", "times": 1})
    message = rig.queue_text(instance, "5215550000001", "una vez")
    wait_until(lambda: rig.sql("select state from outbound") == [("unconfirmed",)], 20)
    time.sleep(4)
    assert rig.sent() == ["una vez"]
    assert rig.sql("select status from messages where id = %s", (message,)) == [("unconfirmed",)]


def test_463_is_tried_once_more_and_then_told(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    rig.start_host()
    rig.scan_all(1)
    post(f"{rig.simulator}/_sim/config", {"lock_cold": True})
    message = rig.queue_text(instance, "5215550000009", "¿le interesa?")
    wait_until(lambda: rig.sql("select status from messages where id = %s", (message,)) == [("failed",)], 30)
    assert rig.sent() == []
    rig.queue_text(instance, "5215550000010", "¿y a usted?")
    wait_until(lambda: rig.sql("select 1 from web_sessions where sends_paused_until > now() + interval '5 hours'"), 20)
    assert rig.sql("select wait_reason is not null from outbound") == [(True,)]


def test_a_worker_that_dies_between_claim_and_note_leaves_it_unconfirmed(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    host = rig.start_host()
    rig.scan_all(1)
    wait_until(lambda: host.sessions()[0]["pid"], 10)
    post(f"{rig.simulator}/_sim/faults", {"kind": "latency", "times": 1, "ms": 4000})
    rig.queue_text(instance, "5215550000001", "a medias")
    wait_until(lambda: rig.sql("select state from outbound") == [("sending",)], 15)
    import os

    os.kill(host.sessions()[0]["pid"], signal.SIGKILL)
    wait_until(lambda: rig.sql("select state from outbound") == [("unconfirmed",)], 20)
    assert rig.sql("select type from events where type like 'message%%'") == [("message.unconfirmed",)]
    time.sleep(5)
    assert len(rig.sent()) <= 1
