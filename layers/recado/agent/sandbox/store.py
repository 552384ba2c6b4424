"""SQL of sandboxes."""

from datetime import timedelta
from uuid import UUID

from recado.agent.sandbox.model import Sandbox
from recado.kernel.ids import new_id
from recado.platform.db import Tx


def open_sandbox(tx: Tx, customer: str, *, dry: bool) -> Sandbox:
    """Makes a sandbox of the transaction's business. dry: its external tools are not called."""
    made = Sandbox(new_id(), new_id(), new_id(), new_id())
    tx.run(
        "select open_sandbox(%s, %s, %s, %s, %s, %s)",
        (made.id, made.instance_id, made.contact_id, made.conversation_id, customer, dry),
    )
    return made


def sandbox(tx: Tx) -> Sandbox | None:
    """For the transaction of a sandbox. None when it is closed or gone."""
    return tx.row(
        Sandbox,
        "select b.id, c.instance_id, c.contact_id, c.id as conversation_id from businesses b "
        "join conversations c on c.business_id = b.id "
        "where b.id = current_business() and b.sandbox_of is not null and b.deletes_at is null limit 1",
    )


def answer_at_once(tx: Tx) -> None:
    """For the transaction of a sandbox: whatever its configuration says, it waits for nobody and spends nobody's money
    of the day."""
    tx.run(
        "update businesses set bot_enabled = true, buffer_quiet_seconds = 0, buffer_max_seconds = 0, "
        "agent_daily_micros = null where id = current_business() and sandbox_of is not null"
    )


def close(tx: Tx, sandbox_id: UUID) -> None:
    """Leaves a sandbox of the transaction's business to be erased."""
    tx.run("select close_sandbox(%s)", (sandbox_id,))


def close_old(tx: Tx, age: timedelta, limit: int) -> int:
    """For the worker role. Returns how many were left to be erased."""
    return int(tx.value("select close_old_sandboxes(%s, %s)", (age, limit)))
