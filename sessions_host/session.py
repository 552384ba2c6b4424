"""One session as its supervisor sees it."""

import random
import socket
from dataclasses import dataclass, field
from typing import Literal

from sessions_host import pipe
from sessions_host.lease_store import Lease
from sessions_host.pacing import restart_pause
from sessions_host.settings import HostSettings

AfterExit = Literal["", "release", "restart"]


@dataclass(slots=True)
class Session:
    """A leased session and its worker, if one is running. All moments are seconds since boot.

    channel: the socket to the worker. after_exit: what is to happen when a worker that was asked to end has ended.
    final_state: the worker's last state. reported: what it last said of itself.
    """

    lease: Lease
    until: float
    start_at: float
    channel: socket.socket | None = None
    pid: int = 0
    started_at: float = 0.0
    heard_at: float = 0.0
    end_asked_at: float = 0.0
    online_at: float = 0.0
    deaths: int = 0
    command: str | None = None
    after_exit: AfterExit = ""
    final_state: str = ""
    reported: pipe.Json = field(default_factory=dict)

    @property
    def state(self) -> str:
        """As last reported."""
        if self.channel is None:
            return "backoff" if self.deaths else "waiting"
        return str(self.reported.get("state", "connecting"))

    def note_packet(self, packet: pipe.Json, moment: float) -> None:
        """Notes what its worker said: {"kind": "heartbeat", "state", …} or {"kind": "ended", "state"}."""
        self.heard_at = moment
        if packet["kind"] == "ended":
            self.final_state = packet["state"]
            return
        self.reported = packet
        if packet["state"] == "online":
            self.online_at = self.online_at or moment
        else:
            self.online_at = 0.0

    def count_death(self, moment: float, rules: HostSettings, chance: random.Random) -> float:
        """Counts a death that nobody asked for; returns the seconds to wait. After a healthy life it is the first."""
        healthy = self.online_at and moment - self.online_at > rules.healthy
        self.deaths = 1 if healthy else self.deaths + 1
        pause = restart_pause(rules, self.deaths, chance)
        self.start_at = moment + pause
        return pause

    def clear_worker(self) -> None:
        """Its worker is no more."""
        if self.channel is not None:
            self.channel.close()
        self.channel, self.pid, self.online_at, self.end_asked_at = None, 0, 0.0, 0.0
        self.reported, self.final_state = {}, ""
