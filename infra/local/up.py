"""make up: starts everything, plays one customer conversation, prints the addresses, and stays until Ctrl-C."""

import argparse
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from infra.local import demo, seed, selfcheck
from infra.local.processes import StackError
from infra.local.stack import ROOT, Options, Stack

HOME = ROOT / ".local"
EXIT_TROUBLE = 1
EXIT_STOPPED = 130


def main() -> int:
    arguments = _arguments()
    if arguments.what == "reset":
        return _reset(arguments.home)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    begun = time.monotonic()
    try:
        with Stack(Options(home=arguments.home, port=arguments.port, strict=arguments.strict, say=_say)) as stack:
            return _run(stack, arguments.what, begun)
    except StackError as trouble:
        return _fail(str(trouble))
    except OSError as trouble:
        return _fail(f"{trouble.strerror or trouble} ({trouble.filename or 'no file named'})")
    except KeyboardInterrupt:
        _say("stopped")
        return 0 if arguments.what == "up" else EXIT_STOPPED


def _run(stack: Stack, what: str, begun: float) -> int:
    seeded = _seed(stack)
    if what == "demo":
        return demo.play(stack, seeded)
    _self_check(stack, seeded)
    _say(f"up in {time.monotonic() - begun:.1f} s")
    _addresses(stack, seeded)
    while what == "up":
        stack.check()
        time.sleep(1)
    return 0


def _fail(trouble: str) -> int:
    sys.stderr.write(f"\n  ✗ {trouble}\n")
    return EXIT_TROUBLE


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local.up", description="The whole product on this machine.")
    parser.add_argument("what", choices=("up", "demo", "check", "reset"), nargs="?", default="up")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("RECADO_HOME", HOME)), help="data and logs")
    port = os.environ.get("PORT")
    parser.add_argument("--port", type=int, default=int(port or 8080), help="of the functions; 0: any free one")
    parser.set_defaults(strict=port is not None)
    return parser.parse_args()


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
    print(f"    webhooks          {stack.url}{seeded.path}")
    print(f"    health            {stack.url}/health   {stack.url}/ready")
    if "SIMULATOR_META_URL" in stack.environment:
        print(f"    a customer's phone {stack.simulator('meta')}/phone")
    print(f"    database          {stack.environment['DATABASE_URL']}")
    print(f"    queues, objects   {stack.environment['AWS_ENDPOINT_URL']}")
    print(f"    logs              {stack.home / 'logs'}")
    if "SIMULATOR_OPENAI_URL" in stack.environment:
        print("\n    The model is simulated (a script that looks things up in the business's text)")
        print("    until OPENAI_API_KEY is set.")
    if "SIMULATOR_META_URL" in stack.environment:
        print("    WhatsApp is simulated until GRAPH_BASE_URL is set.")
    print("\n    Ctrl-C stops everything; data stay. `make reset` wipes them.", flush=True)


def _reset(home: Path) -> int:
    kept = home / "localstack-env"
    for item in home.glob("*"):
        if item.name.startswith(kept.name):
            continue  # an installed program, not data
        shutil.rmtree(item) if item.is_dir() else item.unlink()
    _say(f"wiped {home}")
    return 0


def _say(line: str) -> None:
    print(f"  ✓ {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
