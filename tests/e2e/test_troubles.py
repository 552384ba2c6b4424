"""What is wrong with the machine is said in one line before anything is half started."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from infra.local.postgres import Postgres
from tests.rigs.command import TIMEOUT_SECONDS, Command, nothing_belongs, run

pytestmark = pytest.mark.timeout(TIMEOUT_SECONDS)


def assert_refused(command: Command, said: str) -> None:
    assert command.process.returncode == 1, command.output
    assert said in command.last, command.output
    assert "Traceback" not in command.output
    assert nothing_belongs(command.home)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 64 MB."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(tmp_path)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted only by root with the right to")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_full_disk_is_told(small_disk: Path) -> None:
    assert_refused(run("check", small_disk), f"less than 1 GB is free at {small_disk}")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert_refused(run("check", tmp_path / "file" / "home"), "cannot write to")


def test_a_port_that_is_no_number_is_told(tmp_path: Path) -> None:
    assert_refused(run("check", tmp_path, PORT="eighty"), "a port is a number from 0 to 65535, not eighty")


def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    nobody = "postgresql://recado@127.0.0.1:1/recado"
    assert_refused(run("check", tmp_path, DATABASE_URL=nobody), "PostgreSQL: connection failed")


def test_missing_rights_in_the_database_are_told(tmp_path: Path, postgres_server: Postgres) -> None:
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as admin:
        admin.execute("create role powerless login")
        admin.execute("create database theirs")
    address = postgres_server.dsn("theirs", "powerless")
    assert_refused(run("check", tmp_path, DATABASE_URL=address), "PostgreSQL: permission denied")
