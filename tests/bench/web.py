"""Figures of the sessions host: python -m tests.bench.web [SESSIONS]. Pairs them all, then starts one host anew."""

import json
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from infra.local import localstack, postgres
from infra.local.ports import free_port
from sessions_host.status import memory
from tests.web_rig import Host, Rig, rigged

IDLE_SECONDS = 30


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory(prefix="recado-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        server, cloud = postgres.start(folder), localstack.start(free_port(), folder)
        try:
            with rigged(server, cloud.endpoint_url, folder) as rig:
                print(json.dumps(measure(rig, count), indent=2))
        finally:
            cloud.stop()
            server.stop("immediate")


def measure(rig: Rig, count: int) -> dict[str, Any]:
    """Seconds to all online with the product's own stagger; memory (PSS, MB) and CPU (% of a core) when idle."""
    rig.add_sessions(count)
    first = rig.start_host(WEB_STAGGER="0.05")
    rig.scan_all(count, 180)
    first.process.send_signal(signal.SIGTERM)
    first.process.wait(60)
    begun = time.monotonic()
    host = rig.start_host(WEB_STAGGER="0.2", WEB_LEASE="15", WEB_LEASE_MARGIN="3")
    while rig.really_online() < count or rig.online() < count:
        time.sleep(0.1)
    online = time.monotonic() - begun
    time.sleep(10)
    before, moment = _cpu(host), time.monotonic()
    time.sleep(IDLE_SECONDS)
    cpu = (_cpu(host) - before) / (time.monotonic() - moment)
    workers = {row["pid"] for row in host.sessions()}
    sizes = {each.pid: memory(each.pid) / 1e6 for each in host.tree()}
    worker_sizes = sorted(size for pid, size in sizes.items() if pid in workers)
    return {
        "sessions": count,
        "seconds_to_all_online": round(online, 1),
        "worker_pss_mb_median": round(worker_sizes[len(worker_sizes) // 2], 1),
        "worker_pss_mb_most": round(worker_sizes[-1], 1),
        "supervisor_and_nursery_pss_mb": round(sum(s for pid, s in sizes.items() if pid not in workers), 1),
        "host_pss_mb": round(sum(sizes.values()), 1),
        "idle_cpu_percent_of_a_core": round(cpu * 100, 1),
        "database_connections": rig.sql("select count(*) from pg_stat_activity where application_name = 'recado'")[0][
            0
        ],
    }


def _cpu(host: Host) -> float:
    """Seconds of processor time so far."""
    return float(sum(sum(each.cpu_times()[:2]) for each in host.tree()))


if __name__ == "__main__":
    main()
