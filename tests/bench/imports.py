"""What importing each function costs: milliseconds and modules, in a fresh process, after the disk is warm."""

import os
import subprocess
import sys
from pathlib import Path

from infra.local.stack import ROOT

PROGRAM = """
import sys, time
before = len(sys.modules)
begun = time.perf_counter()
__import__(sys.argv[1], fromlist=["handler"])
print((time.perf_counter() - begun) * 1000, len(sys.modules) - before)
"""


def functions() -> list[str]:
    return sorted(path.parent.name for path in Path(ROOT, "functions").glob("*/app.py"))


def cost(function: str, runs: int = 5) -> tuple[float, int]:
    """The median milliseconds and the number of modules of one function's import."""
    times, modules = [], 0
    path = f"{ROOT}{os.pathsep}{ROOT / 'layers'}"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "AWS_DEFAULT_REGION": "us-east-1"}
    for _ in range(runs + 1):
        command = [sys.executable, "-c", PROGRAM, f"functions.{function}.app"]
        out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
        times.append(float(out[0]))
        modules = int(out[1])
    return sorted(times[1:])[runs // 2], modules
