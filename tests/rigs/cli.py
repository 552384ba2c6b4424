"""The operator's command."""

import os
import subprocess
import sys

from infra.local.stack import ROOT


def recado(*arguments: str, **secrets: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "recado.runtime.cli", *arguments]
    environment = {**os.environ, **secrets}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
