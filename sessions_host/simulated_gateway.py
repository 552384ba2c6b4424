"""The gateway over the simulator of WhatsApp Web: same protobufs, HTTP in place of WhatsApp's own connection."""

import base64
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx

from recado.kernel.clock import now
from recado.vendors.whatsapp.contents import Content
from recado.vendors.whatsapp.web.body import FileKind, Target
from sessions_host.event_json import event_data
from sessions_host.file_sources import ReadFile, linked
from sessions_host.message_body import compose
from sessions_host.port import Address, Ambiguous, Event, Json, KeysBroken, NotSent, Refused, State
from sessions_host.protobufs import neonize, waE2E

DEADLINE = 10.0
SILENCE = 15.0  # the simulator gives a sign of life every half second
_PROTOBUFS = {
    "message": neonize.Message,
    "receipt": neonize.Receipt,
    "undecryptable": neonize.UndecryptableMessage,
}
_FINAL: dict[str, State] = {"logged_out": "logged_out", "banned": "banned", "replaced": "replaced"}


class SimulatedGateway:
    """One session on the simulator at `url`. Reconnects by itself after a dropped connection, as the real one does."""

    def __init__(self, url: str, read_file: ReadFile = linked) -> None:
        self._http = httpx.Client(base_url=url, timeout=DEADLINE)
        self._read_file = read_file
        self._state: State = "offline"
        self._keys: Json | None = None
        self._lock = threading.Lock()
        self._sending = threading.Lock()  # the count in the keys must follow the order of sends
        self._stopped = threading.Event()
        self._connection: str | None = None
        self._stream: httpx.Response | None = None
        self._thread: threading.Thread | None = None

    def start(self, keys: bytes | None, on_event: Callable[[Event], None]) -> None:
        try:
            self._keys = None if keys is None else json.loads(base64.b64decode(keys, validate=True))
        except ValueError as error:
            raise KeysBroken("not JSON") from error
        self._state = "connecting"
        self._thread = threading.Thread(target=self._run, args=(on_event,), name="simulated", daemon=True)
        self._thread.start()

    def pair_by_code(self, phone: str) -> str:
        return str(self._call("pair_code", {"phone": phone})["code"])

    def state(self) -> State:
        return self._state

    def keys(self) -> bytes:
        with self._lock:
            return base64.b64encode(json.dumps(self._keys).encode()) if self._keys else b""

    def send(self, to: Address, content: Content, target: Target | None) -> str:
        message = compose(content, to, target, self._read_file, self._upload)
        encoded = base64.b64encode(message.SerializeToString()).decode()
        with self._sending:
            answer = self._call("send", {"to": to.jid, "message": encoded, "counter": self._next()}, once=True)
        return str(answer["id"])

    def typing(self, to: Address, on: bool) -> None:
        self._call("typing", {"to": to.jid, "on": on})

    def subscribe(self, to: Address) -> None:
        self._call("subscribe", {"to": to.jid})

    def mark_read(self, chat: str, sender: str, vendor_ids: list[str]) -> None:
        self._call("read", {"chat": chat, "sender": sender, "ids": vendor_ids})

    def download(self, message: bytes) -> bytes:
        parsed = waE2E.Message.FromString(message)
        file = next((value for _, value in parsed.ListFields() if hasattr(value, "directPath")), None)
        if file is None:
            raise Refused("file_gone", "the message has no file")
        try:
            response = self._http.get(file.directPath)
        except httpx.HTTPError as error:
            raise NotSent(type(error).__name__) from None
        if response.status_code in (403, 404, 410):
            raise Refused("file_gone", "WhatsApp does not have the file any more")
        if response.status_code != 200:
            raise NotSent(f"the download answered {response.status_code}")
        return response.content

    def logout(self) -> None:
        self._call("logout", {})
        self._state = "logged_out"

    def stop(self) -> None:
        self._stopped.set()
        if self._connection:
            with suppress(NotSent, Refused):  # the simulator is gone, or the connection is: nothing is left to close
                self._call("close", {})
        if self._thread and self._thread is not threading.current_thread():
            self._thread.join(SILENCE)
        self._http.close()
        if self._state not in _FINAL:
            self._state = "offline"

    def _run(self, on_event: Callable[[Event], None]) -> None:
        """The library's thread: events one after another, a new connection when one is lost."""
        errors = 0
        while not self._stopped.is_set() and self._state not in _FINAL:
            self._state = "connecting"
            try:
                self._listen(on_event)
                errors = 0
            except (httpx.HTTPError, ValueError) as error:
                errors += 1
                _emit(on_event, "log", {"text": type(error).__name__})
            was_online, self._connection = self._connection is not None, None
            if self._state in _FINAL:
                break
            self._state = "offline"
            if was_online:
                _emit(on_event, "disconnected", {})
            if self._keys is None:  # nobody scanned: pairing is not tried again by itself
                break
            self._stopped.wait(min(0.2 * 2**errors, 10))

    def _listen(self, on_event: Callable[[Event], None]) -> None:
        body = {"keys": self.keys().decode() or None}
        timeout = httpx.Timeout(DEADLINE, read=SILENCE)
        with self._http.stream("POST", "/web/connect", json=body, timeout=timeout) as response:
            if response.status_code == 409:  # another client holds these keys
                self._state = "replaced"
                _emit(on_event, "replaced", {})
                return
            if response.status_code != 200:
                raise ValueError(f"the connection was refused: {response.status_code}")
            for line in response.iter_lines():
                if self._stopped.is_set():
                    return
                self._on_line(json.loads(line), on_event)

    def _on_line(self, line: Json, on_event: Callable[[Event], None]) -> None:
        kind = line["t"]
        data = {key: value for key, value in line.items() if key not in ("t", "seq", "keys")}
        if kind == "hello":
            self._connection = line["connection"]
            return
        if kind == "ping":
            return
        if kind == "paired":
            with self._lock:
                self._keys = line["keys"]
        elif kind == "connected":
            self._state = "online"
        elif kind in _FINAL:
            self._state = _FINAL[kind]
        if kind in _PROTOBUFS:
            data = event_data(_PROTOBUFS[kind].FromString(base64.b64decode(line["data"])))
        _emit(on_event, kind, data)
        if "seq" in line and not self._stopped.is_set():
            with suppress(NotSent, Refused):  # it comes again with the next connection
                self._call("ack", {"seq": line["seq"]})

    def _next(self) -> int:
        """Returns the next count of the keys: what was sent before cannot be sent again under it."""
        with self._lock:
            if self._keys is None:
                raise NotSent("not paired")
            self._keys["counter"] += 1
            return int(self._keys["counter"])

    def _upload(self, kind: FileKind, data: bytes) -> Json:
        if self._connection is None:
            raise NotSent("not connected")
        try:
            response = self._http.post(f"/web/{self._connection}/upload", params={"kind": kind}, content=data)
        except httpx.HTTPError as error:
            raise NotSent(type(error).__name__) from None
        if response.status_code != 200:
            raise NotSent(f"the upload answered {response.status_code}")
        answer: Json = response.json()
        return answer

    def _call(self, name: str, body: Json, *, once: bool = False) -> Json:
        """Returns the simulator's answer. once: no answer may mean that it was done all the same."""
        if self._connection is None:
            raise NotSent("not connected")
        try:
            response = self._http.post(f"/web/{self._connection}/{name}", json=body)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise NotSent(type(error).__name__) from None
        except httpx.HTTPError as error:
            raise (Ambiguous if once else NotSent)(type(error).__name__) from None
        if response.status_code in (404, 503):
            raise NotSent(f"the connection is gone: {response.status_code}")
        answer: dict[str, Any] = response.json()
        if "error" in answer:
            raise Refused(str(answer.get("code", 0)), str(answer["error"]))
        return answer


def _emit(on_event: Callable[[Event], None], kind: str, data: Json) -> None:
    on_event(Event(kind, data, received_at=now()))
