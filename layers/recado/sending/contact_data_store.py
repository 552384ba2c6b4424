"""SQL of what waits to be sent, following its contact."""

from uuid import UUID

from recado.platform.db import Tx


def follow_messages(tx: Tx, contact_id: UUID) -> None:
    """What waits stands in the conversation its message is in."""
    tx.run(
        "update outbound o set conversation_id = m.conversation_id from messages m "
        "join conversations v on v.id = m.conversation_id "
        "where m.id = o.message_id and v.contact_id = %s and o.conversation_id <> m.conversation_id",
        (contact_id,),
    )


def forget_budgets(tx: Tx, contact_id: UUID) -> None:
    tx.run("delete from opened_customers where contact_id = %s", (contact_id,))
    tx.run(
        "delete from send_pairs p using conversations v where v.contact_id = %s and p.conversation_id = v.id",
        (contact_id,),
    )
