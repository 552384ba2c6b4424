"""SQL of service."""

from recado.platform.db import Tx


def in_service(tx: Tx) -> bool:
    return tx.value(bool, "select in_service(current_business())") is True
