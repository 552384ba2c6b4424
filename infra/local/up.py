"""make up: starts everything, plays one customer conversation, prints the addresses, and stays until Ctrl-C."""

import argparse
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from infra.local import seed, selfcheck
from infra.local.demo.play import play
from infra.local.error_lines import EXPECTED, in_one_line
from infra.local.processes import StackError
from infra.local.showcase import agent_files, configs, evals, lessons, products, reviewed, tools
from infra.local.showcase.load import load
from infra.local.showcase.team import PASSWORD, PLATFORM, TEAM, appoint
from infra.local.stack import ROOT, Options, Stack, lock
from recado.reports import service as reports

HOME = ROOT / ".local"
PORT = 8080
BURIAL_SECONDS = 0.3  # a process that was just killed is seen as dead a moment later
# What a home holds; installed programs beside it are not data.
DATA = (
    "postgres",
    "localstack",
    "objects",
    "logs",
    "state.json",
    "business.json",
    "host.json",
    "localstack.log",
)
EXIT_TROUBLE = 1
EXIT_STOPPED = 130


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    begun = time.monotonic()
    what = ""
    try:
        arguments = _arguments()
        what = arguments.what
        if what == "reset":
            return _reset(arguments.home.resolve())
        strict = arguments.port is not None
        options = Options(
            arguments.home, port=arguments.port if strict else PORT, strict=strict, say=_say, web_app=True
        )
        with Stack(options) as stack:
            return _watched(stack, lambda: _run(stack, what, begun))
    except EXPECTED as trouble:
        sys.stderr.write(f"\n  ✗ {in_one_line(trouble)}\n")
        return EXIT_TROUBLE
    except KeyboardInterrupt:
        _say("stopped")
        return 0 if what == "up" else EXIT_STOPPED


def _watched(stack: Stack, work: Callable[[], int]) -> int:
    """Does the work; when it fails because a process of the stack died, the death is the trouble to tell."""
    try:
        return work()
    except EXPECTED:
        time.sleep(BURIAL_SECONDS)
        stack.check()
        raise


def _stop(_number: int, _frame: object) -> NoReturn:
    """The first signal ends it in order; more of them change nothing, so that no process is left behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    print("\n  · stopping …", flush=True)
    raise KeyboardInterrupt


def _run(stack: Stack, what: str, begun: float) -> int:
    seeded = _seed(stack)
    if what == "demo":
        return play(stack, seeded)
    _self_check(stack, seeded)
    _show(stack, seeded)
    _say(f"up in {time.monotonic() - begun:.1f} s")
    _addresses(stack, seeded)
    if what == "up":
        print("\n    Ctrl-C stops everything; data stay. `make reset` wipes them.", flush=True)
    while what == "up":
        stack.check()
        time.sleep(1)
    return 0


def _show(stack: Stack, seeded: seed.Seeded) -> None:
    if "SIMULATOR_META_URL" not in stack.environment:
        return
    appoint()
    if count := load(seeded.business_id):
        _say(f"{seed.NUMBER.name} has two months of customers to try things with: {count} messages, all made up")
        reports.fill_due()
    agent_files.keep(seeded.business_id)
    products.keep(seeded.business_id)
    lessons.keep(seeded.business_id)
    tools.keep(seeded.business_id, stack.simulator("echo"))
    configs.keep(seeded.business_id)
    evals.keep(seeded.business_id)
    reviewed.bring(stack.simulator("meta"), seeded.business_id, seeded.instance_id)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local.up", description="The whole product on this machine.")
    parser.add_argument("what", choices=("up", "demo", "check", "reset"), nargs="?", default="up")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("RECADO_HOME", HOME)), help="data and logs")
    wished = os.environ.get("PORT") or None  # argparse reads it as if it had been given
    parser.add_argument(
        "--port", type=_port, default=wished, help=f"of the functions; 0: any free one; PORT, or {PORT}"
    )
    return parser.parse_args()


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise StackError(f"a port is a number from 0 to 65535, not {text}")
    return int(text)


def _seed(stack: Stack) -> seed.Seeded:
    seeded = seed.seed(stack.home)
    if "SIMULATOR_META_URL" in stack.environment:
        seed.register_at_simulator(stack.simulator("meta"), stack.url, seeded)
    return seeded


def _self_check(stack: Stack, seeded: seed.Seeded) -> None:
    if "SIMULATOR_META_URL" not in stack.environment:
        _say("self-check left out: the real Meta is configured, and nobody should be written to uninvited")
        return
    hops = selfcheck.play(stack.simulator("meta"), seeded, stack.check)
    _say("self-check: one customer conversation")
    print(f"\n    customer  {hops.question}\n    La Espiga {hops.answer}\n")
    for station, milliseconds in hops.stations:
        print(f"    {milliseconds:8.0f} ms  {station}")
    print()


def _addresses(stack: Stack, seeded: seed.Seeded) -> None:
    if "HOST_WEB_ROOT" in stack.environment:
        print(f"    web app           {stack.url}/")
    print(f"    webhooks          {stack.url}{seeded.path}")
    print(f"    API               {stack.url}/v1   documented at {stack.url}/v1/docs")
    if "SIMULATOR_MAIL_URL" in stack.environment:
        print(f"    mails             {stack.simulator('mail')}/")
    print(f"    health            {stack.url}/health   {stack.url}/ready")
    if "SIMULATOR_META_URL" in stack.environment:
        print(f"    a customer's phone {stack.simulator('meta')}/phone")
    if "SIMULATOR_WEB_URL" in stack.environment:
        print(f"    WhatsApp Web      {stack.simulator('web')}/phone   (scan, write, make trouble)")
        print(f"    accounts          {', '.join(email for email, _, _ in TEAM)}   password: {PASSWORD}")
        print(f"    platform          {stack.url}/admin   {PLATFORM[0]}, the same password, and a second factor")
    print(f"    database          {stack.environment['DATABASE_URL']}")
    print(f"    queues, objects   {stack.environment['AWS_ENDPOINT_URL']}")
    print(f"    logs              {stack.home / 'logs'}")
    if "SIMULATOR_OPENAI_URL" in stack.environment:
        print("\n    The model is simulated (a script that looks things up in the business's text)")
        print("    until OPENAI_API_KEY is set.")
    if "SIMULATOR_META_URL" in stack.environment:
        print("    WhatsApp is simulated until GRAPH_BASE_URL is set.")


def _reset(home: Path) -> int:
    if home.exists():
        with lock(home):
            for item in (home / name for name in DATA):
                if item.is_dir():
                    shutil.rmtree(item)
                else:
                    item.unlink(missing_ok=True)
    _say(f"wiped {home}")
    return 0


def _say(line: str) -> None:
    print(f"  {'·' if line.endswith('…') else '✓'} {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
