"""make evals: plays the cases against the product, prints what came of them, and writes it to .local/evals.

Without a model's name the model is simulated, and only the guards around it are measured. Whatever else the environment
names (a database, AWS, Meta, mail), everything but the model is a stand-in of this run's own: nothing leaves.
"""

import argparse
import logging
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from infra.local.processes import StackError
from infra.local.stack import ROOT, Options, Stack
from recado.runtime import composition
from tests.evals import report
from tests.evals.case_files import CaseInvalid, read_all
from tests.evals.runner import Options as RunOptions
from tests.evals.runner import Result, run
from tests.rigs.product import Product

FOLDER = ROOT / ".local" / "evals"
NEVER_REAL = (
    "DATABASE_URL", "DATABASE_ADMIN_URL", "AWS_ENDPOINT_URL", "GRAPH_BASE_URL", "WEB_GATEWAY", "SMTP_URL",
    "GEMINI_API_KEY", "GEMINI_BASE_URL", "EMBEDDINGS_BASE_URL",
)  # fmt: skip
MODEL = ("OPENAI_API_KEY", "OPENAI_BASE_URL")
ENVIRONMENT = {
    "HOST_SCHEDULE_SPEEDUP": "30",
    "EXTERNAL_TOOLS_TRUSTED_HOSTS": "127.0.0.1",
    "API_REQUESTS_PER_MINUTE": "1000000",
    "HOST_TRUSTED_PROXIES": "127.0.0.1",
}
EXIT_FAILED, EXIT_TROUBLE, EXIT_STOPPED = 1, 2, 130


def main() -> int:
    """Returns 0 when every trial of every case passed."""
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # ends what was started here too
    arguments = _arguments()
    options = RunOptions(arguments.model, arguments.trials, arguments.parallel, arguments.lies)
    if options.model and not os.environ.get("OPENAI_API_KEY"):
        return _trouble(
            f"{options.model} is a real model: set OPENAI_API_KEY, and OPENAI_BASE_URL for a server that is compatible."
        )
    if options.model and options.lies:
        return _trouble("only the simulated model lies: leave out the model's name, or LIES.")
    try:
        cases = [case for case in read_all() if arguments.only in f"{case.tema}/{case.nombre}"]
    except CaseInvalid as error:
        return _trouble(str(error))
    if not cases:
        return _trouble(f"no case has “{arguments.only}” in its name")
    for name in NEVER_REAL if options.model else (*NEVER_REAL, *MODEL):
        os.environ.pop(name, None)
    logging.disable(logging.WARNING)  # of this process, which is no function: the product's own logs are files
    composition.compose()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="recado-evals-", ignore_cleanup_errors=True) as home,
            Stack(Options(Path(home), port=0, web_sessions=False, environment=ENVIRONMENT)) as stack,
        ):
            product = Product(stack)
            results = run(product, cases, options, lambda line: print(f"  {line}", file=sys.stderr, flush=True))
            product.close()
    except StackError as error:
        return _trouble(str(error))
    except KeyboardInterrupt:
        return EXIT_STOPPED
    return _told(results, options)


def _told(results: list[Result], options: RunOptions) -> int:
    name = (options.model or ("lies" if options.lies else "simulated")).replace("/", "_")
    file = FOLDER / f"{time.strftime('%Y%m%d-%H%M%S')}-{name}.json"
    report.write(file, results, options)
    print(f"\n{report.table(results, options)}\n\n{file}")
    return 0 if all(result.passes == len(result.trials) for result in results) else EXIT_FAILED


def _trouble(text: str) -> int:
    sys.stderr.write(f"  ✗ {text}\n")
    return EXIT_TROUBLE


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evals", description=__doc__)
    parser.add_argument("--model", default=None, help="a real model's name; without one it is simulated")
    parser.add_argument("--trials", type=_positive, default=1, help="how often each case is played")
    parser.add_argument("--parallel", type=_positive, default=4, help="how many at a time")
    parser.add_argument("--only", default="", help="cases whose theme/name has this")
    parser.add_argument("--lies", type=float, default=0.0, help="share of answers in which the simulated model lies")
    return parser.parse_args()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("1 or more")
    return number


if __name__ == "__main__":
    raise SystemExit(main())
