"""Which tools a turn may use, always in the same order: the prompt's cache begins with them."""

from recado.agent.tools import pedir_humano
from recado.agent.tools.tool import Tool

_BUILT_IN = (pedir_humano.TOOL,)


def offered() -> tuple[Tool, ...]:
    """Returns the tools every business's agent has."""
    return _BUILT_IN


def names() -> frozenset[str]:
    """Returns the names of all tools there are."""
    return frozenset(each.name for each in _BUILT_IN)
