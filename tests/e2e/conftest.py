"""Homes of the command outside pytest's own folder."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Each run of pytest closes its folder to other users, and PostgreSQL may be one."""
    with tempfile.TemporaryDirectory(prefix="recado-e2e-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
