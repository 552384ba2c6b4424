"""Figures of a business."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

GROWTH = 1.2


@dataclass(frozen=True, slots=True)
class Count:
    """How often something of one kind happened. seconds: how long it took, by bucket; of kinds that take no time, 0."""

    kind: str
    bucket: int
    amount: int
    by: Literal["day", "number", "member", "week"]
    day: date | None = None
    hour: int | None = None
    weekday: int | None = None
    instance_id: UUID | None = None
    member_id: UUID | None = None


@dataclass(slots=True)
class Times:
    """How long something took, as a histogram: bucket k counts what took from 1.2^k to 1.2^(k+1) seconds.

    Percentiles do not add up, buckets do. A percentile read from them is off by 10 % at most.
    """

    buckets: dict[int, int] = field(default_factory=dict)

    def add(self, bucket: int, amount: int) -> None:
        self.buckets[bucket] = self.buckets.get(bucket, 0) + amount

    @property
    def count(self) -> int:
        return sum(self.buckets.values())

    def percentile(self, part: float) -> float | None:
        """Returns the seconds that this part of all took at most, in the middle of their bucket; None of nothing."""
        wanted = self.count * part
        passed = 0
        for bucket in sorted(self.buckets):
            passed += self.buckets[bucket]
            if passed >= wanted:
                return round(float(GROWTH ** (bucket + 0.5)), 1)
        return None

    @property
    def p50(self) -> float | None:
        return self.percentile(0.5)

    @property
    def p90(self) -> float | None:
        return self.percentile(0.9)


@dataclass(slots=True)
class Figures:
    """What was counted of one day, member, number or all.

    Conversations are counted once a day, in which a customer wrote in them: `agent` those that the agent alone
    answered, `people` those that somebody of the team answered as well, `nobody` the rest. The first answer is whoever
    gave it. A conversation is resolved when it is closed.
    """

    received: int = 0
    sent: int = 0
    agent: int = 0
    people: int = 0
    nobody: int = 0
    first_response: Times = field(default_factory=Times)
    first_response_agent: Times = field(default_factory=Times)
    first_response_people: Times = field(default_factory=Times)
    resolution: Times = field(default_factory=Times)

    @property
    def conversations(self) -> int:
        return self.agent + self.people + self.nobody

    def add(self, count: Count) -> None:
        """Takes in a count of any kind."""
        match count.kind.split("_"):
            case ["in"]:
                self.received += count.amount
            case ["out", _]:
                self.sent += count.amount
            case ["talk", "agent"]:
                self.agent += count.amount
            case ["talk", "nobody"]:
                self.nobody += count.amount
            case ["talk", _]:
                self.people += count.amount
            case ["first", who]:
                self.first_response.add(count.bucket, count.amount)
                of_one = self.first_response_agent if who == "agent" else self.first_response_people
                of_one.add(count.bucket, count.amount)
            case ["resolution"]:
                self.resolution.add(count.bucket, count.amount)
            case _:
                raise ValueError(count.kind)


def figures_of(counts: Iterable[Count]) -> Figures:
    """Returns all of it together."""
    figures = Figures()
    for count in counts:
        figures.add(count)
    return figures


@dataclass(frozen=True, slots=True)
class Reported:
    """Which part of a business: of one number, of one member."""

    instance_id: UUID | None = None
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DayFigures:
    day: date
    figures: Figures


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """member_id: None for what was written on the phone itself."""

    member_id: UUID | None
    name: str | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class NumberFigures:
    instance_id: UUID
    name: str | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class WeekHour:
    """weekday: 1 is Monday. hour: in the business's zone. received: messages of customers."""

    weekday: int
    hour: int
    received: int


@dataclass(frozen=True, slots=True)
class Report:
    """From the first day to the last, both included. before: as many days before those."""

    first: date
    last: date
    timezone: str
    total: Figures
    before: Figures
    days: list[DayFigures]
    members: list[MemberFigures]
    numbers: list[NumberFigures]
    hours: list[WeekHour]


@dataclass(frozen=True, slots=True)
class HourFigures:
    """usual: conversations that begin in this hour on the mean of the last four such weekdays."""

    hour: int
    agent: int
    people: int
    nobody: int
    usual: float


@dataclass(frozen=True, slots=True)
class Today:
    """The day so far. usual: the last four such weekdays together, until this hour. days: the week before and today."""

    day: date
    now: datetime
    total: Figures
    usual: Figures
    usual_days: int
    hours: list[HourFigures]
    days: list[DayFigures]
