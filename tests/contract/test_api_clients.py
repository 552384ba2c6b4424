"""Clients generated from the document, by the generators integrators use: no warning, and nothing left out."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from functions.crm_api.routes.docs import whole_document
from infra.local import node, web_types

HERE = Path(__file__).parent / "typescript_client"
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("document") / "openapi.json"
    file.write_text(whole_document())
    return file


def run(*command: str | Path, cwd: Path) -> str:
    """Returns what a command printed; fails with it when the command does."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_python_client_is_generated_without_a_warning_and_has_everything(document: Path, tmp_path: Path) -> None:
    output = tmp_path / "client"
    printed = run(
        BIN / "openapi-python-client", "generate", "--path", document, "--output-path", output, "--fail-on-warning",
        cwd=tmp_path,
    )  # fmt: skip
    assert "arning" not in printed
    written = json.loads(document.read_text())
    operations = {operation["operationId"] for path in written["paths"].values() for operation in path.values()}
    assert operations <= {file.stem for file in output.glob("*/api/*/*.py")}
    models = (next(output.glob("*/models/__init__.py"))).read_text()
    shapes = {name for name, schema in written["components"]["schemas"].items() if "properties" in schema}
    assert {name for name in shapes if f"import {name}\n" not in models.replace(",", "\n")} == set()


def test_typescript_types_are_generated_without_a_warning_and_compile(document: Path, tmp_path: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, tmp_path)
    node.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=tmp_path)
    made = str(tmp_path / "api.ts")
    printed = node.run("openapi-typescript/bin/cli.js", str(document), "--output", made, cwd=tmp_path)
    assert "arn" not in printed
    node.run("typescript/bin/tsc", "--noEmit", "--strict", "--target", "es2022", made, cwd=tmp_path)
    types = (tmp_path / "api.ts").read_text()
    schemas = json.loads(document.read_text())["components"]["schemas"]
    assert [name for name in schemas if f"        {name}: " not in types] == []


def test_the_types_of_the_web_app_are_those_of_the_documents(tmp_path: Path) -> None:
    for written in web_types.write(tmp_path):
        assert written.read_text() == (web_types.TYPES / written.name).read_text(), "run `make openapi`"
