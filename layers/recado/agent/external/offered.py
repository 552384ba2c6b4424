"""The tools of a business as its agent is offered them."""

from collections.abc import Collection
from functools import partial

from pydantic import ValidationError

from recado.agent.external import calling, store
from recado.agent.external.arguments import arguments_of
from recado.agent.external.calling import Spent
from recado.agent.tools.tool import Tool
from recado.kernel.log import logger
from recado.platform.db import Tx


def tools(tx: Tx, names: Collection[str] | None = None) -> tuple[Tool, ...]:
    """Returns those that are enabled, by name; one turn's calls share what time there is. names: these instead."""
    spent, offered = Spent(), list[Tool]()
    for each in store.tools(tx, enabled=True if names is None else None):
        if names is not None and each.name not in names:
            continue
        try:
            definition = each.definition
        except ValidationError:  # made under rules that have become stricter: the turn goes on without it
            logger("agent").warning("an external tool is not valid", extra={"tool_id": str(each.id)})
            continue
        run = partial(calling.call, each, definition, spent)
        offered.append(Tool(each.name, each.description, arguments_of(definition), run, each.effect))
    return tuple(offered)
