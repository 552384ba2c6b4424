"""A host of the fixture functions as a subprocess, on queues of its own."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import boto3

from infra.local.deploy import deploy
from tests.rigs.waiting import eventually

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import SendMessageRequestTypeDef

HERE = Path(__file__).parent
TEMPLATE = HERE / "host_app" / "template.yaml"


@dataclass
class Queues:
    """Queues of one test, and the journal its functions write."""

    prefix: str
    journal_file: Path
    environment: dict[str, str]

    def send(self, queue: str, *bodies: dict[str, Any], group: str | None = None) -> None:
        sqs = boto3.client("sqs")
        url = sqs.get_queue_url(QueueName=f"{self.prefix}-{queue}")["QueueUrl"]
        for body in bodies:
            message: SendMessageRequestTypeDef = {"QueueUrl": url, "MessageBody": json.dumps(body)}
            if group:
                message |= {"MessageGroupId": group, "MessageDeduplicationId": uuid4().hex}
            sqs.send_message(**message)

    def journal(self, what: str | None = None) -> list[dict[str, Any]]:
        text = self.journal_file.read_text() if self.journal_file.exists() else ""
        lines = [json.loads(line) for line in text.splitlines()]
        return [line for line in lines if what in (None, line["what"])]

    def ended(self) -> list[int]:
        return [line["n"] for line in self.journal("end")]


def queues(aws: dict[str, str], tmp_path: Path) -> Queues:
    """Deploys the fixture template under a prefix of its own."""
    prefix = f"t{uuid4().hex[:8]}"
    deploy(aws["AWS_ENDPOINT_URL"], prefix, TEMPLATE)
    journal = tmp_path / "journal"
    path = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    # The package's product may be running: what it adopted must not reach a host of another template.
    taken = ("QUEUE_", "BUCKET_", "DATABASE_", "HOST_", "GRAPH_", "OPENAI_", "SMTP_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(taken)}
    environment = {**kept, **aws, "PREFIX": prefix, "JOURNAL": str(journal), "PYTHONPATH": path}
    environment |= {"HOST_VISIBILITY_SECONDS": "3", "HOST_WAIT_SECONDS": "2"}
    return Queues(prefix, journal, environment)


@dataclass
class Host:
    """A running host."""

    process: "subprocess.Popen[bytes]"
    status_file: Path

    @property
    def status(self) -> dict[str, Any]:
        return dict(json.loads(self.status_file.read_text()))

    def pids(self, role: str, function: str) -> list[int]:
        return [p["pid"] for p in self.status["processes"] if (p["role"], p["function"]) == (role, function)]

    def http(self, path: str, data: bytes | None = None, content_type: str = "application/json") -> tuple[int, Any]:
        url = f"http://127.0.0.1:{self.status['port']}{path}"
        request = urllib.request.Request(url, data, {"content-type": content_type})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)

    def stop(self, seconds: float = 60) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


@contextmanager
def host(own: Queues, tmp_path: Path, *arguments: str, up: bool = True, **environment: str) -> Iterator[Host]:
    """A host, with every process started unless `up` is False; killed at the end if it still runs."""
    status = tmp_path / f"status-{uuid4().hex}.json"
    command = [sys.executable, "-m", "recado.runtime.host", "--template", str(TEMPLATE), "--status-file", str(status)]
    process = subprocess.Popen([*command, *arguments], env={**own.environment, **environment})
    running = Host(process, status)
    try:
        if up:
            eventually(status.exists)
        yield running
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
