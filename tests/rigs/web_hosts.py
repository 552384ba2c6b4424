"""Sessions hosts over the simulator of WhatsApp Web, with PostgreSQL and the queues of template.yaml behind them."""

import base64
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import boto3
import psutil
import psycopg

from infra.local.deploy import deploy
from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from tests.rigs.simulators import ROOT, free_port, start_simulator
from tests.rigs.waiting import eventually

FAST = {
    "WEB_LEASE": "6",
    "WEB_LEASE_MARGIN": "1.5",
    "WEB_STAGGER": "0.05",
    "WEB_KEYS_EVERY": "1",
    "WEB_PER_MINUTE": "600",
    "WEB_CHAT_GAP": "0.05",
    "WEB_TYPING_LEAST": "0.01",
    "WEB_TYPING_MOST": "0.02",
    "WEB_WARMUP_FIRST_DAY": "100000",
    "WEB_BACKOFF": "0.5",
    "WEB_RESTART_BUDGET": "1000",
}


@dataclass
class Host:
    """A running sessions host."""

    process: "subprocess.Popen[bytes]"
    url: str
    log: Path

    def sessions(self) -> list[dict[str, Any]]:
        sessions: list[dict[str, Any]] = get(f"{self.url}/sessions")
        return sessions

    def tree(self) -> list[psutil.Process]:
        """The host and everything it started; empty when it is gone."""
        with suppress(psutil.NoSuchProcess):
            top = psutil.Process(self.process.pid)
            return [top, *top.children(recursive=True)]
        return []

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def signal_all(self, number: signal.Signals) -> None:
        for each in self.tree():
            with suppress(psutil.NoSuchProcess):
                each.send_signal(number)


@dataclass
class Rig:
    """What the hosts run on. dsn: the superuser's."""

    environment: dict[str, str]
    dsn: str
    simulator: str
    folder: Path
    inbound_url: str
    hosts: list[Host] = field(default_factory=list)
    inbound: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    phones: dict[UUID, str] = field(default_factory=dict)

    def sql(self, statement: str, params: Any = ()) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.dsn, autocommit=True) as admin:
            cursor = admin.execute(statement, params)
            return cursor.fetchall() if cursor.description else []

    def start_host(self, **settings: str) -> Host:
        port = free_port()
        log = self.folder / f"host-{port}.log"
        environment = {**self.environment, "WEB_PORT": str(port), **settings}
        with log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "sessions_host"], env=environment, cwd=ROOT, stdout=output, stderr=output
            )
        host = Host(process, f"http://127.0.0.1:{port}", log)
        self.hosts.append(host)
        eventually(lambda: process.poll() is not None or answers(f"{host.url}/health"))
        assert process.poll() is None, log.read_text()[-2000:]
        return host

    def add_sessions(self, count: int) -> list[UUID]:
        """Instances that want a host, of one business."""
        business = uuid4()
        self.sql("insert into businesses (id, name) values (%s, 'Hosted')", (business,))
        made = []
        for number in range(count):
            instance = uuid4()
            self.sql(
                "insert into instances (id, business_id, provider, name, channel_id) values (%s, %s, 'web', %s, %s)",
                (instance, business, f"web {number}", str(instance)),
            )
            self.sql("insert into web_sessions (instance_id, business_id) values (%s, %s)", (instance, business))
            made.append(instance)
        return made

    def scan_all(self, count: int, seconds: float = 180) -> None:
        """The owners scan: every pairing that is offered, until `count` sessions are online in the database."""
        deadline = time.monotonic() + seconds
        while self.online() < count:
            assert time.monotonic() < deadline, f"{self.online()} of {count} are online"
            for pairing in get(f"{self.simulator}/_sim/sessions")["pairings"]:
                phone = f"52155{uuid4().int % 10**8:08d}"
                with suppress(OSError):
                    post(f"{self.simulator}/_sim/scan", {"phone": phone, "code": pairing["code"]})
            time.sleep(0.2)
        rows = self.sql("select instance_id, split_part(jid, '@', 1) from web_sessions where jid is not null")
        self.phones = dict(rows)

    def online(self) -> int:
        statement = "select count(*) from web_sessions where state = 'online' and lease_until > clock_timestamp()"
        return int(self.sql(statement)[0][0])

    def really_online(self) -> int:
        return int(get(f"{self.simulator}/_sim/stats")["online"])

    def queue_text(self, instance: UUID, phone: str, text: str) -> UUID:
        """A message to a customer waits to be sent; no token tells the host of it."""
        business = self.sql("select business_id from instances where id = %s", (instance,))[0][0]
        with psycopg.connect(self.dsn) as admin:
            rows = admin.execute(
                "select contact_id from contact_identities where business_id = %s and kind = 'phone' and value = %s",
                (business, phone),
            ).fetchone()
            contact = rows[0] if rows else uuid4()
            if not rows:
                admin.execute("insert into contacts (id, business_id) values (%s, %s)", (contact, business))
                admin.execute(
                    "insert into contact_identities (business_id, kind, value, contact_id) "
                    "values (%s, 'phone', %s, %s)",
                    (business, phone, contact),
                )
            row = admin.execute(
                "insert into conversations (id, business_id, instance_id, contact_id) values (%s, %s, %s, %s) "
                "on conflict (instance_id, contact_id) do update set unread = conversations.unread returning id",
                (uuid4(), business, instance, contact),
            ).fetchone()
            assert row is not None
            message = uuid4()
            admin.execute(
                "insert into messages (id, business_id, conversation_id, instance_id, direction, author, kind, text, "
                "content, status, sent_at) values (%s, %s, %s, %s, 'out', 'agent', 'text', %s, %s, 'queued', now())",
                (message, business, row[0], instance, text, json.dumps({"type": "text", "body": text})),
            )
            admin.execute(
                "insert into outbound (message_id, business_id, conversation_id) values (%s, %s, %s)",
                (message, business, row[0]),
            )
        return message

    def customer_writes(self, instance: UUID, phone: str, text: str) -> str:
        """Answers the vendor's id."""
        body = {"session": self.phones[instance], "from": phone, "text": text}
        return str(post(f"{self.simulator}/_sim/messages", body)["id"])

    def sent(self) -> list[str]:
        """Every text WhatsApp accepted from us, in order."""
        rows = get(f"{self.simulator}/_sim/sent")["sent"]
        return [row["message"].get("conversation") or row["message"]["extendedTextMessage"]["text"] for row in rows]

    def violations(self) -> dict[str, int]:
        counts: dict[str, int] = get(f"{self.simulator}/_sim/violations")["counts"]
        return counts

    def drain_inbound(self) -> None:
        """Takes what is on the queue `inbound` into `inbound`, by vendor id."""
        sqs = client(self.environment)
        while True:
            answer = sqs.receive_message(QueueUrl=self.inbound_url, MaxNumberOfMessages=10, WaitTimeSeconds=0)
            messages = answer.get("Messages", [])
            if not messages:
                return
            for message in messages:
                body = json.loads(message["Body"])
                if body["event"] == "message":
                    self.inbound.setdefault(body["data"]["Info"]["ID"], []).append(body)
            entries = [{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(messages)]
            sqs.delete_message_batch(QueueUrl=self.inbound_url, Entries=entries)

    def received(self, ids: Collection[str]) -> bool:
        """Whether all of these messages have come to the queue `inbound`."""
        self.drain_inbound()
        return self.inbound.keys() >= set(ids)

    def close(self) -> None:
        for host in self.hosts:
            host.signal_all(signal.SIGCONT)
            if host.process.poll() is None:
                host.process.terminate()
        for host in self.hosts:
            with suppress(subprocess.TimeoutExpired):
                host.process.wait(30)
            host.process.kill()


@contextmanager
def rigged(server: Postgres, endpoint: str, folder: Path, *flags: str) -> Iterator[Rig]:
    """A fresh database and fresh queues on running servers, and a simulator of its own."""
    name = f"web_{uuid4().hex[:8]}"
    with psycopg.connect(server.dsn_admin, autocommit=True) as admin:
        admin.execute(f"create database {name}")
    migrate(server.dsn(name), server.dsn(name, "recado_functions"))
    prefix = name.replace("_", "-")
    deploy(endpoint, prefix, ROOT / "template.yaml")
    environment = {
        **os.environ,
        **FAST,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'layers'}",
        "DATABASE_URL": server.dsn(name, "recado_functions"),
        "MASTER_KEYS": f"t:{base64.b64encode(os.urandom(32)).decode()}",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    sqs = client(environment)
    environment["QUEUE_INBOUND_URL"] = sqs.get_queue_url(QueueName=f"{prefix}-inbound.fifo")["QueueUrl"]
    environment["QUEUE_MEDIA_URL"] = sqs.get_queue_url(QueueName=f"{prefix}-media")["QueueUrl"]
    environment["QUEUE_VOICE_NOTES_URL"] = sqs.get_queue_url(QueueName=f"{prefix}-voice-notes.fifo")["QueueUrl"]
    environment["QUEUE_WEB_OUTBOUND_URL"] = sqs.get_queue_url(QueueName=f"{prefix}-web-outbound")["QueueUrl"]
    with start_simulator("web", *flags) as simulator:
        environment["WEB_GATEWAY"] = simulator
        rig = Rig(environment, server.dsn(name), simulator, folder, environment["QUEUE_INBOUND_URL"])
        try:
            yield rig
        finally:
            rig.close()


def client(environment: dict[str, str]) -> Any:
    return boto3.client(
        "sqs",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.loads(answer.read())


def post(url: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(url, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
