"""The away message: outside business hours each contact is told once a closed period."""

from datetime import datetime
from uuid import UUID

from recado.activity import service as activity
from recado.businesses import preference_store
from recado.businesses import service as businesses
from recado.businesses.hours import is_open, next_opening
from recado.businesses.model import fill_variables
from recado.businesses.preferences import hours_from_json
from recado.crm import store as contacts
from recado.messaging.model import Thread
from recado.platform.db import Tx
from recado.platform.queues import Outgoing
from recado.sending import queueing
from recado.sending.queueing import Queued
from recado.vendors.whatsapp.contents import TextContent


def is_away(thread: Thread, moment: datetime) -> bool:
    """Returns whether the business tells customers now that it is closed."""
    return bool(thread.hours) and not is_open(hours_from_json(thread.hours), thread.timezone, moment)


def send_away_message(tx: Tx, business_id: UUID, thread: Thread, moment: datetime) -> list[Outgoing]:
    """Queues the away message unless the contact was told. Whoever marks the contact first sends: the others wait."""
    until = next_opening(hours_from_json(thread.hours), thread.timezone, moment)
    preferences = preference_store.read(tx)
    if preferences is None or not contacts.begin_away(tx, thread.contact_id, until):
        return []
    contact = contacts.contact(tx, thread.contact_id)
    name = (contact.name or contact.profile_name) if contact else None
    text = fill_variables(preferences.away_message, businesses.business_of(tx), name, moment)
    activity.note(tx, business_id, "info", "away.told", conversation_id=str(thread.conversation_id))
    new = Queued(TextContent(body=text), "system")
    return [queueing.queue(tx, business_id, thread.conversation_id, new).job]
