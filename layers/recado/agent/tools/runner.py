"""Running what the model asks for: arguments are checked again, repetitions answered from memory, calls counted."""

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from recado.agent.model import Draft, Json, LedgerEntry, ToolOutcome, TurnContext
from recado.agent.tools.tool import Tool
from recado.kernel.log import logger
from recado.kernel.spans import span
from recado.kernel.validation import check_storable
from recado.vendors.llm.model import ToolCall, ToolResult

MOST_CALLS: Final = 8  # of a turn
MOST_IDENTICAL: Final = 2
MOST_RESULT: Final = 6000  # characters the model is shown of one result

log = logger("agent")


@dataclass(slots=True)
class Runner:
    """The tools of one turn and what they did in it."""

    turn: TurnContext
    tools: Sequence[Tool]
    draft: Draft = field(default_factory=Draft)
    _answered: dict[bytes, tuple[int, Json]] = field(default_factory=dict)
    _foreign: bool = False  # somebody else's words were heard: what they ask for waits for the customer's own

    def exhausted(self) -> bool:
        """Returns whether the model may call no more in this turn."""
        return len(self.draft.entries) >= MOST_CALLS

    def run(self, calls: Sequence[ToolCall]) -> list[ToolResult] | None:
        """Returns the results of these calls in their order; None when one of them ended the turn."""
        results = []
        for call in calls:
            outcome = self._one(call)
            self.draft.effects += outcome.effects
            if outcome.ends_with is not None:
                self.draft.passed_on = outcome.ends_with
                return None
            results.append(ToolResult(call.call_id, _shown(outcome.result)))
        return results

    def _one(self, call: ToolCall) -> ToolOutcome:
        tool = next((each for each in self.tools if each.name == call.name), None)
        if tool is None:
            return _failure("herramienta", f"no existe {call.name[:64]}")
        try:
            given = check_storable(json.loads(call.arguments))
            arguments = tool.arguments.model_validate(given)
        except (ValueError, RecursionError) as error:
            return self._kept(tool, {}, _failure("argumentos", _problems(error)), 0)
        canonical: Json = arguments.model_dump(mode="json")
        key = self._key(tool, canonical)
        times, earlier = self._answered.get(key, (0, {}))
        if times >= MOST_IDENTICAL or (times and tool.effect):
            return ToolOutcome(earlier | {"repetida": True})
        if tool.effect and self._foreign and not tool.calls_people:
            said = "espera a que el cliente lo pida después de ver lo que dijo la herramienta externa"
            return self._kept(tool, canonical, _failure("espera_al_cliente", said), 0)
        if self.exhausted():
            return _failure("limite", "ya no puedes usar herramientas: contesta")
        started = time.monotonic()
        with span(log, "tool", tool=tool.name):
            outcome = tool.run(self.turn, arguments)
        self._answered[key] = (times + 1, outcome.result)
        self._foreign = self._foreign or outcome.foreign
        return self._kept(tool, canonical, outcome, round((time.monotonic() - started) * 1000))

    def _kept(self, tool: Tool, arguments: Json, outcome: ToolOutcome, milliseconds: int) -> ToolOutcome:
        """Remembers the call for the ledger; a repetition within the turn has a key of its own there."""
        key = self._key(tool, arguments | {"": len(self.draft.entries)})
        entry = LedgerEntry(tool.name, arguments, outcome.result, tool.effect, key, milliseconds, outcome.code)
        entry.kept = outcome.kept
        self.draft.entries.append(entry)
        return outcome

    def _key(self, tool: Tool, arguments: Json) -> bytes:
        """The same tool with the same arguments in the same turn, whatever the model calls its call."""
        claimed = self.turn.claimed
        said = [str(claimed.business_id), str(claimed.conversation_id), str(self.turn.newest_id), str(claimed.claim_id)]
        return hashlib.sha256(json.dumps([*said, tool.name, arguments], sort_keys=True).encode()).digest()


def _failure(code: str, message: str) -> ToolOutcome:
    return ToolOutcome({"ok": False, "codigo": code, "mensaje": message}, code=code)


def _problems(error: ValueError | RecursionError) -> str:
    if not isinstance(error, ValidationError):
        return "los argumentos no son JSON que se pueda guardar"
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()[:5])[:500]


def _shown(result: Json) -> str:
    """JSON the model can read; one that is too long is cut, and says so."""
    text = json.dumps(result, ensure_ascii=False, default=str)
    return text if len(text) <= MOST_RESULT else json.dumps({"cortado": True, "texto": text[:MOST_RESULT]})
