"""SQL of what members chose, and of conversations that ring: within one business."""

from datetime import timedelta
from uuid import UUID

from recado.alerts.model import Choices, News, RingJob, WaitingMail
from recado.platform.db import Tx


def choices(tx: Tx, user_id: UUID) -> Choices:
    found = tx.row(Choices, "select push, mail from alert_choices where user_id = %s", (user_id,))
    return found or Choices()


def set_choices(tx: Tx, business_id: UUID, user_id: UUID, chosen: Choices) -> None:
    """Mails that are switched on tell of what waits from now on."""
    tx.run(
        "insert into alert_choices (business_id, user_id, push, mail, mailed_at) "
        "values (%(business)s, %(user)s, %(push)s, %(mail)s, now()) on conflict (business_id, user_id) do update set "
        "push = excluded.push, mail = excluded.mail, "
        "mailed_at = case when alert_choices.mail = 'off' then now() else alert_choices.mailed_at end",
        {"business": business_id, "user": user_id, "push": chosen.push, "mail": chosen.mail},
    )


def set_due(tx: Tx, business_id: UUID, conversation_id: UUID, after: timedelta) -> None:
    """A ring that waits already rings when it would have; one under way is followed by another."""
    tx.run(
        "insert into rings (conversation_id, business_id, due_at) values (%s, %s, now() + %s) "
        "on conflict (conversation_id) do update set claim_id = null, "
        "due_at = case when rings.claim_id is null then least(rings.due_at, excluded.due_at) else excluded.due_at end",
        (conversation_id, business_id, after),
    )


def claim(tx: Tx, conversation_id: UUID, claim_id: UUID, hold: timedelta) -> bool:
    """False when it is not due, has rung, or another worker has it."""
    statement = (
        "update rings set claim_id = %s, due_at = clock_timestamp() + %s "
        "where conversation_id = %s and due_at <= clock_timestamp()"
    )
    return tx.run(statement, (claim_id, hold, conversation_id)) == 1


def settle(tx: Tx, conversation_id: UUID, claim_id: UUID) -> None:
    """It has rung; nothing when a message came meanwhile, which rings for itself."""
    tx.run("delete from rings where conversation_id = %s and claim_id = %s", (conversation_id, claim_id))


def listeners(tx: Tx, conversation_id: UUID) -> list[UUID]:
    """Members whose devices ring for this conversation: not those who are away, nor advisors who may not see it."""
    return tx.values(
        UUID,
        "select a.user_id from conversations v join contacts c on c.id = v.contact_id "
        "join businesses b on b.id = v.business_id join alert_choices a on a.business_id = v.business_id "
        "join memberships m on m.business_id = a.business_id and m.user_id = a.user_id and not m.away "
        "where v.id = %s and v.unread > 0 and a.push <> 'off' and (c.assigned_to = a.user_id "
        "or (a.push = 'all' and (m.role <> 'ADVISOR' or b.advisors_see_all)))",
        (conversation_id,),
    )


def news(tx: Tx, conversation_id: UUID) -> News | None:
    """None when the conversation is gone, or has no message of its customer."""
    return tx.row(
        News,
        "select coalesce(c.name, c.profile_name) as name, split_part(c.phones, ' ', 1) as phone, m.kind, m.text, "
        "v.unread from conversations v join contacts c on c.id = v.contact_id cross join lateral ("
        "select m.kind, m.text from messages m where m.conversation_id = v.id and m.direction = 'in' "
        "and m.revoked_at is null order by m.seq desc limit 1) m where v.id = %s",
        (conversation_id,),
    )


def sweep(tx: Tx, limit: int, grace: timedelta) -> list[RingJob]:
    """Rings that have been due for longer than `grace`, for the worker role."""
    rows = tx.dicts("select business_id, conversation_id from sweep_rings(%s, %s)", (limit, grace))
    return [RingJob(**row) for row in rows]


def claim_waiting_mails(tx: Tx, wait: timedelta, pause: timedelta, limit: int) -> list[WaitingMail]:
    """Members to be told by mail, for the worker role. Whoever is claimed is told only if this commits."""
    return tx.rows(WaitingMail, "select * from claim_waiting_mails(%s, %s, %s)", (wait, pause, limit))
