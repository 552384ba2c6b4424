"""What the simulator remembers: sessions, their connections, chats, and what clients did wrong."""

import asyncio
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from infra.simulators.faults import Faults
from infra.simulators.web.config import Config

Json = dict[str, Any]


@dataclass(slots=True)
class Entry:
    """A line of a chat. by: customer, business (through the linked device) or phone (the owner's own)."""

    id: str
    by: str
    message: Json
    at: float
    author: str = ""
    status: str = "sent"


@dataclass(slots=True)
class Chat:
    """A person or a group. phone: of a group, its id. typed: the business typed since its last message."""

    phone: str
    lid: str
    name: str = ""
    group: bool = False
    hide_phone: bool = False
    wrote: bool = False
    typing: bool = False
    typed: bool = False
    subscribed: bool = False
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Session:
    """An account with this device linked. counter: the highest the keys have been seen with."""

    id: str
    phone: str
    lid: str
    name: str
    secret: str
    counter: int = 0
    state: str = "linked"
    ban: Json = field(default_factory=dict)
    connection: "Connection | None" = None
    waiting: dict[int, Json] = field(default_factory=dict)
    last_seq: int = 0
    chats: dict[str, Chat] = field(default_factory=dict)

    def tell(self, line: Json) -> None:
        """An event, kept until it is acknowledged."""
        self.last_seq += 1
        line = {**line, "seq": self.last_seq}
        self.waiting[self.last_seq] = line
        if self.connection:
            self.connection.queue.put_nowait(line)

    def end(self, line: Json) -> None:
        """The last line of the connection, if there is one."""
        if self.connection:
            self.connection.queue.put_nowait(line)
            self.connection.queue.put_nowait(None)


@dataclass(slots=True)
class Connection:
    """A client's open connection. Without a session it waits to be paired."""

    id: str
    request: web.Request
    session: Session | None = None
    code: str = ""
    pairing_code: str = ""
    pairing_phone: str = ""
    queue: "asyncio.Queue[Json | None]" = field(default_factory=asyncio.Queue)

    def alive(self) -> bool:
        transport = self.request.transport
        return transport is not None and not transport.is_closing()


@dataclass(slots=True)
class World:
    """Everything in memory. `start` is the configuration it goes back to on reset."""

    config: Config
    start: Config
    faults: Faults = field(default_factory=Faults)
    sessions: dict[str, Session] = field(default_factory=dict)
    connections: dict[str, Connection] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    sent: list[Json] = field(default_factory=list)
    read: list[Json] = field(default_factory=list)
    violations: list[Json] = field(default_factory=list)
    connects: Counter[str] = field(default_factory=Counter)
    tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def violate(self, kind: str, session: Session, **facts: object) -> None:
        self.violations.append({"kind": kind, "session": session.id, "at": time.time(), **facts})

    def link(self, phone: str, name: str) -> Session:
        """The account of a phone with this device linked anew: what an earlier link held is void."""
        for old in list(self.sessions.values()):
            if old.phone == phone:
                old.state = "logged_out"
                old.end({"t": "logged_out", "reason": "linked anew"})
        session = Session(secrets.token_hex(8), phone, lid_of(phone), name, secrets.token_hex(16))
        self.sessions[session.id] = session
        return session

    def chat(self, session: Session, phone: str, *, group: bool = False) -> Chat:
        """The chat with a person by phone or hidden id, or with a group."""
        for chat in session.chats.values():
            if phone in (chat.phone, chat.lid):
                return chat
        return session.chats.setdefault(phone, Chat(phone, "" if group else lid_of(phone), group=group))


WORLD: web.AppKey[World] = web.AppKey("world", World)


def lid_of(phone: str) -> str:
    """A hidden id that is always the same for a phone and resembles none."""
    return f"77{int(phone) * 7919 % 10**13:013d}" if phone.isdecimal() else phone


def new_message_id() -> str:
    return "3EB0" + secrets.token_hex(9).upper()
