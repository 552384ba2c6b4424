"""python -m recado.runtime.host: runs functions of template.yaml here. See --help."""

import argparse
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from recado.runtime.host import consumer, schedule, server
from recado.runtime.host.cors import Cors
from recado.runtime.host.preload import preload
from recado.runtime.host.proxies import Proxies
from recado.runtime.host.supervisor import Child, Supervisor
from recado.runtime.host.template import Function, TemplateError, functions, load


def main(arguments: list[str] | None = None) -> int:
    """Reads the command line, forks the processes, and stays until told to stop."""
    options = _parse(arguments)
    try:
        template = load(options.template)
        chosen = _choose(functions(template), options.functions, dict(options.processes))
    except (OSError, TemplateError, KeyError, ValueError) as error:
        sys.stderr.write(f"host: {options.template}: {error}\n")
        return 2
    preload({module for function in chosen for module in function.preload})
    children = [child for function in chosen for child in _children(function)]
    port = 0
    web = [function for function in chosen if function.routes]
    if web or options.port is not None:
        try:
            listener = server.listen(options.bind, options.port if options.port is not None else 8080)
        except OSError as error:
            sys.stderr.write(f"host: port {options.port}: {error.strerror}\n")
            return 2
        port = listener.getsockname()[1]
        workers = options.http_workers or max(1, sum(function.processes for function in web))
        target = partial(server.serve, listener, web, workers, chosen, Cors.of(template), options.proxies)
        children.append(Child("http", "http", "", target))
    drain = float(os.environ.get("HOST_DRAIN_SECONDS", "25"))
    return Supervisor(children, drain, options.status_file, port).run()


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m recado.runtime.host", description="Runs template.yaml off AWS.")
    add = parser.add_argument
    add("--template", type=Path, default=Path("template.yaml"))
    add("--functions", type=lambda v: v.split(","), default=None, metavar="A,B", help="which to run (default: all)")
    add("--processes", type=_count, action="append", default=[], metavar="NAME=N", help="processes of one function")
    bind, port = os.environ.get("HOST_BIND", "127.0.0.1"), os.environ.get("HOST_PORT")
    add("--bind", default=bind, help="address HTTP listens on (default: HOST_BIND, else 127.0.0.1)")
    add(
        "--port",
        type=int,
        default=int(port) if port else None,
        help="HTTP port, 0 for any free one (default: HOST_PORT, else 8080 when there are routes)",
    )
    add("--http-workers", type=int, default=0, metavar="N", help="HTTP processes (default: as the template says)")
    add(
        "--trusted-proxies",
        type=_proxies,
        default=os.environ.get("HOST_TRUSTED_PROXIES", ""),
        dest="proxies",
        metavar="NETWORKS",
        help="reverse proxies whose X-Forwarded-For is believed, e.g. 10.0.0.0/8 (default: HOST_TRUSTED_PROXIES)",
    )
    add(
        "--status-file", type=Path, default=None, metavar="PATH", help="kept up to date with pids and the port, as JSON"
    )
    return parser.parse_args(arguments)


def _proxies(value: str) -> Proxies:
    try:
        return Proxies.named(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _count(value: str) -> tuple[str, int]:
    name, _, number = value.partition("=")
    return name, int(number)


def _choose(known: list[Function], names: list[str] | None, counts: dict[str, int]) -> list[Function]:
    by_name = {function.name: function for function in known}
    missing = ({*(names or ())} | counts.keys()) - by_name.keys()
    if missing:
        raise TemplateError(f"no such function: {', '.join(sorted(missing))}")
    chosen = [by_name[name] for name in names] if names else known
    return [replace(function, processes=counts.get(function.name, function.processes)) for function in chosen]


def _children(function: Function) -> list[Child]:
    found = [
        Child(f"{function.name}-{number}", "queue", function.name, partial(consumer.consume, function, source))
        for source in function.sources
        for number in range(1, function.processes + 1)
    ]
    for expression in function.schedules:
        schedule.period(expression)  # a schedule nobody can keep is said before anything starts
        target = partial(schedule.run, function, expression)
        found.append(Child(f"{function.name}-timer", "schedule", function.name, target))
    return found


if __name__ == "__main__":
    sys.exit(main())
