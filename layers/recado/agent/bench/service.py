"""Sessions of the test bench: opening one, writing in it, reading it with its turns, asking the same again."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from recado.accounts import limits
from recado.activity.model import Actor
from recado.agent import cap_store, inspecting, turn_view_store
from recado.agent.bench import store
from recado.agent.bench.model import (
    MOST_MESSAGES,
    MOST_MICROS,
    MOST_SHOWN,
    SESSIONS,
    TURNS,
    Bench,
    BenchConfig,
    BenchFull,
    BenchState,
    Session,
    TestsCapped,
    TurnSummary,
)
from recado.agent.configs import store as config_store
from recado.agent.sandbox import service as sandboxes
from recado.agent.sandbox import store as sandbox_store
from recado.agent.sandbox.model import Sandbox
from recado.agent.turn_view_store import TurnRow
from recado.inbox.compose import publish
from recado.kernel.clock import now
from recado.kernel.errors import Forbidden, NotFound
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.messaging import buffers, conversation_store
from recado.platform.db import Tx, database

DAY: Final = timedelta(days=1)
_NO_SESSION: Final = Words("no existe esa prueba, o ya terminó", "there is no such test, or it has ended")


def open_bench(actor: Actor, config: BenchConfig, *, real_tools: bool) -> Bench:
    """Begins a session, in place of the one this member had. Without a draft, `draft` is as `live`. Raises TooMany."""
    if actor.id is None:
        raise Forbidden(Words("esto lo hace una persona o una clave", "this is for a person or a key"))
    limits.count((SESSIONS, str(actor.business_id)))
    with database().acting(actor) as tx:
        draft = config_store.draft(tx) if config == "draft" else None
    sandbox = sandboxes.open_sandbox(actor.business_id, dry=not real_tools, config=draft.config if draft else None)
    session_id = new_id()
    with database().acting(actor) as tx:
        old = store.replace(tx, actor.business_id, session_id, actor.id, sandbox.id, config, real=real_tools)
        if old:
            sandbox_store.close(tx, old)
    return read(actor, session_id)


def mine(actor: Actor) -> Bench | None:
    """Returns the session this member has open."""
    if actor.id is None:
        return None
    with database().acting(actor) as tx:
        session = store.session_of(tx, actor.id)
    return _read(session) if session else None


def read(actor: Actor, session_id: UUID) -> Bench:
    """Raises NotFound."""
    bench = _read(_session(actor, session_id))
    if bench is None:
        raise NotFound(_NO_SESSION)
    return bench


def say(actor: Actor, session_id: UUID, text: str) -> Bench:
    """Writes as the customer would. Raises NotFound, BenchFull, TestsCapped, TooMany."""
    session = _session(actor, session_id)
    with database().tenant(session.sandbox_id) as tx:
        sandbox = _sandbox(tx)
        if store.said(tx, sandbox.conversation_id) >= MOST_MESSAGES:
            raise BenchFull
    _count(actor)
    publish(*sandboxes.say(sandbox, text))
    return read(actor, session_id)


def repeat(actor: Actor, session_id: UUID, turn_id: UUID) -> Bench:
    """Asks the same again: what came of a turn and after it is forgotten, and its messages are answered anew. Raises
    NotFound, TestsCapped, TooMany."""
    session = _session(actor, session_id)
    _count(actor)
    with database().tenant(session.sandbox_id) as tx:
        sandbox = _sandbox(tx)
        conversation_store.lock(tx, sandbox.conversation_id)
        turn = _turn(store.turns(tx, sandbox.conversation_id, MOST_SHOWN), turn_id)
        buffers.discard(tx, sandbox.conversation_id)
        store.rewind(tx, sandbox.conversation_id, turn)
        jobs = sandboxes.answer_again(tx, sandbox)
    publish(*jobs)
    return read(actor, session_id)


def turn(actor: Actor, session_id: UUID, turn_id: UUID) -> TurnRow:
    """Returns a turn with all its steps. Raises NotFound."""
    session = _session(actor, session_id)
    with database().tenant(session.sandbox_id) as tx:
        row = turn_view_store.turn(tx, turn_id)
        if row is None:
            raise NotFound(Words("no existe ese turno", "there is no such turn"))
        return replace(row, steps=list(inspecting.with_calls(row.steps, turn_view_store.tool_calls(tx, turn_id))))


def close(actor: Actor, session_id: UUID) -> None:
    """Ends a session. Raises NotFound."""
    session = _session(actor, session_id)
    with database().acting(actor) as tx:
        store.delete(tx, session_id)
        sandbox_store.close(tx, session.sandbox_id)


def _count(actor: Actor) -> None:
    """Tests are paid for: so many an hour, and so much a day."""
    with database().acting(actor) as tx:
        if cap_store.tests_since(tx, now() - DAY) >= MOST_MICROS:
            raise TestsCapped
    limits.count((TURNS, str(actor.business_id)))


def _session(actor: Actor, session_id: UUID) -> Session:
    with database().acting(actor) as tx:
        session = store.session(tx, session_id)
    if session is None:
        raise NotFound(_NO_SESSION)
    return session


def _sandbox(tx: Tx) -> Sandbox:
    sandbox = sandbox_store.sandbox(tx)
    if sandbox is None:
        raise NotFound(_NO_SESSION)
    return sandbox


def _read(session: Session) -> Bench | None:
    """None when its sandbox is closed."""
    with database().tenant(session.sandbox_id) as tx:
        sandbox = sandbox_store.sandbox(tx)
        if sandbox is None:
            return None
        conversation_id = sandbox.conversation_id
        state, reason = _state(tx, conversation_id)
        messages = store.messages(tx, conversation_id, MOST_SHOWN)
        return Bench(session, state, reason, messages, store.turns(tx, conversation_id, MOST_SHOWN))


def _state(tx: Tx, conversation_id: UUID) -> tuple[BenchState, str | None]:
    buffer = store.trouble(tx, conversation_id)
    if buffer is None:
        return ("handed" if store.is_handed(tx, conversation_id) else "idle"), None
    state, reason = buffer
    return ("failed", reason) if state == "quarantined" else ("thinking", None)


def _turn(turns: list[TurnSummary], turn_id: UUID) -> TurnSummary:
    for each in turns:
        if each.id == turn_id:
            return each
    raise NotFound(Words("no existe ese turno", "there is no such turn"))
