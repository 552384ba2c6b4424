"""LocalStack without Docker: an environment of its own, one process, state in memory."""

import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from infra.local.ports import taken
from infra.local.stale_processes import mark

LOCK = Path(__file__).with_name("localstack.lock")
SERVICES = "sqs,s3,events,cloudformation,sts"
READY_SECONDS = 180
INSTALLED = Path(__file__).parents[2] / ".local"  # one installation serves every home of this checkout


class LocalStackError(Exception):
    """LocalStack could not be installed or started; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class LocalStack:
    """A running LocalStack."""

    endpoint_url: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def stop(self, seconds: float = 10) -> None:
        """Ends it and what it started; everything in it is gone."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
                return


def start(port: int, home: Path, uv: Path | None = None) -> LocalStack:
    """Installs it on the first call, starts it, answers when it is ready. LocalStackError says what is wrong."""
    if taken(port):
        raise LocalStackError(f"port {port} is taken; choose another for LocalStack")
    home = home.resolve()
    environment = install(uv=uv)
    home.mkdir(parents=True, exist_ok=True)
    log = home / "localstack.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [environment / "bin" / "localstack-supervisor"],
            env=_environ(port, home, environment),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in a terminal must not end it before those who still use it
        )
    running = LocalStack(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait_ready(running)
    except BaseException:
        running.stop(2)
        raise
    return running


def installed(folder: Path = INSTALLED) -> bool:
    """Returns whether the environment is there with the packages of today's lock."""
    stamp = folder / "localstack-env.lock"
    return stamp.exists() and stamp.read_text() == _digest()


def install(folder: Path = INSTALLED, uv: Path | None = None) -> Path:
    """Returns the virtual environment with the locked packages, made or renewed when the lock changed."""
    environment = folder / "localstack-env"
    if installed(folder):
        return environment
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "localstack-env.busy").open("w") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        if not installed(folder):
            tool = str(uv or uv_tool())
            _run([tool, "venv", "--quiet", "--clear", "--python", sys.executable, str(environment)])
            python = str(environment / "bin" / "python")
            _run([tool, "pip", "install", "--quiet", "--no-deps", "--python", python, "-r", str(LOCK)])
            (folder / "localstack-env.lock").write_text(_digest())
    return environment


def _digest() -> str:
    return hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()


def uv_tool() -> str:
    """Beside this Python, as named by `uv run` in UV, or on the PATH."""
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else os.environ.get("UV") or shutil.which("uv")
    if not uv:
        raise LocalStackError("uv was found neither beside Python nor on the PATH")
    return uv


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or "no message").splitlines()[-1]
        raise LocalStackError(f"installing LocalStack failed: {last}")


def _environ(port: int, home: Path, environment: Path) -> dict[str, str]:
    own = {
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        "LOCALSTACK_HOST": f"127.0.0.1:{port}",
        "SERVICES": SERVICES,
        "EAGER_SERVICE_LOADING": "1",
        "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "SQS_ENDPOINT_STRATEGY": "path",
        "SQS_DISABLE_CLOUDWATCH_METRICS": "1",  # they cost two thirds of the queues' throughput
        "LS_LOG": "warning",
        "FILESYSTEM_ROOT": str(home / "localstack"),
        "TMPDIR": str(home / "localstack" / "tmp"),
        "XDG_CACHE_HOME": str(home / "localstack" / "cache"),
        **mark(home),
    }
    (home / "localstack" / "tmp").mkdir(parents=True, exist_ok=True)
    kept = {n: v for n, v in os.environ.items() if n in {"LANG", "LC_ALL", "HOME"}}
    return {**kept, **own, "PATH": f"{environment / 'bin'}:{os.environ.get('PATH', os.defpath)}"}


def _wait_ready(running: LocalStack) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if running.process.poll() is not None:
            raise LocalStackError(f"LocalStack died (exit {running.process.returncode}): {_last_line(running.log)}")
        with suppress(urllib.error.URLError, OSError, ValueError):
            with urllib.request.urlopen(f"{running.endpoint_url}/_localstack/health", timeout=2) as answer:  # noqa: S310
                services = json.load(answer)["services"]
            if all(services.get(name) in {"running", "available"} for name in SERVICES.split(",")):
                return
        time.sleep(0.1)
    raise LocalStackError(f"LocalStack was not ready after {READY_SECONDS} seconds; see {running.log}")


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
