"""The real WhatsApp Web client. The one file that imports neonize, and one client per process: two can abort it."""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from recado.kernel.clock import now
from recado.vendors.whatsapp.contents import Content
from recado.vendors.whatsapp.web import jids
from recado.vendors.whatsapp.web.body import FileKind, Target
from sessions_host.event_json import event_data
from sessions_host.file_sources import ReadFile, linked
from sessions_host.message_body import compose
from sessions_host.port import Address, Ambiguous, Event, Json, NotSent, Refused, State
from sessions_host.sqlite_store import SqliteStore
from sessions_host.whatsmeow_texts import TEMPORARY_BANS, gone, outdated, replaced, send_error, without_identities

CALL_SECONDS = 15.0
SEND_SECONDS = 60.0  # whatsmeow itself waits 75 s for an answer, without a way to say less
FILE_SECONDS = 180.0
QR_SECONDS = 30.0
_BANNED = ("TEMP_BANNED", "MAIN_DEVICE_GONE", "UNKNOWN_LOGOUT")  # 402, 403 and 406 of a refused connection
_T = TypeVar("_T")


class NeonizeGateway:
    """One session. Keep the object until the process ends: Go calls into it.

    A process that pairs is thrown away afterwards, by force if need be: neonize cannot be stopped between the last QR
    code and the pairing.
    """

    def __init__(self, read_file: ReadFile = linked) -> None:
        os.environ["NEONIZE_BOT_TAG"] = "off"  # or customers see the messages marked as an AI's
        silence_stdout()
        import neonize.client  # noqa: PLC0415  here: it starts Go and takes 62 MB
        import neonize.utils.enum as enums  # noqa: PLC0415
        from neonize import events  # noqa: PLC0415

        self._neonize, self._events, self._enums = neonize.client, events, enums
        self._read_file = read_file
        self._client: Any = None
        self._store: SqliteStore | None = None
        self._on_event: Callable[[Event], None] = lambda _event: None
        self._final: State | None = None
        self._begun = self._was_online = self._ended = False
        self._has_qr = threading.Event()

    def start(self, keys: bytes | None, on_event: Callable[[Event], None]) -> None:
        self._on_event = on_event
        self._store = SqliteStore(keys, linked_by="whatsmeow_device")
        self._listen_to_logs()
        self._client = self._neonize.NewClient(str(self._store.path))
        self._register()
        self._begun = True
        threading.Thread(target=self._connect, name="neonize-connect", daemon=True).start()

    def pair_by_code(self, phone: str) -> str:
        if not self._has_qr.wait(QR_SECONDS):
            raise NotSent("WhatsApp has not offered a pairing yet")
        kind, name = self._enums.ClientType.CHROME, self._enums.ClientName.LINUX
        return str(self._within(QR_SECONDS, lambda: self._client.PairPhone(phone, True, name, kind)))

    def state(self) -> State:
        if self._final:
            return self._final
        if not self._begun or self._ended:
            return "offline"
        try:
            online = self._within(CALL_SECONDS, lambda: self._client.is_connected and self._client.is_logged_in)
        except NotSent:
            return "offline"
        return "online" if online else "offline" if self._was_online else "connecting"

    def keys(self) -> bytes:
        return self._store.copy() if self._store else b""

    def send(self, to: Address, content: Content, target: Target | None) -> str:
        message = compose(content, to, target, self._read_file, self._upload)
        if self.state() != "online":
            raise NotSent("not connected")
        receiver = self._jid(to.jid)
        try:
            sent = _within(SEND_SECONDS, lambda: self._client.send_message(receiver, message))
        except TimeoutError:
            raise Ambiguous("no answer in time") from None
        except self._neonize.SendMessageError as error:
            raise send_error(str(error)) from None
        return str(sent.ID)

    def typing(self, to: Address, on: bool) -> None:
        kinds = self._enums.ChatPresence
        kind = kinds.CHAT_PRESENCE_COMPOSING if on else kinds.CHAT_PRESENCE_PAUSED
        media, receiver = self._enums.ChatPresenceMedia.CHAT_PRESENCE_MEDIA_TEXT, self._jid(to.jid)
        self._within(CALL_SECONDS, lambda: self._client.send_chat_presence(receiver, kind, media))

    def subscribe(self, to: Address) -> None:
        receiver = self._jid(to.jid)
        self._within(CALL_SECONDS, lambda: self._client.subscribe_presence(receiver))

    def mark_read(self, chat: str, sender: str, vendor_ids: list[str]) -> None:
        where, who, kind = self._jid(chat), self._jid(sender), self._enums.ReceiptType.READ
        self._within(CALL_SECONDS, lambda: self._client.mark_read(*vendor_ids, chat=where, sender=who, receipt=kind))

    def download(self, message: bytes) -> bytes:
        parsed = self._neonize.Message.FromString(message)
        try:
            return bytes(self._within(FILE_SECONDS, lambda: self._client.download_any(parsed)))
        except NotSent as error:
            if gone(str(error)):
                raise Refused("file_gone", "WhatsApp does not have the file any more") from None
            raise

    def logout(self) -> None:
        self._within(CALL_SECONDS, self._client.logout)
        self._final = "logged_out"

    def stop(self) -> None:
        """Ends the connection. Before the pairing there is nothing to end but the process."""
        if self._was_online and not self._ended:
            with suppress(NotSent):  # it hangs, and ends with the process
                self._within(CALL_SECONDS, self._client.stop)
        self._ended = True

    def forget(self) -> None:
        """Removes the store from the disk; its last copy must have been taken."""
        if self._store:
            self._store.remove()

    def _connect(self) -> None:
        """Go's own thread ends here when the connection is over for good."""
        try:
            self._client.connect()
        except Exception as error:  # noqa: BLE001  whatever it is: the session is down, and its state says so
            self._emit("log", {"text": without_identities(str(error))})
        self._ended = True
        self._emit("disconnected", {})

    def _register(self) -> None:
        """Handlers of events that are safe to receive: three others (replaced, keep-alive restored, outdated) have no
        fields, and passing them to Python ends the process (index of an empty slice)."""
        events, client = self._events, self._client
        client.event.qr(lambda _, code: self._qr(code))
        for kind, event_type in (
            ("message", events.MessageEv),
            ("receipt", events.ReceiptEv),
            ("undecryptable", events.UndecryptableMessageEv),
            ("offline_sync_completed", events.OfflineSyncCompletedEv),
            ("keep_alive_timeout", events.KeepAliveTimeoutEv),
            ("stream_error", events.StreamErrorEv),
            ("disconnected", events.DisconnectedEv),
        ):
            client.event(event_type)(lambda _, event, kind=kind: self._emit(kind, event_data(event)))
        client.event(events.ConnectedEv)(lambda *_: self._connected())
        client.event(events.PairStatusEv)(lambda _, event: self._paired(event))
        client.event(events.LoggedOutEv)(lambda _, event: self._end("logged_out", event_data(event)))
        client.event(events.TemporaryBanEv)(lambda _, event: self._banned(event))
        client.event(events.ConnectFailureEv)(lambda _, event: self._failed(event_data(event)))

    def _emit(self, kind: str, data: Json) -> None:
        self._on_event(Event(kind, data, received_at=now()))

    def _end(self, state: State, data: Json) -> None:
        self._final = state
        self._emit(state, data)

    def _qr(self, code: bytes) -> None:
        self._has_qr.set()
        self._emit("qr", {"code": code.decode()})

    def _connected(self) -> None:
        self._was_online = True
        self._emit("connected", {})

    def _paired(self, event: Any) -> None:
        status = event_data(event)
        if status.get("Status") == "ERROR":
            self._emit("log", {"text": without_identities(event.Error)})
            return
        me = self._client.me
        self._emit("paired", {"jid": _jid_text(event.ID), "lid": _jid_text(me.LID) if me else None})

    def _banned(self, event: Any) -> None:
        data = event_data(event)
        code = TEMPORARY_BANS.get(data.get("Code", ""), 0)
        self._end("banned", {"code": code, "expire": time.time() + event.Expire if event.Expire else None})

    def _failed(self, data: Json) -> None:
        reason = data.get("Reason")
        if reason == "LOGGED_OUT":
            self._end("logged_out", data)
        elif reason in _BANNED:
            self._end("banned", {"code": 0, "expire": None, "reason": reason})
        else:
            self._emit("connect_failure", {"reason": reason})

    def _listen_to_logs(self) -> None:
        """Two ends of a session are only told in the log. Nothing of it is written: it names people."""
        handler = _LogHandler(self._log_line)
        for name in ("whatsmeow", "whatsmeow.Client", "Whatsmeow.Database", "neonize", "neonize.utils.log"):
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [], False
        logging.getLogger("neonize.utils.log").setLevel(logging.INFO)  # what Go is told to log from
        client = logging.getLogger("whatsmeow.Client")
        client.setLevel(logging.INFO)
        client.addHandler(handler)

    def _log_line(self, line: str) -> None:
        if replaced(line):
            self._end("replaced", {})
        elif outdated(line):
            self._emit("client_outdated", {})

    def _upload(self, kind: FileKind, data: bytes) -> Json:
        types = self._enums.MediaType
        kinds = {"video": types.MediaVideo, "audio": types.MediaAudio, "document": types.MediaDocument}
        uploaded = self._within(FILE_SECONDS, lambda: self._client.upload(data, kinds.get(kind, types.MediaImage)))
        answer = event_data(uploaded)
        names = {"URL": "url", "directPath": "DirectPath", "mediaKey": "MediaKey", "fileEncSHA256": "FileEncSHA256"}
        names |= {"fileSHA256": "FileSHA256", "fileLength": "FileLength"}
        return {ours: answer[theirs] for ours, theirs in names.items()}

    def _jid(self, written: str) -> Any:
        parts = jids.parts(written)
        if parts is None:
            raise Refused("no_address", "not an address")
        return self._neonize.build_jid(*parts)

    def _within(self, seconds: float, call: Callable[[], _T]) -> _T:
        """Returns the call's result. NotSent when it is late or fails: these calls are harmless to repeat."""
        if self._client is None:
            raise NotSent("not started")
        try:
            return _within(seconds, call)
        except TimeoutError:
            raise NotSent("no answer in time") from None
        except Exception as error:  # noqa: BLE001  neonize's own and ctypes' errors
            raise NotSent(without_identities(f"{type(error).__name__}: {error}")) from None


class _LogHandler(logging.Handler):
    """Hands each line over and writes nothing."""

    def __init__(self, on_line: Callable[[str], None]) -> None:
        super().__init__()
        self._on_line = on_line

    def emit(self, record: logging.LogRecord) -> None:
        self._on_line(record.getMessage())


def _within(seconds: float, call: Callable[[], _T]) -> _T:
    """The call's result, made on a thread of its own: Go knows no deadline, and a call that hangs is left behind."""
    outcome: Future[_T] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except BaseException as error:  # noqa: BLE001  told to the caller
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return outcome.result(seconds)


def _jid_text(jid: Any) -> str | None:
    return f"{jid.User}@{jid.Server}" if jid.User else None


def silence_stdout() -> None:
    """Go writes pairing data to file descriptor 1: from here on that leads nowhere. Python keeps a copy of stdout."""
    if os.fstat(1).st_rdev == Path(os.devnull).stat().st_rdev:
        return
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    sys.stdout = os.fdopen(kept, "w", buffering=1)
