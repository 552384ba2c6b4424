"""Where session keys may live, measured: python -m tests.bench.web_store [SESSIONS] (50 unless given).

The real neonize client, one process a session, forked as the sessions host forks them. `sqlite`: each with a file of
its own, as is built. `postgres`: all in one database, by neonize's own store there. `host_N`: the sessions host itself
with N of them, all it needs around them included.

Each store has what an account has after pairing (a device with its keys, 800 pre-keys, 500 contacts with identities and
sessions), made up: the client loads the identity and tries to connect as it. WhatsApp is not reached, so what a live
connection takes comes on top: its TLS, its buffers, the history after pairing.

Memory is PSS in MB (10^6 bytes). `base` is what forks share, in the process they are forked from. Connections are
counted at PostgreSQL: `most` while stores are opened and while each client reads from four threads at a time, `idle`
afterwards. Seconds are from the word to open until the last client has opened its store and failed to connect.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psutil
import psycopg

from infra.local import localstack, postgres
from infra.local.ports import free_port
from infra.local.postgres import Postgres
from recado.platform import crypto, secrets
from sessions_host.sqlite_store import SqliteStore
from sessions_host.status import memory
from tests.bench import machine
from tests.rigs.simulators import ROOT
from tests.rigs.web_hosts import Rig, rigged

HOSTED = (10, 40)
PRE_KEYS, CONTACTS = 800, 500
Figures = dict[str, Any]
CONNECTIONS = "select count(*) from pg_stat_activity where datname = 'keys' and pid <> pg_backend_pid()"
# A store as neonize makes it, before any account is linked.
EMPTY = """
import sys, time
from sessions_host.gateway import NeonizeGateway
gateway, over = NeonizeGateway(), []
gateway.start(None, lambda event: over.append(event.kind) if event.kind in ("disconnected", "qr") else None)
while not over:
    time.sleep(0.05)
sys.stdout.buffer.write(gateway.keys())
sys.stdout.flush()
gateway.forget()
"""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    report: Figures = {"machine": machine.describe(), "sessions": count}
    with tempfile.TemporaryDirectory(prefix="recado-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        server, cloud = _roomy_postgres(folder), localstack.start(free_port(), folder)
        try:
            jids = [f"52155{number:08d}:7@s.whatsapp.net" for number in range(count)]
            empty = _python("-c", EMPTY).stdout
            for jid in jids:
                (folder / f"{jid}.keys").write_bytes(_filled(empty, jid))
            report["store"] = _store((folder / f"{jids[0]}.keys").read_bytes())
            report["sqlite"] = _crowd(str(folder), jids, server)
            report["postgres"] = _crowd(_database_of(server, jids), jids, server)
            for size in HOSTED:
                with rigged(server, cloud.endpoint_url, folder) as rig:
                    report[f"host_{size}"] = _hosted(rig, [_filled(empty, jid) for jid in jids[:size]])
        finally:
            cloud.stop()
            server.stop("immediate")
    print(json.dumps(report, indent=2))


def _store(keys: bytes) -> Figures:
    """Sizes of one store in kB (1000 bytes), and milliseconds of processor time to take a copy of it and seal it."""
    os.environ["MASTER_KEYS"] = crypto.new_master_key()
    store = SqliteStore(keys)
    begun = time.process_time()
    for _ in range(20):
        sealed = crypto.seal_bytes(store.copy(), "bench")
    spent = (time.process_time() - begun) / 20
    size = store.path.stat().st_size
    store.remove()
    return {"file_kb": size // 1000, "sealed_kb": len(sealed) // 1000, "copy_and_seal_cpu_ms": round(spent * 1000, 1)}


def _crowd(source: str, jids: list[str], server: Postgres) -> Figures:
    """The figures of one kind of store."""
    server_before = _server_memory(server)
    command = [sys.executable, "-m", "tests.bench.web_crowd", source, *jids]
    with (
        subprocess.Popen(
            command, cwd=ROOT, env=_environment(), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as crowd,
        _counting(server) as connections,
    ):
        assert crowd.stdin
        assert crowd.stdout
        pids = json.loads(crowd.stdout.readline())["pids"]
        answers = []
        for order in ("open", "read"):
            crowd.stdin.write(f"{order}\n")
            crowd.stdin.flush()
            answers.append(json.loads(crowd.stdout.readline()) | {"most": max(connections, default=0)})
            connections.clear()
        time.sleep(5)
        sizes = sorted(memory(pid) / 1e6 for pid in pids)
        figures = {
            "clients": len(pids),
            "ends": answers[0]["found"],
            "reads": answers[1]["found"],
            "seconds_to_open_all": answers[0]["seconds"],
            "pss_mb_median": round(sizes[len(sizes) // 2], 1),
            "pss_mb_most": round(sizes[-1], 1),
            "pss_mb_all": round(sum(sizes), 1),
            "pss_mb_base": round(memory(crowd.pid) / 1e6, 1),
            "postgres_grew_mb": round(_server_memory(server) - server_before, 1),
            "connections_most_opening": answers[0]["most"],
            "connections_most_reading": answers[1]["most"],
            "connections_idle": connections[-1],
        }
        crowd.stdin.close()
    return figures


def _hosted(rig: Rig, stores: list[bytes]) -> Figures:
    """The sessions host with a real client a session, when nothing changes any more."""
    os.environ["MASTER_KEYS"] = rig.environment["MASTER_KEYS"]
    secrets.secret.cache_clear()
    crypto._ring.cache_clear()
    for instance, store in zip(rig.add_sessions(len(stores)), stores, strict=True):
        rig.sql(
            "insert into web_session_keys (instance_id, business_id, epoch, keys_sealed) "
            "select id, business_id, 0, %s from instances where id = %s",
            (crypto.seal_bytes(store, f"web:keys:{instance}"), instance),
        )
    patient = {"WEB_LEASE": "60", "WEB_SILENCE": "120", "WEB_OFFLINE": "3600"}
    host = rig.start_host(WEB_GATEWAY="neonize", **patient)
    sizes: dict[int, float] = {}
    workers: set[int] = set()
    while True:
        last = sum(sizes.values())
        time.sleep(5)
        rows = host.sessions()
        workers = {row["pid"] for row in rows if row["pid"]}
        sizes = {each.pid: memory(each.pid) / 1e6 for each in host.tree()}
        if len(workers) == len(stores) and abs(sum(sizes.values()) - last) < 0.005 * last:
            break
    of_workers = sorted(size for pid, size in sizes.items() if pid in workers)
    held = rig.sql("select count(*) from pg_stat_activity where application_name = 'recado'")[0][0]
    host.process.terminate()
    host.process.wait(60)
    return {
        "worker_pss_mb_median": round(of_workers[len(of_workers) // 2], 1),
        "worker_pss_mb_most": round(of_workers[-1], 1),
        "supervisor_and_worker_starter_pss_mb": round(sum(s for pid, s in sizes.items() if pid not in workers), 1),
        "all_pss_mb": round(sum(sizes.values()), 1),
        "restarts": sum(row["deaths"] for row in rows),
        "database_connections": held,
    }


def _filled(empty: bytes, jid: str) -> bytes:
    """The store with an account in it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "store.db")
        file.write_bytes(zlib.decompress(empty))
        with closing(sqlite3.connect(file)) as database, database:
            for table, columns, rows in _account(jid):
                marks = ", ".join("?" * len(columns.split(",")))
                database.executemany(f"insert into {table} ({columns}) values ({marks})", rows)
        return zlib.compress(file.read_bytes(), 1)


def _database_of(server: Postgres, jids: list[str]) -> str:
    """A database in which neonize has made its tables, with every account in it. Answers its address."""
    with psycopg.connect(server.dsn_admin, autocommit=True) as admin:
        admin.execute("create database keys")
    address = f"{server.dsn('keys')}?sslmode=disable"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.web_crowd", address, jids[0]],
        cwd=ROOT, env=_environment(), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as maker:  # fmt: skip
        maker.communicate("open\n")
    with psycopg.connect(address) as database:
        for jid in jids:
            for table, columns, rows in _account(jid):
                with database.cursor().copy(f"copy {table} ({columns}) from stdin") as copy:
                    for row in rows:
                        copy.write_row(row)
    return address


def _account(jid: str) -> Iterator[tuple[str, str, list[tuple[Any, ...]]]]:
    """Tables of whatsmeow, their columns, and an account's rows, made up."""
    device = (
        jid, None, 1, *(os.urandom(32) for _ in range(3)), 1, os.urandom(64), os.urandom(32), os.urandom(100),
        os.urandom(64), os.urandom(32), os.urandom(64), "smba", "", "Mostrador",
    )  # fmt: skip
    yield (
        "whatsmeow_device",
        "jid, lid, registration_id, noise_key, identity_key, signed_pre_key, signed_pre_key_id, signed_pre_key_sig, "
        "adv_key, adv_details, adv_account_sig, adv_account_sig_key, adv_device_sig, platform, business_name, "
        "push_name",
        [device],
    )
    people = [f"7700000{number:08d}" for number in range(CONTACTS)]
    pre_keys = [(jid, number, os.urandom(32), True) for number in range(1, PRE_KEYS + 1)]
    yield "whatsmeow_pre_keys", "jid, key_id, key, uploaded", pre_keys
    yield (
        "whatsmeow_identity_keys",
        "our_jid, their_id, identity",
        [(jid, f"{each}_1.0", os.urandom(32)) for each in people],
    )
    sessions = [(jid, f"{each}_1.0", os.urandom(1500)) for each in people]
    yield "whatsmeow_sessions", "our_jid, their_id, session", sessions
    contacts = [(jid, f"{each}@lid", "Ana", "Ana Ruiz", "Ana", "") for each in people]
    yield "whatsmeow_contacts", "our_jid, their_jid, first_name, full_name, push_name, business_name", contacts


def _roomy_postgres(folder: Path) -> Postgres:
    """A server that takes a thousand connections."""
    server = postgres.start(folder)
    with psycopg.connect(server.dsn_admin, autocommit=True) as admin:
        admin.execute("alter system set max_connections = 1000")
    server.stop()
    return postgres.start(folder, server.port)


def _server_memory(server: Postgres) -> float:
    top = psutil.Process(int((server.data / "postmaster.pid").read_text().split()[0]))
    return sum(memory(each.pid) for each in (top, *top.children())) / 1e6


@contextmanager
def _counting(server: Postgres) -> Iterator[list[int]]:
    """The connections to neonize's database, counted many times a second."""
    counts, over = [0], Event()

    def count() -> None:
        with psycopg.connect(server.dsn_admin, autocommit=True) as admin:
            while not over.wait(0.03):
                row = admin.execute(CONNECTIONS).fetchone()
                assert row is not None
                counts.append(row[0])

    counter = Thread(target=count)
    counter.start()
    try:
        yield counts
    finally:
        over.set()
        counter.join()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'layers'}"}


def _python(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=_environment(), capture_output=True, check=True)


if __name__ == "__main__":
    main()
