"""Models as a super admin sees and chooses them."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel
from recado.vendors.llm.model import Effort


class AdminModel(ResponseModel):
    """Prices in millionths of a US dollar for a million tokens; null where they are not known. `retires_at`: the first
    day on which its `successor` answers. `is_default`: of businesses that chose none, with `default_effort`."""

    model: str
    efforts: list[Effort]
    input_micros: int | None
    cached_micros: int | None
    output_micros: int | None
    retires_at: date | None
    successor: str | None
    is_default: bool
    default_effort: Effort | None


class AdminModels(ResponseModel):
    items: list[AdminModel]


class AgentSpending(ResponseModel):
    """Of all businesses together, in millionths of a US dollar: what an hour may cost (null: as much as it needs), and
    what the last one did."""

    hourly_micros: int | None
    spent_micros: int


class SetAgentCap(RequestModel):
    """What all agents may cost in an hour, in millionths of a US dollar; null: as much as they need."""

    hourly_micros: Annotated[int, Field(ge=10_000, le=1_000_000_000_000)] | None


class SetDefaultModel(RequestModel):
    """`effort`: of reasoning; null: the model's own."""

    model: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:/-]{1,100}$")]
    effort: Effort | None = None
