"""Agent V1: the model answers, or calls tools and answers with what they say; its words are reviewed."""

from dataclasses import dataclass, field, replace
from typing import Final

from recado.agent import customer_text, handing_over
from recado.agent.asking import Calls, ask
from recado.agent.grounding.checked import Checked
from recado.agent.model import Draft, TurnContext
from recado.agent.models import Successor
from recado.agent.review import RETRY_SECONDS, Review
from recado.agent.tools.runner import Runner
from recado.agent.tools.tool import Tool
from recado.vendors.llm.model import ModelCut, ModelReply, ModelRequest, Turn

FEATURE: Final = "agent_v1"
MOST_ROUNDS: Final = 4  # of calls of tools; after them the model must answer
ROUNDS_TO_MEND: Final = 1  # of them, once a draft was rejected


@dataclass(slots=True)
class Vendor:
    """One turn of the agent. `calls` and `review` keep what it took, also when it raises."""

    turn: TurnContext
    tools: tuple[Tool, ...]
    successor: Successor
    calls: Calls
    review: Review = field(init=False)
    _runner: Runner = field(init=False)
    _rounds: int = MOST_ROUNDS

    def __post_init__(self) -> None:
        self.review, self._runner = Review(self.turn), Runner(self.turn, self.tools)

    def think(self) -> Draft:
        """Returns the draft. Raises as `ask` does; ModelCut also when the model only calls tools."""
        request: ModelRequest | None = replace(self.turn.request, tools=tuple(each.spec() for each in self.tools))
        while request is not None:
            if self._rounds == 0 or self._runner.exhausted() or self.calls.late():
                request = replace(request, tool_choice="none")
            reply = ask(request, self.successor, self.calls, FEATURE)
            request = self._use(request, reply) if reply.calls else self._mend(request, reply.text)
        return self._runner.draft

    def _use(self, request: ModelRequest, reply: ModelReply) -> ModelRequest | None:
        """Runs the tools that were called; returns what is asked next, if anything is."""
        if request.tool_choice == "none":
            raise ModelCut("only_tools")
        self._rounds -= 1
        results = self._runner.run(reply.calls)
        return None if results is None else replace(request, turns=(*request.turns, reply.carry, *results))

    def _mend(self, request: ModelRequest, text: str) -> ModelRequest | None:
        """Takes a text that passes as the answer; returns the request to write anew what does not, once."""
        draft = self._runner.draft
        judged = self.review.judge(customer_text.text(text), draft)  # marks are ours: what looks like one is taken out
        if isinstance(judged, Checked):
            draft.answer = judged
        elif judged is None or self.calls.seconds() > RETRY_SECONDS:
            self.review.give_up()
            handing_over.instead(draft, self.turn, "doubtful")
        else:
            self._rounds = min(self._rounds, ROUNDS_TO_MEND)
            return replace(request, turns=(*request.turns, Turn("assistant", text), Turn("developer", judged)))
        return None
