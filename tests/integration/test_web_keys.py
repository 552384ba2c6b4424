"""The keys of WhatsApp Web sessions: sealed anew beside running workers, never set back, and refused when broken."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from infra.local.localstack import LocalStack
from infra.local.postgres import Postgres
from recado.platform import crypto, secrets
from tests.rigs.sampling import full_only
from tests.rigs.simulators import ROOT
from tests.rigs.waiting import eventually
from tests.rigs.web_hosts import Host, Rig, rigged

CUSTOMER = "5215550000001"
RESEAL = ("-m", "recado.runtime.cli", "secrets", "reseal")


@pytest.fixture
def rig(postgres_server: Postgres, localstack_server: LocalStack, tmp_path: Path) -> Iterator[Rig]:
    with rigged(postgres_server, localstack_server.endpoint_url, tmp_path) as made:
        yield made


class Vault:
    """Seals and opens session keys with a ring of master keys."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def use(self, ring: str) -> None:
        self._monkeypatch.setenv("MASTER_KEYS", ring)
        self.forget()

    def forget(self) -> None:
        secrets.secret.cache_clear()
        crypto._ring.cache_clear()

    def seal(self, ring: str, keys: bytes, instance: UUID) -> bytes:
        self.use(ring)
        return crypto.seal_bytes(keys, f"web:keys:{instance}")

    def open(self, ring: str, sealed: bytes, instance: UUID) -> bytes:
        self.use(ring)
        return crypto.unseal_bytes(sealed, f"web:keys:{instance}")


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    made = Vault(monkeypatch)
    yield made
    monkeypatch.undo()
    made.forget()


def python(rig: Rig, *arguments: str, ring: str) -> "subprocess.CompletedProcess[str]":
    environment = {**rig.environment, "MASTER_KEYS": ring}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def keep(rig: Rig, instance: UUID, sealed: bytes) -> None:
    """Keys as some worker left them."""
    rig.sql(
        "insert into web_session_keys (instance_id, business_id, epoch, keys_sealed) "
        "select id, business_id, 0, %s from instances where id = %s "
        "on conflict (instance_id) do update set keys_sealed = excluded.keys_sealed",
        (sealed, instance),
    )


def kept(rig: Rig, instance: UUID) -> bytes:
    return bytes(rig.sql("select keys_sealed from web_session_keys where instance_id = %s", (instance,))[0][0])


def state(rig: Rig) -> tuple[str, str | None]:
    row = rig.sql("select state, state_reason from web_sessions")[0]
    return row[0], row[1]


def _pid(host: Host) -> int:
    """Of the only session's worker; 0 while there is none."""
    return next((int(row["pid"]) for row in host.sessions()), 0)


def _replaced(host: Host, victim: int) -> bool:
    """Whether another worker has the session now."""
    return _pid(host) not in (0, victim)


def stop(host: Host) -> None:
    host.process.send_signal(signal.SIGTERM)
    assert host.process.wait(60) == 0


# The master key


def test_under_a_new_master_key_alone_a_session_goes_on_with_its_newest_keys(rig: Rig) -> None:
    old, new = rig.environment["MASTER_KEYS"], crypto.new_master_key()
    (instance,) = rig.add_sessions(1)
    first = rig.start_host()
    rig.scan_all(1)
    stop(first)
    second = rig.start_host(MASTER_KEYS=f"{new},{old}")
    eventually(lambda: rig.online() == 1)
    for number in range(6):  # back and forth, so that each time there is something to seal anew while it is saved
        rig.queue_text(instance, CUSTOMER, f"mensaje {number}")
        ring = f"{new},{old}" if number % 2 else f"{old},{new}"
        done = python(rig, *RESEAL, ring=ring)
        assert done.returncode == 0, done.stderr
    eventually(lambda: len(rig.sent()) == 6)
    stop(second)
    assert python(rig, *RESEAL, ring=f"{new},{old}").returncode == 0
    rig.start_host(MASTER_KEYS=new)
    eventually(lambda: rig.online() == 1)
    assert rig.violations() == {}


SAVED_MEANWHILE = """
import sys
import tempfile
from uuid import UUID
import psycopg
from recado.platform import crypto
from recado.instances import reseal_secrets as seals
instance, dsn = UUID(sys.argv[1]), sys.argv[2]
real = crypto.sealed_anew
def slow(sealed, place):
    with psycopg.connect(dsn) as worker:
        newer = crypto.seal_bytes(b"newer", place)
        worker.execute("update web_session_keys set keys_sealed = %s where instance_id = %s", (newer, instance))
    return real(sealed, place)
crypto.sealed_anew = slow
print(seals.reseal().done)
"""


def test_keys_saved_while_they_are_sealed_anew_stay(rig: Rig, vault: Vault) -> None:
    old, new = rig.environment["MASTER_KEYS"], crypto.new_master_key()
    (instance,) = rig.add_sessions(1)
    keep(rig, instance, vault.seal(old, b"older", instance))
    done = python(rig, "-c", SAVED_MEANWHILE, str(instance), rig.dsn, ring=f"{new},{old}")
    assert done.stdout == "0\n", done.stderr
    assert vault.open(new, kept(rig, instance), instance) == b"newer"


def test_keys_and_phones_are_sealed_anew_and_a_broken_seal_is_counted_and_stops_nothing(rig: Rig, vault: Vault) -> None:
    old, new = rig.environment["MASTER_KEYS"], crypto.new_master_key()
    instances = sorted(rig.add_sessions(3))
    for each in instances:
        keep(rig, each, vault.seal(old, bytes([255, *each.bytes]), each))
    vault.use(old)
    phone = crypto.seal("5215512345678", f"web:pairing_phone:{instances[0]}")
    rig.sql("update web_sessions set pairing_phone_sealed = %s where instance_id = %s", (phone, instances[0]))
    keep(rig, instances[1], vault.seal(crypto.new_master_key(), b"nobody's", instances[1]))
    done = python(rig, *RESEAL, ring=f"{new},{old}")
    assert (done.returncode, done.stdout) == (1, "sealed anew: 3\n")
    assert done.stderr == "recado: 1 rows are sealed with a key that is not in MASTER_KEYS\n"
    for each in (instances[0], instances[2]):
        assert vault.open(new, kept(rig, each), each) == bytes([255, *each.bytes])
    (sealed,) = rig.sql("select pairing_phone_sealed from web_sessions where instance_id = %s", (instances[0],))[0]
    assert crypto.unseal(bytes(sealed), f"web:pairing_phone:{instances[0]}") == "5215512345678"
    assert python(rig, *RESEAL, ring=f"{new},{old}").stdout == "sealed anew: 0\n"


# Never set back

SAVE = """
import json, sys
from uuid import UUID
from recado.platform.db import database
from sessions_host import session_store
from sessions_host.session_store import KeyCopy
instance, business = UUID(sys.argv[1]), UUID(sys.argv[2])
answers = []
for epoch, taken in json.loads(sys.argv[3]):
    with database().tenant(business) as tx:
        copy = KeyCopy(f"{epoch}/{taken}".encode(), taken)
        answers.append(session_store.save_keys(tx, business, instance, epoch, copy))
print(json.dumps(answers))
"""


def save(rig: Rig, instance: UUID, *copies: tuple[int, int]) -> list[bool]:
    """Saves copies (epoch, moment), one after another; answers which of them were taken."""
    business = rig.sql("select business_id from instances where id = %s", (instance,))[0][0]
    done = python(
        rig, "-c", SAVE, str(instance), str(business), json.dumps(copies), ring=rig.environment["MASTER_KEYS"]
    )
    assert done.returncode == 0, done.stderr
    answers: list[bool] = json.loads(done.stdout)
    return answers


def test_neither_an_older_epoch_nor_an_older_copy_is_saved_over_newer_keys(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    rig.sql("update web_sessions set epoch = 4")
    assert save(rig, instance, (4, 100), (4, 300), (4, 200), (3, 900)) == [True, True, False, False]
    assert kept(rig, instance) == b"4/300"
    rig.sql("update web_sessions set epoch = 5")
    assert save(rig, instance, (4, 999)) == [False], "the next owner has it, though it has saved nothing yet"
    assert kept(rig, instance) == b"4/300"
    assert save(rig, instance, (5, 1)) == [True], "the clock of the next owner's machine is another"
    assert kept(rig, instance) == b"5/1"


def test_a_worker_killed_right_after_a_send_starts_again_with_keys_of_that_send(rig: Rig) -> None:
    (instance,) = rig.add_sessions(1)
    host = rig.start_host(WEB_KEYS_EVERY="3600", WEB_BACKOFF="0.1")
    rig.scan_all(1)
    for number in range(4):
        eventually(rig.really_online)
        victim = eventually(lambda: _pid(host))
        left = Path(tempfile.mkdtemp(prefix=f"recado-session-{victim}-"))
        message = rig.queue_text(instance, CUSTOMER, f"mensaje {number}")
        sent = "select 1 from messages where id = %s and status = 'sent'"
        eventually(partial(rig.sql, sent, (message,)))
        os.kill(victim, signal.SIGKILL)
        eventually(partial(_replaced, host, victim))
        assert not left.exists(), "a store outlives no worker"
    eventually(lambda: rig.really_online() == 1)
    assert rig.violations() == {}


# Broken


def linked(rig: Rig) -> UUID:
    """A session that has keys, and no host."""
    (instance,) = rig.add_sessions(1)
    first = rig.start_host()
    rig.scan_all(1)
    stop(first)
    return instance


def expect_stopped(rig: Rig, host: Host, reason: str) -> None:
    eventually(lambda: state(rig) == ("stopped", reason))
    eventually(lambda: host.sessions() == [])
    eventually(lambda: rig.sql("select wanted, owner, restarts from web_sessions") == [("stopped", None, 0)])
    assert rig.sql("select severity, type, data ->> 'reason' from events") == [("error", f"instance.{reason}", reason)]
    assert rig.sql("select qr_sealed from web_sessions") == [(None,)], "it is not paired anew"


@full_only
def test_keys_that_no_master_key_opens_stop_the_session_until_they_open_again(rig: Rig) -> None:
    instance = linked(rig)
    before = kept(rig, instance)
    host = rig.start_host(MASTER_KEYS=crypto.new_master_key())
    expect_stopped(rig, host, "keys_not_opened")
    assert kept(rig, instance) == before, "they are left as they are"
    stop(host)
    rig.start_host()
    rig.sql("update web_sessions set wanted = 'running', command = 'restart', command_at = now()")
    eventually(lambda: rig.online() == 1)
    assert rig.violations() == {}


def test_keys_that_are_no_store_stop_the_session_and_a_log_out_is_the_way_to_pair_anew(rig: Rig, vault: Vault) -> None:
    instance = linked(rig)
    broken = vault.seal(rig.environment["MASTER_KEYS"], b"\x00 no store", instance)
    keep(rig, instance, broken)
    host = rig.start_host()
    expect_stopped(rig, host, "keys_corrupt")
    assert kept(rig, instance) == broken
    rig.sql("update web_sessions set command = 'logout', command_at = now()")
    eventually(lambda: state(rig) == ("logged_out", "asked"))
    assert rig.sql("select 1 from web_session_keys") == []
    assert rig.sql("select command from web_sessions") == [(None,)]
    rig.sql("update web_sessions set wanted = 'running', state = 'pairing', jid = null")  # a person connects it
    eventually(lambda: rig.sql("select 1 from web_sessions where qr_sealed is not null"))


def test_a_log_out_of_what_is_not_linked_is_done_at_once(rig: Rig) -> None:
    rig.add_sessions(1)
    rig.sql("update web_sessions set wanted = 'stopped', command = 'logout', command_at = now()")
    host = rig.start_host()
    eventually(lambda: state(rig) == ("logged_out", "asked"))
    eventually(lambda: host.sessions() == [])
    assert rig.sql("select command from web_sessions") == [(None,)]
