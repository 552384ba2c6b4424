"""python -m tests.bench.stuck: what quick requests notice of stuck connections and of another function at work.

Needs neither queues nor a database: two small functions under a host of their own.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

from tests.bench.machine import percentile

ROOT = Path(__file__).parents[2]
REQUESTS = 300
CASES = ((0, 0), (400, 0), (0, 3), (400, 3))
HALVES = (b"", b"POST /echo/x HTTP/1.1\r\nHo", b"POST /echo/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1")
TEMPLATE = """
Resources:
  WebFunction:
    Type: AWS::Serverless::Function
    Metadata: {Host: {Processes: 2}}
    Properties:
      ImageConfig: {Command: [host_app.web.app.handler]}
      Timeout: 10
      Events: {Echo: {Type: HttpApi, Properties: {Method: POST, Path: "/echo/{name}"}}}
  SlowFunction:
    Type: AWS::Serverless::Function
    Metadata: {Host: {Processes: 3}}
    Properties:
      ImageConfig: {Command: [host_app.slow.app.handler]}
      Timeout: 10
      Events: {Sleep: {Type: HttpApi, Properties: {Method: GET, Path: "/sleep/{seconds}"}}}
"""


def main() -> int:
    with _host() as port:
        for stuck, busy in CASES:
            latencies = _measure(port, stuck, busy)
            figures = {f"p{part * 100:.0f}_ms": round(percentile(latencies, part), 1) for part in (0.5, 0.99)}
            sys.stdout.write(json.dumps({"stuck": stuck, "busy": busy, **figures}) + "\n")
        sys.stdout.write(json.dumps({"requests_a_second": round(_rate(port, 8, 4.0))}) + "\n")
    return 0


@contextmanager
def _host() -> Iterator[int]:
    with tempfile.TemporaryDirectory() as folder:
        template, status = Path(folder, "template.yaml"), Path(folder, "status.json")
        template.write_text(TEMPLATE)
        path = os.pathsep.join(map(str, (ROOT, ROOT / "layers", ROOT / "tests" / "rigs")))
        environment = {**os.environ, "PYTHONPATH": path, "QUEUE_INBOUND_URL": "none", "BUCKET_MEDIA": "none"}
        command = [sys.executable, "-m", "recado.runtime.host", "--template", str(template), "--port", "0"]
        process = subprocess.Popen([*command, "--status-file", str(status)], env=environment, stdout=subprocess.DEVNULL)
        try:
            while not status.exists():
                time.sleep(0.05)
            port = int(json.loads(status.read_text())["port"])
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sleep/0", timeout=30).close()
            _ask(HTTPConnection("127.0.0.1", port, timeout=30))
            yield port
        finally:
            process.terminate()
            process.wait(30)


def _measure(port: int, stuck: int, busy: int) -> list[float]:
    done = threading.Event()
    with ExitStack() as opened:
        for number in range(stuck):
            connection = opened.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(HALVES[number % 3])
        threads = [threading.Thread(target=_keep_busy, args=(port, done)) for _ in range(busy)]
        for thread in threads:
            thread.start()
        time.sleep(0.2)
        latencies = [1000 * _ask(HTTPConnection("127.0.0.1", port, timeout=30)) for _ in range(REQUESTS)]
        done.set()
        for thread in threads:
            thread.join()
    return latencies


def _keep_busy(port: int, done: threading.Event) -> None:
    while not done.is_set():
        urllib.request.urlopen(f"http://127.0.0.1:{port}/sleep/0.5", timeout=30).close()


def _ask(connection: HTTPConnection) -> float:
    begun = time.perf_counter()
    connection.request("POST", "/echo/x", b"{}", {"content-type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"answered {answer.status}")
    return time.perf_counter() - begun


def _rate(port: int, senders: int, seconds: float) -> float:
    """Requests a second over connections that stay open."""
    counts = [0] * senders
    end = time.monotonic() + seconds

    def send(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        with suppress(OSError):
            while time.monotonic() < end:
                _ask(connection)
                counts[number] += 1

    threads = [threading.Thread(target=send, args=(number,)) for number in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


if __name__ == "__main__":
    sys.exit(main())
