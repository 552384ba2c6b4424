"""python -m sessions_host: the sessions host, as the environment says (see `settings.py`)."""

import os
import secrets
import signal
import socket
import sys
from contextlib import suppress
from uuid import UUID

from recado.kernel.settings import settings as product
from recado.platform import aws
from sessions_host import nursery, pipe, worker
from sessions_host.port import Gateway
from sessions_host.settings import settings
from sessions_host.status import Board, serve
from sessions_host.supervisor import Supervisor


def main(open_gateway: worker.Open | None = None) -> int:
    """Runs until SIGTERM. `open_gateway`: the client each worker opens; the one WEB_GATEWAY names unless given."""
    opening = open_gateway or configured

    def work(line: socket.socket, order: pipe.Json) -> None:
        worker.run(line, order, opening)

    pid, end = nursery.start(work, aws.warm_up)
    rules, board = settings(), Board()
    server = serve(board, rules.bind, rules.port)
    name = f"{rules.host_name}-{secrets.token_hex(3)}"
    code = Supervisor(name, product().queue_web_outbound_url, end, board).run()
    server.server_close()
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return code


def configured(instance_id: UUID) -> Gateway:
    """The client of one session. Imported in the worker: the supervisor must never load neonize."""
    name = settings().gateway
    if name.startswith("http"):
        from sessions_host.simulated import SimulatedGateway  # noqa: PLC0415

        return SimulatedGateway(name, str(instance_id))
    from sessions_host.gateway import NeonizeGateway  # noqa: PLC0415

    return NeonizeGateway(str(instance_id))


if __name__ == "__main__":
    sys.exit(main())
