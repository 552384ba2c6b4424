"""Reading this machine: what it is, and what our processes use."""

import json
import os
import platform
from pathlib import Path
from typing import Any

import psutil

from infra.local.stack import Stack


def describe() -> dict[str, Any]:
    """The machine, so that a figure can be judged."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        "unknown",
    )
    memory = round(psutil.virtual_memory().total / 2**30, 1)
    return {"cpu": model, "cores": os.cpu_count(), "memory_gib": memory, "python": platform.python_version()}


def own_processes(stack: Stack) -> list[psutil.Process]:
    """The host and everything it forked: ours, without PostgreSQL, LocalStack and simulators."""
    supervisor = psutil.Process(json.loads(stack.status_file.read_text())["pid"])
    return [supervisor, *supervisor.children(recursive=True)]


def cpu_seconds(processes: list[psutil.Process]) -> float:
    """User and system time so far, of processes that live on."""
    times = [process.cpu_times() for process in processes]
    return sum(each.user + each.system for each in times)


def pss_mb(processes: list[psutil.Process]) -> float:
    """Proportional set size in megabytes: shared pages counted once among those who share them."""
    total = 0
    for process in processes:
        lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
