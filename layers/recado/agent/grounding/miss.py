"""What a draft says and no fact supports."""

from dataclasses import dataclass
from typing import Literal

from recado.agent.grounding.claim import Kind


@dataclass(frozen=True, slots=True)
class Miss:
    """A claim without support. start, end: where it stands in the draft. nearest: the fact closest to it, as written.

    kind "calendar": a day of the week that is not that date's, or a date there is not; "length": too much to check.
    """

    kind: Kind | Literal["calendar", "length"]
    start: int
    end: int
    said: str
    nearest: str | None = None
