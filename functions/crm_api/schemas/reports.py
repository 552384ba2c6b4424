"""Figures of a business."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from recado.reports.model import Reported
from recado.runtime.responses import ResponseModel

Seconds = Annotated[float | None, Field(description="Seconds, within 10 %; null where there was none")]


class ReportQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    first: Annotated[date, Field(description="The first day, in the business's zone")]
    last: Annotated[date, Field(description="The last day, included; at most 366 days")]
    instance_id: Annotated[UUID | None, Field(description="Only of this number")] = None
    member_id: Annotated[UUID | None, Field(description="Only what this member did")] = None

    def part(self) -> Reported:
        return Reported(self.instance_id, self.member_id)


class ResponseTimes(ResponseModel):
    """How long something took, of as many as `count`: `p50` for half of them at most, `p90` for nine in ten."""

    count: int
    p50: Seconds
    p90: Seconds


class Figures(ResponseModel):
    """`conversations` are counted once on each day that a customer writes in them: `agent` of them were answered by the
    agent alone, `people` by somebody of the team (too), `nobody` by none within a day. `resolution`: from a
    conversation's first message until it was closed."""

    received: int
    sent: int
    conversations: int
    agent: int
    people: int
    nobody: int
    first_response: ResponseTimes
    first_response_agent: ResponseTimes
    first_response_people: ResponseTimes
    resolution: ResponseTimes


class DayFigures(ResponseModel):
    day: date
    figures: Figures


class MemberFigures(ResponseModel):
    """`member_id` is null for what was written on the phone itself; `name` for who is no more."""

    member_id: UUID | None
    name: str | None
    figures: Figures


class NumberFigures(ResponseModel):
    instance_id: UUID
    name: str | None
    figures: Figures


class WeekHour(ResponseModel):
    weekday: Annotated[int, Field(description="1 is Monday")]
    hour: int
    received: Annotated[int, Field(description="Messages of customers")]


class Report(ResponseModel):
    """`before`: the same number of days before these. Hours without messages are left out."""

    first: date
    last: date
    timezone: str
    total: Figures
    before: Figures
    days: list[DayFigures]
    members: list[MemberFigures]
    numbers: list[NumberFigures]
    hours: list[WeekHour]


class HourFigures(ResponseModel):
    """Conversations that began in this hour. `usual`: the mean of the last four such weekdays."""

    hour: int
    agent: int
    people: int
    nobody: int
    usual: float


class TodayReport(ResponseModel):
    """The day so far. `usual`: the last four such weekdays together (as many as `usual_days`) until this hour. `days`:
    the last eight, with today."""

    day: date
    now: datetime
    total: Figures
    usual: Figures
    usual_days: int
    hours: list[HourFigures]
    days: list[DayFigures]
