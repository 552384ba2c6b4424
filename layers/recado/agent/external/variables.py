"""The variables of a business's texts, as templates of external tools are given them."""

from datetime import datetime
from typing import Final

from recado.agent.external.model import Definition
from recado.agent.model import TurnContext
from recado.businesses.model import Business, fill_variables
from recado.crm import store as contacts
from recado.platform.db import database

MOST_NAME: Final = 60  # characters of a customer's name


def variables(turn: TurnContext, definition: Definition) -> dict[str, str]:
    """Returns the values of those that a tool uses. Reads the contact, in a transaction of its own, for their name."""
    name = None
    if any(each.variable == "contact_name" for each in definition.parameters):
        with database().tenant(turn.claimed.business_id) as tx:
            contact = contacts.contact(tx, turn.contact_id)
        name = (contact.name or contact.profile_name) if contact else None
    return filled(definition, turn.business, name, turn.moment)


def filled(definition: Definition, business: Business, name: str | None, moment: datetime) -> dict[str, str]:
    """As `variables`, of what was read. name: of the customer, who chose it; it is made one line."""
    line = " ".join((name or "").split())[:MOST_NAME]
    used = {each.variable for each in definition.parameters if each.variable is not None}
    return {each: fill_variables(f"{{{{{each}}}}}", business, line, moment) for each in used}
