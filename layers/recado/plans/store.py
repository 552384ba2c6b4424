"""SQL of service."""

from dataclasses import dataclass
from datetime import datetime

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Times:
    """What is stored of the service of the transaction's business (`plans.model.ServiceTimes`)."""

    trial_ends_at: datetime | None
    service_until: datetime | None
    suspended_at: datetime | None
    deletion_began_at: datetime | None
    deletes_at: datetime | None


def in_service(tx: Tx) -> bool:
    return tx.value(bool, "select in_service(current_business())") is True


def times(tx: Tx) -> Times | None:
    return tx.row(
        Times,
        "select trial_ends_at, service_until, suspended_at, deletion_began_at, deletes_at from businesses "
        "where id = current_business()",
    )
