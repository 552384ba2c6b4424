"""Composition: what modules register with each other when a process starts.

Modules that do not know each other meet here and nowhere else.
"""

from typing import Final

from recado.agent import contact_data as agent
from recado.alerts import contact_data as alerts
from recado.crm import contact_data as crm
from recado.crm import contact_parts
from recado.crm.contact_parts import ContactData
from recado.messaging import contact_data as messaging
from recado.sending import contact_data as sending

# Parts are locked and joined in this order: conversations before contacts, as storing a message does.
CONTACT_DATA: Final[tuple[ContactData, ...]] = (messaging, sending, alerts, agent, crm)


def compose() -> None:
    """Registers every module's part. Called once by each process that changes contacts."""
    contact_parts.register(CONTACT_DATA)
