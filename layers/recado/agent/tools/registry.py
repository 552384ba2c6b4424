"""Which tools a turn may use, always in the same order: the prompt's cache begins with them."""

from typing import Final

from recado.agent.external import offered as external
from recado.agent.tools import pedir_humano
from recado.agent.tools.tool import Tool
from recado.platform.db import Tx

MOST_TOOLS: Final = 20
_BUILT_IN: Final = (pedir_humano.TOOL,)


def offered(tx: Tx) -> tuple[Tool, ...]:
    """Returns the tools of every business's agent, then those this business made, by name."""
    return (*_BUILT_IN, *external.tools(tx))[:MOST_TOOLS]


def names() -> frozenset[str]:
    """Returns the names of all tools there are."""
    return frozenset(each.name for each in _BUILT_IN)
