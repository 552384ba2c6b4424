"""What a session does beside receiving and sending: customers' files, read marks, "typing…"."""

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
from sessions_host.events import message_of
from sessions_host.held import Held
from sessions_host.port import Address, Ambiguous, Gateway, NotSent, Refused

PAUSE_SECONDS = 5.0
STALE_SECONDS = 20.0  # "typing…" later than this would only puzzle
log = logger("sessions_host")


@dataclass(frozen=True, slots=True)
class Courtesy:
    """What a conversation's customer is to see. read: our ids of their messages; typing: that somebody is writing.

    asked_at: seconds of the monotonic clock.
    """

    conversation_id: UUID
    read: tuple[UUID, ...]
    typing: bool
    asked_at: float


class Errands:
    """One session's; runs on a thread of its own, so that a large file holds up no message."""

    def __init__(self, held: Held, gateway: Gateway) -> None:
        self._held, self._gateway = held, gateway
        self._courtesies: SimpleQueue[Courtesy] = SimpleQueue()
        self._look, self._stopping = Event(), Event()

    def wake(self, courtesy: Courtesy | None = None) -> None:
        """There may be a file to fetch, or `courtesy` to do."""
        if courtesy:
            self._courtesies.put(courtesy)
        self._look.set()

    def stop(self) -> None:
        """Nothing more is begun."""
        self._stopping.set()
        self._look.set()

    def run(self) -> None:
        """Until stopped. A courtesy that fails is let go; a file is asked for again by the sweep."""
        self._look.set()
        while not self._stopping.is_set():
            self._look.wait()
            self._look.clear()
            self._attempt(self._be_polite)
            self._attempt(self._fetch_files)

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Unavailable:
            self._stopping.wait(PAUSE_SECONDS)
            self._look.set()
        except RecadoError as error:
            log.error("errand failed", extra={"instance_id": str(self._held.instance_id), **describe(error)})

    def _able(self) -> bool:
        return not self._stopping.is_set() and self._held.good() and self._gateway.state() == "online"

    # Courtesies.

    def _be_polite(self) -> None:
        while self._able():
            try:
                courtesy = self._courtesies.get_nowait()
            except Empty:
                return
            try:
                self._show(courtesy)
            except (NotSent, Ambiguous, Refused) as error:
                log.info("a courtesy was not taken", extra={"reason": type(error).__name__})

    def _show(self, courtesy: Courtesy) -> None:
        with database().tenant(self._held.business_id) as tx:
            contact_id = web_store.contact_of(tx, self._held.instance_id, courtesy.conversation_id)
            chat = jids.address(customer_of(contacts.identities(tx, contact_id))) if contact_id else None
            seen = web_store.seen(tx, courtesy.conversation_id, courtesy.read) if courtesy.read else []
        if chat is None:
            return
        by_author: dict[str, list[str]] = {}
        for each in seen:
            by_author.setdefault(each.author or chat, []).append(each.vendor_id)
        for author, vendor_ids in by_author.items():
            self._gateway.mark_read(chat, author, vendor_ids)
        if courtesy.typing and time.monotonic() - courtesy.asked_at < STALE_SECONDS:
            self._gateway.typing(Address(chat), True)

    # Files.

    def _fetch_files(self) -> None:
        """Each awaited file is tried once; those that cannot be had now go to the end of the line."""
        tried: set[UUID] = set()
        while self._able():
            found = media.awaited(self._held.business_id, self._held.instance_id)
            untried = [each for each in found if each.id not in tried]
            if not untried:
                return
            for each in untried:
                if not self._able():
                    return
                tried.add(each.id)
                self._fetch(each)
                self._be_polite()

    def _fetch(self, file: AwaitedFile) -> None:
        job = FetchJob(business_id=self._held.business_id, media_id=file.id)
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
