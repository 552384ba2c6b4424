"""What a session does beside receiving and sending: fetches customers' files, shows read marks and "typing…"."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event
from uuid import UUID

from google.protobuf.message import DecodeError

from recado.crm import store as contacts
from recado.crm.model import customer_of
from recado.kernel.errors import RecadoError, Unavailable
from recado.kernel.log import logger
from recado.messaging.files import MOST_BYTES
from recado.messaging.jobs import FetchJob
from recado.messaging.media_store import AwaitedFile
from recado.platform.db import database
from recado.receiving import media
from recado.runtime.failure import describe
from recado.sending import web_store
from recado.vendors.whatsapp.web import jids
from sessions_host.event_json import message_of
from sessions_host.port import Address, Ambiguous, Gateway, NotSent, Refused
from sessions_host.worker_lease import WorkerLease

PAUSE_SECONDS = 5.0
STALE_SECONDS = 20.0  # "typing…" later than this would only puzzle
log = logger("sessions_host")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a conversation's customer is to see. read: our ids of their messages; typing: that somebody is writing.

    requested_at: seconds of the monotonic clock.
    """

    conversation_id: UUID
    read: tuple[UUID, ...]
    typing: bool
    requested_at: float


class FilesAndMarks:
    """One session's; runs on a thread of its own, so that a large file holds up no message."""

    def __init__(self, lease: WorkerLease, gateway: Gateway) -> None:
        self._lease, self._gateway = lease, gateway
        self._marks: SimpleQueue[Marks] = SimpleQueue()
        self._awake, self._stopping = Event(), Event()

    def wake(self, marks: Marks | None = None) -> None:
        """There may be a file to fetch, or there are marks to show."""
        if marks:
            self._marks.put(marks)
        self._awake.set()

    def stop(self) -> None:
        """Nothing more is begun."""
        self._stopping.set()
        self._awake.set()

    def run(self) -> None:
        """Until stopped. Marks that fail are let go; a file is asked for again by the sweep."""
        self._awake.set()
        while not self._stopping.is_set():
            self._awake.wait()
            self._awake.clear()
            self._attempt(self._show_marks)
            self._attempt(self._fetch_files)

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Unavailable:
            self._stopping.wait(PAUSE_SECONDS)
            self._awake.set()
        except RecadoError as error:
            facts = {"instance_id": str(self._lease.instance_id), **describe(error)}
            log.error("a file or a mark failed", extra=facts)

    def _can_work(self) -> bool:
        return not self._stopping.is_set() and self._lease.is_valid() and self._gateway.state() == "online"

    # Marks.

    def _show_marks(self) -> None:
        while self._can_work():
            try:
                marks = self._marks.get_nowait()
            except Empty:
                return
            try:
                self._show(marks)
            except (NotSent, Ambiguous, Refused) as error:
                log.info("marks were not taken", extra={"reason": type(error).__name__})

    def _show(self, marks: Marks) -> None:
        with database().tenant(self._lease.business_id) as tx:
            contact_id = web_store.contact_of(tx, self._lease.instance_id, marks.conversation_id)
            chat = jids.address(customer_of(contacts.identities(tx, contact_id))) if contact_id else None
            messages = web_store.seen(tx, marks.conversation_id, marks.read) if marks.read else []
        if chat is None:
            return
        by_author: dict[str, list[str]] = {}
        for message in messages:
            by_author.setdefault(message.author or chat, []).append(message.vendor_id)
        for author, vendor_ids in by_author.items():
            self._gateway.mark_read(chat, author, vendor_ids)
        if marks.typing and time.monotonic() - marks.requested_at < STALE_SECONDS:
            self._gateway.typing(Address(chat), True)

    # Files.

    def _fetch_files(self) -> None:
        """Each awaited file is tried once; those that cannot be had now go to the end of the line."""
        tried: set[UUID] = set()
        while self._can_work():
            files = media.awaited(self._lease.business_id, self._lease.instance_id)
            untried = [file for file in files if file.id not in tried]
            if not untried:
                return
            for file in untried:
                if not self._can_work():
                    return
                tried.add(file.id)
                self._fetch(file)
                self._show_marks()

    def _fetch(self, file: AwaitedFile) -> None:
        job = FetchJob(business_id=self._lease.business_id, media_id=file.id)
        try:
            message, size = message_of(file.web_message)
            if size > MOST_BYTES:
                media.give_up(job, "too_large")
                return
            data = self._gateway.download(message)
        except (ValueError, DecodeError):
            media.give_up(job, "unreadable")
        except (NotSent, Ambiguous):
            media.put_off(job)
        except Refused as error:
            media.give_up(job, error.code)
        else:
            media.store_bytes(job, data)
