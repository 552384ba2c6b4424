"""Models that answer."""

from datetime import date

from recado.runtime.responses import ResponseModel
from recado.vendors.llm.model import Effort


class AnsweringModel(ResponseModel):
    """Prices in millionths of a US dollar for a million tokens; null where they are not known. `retires_at`: the first
    day on which its `successor` answers. `is_default`: the platform's, with its `default_effort`."""

    model: str
    efforts: list[Effort]
    input_micros: int | None
    cached_micros: int | None
    output_micros: int | None
    retires_at: date | None
    successor: str | None
    is_default: bool
    default_effort: Effort | None


class AnsweringModels(ResponseModel):
    items: list[AnsweringModel]
