"""Calling an external tool in a turn.

One that looks something up is called, and written down. One with an effect is written down first, under a key that a
later try of the same turn finds again: what was done then is told again, and what nobody knows the outcome of is not
repeated but given to a person. No transaction is open while the other end is at work.

A tool whose endpoint failed five times within a minute is off for the next minute: that is read from the ledger, so it
holds for every process.
"""

import hashlib
import json
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from recado.activity import service as activity
from recado.agent import handing_over
from recado.agent.external import call_store, results, secrets, sending
from recado.agent.external.abandoned import unconfirmed
from recado.agent.external.call_store import EarlierCall
from recado.agent.external.model import Definition, ExternalTool, Json
from recado.agent.external.sending import Reply, Request
from recado.agent.external.templates import HeaderBroken
from recado.agent.external.variables import variables
from recado.agent.model import ToolOutcome, TurnContext, TurnStale
from recado.agent.tools.tool import Arguments
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.messaging import buffer_store
from recado.platform.crypto import SealBroken
from recado.platform.db import Tx, database

MOST_SECONDS: Final = 45.0  # of waiting for endpoints in a turn; the claim of a buffer is held for longer
ALIKE_WITHIN: Final = timedelta(minutes=10)
FAILURES: Final = 5
FAILURES_WITHIN: Final = timedelta(minutes=1)
OFF_FOR: Final = timedelta(minutes=1)
SETTLES_WITHIN: Final = 2.0  # seconds a call may take beside waiting for its endpoint
LOOK_EVERY: Final = 0.5


@dataclass(slots=True)
class Spent:
    """What a turn has spent on external tools so far."""

    calls: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Call:
    """A call about to be made. arguments: the model's, as they are kept. key: of the same call in any try of its turn.
    request: None with `failed`, when it cannot be made."""

    id: UUID
    turn: TurnContext
    tool: ExternalTool
    definition: Definition
    arguments: Json
    key: bytes
    position: int
    seconds: float
    opened: dict[str, str]
    request: Request | None
    failed: str = ""


def call(
    tool: ExternalTool, definition: Definition, spent: Spent, turn: TurnContext, arguments: Arguments
) -> ToolOutcome:
    """Returns what came of it. Raises TurnStale when the turn lost its claim before an effect."""
    made = _made(tool, definition, spent, turn, arguments.model_dump(mode="json"))
    spent.calls += 1
    outcome, seconds = _with_effect(made) if tool.effect and not tool.dry else _looked_up(made)
    spent.seconds += seconds
    return outcome


def key_of(turn: TurnContext, tool_id: UUID, arguments: Json) -> bytes:
    """Returns what the same tool with the same arguments has in every try to answer the same message."""
    claimed = turn.claimed
    about = [claimed.business_id, claimed.conversation_id, turn.newest_id, tool_id]
    return hashlib.sha256(json.dumps([*map(str, about), arguments], sort_keys=True).encode()).digest()


def _made(tool: ExternalTool, definition: Definition, spent: Spent, turn: TurnContext, arguments: Json) -> _Call:
    key = key_of(turn, tool.id, arguments)
    seconds = min(float(tool.timeout_seconds), MOST_SECONDS - spent.seconds)
    failed, opened, request = "", dict[str, str](), None
    try:
        opened = secrets.opened(tool)
        ours = {"Idempotency-Key": key.hex(), "X-Recado-Turn": str(turn.id)}
        request = sending.request(definition, arguments, variables(turn, definition), opened, ours)
    except SealBroken:
        failed = "secretos"
    except HeaderBroken:
        failed = "cabeceras"
    if seconds < 1:
        failed = "sin_tiempo"
    kept = secrets.cut(arguments, opened.values())
    return _Call(new_id(), turn, tool, definition, kept, key, spent.calls, seconds, opened, request, failed)


def _looked_up(call: _Call) -> tuple[ToolOutcome, float]:
    """Calls a tool without effect, or one of a test: a try of the turn that comes after a crash does so again."""
    with database().tenant(call.turn.claimed.business_id) as tx:
        failed = call.failed or _off(tx, call)
    reply = _not_sent(failed) if failed else _dry(call) if call.tool.dry else _send(call)
    with database().tenant(call.turn.claimed.business_id) as tx:
        _write(tx, call, reply)
    return _outcome(reply), reply.milliseconds / 1000


def _with_effect(call: _Call) -> tuple[ToolOutcome, float]:
    with database().tenant(call.turn.claimed.business_id) as tx:
        earlier = _begun(tx, call)
        failed = "" if earlier else call.failed or _off(tx, call)
        if failed:
            _write(tx, call, _not_sent(failed))
        elif earlier is None:
            _insert(tx, call, call.key, "started")
    if earlier is not None:
        return _again(call, earlier), 0.0
    if failed:
        return _outcome(_not_sent(failed)), 0.0
    reply = _send(call)
    state = "unknown" if reply.doubtful else "failed" if reply.code else "done"
    with database().tenant(call.turn.claimed.business_id) as tx:
        call_store.settle(tx, call.id, state, reply.result, reply.code, reply.milliseconds)
    outcome = _doubtful(call, call.id) if reply.doubtful else _outcome(reply)
    return outcome, reply.milliseconds / 1000


def _begun(tx: Tx, call: _Call) -> EarlierCall | None:
    """Returns the call this one would repeat. The claim is held first, so two tries wait for each other here."""
    if not buffer_store.hold_on(tx, call.turn.claimed, settings().answer_hold_seconds):
        raise TurnStale
    return call_store.earlier(tx, call.turn, call.tool.id, call.arguments, call.key, ALIKE_WITHIN)


def _again(call: _Call, earlier: EarlierCall) -> ToolOutcome:
    """Tells the result of a call that was made before; without one a person must see what became of it."""
    waited = earlier
    ends = earlier.created_at + timedelta(seconds=call.tool.timeout_seconds + SETTLES_WITHIN)
    while waited.state == "started" and not earlier.same_turn and now() < ends:
        time.sleep(LOOK_EVERY)  # a turn that has lost its claim is still at it
        with database().tenant(call.turn.claimed.business_id) as tx:
            waited = _begun(tx, call) or earlier
    if waited.state in ("started", "unknown") or waited.result is None:
        return _doubtful(call, waited.id)
    result = waited.result | {"repetida": True}
    return ToolOutcome(result, code=waited.code, foreign=waited.code is None, kept=True)


def _doubtful(call: _Call, call_id: UUID) -> ToolOutcome:
    """Ends the turn: whether it was done is for a person to find out, and nothing is repeated."""
    turn = call.turn
    with database().tenant(turn.claimed.business_id) as tx:
        call_store.give_up(tx, call_id)
        about = {"conversation_id": str(turn.claimed.conversation_id), "tool": call.tool.name}
        activity.note(tx, turn.claimed.business_id, "warning", "external_tool.unconfirmed", **about)
    opens = handing_over.effect(turn, "doubtful", unconfirmed(call.tool.name))
    told: Json = {"ok": False, "codigo": "desconocido", "mensaje": "no se sabe si se hizo: lo confirma una persona"}
    return ToolOutcome(told, (opens,), ends_with=handing_over.words(turn, "doubtful"), code="desconocido", kept=True)


def _send(call: _Call) -> Reply:
    if call.request is None:
        raise LookupError("there is no request to send")
    return sending.send(call.request, call.definition, call.opened, call.seconds)


def _off(tx: Tx, call: _Call) -> str:
    """Returns the failure of a tool that is off; empty when it is not."""
    return "en_pausa" if call_store.is_off(tx, call.tool.id, FAILURES, FAILURES_WITHIN, OFF_FOR) else ""


def _not_sent(code: str) -> Reply:
    result, code = results.failure(code)
    return Reply(result, code, doubtful=False, milliseconds=0, answer=None)


def _dry(call: _Call) -> Reply:
    """Returns what a tool answers that a test does not call: what its case says, or that this is a test."""
    given = call.tool.dry_answer
    if given is not None and "datos" not in given:
        return _not_sent("error_del_servidor")
    if given is not None:
        data = results.picked(given["datos"], call.definition.result_paths)
        told: Json = {"ok": True, "fuente": "externa", "estado": 200, "datos": data}
        return Reply(told, None, doubtful=False, milliseconds=0, answer=None)
    result: Json = {
        "ok": True,
        "prueba": True,
        "mensaje": "es una prueba: no se llamó a nada, como si se hubiera hecho",
    }
    return Reply(result, None, doubtful=False, milliseconds=0, answer=None)


def _outcome(reply: Reply) -> ToolOutcome:
    return ToolOutcome(reply.result, code=reply.code, foreign=reply.code is None, kept=True)


def _write(tx: Tx, call: _Call, reply: Reply) -> None:
    """Keeps a call that may be made again, under a key that is its own."""
    own = hashlib.sha256(call.key + call.id.bytes).digest()
    _insert(tx, call, own, "failed" if reply.code else "done", reply)


def _insert(tx: Tx, call: _Call, key: bytes, state: str, reply: Reply | None = None) -> None:
    call_store.insert(
        tx,
        call.turn,
        call.tool,
        call.id,
        key,
        call.arguments,
        position=call.position,
        state=state,
        result=reply.result if reply else None,
        code=reply.code if reply else None,
        milliseconds=reply.milliseconds if reply else None,
    )
