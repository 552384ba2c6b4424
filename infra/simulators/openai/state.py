"""What the simulator remembers: calls and how long they took, faults, stored responses, prompts seen before."""

import time
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from infra.simulators.faults import Fault, Faults
from infra.simulators.openai.transcript import Transcript, Turn
from infra.simulators.openai.wire import tokens

Json = dict[str, Any]
KEPT = 2000
CACHEABLE = 1024  # OpenAI caches prompts from this many tokens, in steps of 128


@dataclass(slots=True)
class State:
    """All of it is gone on reset."""

    faults: Faults = field(default_factory=Faults)
    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    by_kind: Counter[str] = field(default_factory=Counter)
    by_status: Counter[int] = field(default_factory=Counter)
    latencies: deque[float] = field(default_factory=lambda: deque(maxlen=20_000))
    stored: OrderedDict[str, list[Turn]] = field(default_factory=OrderedDict)
    prompts: OrderedDict[int, None] = field(default_factory=OrderedDict)
    running: int = 0
    peak: int = 0
    held: list[Fault] = field(default_factory=list)  # each keeps a call waiting until it is released
    began: float = field(default_factory=time.time)

    def store(self, response_id: str, turns: list[Turn]) -> None:
        """Keep what `previous_response_id` will ask for; the oldest go first."""
        self.stored[response_id] = turns
        while len(self.stored) > KEPT:
            self.stored.popitem(last=False)

    def cached_tokens(self, transcript: Transcript) -> int:
        """How much of the prompt OpenAI would have cached: the context, when the same one came before."""
        size = tokens(transcript.context)
        if size < CACHEABLE:
            return 0
        key = hash(transcript.context)
        seen = key in self.prompts
        self.prompts[key] = None
        while len(self.prompts) > KEPT:
            self.prompts.popitem(last=False)
        return size // 128 * 128 if seen else 0

    def usage(self, transcript: Transcript) -> tuple[int, int]:
        """Tokens of the input, and how many of them were cached."""
        return tokens(transcript.size()) + 8, self.cached_tokens(transcript)


STATE: web.AppKey[State] = web.AppKey("state", State)
