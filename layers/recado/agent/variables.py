"""Variables of what a business tells its agent: more than its other texts have, as an agent knows who it talks to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from recado.agent import customer_text
from recado.businesses.hours import Stretch, is_open, next_opening
from recado.businesses.model import VARIABLES, Business, fill_variables, spoken_moment

FIELD: Final = "field."
MORE: Final = ("objective", "open_now", "next_opening", "channel")
ALWAYS_NEW: Final = frozenset({"now"})  # in each turn: what stands after it is never read from a vendor's cache
MOST_VALUE: Final = 60  # characters of what is known of a customer
_YES_NO: Final = {"es": ("sí", "no"), "en": ("yes", "no")}
_OBJECTIVES: Final = {
    "es": {"SALES": "ventas", "APPOINTMENTS": "citas"}, "en": {"SALES": "sales", "APPOINTMENTS": "appointments"},
}  # fmt: skip
_ALWAYS_OPEN: Final = {"es": "siempre está abierto", "en": "it is always open"}
_NO_VALUE: Final = {"es": "sin dato", "en": "not known"}


@dataclass(frozen=True, slots=True)
class Surrounding:
    """What variables beside those of the business are filled from. channel: what the business calls the number that
    the customer writes to. fields: of the customer, by their keys; None where nothing is to be said of them."""

    hours: Sequence[Stretch] = ()
    channel: str = ""
    fields: Mapping[str, Any] | None = None


def names(field_keys: Sequence[str]) -> list[str]:
    """Returns all names that what the agent is told may use."""
    return [*VARIABLES, *MORE, *(FIELD + key for key in field_keys)]


def more(business: Business, moment: datetime, around: Surrounding) -> dict[str, str]:
    """Returns the values of those that only the agent has. What a customer chose is one short line in quotes."""
    language = business.language
    yes, no = _YES_NO[language]
    opens = next_opening(around.hours, business.timezone, moment)
    values = {
        "objective": _OBJECTIVES[language][business.objective],
        "open_now": yes if is_open(around.hours, business.timezone, moment) else no,
        "next_opening": spoken_moment(business, opens) if around.hours else _ALWAYS_OPEN[language],
        "channel": customer_text.line(around.channel, MOST_VALUE),
    }
    return values | {FIELD + key: _spoken(value, language) for key, value in (around.fields or {}).items()}


def values(business: Business, contact_name: str | None, moment: datetime, around: Surrounding) -> dict[str, str]:
    """Returns the value of each, as the model reads it."""
    also, name = more(business, moment, around), customer_text.quoted_name(contact_name)
    there = names(list(around.fields or {}))
    return {each: fill_variables(f"{{{{{each}}}}}", business, name, moment, also) for each in there}


def _spoken(value: Any, language: str) -> str:
    if value is None or value == "":
        return _NO_VALUE[language]
    if isinstance(value, bool):
        return _YES_NO[language][0 if value else 1]
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return customer_text.quoted(str(value), MOST_VALUE) or _NO_VALUE[language]
