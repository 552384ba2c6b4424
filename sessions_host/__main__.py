"""python -m sessions_host: the sessions host, as the environment says (see `settings.py`)."""

import os
import secrets
import signal
import socket
import sys
from contextlib import suppress

from recado.kernel.settings import settings as product
from recado.platform import aws
from sessions_host import choose, nursery, pipe, worker
from sessions_host.settings import settings
from sessions_host.status import Board, serve
from sessions_host.supervisor import Supervisor


def main(open_gateway: worker.Open | None = None) -> int:
    """Runs until SIGTERM. `open_gateway`: the client each worker opens; the one WEB_GATEWAY names unless given."""
    opening = open_gateway or choose.gateway

    def work(line: socket.socket, order: pipe.Json) -> None:
        worker.run(line, order, opening)

    pid, end = nursery.start(work, preload)
    rules, board = settings(), Board()
    server = serve(board, rules.bind, rules.port)
    name = f"{rules.host_name}-{secrets.token_hex(3)}"
    code = Supervisor(name, product().queue_web_outbound_url, end, board).run()
    server.server_close()
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return code


def preload() -> None:
    """What every worker needs, read once and shared by all: not neonize, which starts threads of its own."""
    aws.warm_up()
    import sessions_host.protobufs  # noqa: PLC0415  heavy, and the supervisor does without

    if settings().gateway.startswith("http"):
        import sessions_host.simulated  # noqa: F401, PLC0415


if __name__ == "__main__":
    sys.exit(main())
