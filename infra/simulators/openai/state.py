"""What the simulator remembers: calls and how long they took, faults, stored responses, prompts seen before."""

import hashlib
import re
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from infra.simulators.faults import Fault, Faults
from infra.simulators.openai.scripts import Script
from infra.simulators.openai.temper import Temper
from infra.simulators.openai.transcript import Transcript, Turn
from infra.simulators.openai.wire import tokens

Json = dict[str, Any]
KEPT = 2000
KEPT_BEGINNINGS = 50_000
CACHEABLE, STEP = 1024, 128  # OpenAI caches prompts from this many tokens, in steps of 128
CHARACTERS = 4  # of a token
BILLS_WRITING = re.compile(r"gpt-(5\.[6-9]|[6-9])")


@dataclass(slots=True)
class State:
    """All of it is gone on reset."""

    faults: Faults = field(default_factory=Faults)
    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    by_kind: Counter[str] = field(default_factory=Counter)
    by_status: Counter[int] = field(default_factory=Counter)
    latencies: deque[float] = field(default_factory=lambda: deque(maxlen=20_000))
    stored: OrderedDict[str, list[Turn]] = field(default_factory=OrderedDict)
    prompts: OrderedDict[bytes, None] = field(default_factory=OrderedDict)
    running: int = 0
    peak: int = 0
    scripts: list[Script] = field(default_factory=list)
    reasoning_of: OrderedDict[str, str] = field(default_factory=OrderedDict)  # a call's id, and its reasoning item's
    tempers: list[Temper] = field(default_factory=list)
    inventions: deque[Json] = field(default_factory=lambda: deque(maxlen=50_000))  # what tempers made up
    retired: set[str] = field(default_factory=set)  # names that answer 404 since a control said so
    held: list[Fault] = field(default_factory=list)  # each keeps a call waiting until it is released
    began: float = field(default_factory=time.time)

    def store(self, response_id: str, turns: list[Turn]) -> None:
        """Keep what `previous_response_id` will ask for; the oldest go first."""
        self.stored[response_id] = turns
        while len(self.stored) > KEPT:
            self.stored.popitem(last=False)

    def reasoned(self, output: list[Json]) -> None:
        """Remembers which reasoning a call came of: both must come back together."""
        reasoning = next((item["id"] for item in output if item["type"] == "reasoning"), None)
        for item in output:
            if reasoning and item["type"] == "function_call":
                self.reasoning_of[item["id"]] = reasoning
        while len(self.reasoning_of) > KEPT:
            self.reasoning_of.popitem(last=False)

    def usage(self, transcript: Transcript, model: str) -> tuple[int, int, int]:
        """Tokens of the input; of them those read from the prompt cache, and those written to it.

        As at OpenAI the beginning counts that an earlier prompt had too, in steps. Writing is billed from 5.6 on.
        """
        given = tokens(transcript.size()) + 8
        beginnings = list(_beginnings(transcript.prompt()))
        if len(beginnings) * STEP < CACHEABLE:
            return given, 0, 0
        seen = 0
        for beginning in beginnings:
            seen += beginning in self.prompts  # one that was seen has only seen ones before it
            self.prompts[beginning] = None
            self.prompts.move_to_end(beginning)
        while len(self.prompts) > KEPT_BEGINNINGS:
            self.prompts.popitem(last=False)
        cached = seen * STEP if seen * STEP >= CACHEABLE else 0
        written = len(beginnings) * STEP - cached if BILLS_WRITING.match(model) else 0
        return given, cached, written


def _beginnings(prompt: str) -> Iterator[bytes]:
    """What each beginning of the prompt, in steps of tokens, is known by."""
    digest = hashlib.blake2b(digest_size=16)
    size = STEP * CHARACTERS
    for start in range(0, len(prompt) - size + 1, size):
        digest.update(prompt[start : start + size].encode())
        yield digest.digest()


STATE: web.AppKey[State] = web.AppKey("state", State)
