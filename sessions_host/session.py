"""One session as its supervisor sees it."""

import random
import socket
from dataclasses import dataclass, field
from typing import Literal

from sessions_host import pipe
from sessions_host.leases import Lease
from sessions_host.pacing import restart_pause
from sessions_host.settings import HostSettings

Ending = Literal["", "release", "restart"]


@dataclass(slots=True)
class Session:
    """A leased session and its worker, if one is running. All moments are seconds since boot.

    ending: what is to happen when its worker, which was asked to end, has ended. over: the worker's last state.
    """

    lease: Lease
    until: float
    start_at: float
    line: socket.socket | None = None
    pid: int = 0
    started_at: float = 0.0
    heard_at: float = 0.0
    asked_at: float = 0.0
    online_at: float = 0.0
    deaths: int = 0
    command: str | None = None
    ending: Ending = ""
    over: str = ""
    facts: pipe.Json = field(default_factory=dict)

    @property
    def state(self) -> str:
        """As last heard."""
        if self.line is None:
            return "backoff" if self.deaths else "waiting"
        return str(self.facts.get("state", "connecting"))

    def hear(self, said: pipe.Json, moment: float) -> None:
        self.heard_at = moment
        if said["say"] == "over":
            self.over = said["state"]
            return
        self.facts = said
        if said["state"] == "online":
            self.online_at = self.online_at or moment
        else:
            self.online_at = 0.0

    def died(self, moment: float, rules: HostSettings, chance: random.Random) -> float:
        """Counts a death that nobody asked for; answers the seconds to wait. After a healthy life it is the first."""
        healthy = self.online_at and moment - self.online_at > rules.healthy
        self.deaths = 1 if healthy else self.deaths + 1
        pause = restart_pause(rules, self.deaths, chance)
        self.start_at = moment + pause
        return pause

    def bury(self) -> None:
        """Its worker is no more."""
        if self.line is not None:
            self.line.close()
        self.line, self.pid, self.online_at, self.facts, self.over, self.asked_at = None, 0, 0.0, {}, "", 0.0
