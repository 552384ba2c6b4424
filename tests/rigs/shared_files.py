"""Where the vendors' real examples are. They are test data kept beside the repository, never inside it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("RECADO_SHARED") or _ROOT.parent / "shared")


def shared_files(folder: str) -> list[Any]:
    """The JSON files of a folder as parameters of a test. One skipped parameter, with the reason, when it is absent."""
    files = sorted((SHARED / folder).glob("*.json"))
    if not files:
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"the examples in {folder} are not here"))]
    return [pytest.param(file, id=file.stem) for file in files]


def shared_file(folder: str, name: str) -> Path:
    """One file of a folder. Skips the test when it is absent."""
    file = SHARED / folder / name
    if not file.exists():
        pytest.skip(f"the examples in {folder} are not here")
    return file


def load(file: Path) -> Any:
    """The JSON of a file."""
    return json.loads(file.read_bytes())
