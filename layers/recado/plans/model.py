"""Types of service: it is a time, not a flag."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from recado.kernel.errors import RecadoError
from recado.kernel.words import Words

StandingState = Literal["active", "trial", "overdue", "suspended", "deleting"]


class Suspended(RecadoError):
    """The business is not in service: its data can be read and exported, and nothing is changed or sent."""

    code = "suspended"
    status = 402

    def __init__(self) -> None:
        super().__init__(
            Words(
                "el servicio está suspendido: los datos se pueden leer y exportar, y vuelve al pagar",
                "the service is suspended: data can be read and exported, and it returns with the payment",
            )
        )


class ServiceTimes(Protocol):
    """What is stored of a business's service. service_until: None is without end."""

    @property
    def trial_ends_at(self) -> datetime | None: ...

    @property
    def service_until(self) -> datetime | None: ...

    @property
    def suspended_at(self) -> datetime | None: ...

    @property
    def deletion_began_at(self) -> datetime | None: ...

    @property
    def deletes_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a business is in service at a moment, and why or why not.

    since: when it left service. ends_at: when the state ends by itself: a trial, what is paid, the wait for deletion.
    """

    state: StandingState
    in_service: bool
    since: datetime | None
    ends_at: datetime | None


def standing(times: ServiceTimes, moment: datetime) -> Standing:
    """Returns how the business stands. The strongest reason is named; the SQL function `in_service` says the same."""
    if times.deletes_at:
        return Standing("deleting", False, times.deletion_began_at, times.deletes_at)
    if times.suspended_at:
        return Standing("suspended", False, times.suspended_at, None)
    if times.service_until and times.service_until <= moment:
        return Standing("overdue", False, times.service_until, None)
    if times.trial_ends_at and times.trial_ends_at > moment:
        return Standing("trial", True, None, times.trial_ends_at)
    return Standing("active", True, None, times.service_until)
