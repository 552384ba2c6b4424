"""Which tools a turn may use, always in the same order: the prompt's cache begins with them."""

from typing import Final

from recado.agent.tools import consultar_conocimiento, enviar_archivo, pedir_humano
from recado.agent.tools.tool import Tool
from recado.knowledge import store as knowledge
from recado.platform.db import Tx

_BUILT_IN: Final = (pedir_humano.TOOL,)
_OF_FILES: Final = (consultar_conocimiento.TOOL, enviar_archivo.TOOL)


def offered(tx: Tx) -> tuple[Tool, ...]:
    """Returns the tools of every business's agent, then those for which this business has files."""
    usable = (knowledge.has_passages(tx), bool(knowledge.sendable(tx, 1)))
    return (*_BUILT_IN, *(tool for tool, there in zip(_OF_FILES, usable, strict=True) if there))


def names() -> frozenset[str]:
    """Returns the names of all tools there are."""
    return frozenset(each.name for each in (*_BUILT_IN, *_OF_FILES))
