"""Many real neonize clients, one process each, forked as the sessions host forks them: the children of `web_store`.

python -m tests.bench.web_crowd SOURCE JID...: SOURCE is a folder with a copy of a store for each JID, or the address of
a database with them all. Says {"pids"} when all are ready. On a line "open" they open their stores and try to connect,
which fails here; {"seconds", "found"} follows with how each ended. On "read" each reads from its store on four threads;
the same follows with what it found. Ends when its input does.
"""

import gc
import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from sessions_host import protobufs, sqlite_store
from sessions_host.gateway import NeonizeGateway
from sessions_host.port import Event


class DatabaseGateway(NeonizeGateway):
    """The client with its store in PostgreSQL, as neonize itself offers it."""

    def __init__(self, address: str, jid: str) -> None:
        super().__init__()
        self._address = address
        user, device = jid.partition("@")[0].split(":")
        self._account = self._neonize.build_jid(user)
        self._account.Device = int(device)

    def start(self, keys: bytes | None, on_event: Callable[[Event], None]) -> None:
        self._tell = on_event
        self._listen_to_logs()
        # Without the JID it would take the first account in the database.
        self._client = self._neonize.NewClient(self._address, jid=self._account)
        self._register()
        self._begun = True
        threading.Thread(target=self._connect, name="neonize-connect", daemon=True).start()


def main() -> None:
    source, *jids = sys.argv[1:]
    protobufs.share()
    gc.freeze()
    children = [_forked(source, jid) for jid in jids]
    for _, line in children:
        line.recv()
    _say(pids=[pid for pid, _ in children])
    for order in sys.stdin:
        begun = time.monotonic()
        for _, line in children:
            line.send(order.strip())
        found = [line.recv() for _, line in children]
        _say(seconds=round(time.monotonic() - begun, 2), found=Counter(found))
    for pid, _ in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        sqlite_store.remove_left_by(pid)


def _forked(source: str, jid: str) -> tuple[int, Connection]:
    ours, theirs = Pipe()
    pid = os.fork()
    if pid == 0:
        try:
            _live(source, jid, theirs)
        finally:
            os._exit(1)
    theirs.close()
    return pid, ours


def _live(source: str, jid: str, line: Connection) -> None:
    in_database = source.startswith("postgres")
    gateway = DatabaseGateway(source, jid) if in_database else NeonizeGateway()
    keys = None if in_database else Path(source, f"{jid}.keys").read_bytes()
    over, said = threading.Event(), []

    def hear(event: Event) -> None:
        said.append(str(event.data.get("text", "")))
        if event.kind in ("disconnected", "qr"):
            over.set()

    line.send("ready")
    line.recv()
    gateway.start(keys, hear)
    over.wait()
    line.send(max(said))
    while line.recv():
        line.send(_read(gateway))


def _read(gateway: NeonizeGateway) -> str:
    """On four threads: contacts, which whatsmeow then keeps, and chats' settings, which it asks for each time."""
    client, found = gateway._client, []

    def read() -> None:
        found.append(len(client.contact.get_all_contacts()))
        for number in range(100):
            client.chat_settings.get_chat_settings(gateway._jid(f"7700000{number:08d}@lid"))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return f"contacts {found}"


def _say(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    main()
