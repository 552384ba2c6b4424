"""What people do with cases: read them, write one, change it, delete it."""

from datetime import datetime
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.agent.evals import case_store
from recado.agent.evals.cases import CaseBody, CaseStep, Expectations, ToolAnswer
from recado.agent.evals.model import MOST_CASES, CaseChanged, CaseRow, NewCase, too_many_cases
from recado.kernel.errors import NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.validation import refusing
from recado.kernel.words import Words
from recado.platform.db import Tx, database

_WRONG = Words("el caso no es válido", "the case is not valid")


def new_case(
    name: str, tags: list[str], steps: list[CaseStep], tools: list[ToolAnswer], expected: Expectations
) -> NewCase:
    """Raises Invalid when steps and expectations do not fit each other."""
    with refusing(_WRONG):
        return NewCase(name, list(dict.fromkeys(tags)), CaseBody(steps=steps, tools=tools, expected=expected))


def listing(actor: Actor, page: Slice) -> Page[CaseRow]:
    """The newest first."""
    after = page.keys(datetime.fromisoformat, UUID)
    with database().acting(actor) as tx:
        rows = case_store.listing(tx, after, page.limit + 1)
    return page_of(rows, page.limit, lambda row: (row.created_at, row.id))


def read(actor: Actor, case_id: UUID) -> CaseRow:
    """Raises NotFound."""
    with database().acting(actor) as tx:
        return existing(tx, case_id)


def write(actor: Actor, new: NewCase) -> CaseRow:
    """Raises TooManyCases."""
    with database().acting(actor) as tx:
        return add(tx, actor, new)


def add(tx: Tx, actor: Actor, new: NewCase) -> CaseRow:
    """Raises TooManyCases."""
    case_store.hold(tx)
    if case_store.count(tx) >= MOST_CASES:
        raise too_many_cases()
    case_id = new_id()
    case_store.insert(tx, actor.business_id, case_id, new, actor.id if actor.kind == "user" else None)
    activity.audit(tx, actor, "eval_case.created", "eval_case", case_id)
    return existing(tx, case_id)


def change(
    actor: Actor,
    case_id: UUID,
    revision: int,
    name: str | None,
    tags: list[str] | None,
    steps: list[CaseStep] | None,
    tools: list[ToolAnswer] | None,
    expected: Expectations | None,
) -> CaseRow:
    """What is None stays. Raises NotFound, CaseChanged when it is not the revision that was read, and Invalid when
    steps and expectations do not fit each other."""
    with database().acting(actor) as tx:
        old = case_store.case(tx, case_id, lock=True)
        if old is None:
            raise _unknown()
        if old.revision != revision:
            raise CaseChanged
        was = CaseBody.model_validate(old.body)
        new = new_case(
            old.name if name is None else name,
            old.tags if tags is None else tags,
            was.steps if steps is None else steps,
            was.tools if tools is None else tools,
            was.expected if expected is None else expected,
        )
        case_store.rewrite(tx, case_id, new)
        activity.audit(tx, actor, "eval_case.changed", "eval_case", case_id)
        return existing(tx, case_id)


def delete(actor: Actor, case_id: UUID) -> None:
    """What was measured with it stays. Raises NotFound."""
    with database().acting(actor) as tx:
        if not case_store.delete(tx, case_id):
            raise _unknown()
        activity.audit(tx, actor, "eval_case.deleted", "eval_case", case_id)


def existing(tx: Tx, case_id: UUID) -> CaseRow:
    """Raises NotFound."""
    case = case_store.case(tx, case_id)
    if case is None:
        raise _unknown()
    return case


def _unknown() -> NotFound:
    return NotFound(Words("no existe ese caso", "there is no such case"))
