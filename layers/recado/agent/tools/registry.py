"""Which tools a turn may use, always in the same order: the prompt's cache begins with them."""

from collections.abc import Collection
from typing import Final

from recado.agent.external import offered as external
from recado.agent.tools import buscar_productos, consultar_conocimiento, enviar_archivo, pedir_humano
from recado.agent.tools.tool import Tool
from recado.catalog import picture_store
from recado.catalog import store as catalog
from recado.knowledge import store as knowledge
from recado.platform.db import Tx

MOST_TOOLS: Final = 20
_BUILT_IN: Final = (pedir_humano.TOOL,)
_OF_PRODUCTS: Final = (buscar_productos.TOOL,)
_OF_FILES: Final = (consultar_conocimiento.TOOL, enviar_archivo.TOOL)


def offered(tx: Tx, own: Collection[str] | None = None) -> tuple[Tool, ...]:
    """Returns the tools of every business's agent, those for which this business has products and files, and those it
    made, by name. own: names of those it made that are switched on, if they are not the ones that are now."""
    of_products = _OF_PRODUCTS if catalog.any_listed(tx) else ()
    usable = (knowledge.has_passages(tx), bool(knowledge.sendable(tx, 1)) or picture_store.any_shown(tx))
    of_files = (tool for tool, there in zip(_OF_FILES, usable, strict=True) if there)
    return (*_BUILT_IN, *of_products, *of_files, *external.tools(tx, own))[:MOST_TOOLS]


def names() -> frozenset[str]:
    """Returns the names of all tools there are."""
    return frozenset(each.name for each in (*_BUILT_IN, *_OF_PRODUCTS, *_OF_FILES))
