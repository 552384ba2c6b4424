"""python -m recado.runtime.host: runs functions of template.yaml here. See --help."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from recado.kernel.settings import Settings, SettingWrong, from_environment
from recado.runtime.host.http.web_app import WebApp
from recado.runtime.host.plan import Plan
from recado.runtime.host.preload import preload
from recado.runtime.host.proxies import Proxies
from recado.runtime.host.settings import host_settings
from recado.runtime.host.supervisor import Supervisor
from recado.runtime.host.template import Function, TemplateError, functions, load


def main(arguments: list[str] | None = None) -> int:
    """Reads the command line, forks the processes, and stays until told to stop."""
    try:
        options = _parse(arguments)
        from_environment(Settings)  # what cannot be understood is said before anything starts
    except SettingWrong as error:
        sys.stderr.write(f"host: {error}\n")
        return 2
    try:
        template = load(options.template)
        chosen = _choose(functions(template), options.functions, dict(options.processes))
    except (OSError, TemplateError, KeyError, ValueError) as error:
        sys.stderr.write(f"host: {options.template}: {error}\n")
        return 2
    preload({module for function in chosen for module in function.preload})
    folder = Path(tempfile.mkdtemp(prefix="recado-host-"))  # for this user only: whoever is let in gets requests
    try:
        plan = Plan(template, chosen, folder / "front.sock")
        port = 8080 if options.port is None else options.port
        try:
            if any(function.routes for function in chosen) or options.port is not None:
                plan.add_http(options.bind, port, options.proxies, _web_app(chosen))
            children = plan.children()
        except OSError as error:
            sys.stderr.write(f"host: port {port}: {error.strerror}\n")
            return 2
        except (TemplateError, SettingWrong) as error:
            sys.stderr.write(f"host: {error}\n")
            return 2
        return Supervisor(children, options.status_file, plan.port).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m recado.runtime.host", description="Runs template.yaml off AWS.")
    add = parser.add_argument
    add("--template", type=Path, default=Path("template.yaml"))
    add("--functions", type=lambda v: v.split(","), default=None, metavar="A,B", help="which to run (default: all)")
    add("--processes", type=_count, action="append", default=[], metavar="NAME=N", help="processes of one function")
    own = host_settings()
    add("--bind", default=own.bind, help="address HTTP listens on (default: HOST_BIND, else 127.0.0.1)")
    add(
        "--port",
        type=int,
        default=own.port if own.port >= 0 else None,
        help="HTTP port, 0 for any free one (default: HOST_PORT, else 8080 when there are routes)",
    )
    add(
        "--trusted-proxies",
        type=_proxies,
        default=",".join(own.trusted_proxies),
        dest="proxies",
        metavar="NETWORKS",
        help="reverse proxies whose X-Forwarded-For is believed, e.g. 10.0.0.0/8 (default: HOST_TRUSTED_PROXIES)",
    )
    add(
        "--status-file", type=Path, default=None, metavar="PATH", help="kept up to date with pids and the port, as JSON"
    )
    return parser.parse_args(arguments)


def _web_app(functions: Sequence[Function]) -> WebApp | None:
    """Returns the web app of HOST_WEB_ROOT. SettingWrong when there is none.

    The settings are read without being kept: each function's process reads its own after its environment is set.
    """
    folder = host_settings().web_root
    if not folder:
        return None
    try:
        given = {name: text for each in functions for name, text in each.environment.items() if isinstance(text, str)}
        rules = from_environment(Settings, environ={**given, **os.environ})
        return WebApp.load(Path(folder), _object_stores(rules, os.environ.get("AWS_REGION", "us-east-1")))
    except OSError as error:
        raise SettingWrong(f"HOST_WEB_ROOT: {error.strerror}: {folder}") from error


def _object_stores(rules: Settings, region: str) -> list[str]:
    """Returns where presigned links lead: the configured store, else our own buckets of S3 and no others."""
    configured = urlsplit(rules.s3_public_url or rules.aws_endpoint_url)
    if configured.netloc:
        return [f"{configured.scheme}://{configured.netloc}"]
    hosts = [f"s3.{region}.amazonaws.com", *(["s3.amazonaws.com"] if region == "us-east-1" else [])]
    return [
        f"https://{host}/{name}/" for name in (rules.bucket_media, rules.bucket_transfers) if name for host in hosts
    ]


def _proxies(value: str) -> Proxies:
    try:
        return Proxies.named(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _count(value: str) -> tuple[str, int]:
    name, _, number = value.partition("=")
    return name, int(number)


def _choose(all_functions: list[Function], names: list[str] | None, counts: dict[str, int]) -> list[Function]:
    by_name = {function.name: function for function in all_functions}
    missing = ({*(names or ())} | counts.keys()) - by_name.keys()
    if missing:
        raise TemplateError(f"no such function: {', '.join(sorted(missing))}")
    chosen = [by_name[name] for name in names] if names else all_functions
    return [replace(function, processes=counts.get(function.name, function.processes)) for function in chosen]


if __name__ == "__main__":
    sys.exit(main())
