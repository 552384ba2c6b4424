"""The real awslambdaric runs the same handlers as the host, on events as AWS sends them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.rigs.http_events import request
from tests.rigs.lambda_api import LambdaApi
from tests.rigs.sqs import record

FIXTURES = Path(__file__).parents[1] / "rigs"


@contextmanager
def function(name: str, tmp_path: Path) -> Iterator[LambdaApi]:
    """One function of the fixture app under the image's entrypoint, as Lambda starts it."""
    api = LambdaApi()
    environment = {
        **os.environ,
        "AWS_LAMBDA_RUNTIME_API": api.address,
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",  # nothing listens: giving back early fails, the answer must not
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "QUEUE_INBOUND_URL": "http://queue/0/t-ordered.fifo",
        "BUCKET_MEDIA": "files",
        "JOURNAL": str(tmp_path / "journal"),
        "PYTHONPATH": str(FIXTURES),
    }
    command = [sys.executable, "-m", "recado.runtime.entry", f"host_app.{name}.app.handler"]
    process = subprocess.Popen(command, env=environment)
    try:
        yield api
    finally:
        process.kill()
        process.wait()
        api.close()


def test_http_event_is_answered_in_payload_2_0(tmp_path: Path) -> None:
    headers = {"content-type": "application/json"}
    event = request("/echo/ana", "POST", body='{"a": 1}', headers=headers, rawQueryString="q=1&q=2")
    with function("web", tmp_path) as api:
        kind, answer = api.invoke(event)
        assert (kind, answer["statusCode"]) == ("response", 200)
        body = json.loads(answer["body"])
        assert (body["name"], body["body"], body["query"]) == ("ana", {"a": 1}, ["1", "2"])
        kind, answer = api.invoke(request("/raise"))
        assert (kind, answer["statusCode"]) == ("response", 500)
        assert answer["headers"]["content-type"] == "application/problem+json"


def test_queue_event_reports_the_failed_record_and_its_followers(tmp_path: Path) -> None:
    records = [
        record({"n": 1, "fail": 1}, group="a", queue="t-ordered.fifo"),
        record({"n": 2}, group="a", queue="t-ordered.fifo"),
        record({"n": 3}, group="b", queue="t-ordered.fifo"),
    ]
    with function("ordered", tmp_path) as api:
        kind, answer = api.invoke({"Records": records})
    assert kind == "response"
    assert answer == {"batchItemFailures": [{"itemIdentifier": r["messageId"]} for r in records[:2]]}
    ended = [line["n"] for line in journal(tmp_path) if line["what"] == "end"]
    assert ended == [3]


def test_schedule_event_fires_the_schedule(tmp_path: Path) -> None:
    event = {
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "time": "2026-10-08T16:53:06Z",
        "region": "us-east-1",
        "resources": ["arn:aws:events:us-east-1:123456789012:rule/every-minute"],
        "detail": {},
    }
    with function("plain", tmp_path) as api:
        assert api.invoke(event)[0] == "response"
    assert journal(tmp_path)[0]["time"] == "2026-10-08T16:53:06Z"


def test_event_of_an_unknown_kind_is_an_error_not_a_success(tmp_path: Path) -> None:
    with function("plain", tmp_path) as api:
        kind, answer = api.invoke({"hello": "world"})
    assert (kind, answer["errorType"]) == ("error", "ValueError")


def journal(tmp_path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (tmp_path / "journal").read_text().splitlines()]


@pytest.mark.parametrize(("api", "module"), [("127.0.0.1:1", "awslambdaric"), (None, "recado.runtime.host")])
def test_entrypoint_becomes_the_runtime_client_only_on_lambda(
    api: str | None, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recado.runtime.entry import command

    monkeypatch.delenv("AWS_LAMBDA_RUNTIME_API", raising=False)
    if api:
        monkeypatch.setenv("AWS_LAMBDA_RUNTIME_API", api)
    assert command(["x"]) == [sys.executable, "-m", module, "x"]
