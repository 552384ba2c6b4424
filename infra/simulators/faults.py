"""Injected faults: what goes wrong, for whom, how many times or for how long."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
ANY = "any"
_CONTROL = {"target", "kind", "times", "seconds", "probability", "match"}


@dataclass(slots=True)
class Fault:
    """One rule. `match` narrows it to requests whose facts (such as the recipient) have these values."""

    target: str
    kind: str
    options: Json
    times: int | None
    until: float | None
    probability: float
    match: dict[str, str]
    struck: int = 0

    def live(self) -> bool:
        return self.times != 0 and (self.until is None or time.monotonic() < self.until)

    def hits(self, target: str, facts: dict[str, str]) -> bool:
        if self.target not in (ANY, target) or any(facts.get(key) != value for key, value in self.match.items()):
            return False
        return self.probability >= 1 or random.random() < self.probability

    def describe(self) -> Json:
        left = None if self.until is None else round(max(0.0, self.until - time.monotonic()), 3)
        return {
            "target": self.target,
            "kind": self.kind,
            **self.options,
            "times": self.times,
            "seconds_left": left,
            "probability": self.probability,
            "match": self.match,
            "struck": self.struck,
        }


@dataclass(slots=True)
class Faults:
    """The rules in force, oldest first."""

    rules: list[Fault] = field(default_factory=list)

    def add(self, spec: Json, target: str) -> Fault:
        """A rule from an admin request. With neither `times` nor `seconds` it strikes once."""
        seconds, times = spec.get("seconds"), spec.get("times")
        fault = Fault(
            target=str(spec.get("target", target)),
            kind=str(spec["kind"]),
            options={key: value for key, value in spec.items() if key not in _CONTROL},
            times=int(times) if times is not None else (1 if seconds is None else None),
            until=None if seconds is None else time.monotonic() + float(seconds),
            probability=float(spec.get("probability", 1)),
            match={key: str(value) for key, value in spec.get("match", {}).items()},
        )
        self.rules.append(fault)
        return fault

    def strike(self, target: str, **facts: str) -> list[Fault]:
        """The faults this request suffers: every latency that applies, and at most one other."""
        if not self.rules:
            return []
        self.rules = [rule for rule in self.rules if rule.live()]
        struck: list[Fault] = []
        other = False
        for rule in self.rules:
            late = rule.kind == "latency"
            if (other and not late) or not rule.hits(target, facts):
                continue
            other = other or not late
            rule.struck += 1
            if rule.times is not None:
                rule.times -= 1
            struck.append(rule)
        return struck


async def lag(ms: object) -> None:
    """Wait `ms` milliseconds, or a random time within `[low, high]`."""
    chosen = random.uniform(float(ms[0]), float(ms[1])) if isinstance(ms, list) else float(str(ms))
    await asyncio.sleep(chosen / 1000)
