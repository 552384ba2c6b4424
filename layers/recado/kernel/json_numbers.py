"""Numbers JSON does not have (RFC 8259) and our database does not take: NaN, infinities, and what is too large."""

import math
from typing import Any


def is_finite(value: Any) -> bool:
    """Returns whether every number in a parsed JSON value is finite: `1e999` becomes an infinity too."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(is_finite(each) for each in value.values())
    return not isinstance(value, list) or all(is_finite(each) for each in value)
