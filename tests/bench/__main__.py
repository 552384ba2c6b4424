"""make bench: every figure as JSON in .local/bench.json, and as a table.

One machine runs everything: the product, PostgreSQL, LocalStack, the simulators and the senders.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra.local import seed
from infra.local.stack import ROOT, Options, Stack
from tests.bench import agent, api, imports, inbox, journey, load, machine, web, web_app
from tests.bench.machine import percentile

RESULT = ROOT / ".local" / "bench.json"
SENDERS = (1, 8, 32)
Figures = dict[str, dict[str, Any]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--only", choices=sorted(PARTS), action="append", help="measure only this part")
    chosen = parser.parse_args().only or sorted(PARTS)
    figures: Figures = {}
    for name in chosen:
        sys.stderr.write(f"  · measuring {name}\n")
        PARTS[name](figures)
    report = {"machine": machine.describe(), "figures": figures}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(report, indent=2))
    _table(report)
    return 0


def acknowledgement(figures: Figures) -> None:
    """Webhooks alone: nothing consumes the queue, as the bare loop's queue has no consumer either."""
    with _stack(host_arguments=["--functions", "webhooks"]) as (stack, seeded):
        load.webhooks(stack.url, seeded, 2, 40)
        load.bare_queue(stack.environment, 2, 40)
        for senders in SENDERS:
            ours = load.webhooks(stack.url, seeded, senders, 600)
            bare = load.bare_queue(stack.environment, senders, 600)
            name = f"acknowledgement, {senders} sender{'s' * (senders > 1)}"
            _put(figures, f"{name}: p50", percentile(ours.latencies, 0.5), "ms", 5 if senders == 8 else None)
            _put(figures, f"{name}: p99", percentile(ours.latencies, 0.99), "ms", 25 if senders == 8 else None)
            _put(figures, f"{name}: rate", ours.rate, "1/s")
            _put(figures, f"{name}: bare loop p50", percentile(bare.latencies, 0.5), "ms")
            _put(figures, f"{name}: share of a bare loop's rate", 100 * ours.rate / bare.rate, "%", 70)


def end_to_end(figures: Figures) -> None:
    """Idle latencies with the window at zero and at three seconds, memory, and what a flood costs."""
    with _stack() as (stack, seeded):
        time.sleep(5)
        _put(figures, "memory of our processes, idle (PSS)", machine.pss_mb(machine.own_processes(stack)), "MB", 450)
        journey.set_window(seeded, 0, 0)
        journey.idle_latencies(stack, seeded, 10, 0, 0.05)
        found = journey.idle_latencies(stack, seeded, 100, 0, 0.05)
        _put(figures, "end to end beyond the model, idle, no window: p50", percentile(found, 0.5), "ms", 60)
        _put(figures, "end to end beyond the model, idle, no window: p99", percentile(found, 0.99), "ms", 250)
        journey.set_window(seeded, 3, 10)
        found = journey.concurrent_latencies(stack, seeded, 100, 3, 0.25)
        _put(figures, "end to end beyond window and model, window 3 s: p50", percentile(found, 0.5), "ms", 300)
        _put(figures, "end to end beyond window and model, window 3 s: p99", percentile(found, 0.99), "ms", 1200)
        journey.set_window(seeded, 0, 0)
        flood = journey.sustained(stack, seeded, 1000)
        _put(figures, "answered messages, sustained", flood.rate, "1/s", 60)
        _put(figures, "CPU of our processes per answered message", flood.cpu_ms_each, "ms", 12)


def start_up(figures: Figures) -> None:
    """`make up` to its printed answer: in a fresh clone (packages from the package index), and again."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder, "recado")
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "RECADO_HOME"}}
        environment["PORT"] = "0"
        for kind, goal in (("clean", 120), ("warm", 20)):
            begun = time.monotonic()
            subprocess.run(["make", "--quiet", "self-check"], cwd=clone, env=environment, check=True, stdout=sys.stderr)
            _put(figures, f"make up, {kind}", time.monotonic() - begun, "s", goal)


def api_requests(figures: Figures) -> None:
    """Logging in, a list and a write over HTTP, at one client and at eight."""
    os.environ["API_REQUESTS_PER_MINUTE"] = "1000000"  # for the functions, and for the one called in this process
    with _stack() as (stack, _):
        token = api.prepare(stack)
        for request in api.REQUESTS:
            for clients in (1, 8):
                found = api.measure(stack, token, request, clients)
                name = f"API, {request.name}, {clients} client{'s' * (clients > 1)}"
                goal = 25 if request.method == "GET" and clients == 8 else None
                _put(figures, f"{name}: p50", percentile(found.timed.latencies, 0.5), "ms")
                _put(figures, f"{name}: p99", percentile(found.timed.latencies, 0.99), "ms", goal)
                _put(figures, f"{name}: rate", found.timed.rate, "1/s")
                _put(figures, f"{name}: CPU of our processes a request", found.cpu_ms_each, "ms")
        _put(figures, "API, framework: CPU a request beside admission and view", api.framework_ms(token), "ms", 1)


def inbox_reads(figures: Figures) -> None:
    """The inbox on ten million messages (times BENCH_SCALE): the largest business, and one of the middle."""
    os.environ["API_REQUESTS_PER_MINUTE"] = "1000000"
    with _stack() as (stack, _):
        loaded = inbox.fill(stack, float(os.environ.get("BENCH_SCALE", "1")))
        _put(figures, "volume: messages loaded", loaded.messages, "")
        _put(figures, "volume: loading by COPY, with indexes", loaded.seconds, "s")
        size = inbox.sizes(stack, loaded)
        _put(figures, "volume: table of messages, a million", size.table_mb, "MB")
        _put(figures, "volume: its indexes, a million", size.index_mb, "MB")
        before = inbox.whole_scans(stack)
        for rank in (0, len(loaded.shares) // 20):
            token = inbox.key(stack, rank)
            size_of = f"a business with {loaded.shares[rank]} contacts"
            for wanted in inbox.hot(loaded, rank, inbox.cursor(stack, token)):
                found = inbox.measure(stack, token, wanted)
                _put(figures, f"{wanted.name}, {size_of}: p50", percentile(found.latencies, 0.5), "ms")
                _put(figures, f"{wanted.name}, {size_of}: p99", percentile(found.latencies, 0.99), "ms", wanted.goal)
        _put(figures, "large tables read from end to end meanwhile", inbox.whole_scans(stack) - before, "", 0)


def sessions_host(figures: Figures) -> None:
    """WhatsApp Web's always-on host with forty simulated sessions."""
    for name, (value, unit, goal) in web.figures().items():
        _put(figures, name, value, unit, goal)


def import_costs(figures: Figures) -> None:
    """A process's way to each handler."""
    for function in imports.functions():
        milliseconds, modules = imports.cost(function)
        _put(figures, f"import {function}", milliseconds, "ms", 250 if function == "webhooks" else None)
        _put(figures, f"import {function}: modules", modules, "")


def browser(figures: Figures) -> None:
    """The web app: how soon it shows what it has, and what just came."""
    with _stack(web_app=True) as (stack, seeded):
        found = web_app.measure(stack, seeded)
    if not found:
        return
    name = f"web app, {web_app.CONVERSATIONS} conversations"
    _put(figures, "web app, log-in page: first paint", found["logInShown"], "ms")
    _put(figures, f"{name}: list shown after the address was opened", found["listShown"], "ms")
    _put(figures, f"{name}: a conversation seen before is shown, p50", percentile(found["switch"], 0.5), "ms", 100)
    _put(figures, f"{name}: a conversation seen before is shown, p95", percentile(found["switch"], 0.95), "ms")
    _put(figures, f"{name}: a message is shown after the customer sent it, p50", percentile(found["shown"], 0.5), "ms")
    _put(
        figures,
        f"{name}: a message is shown after the customer sent it, p95",
        percentile(found["shown"], 0.95),
        "ms",
        1500,
    )
    _put(figures, f"{name}: rows in the page while scrolling, most", found["rows"], "", 40)
    _put(figures, f"{name}: a frame while scrolling, p95", percentile(found["frames"], 0.95), "ms")


def agent_answers(figures: Figures) -> None:
    """What an answer of each version costs beside the model."""
    with _stack(host_arguments=["--functions", "webhooks,ingest"]) as (stack, seeded):
        for version, goal in (("v1", 8), ("v2", 25)):
            found = agent.answers(stack, seeded, version, 200)
            name = f"agent {version.upper()}"
            _put(figures, f"{name}: CPU an answer beside the model, p50", percentile(found.cpu_ms, 0.5), "ms", goal)
            _put(figures, f"{name}: CPU an answer beside the model, p95", percentile(found.cpu_ms, 0.95), "ms")
            _put(figures, f"{name}: calls of models an answer", found.calls, "")
            _put(figures, f"{name}: tokens an answer (simulated model)", found.tokens, "")
            _put(figures, f"{name}: review of a draft", found.review_ms, "ms")
            _put(figures, f"{name}: answers the Observer need not see", 100 * found.skipped, "%")


PARTS: dict[str, Callable[[Figures], None]] = {
    "acknowledgement": acknowledgement,
    "agent": agent_answers,
    "api": api_requests,
    "end-to-end": end_to_end,
    "imports": import_costs,
    "inbox": inbox_reads,
    "start-up": start_up,
    "web": sessions_host,
    "web-app": browser,
}


@contextmanager
def _stack(**options: Any) -> Iterator[tuple[Stack, seed.Seeded]]:
    """A stack with a business of its own, in a temporary home."""
    with tempfile.TemporaryDirectory() as folder, Stack(Options(home=Path(folder), port=0, **options)) as stack:
        seeded = seed.seed(stack.home)
        seed.register_at_simulator(stack.simulator("meta"), stack.url, seeded)
        yield stack, seeded


def _put(figures: Figures, name: str, value: float, unit: str, goal: float | None = None) -> None:
    figures[name] = {"value": round(value, 1), "unit": unit} | ({"goal": goal} if goal is not None else {})


def _table(report: dict[str, Any]) -> None:
    about = report["machine"]
    print(f"\n{about['cpu']}, {about['cores']} cores, {about['memory_gib']} GiB, Python {about['python']}\n")
    for name, figure in report["figures"].items():
        goal = f"   goal {figure['goal']}" if "goal" in figure else ""
        print(f"{figure['value']:>10} {figure['unit']:<5} {name}{goal}")


if __name__ == "__main__":
    sys.exit(main())
