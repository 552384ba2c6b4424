"""Agent V1: the model answers, or calls tools and answers with what they say."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from recado.agent import customer_text
from recado.agent.asking import Calls, ask
from recado.agent.model import Draft, TurnContext
from recado.agent.models import ModelChoice
from recado.agent.tools.runner import Runner
from recado.agent.tools.tool import Tool
from recado.vendors.llm.model import ModelCut

MOST_ROUNDS: Final = 4  # of calls of tools; after them the model must answer


def think(
    turn: TurnContext, tools: tuple[Tool, ...], successor: Callable[[str], ModelChoice | None], calls: Calls
) -> Draft:
    """Returns the draft; `calls` keeps what it took, also when this raises.

    Raises as `ask` does; ModelCut also when the model only calls tools.
    """
    runner = Runner(turn, tools)
    request = replace(turn.request, tools=tuple(each.spec() for each in tools))
    for rounds in range(MOST_ROUNDS + 1):
        if rounds == MOST_ROUNDS or runner.exhausted():
            request = replace(request, tool_choice="none")
        reply = ask(request, successor, calls)
        if not reply.calls:
            runner.draft.text = customer_text.text(reply.text)  # marks are ours: what looks like one is taken out
            return runner.draft
        results = runner.run(reply.calls)
        if results is None:
            return runner.draft
        request = replace(request, turns=(*request.turns, reply.carry, *results))
    raise ModelCut("only_tools")
