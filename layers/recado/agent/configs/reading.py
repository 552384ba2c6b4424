"""What a configuration comes to: its variables' values for a contact, and how much each turn carries."""

import json
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from recado.activity.model import Actor
from recado.agent import variables
from recado.agent.configs.model import AgentConfig
from recado.agent.lessons import store as lesson_store
from recado.agent.variables import FIELD, Surrounding
from recado.businesses import preference_store
from recado.businesses import service as businesses
from recado.crm import contacts, field_store
from recado.instances import store as instance_store
from recado.kernel.clock import now
from recado.messaging import conversation_store
from recado.platform.db import Tx, database
from recado.vendors.llm.model import ToolSpec

OF_CUSTOMERS: Final = frozenset({"contact_name", "contact_first_name", "channel"})


@dataclass(frozen=True, slots=True)
class Variable:
    """value: as the agent reads it; None of a customer, where none is chosen. label_es, label_en: of a field."""

    name: str
    value: str | None
    label_es: str | None
    label_en: str | None


@dataclass(frozen=True, slots=True)
class Weights:
    """What each turn carries, in tokens, estimated as the prompt is cut. history, lessons, memories: at most."""

    instructions: int
    rules: int
    tools: int
    tool_count: int
    history: int
    lessons: int
    memories: int


def of_contact(actor: Actor, contact_id: UUID | None) -> list[Variable]:
    """Returns all variables there are, with what they are for a contact. Raises NotFound."""
    with database().acting(actor) as tx:
        business, preferences = businesses.business_of(tx), preference_store.read(tx)
        fields = {field.key: field for field in field_store.fields(tx)}
        hours = preferences.hours if preferences else ()
        if contact_id is None:
            around, name = Surrounding(hours, "", dict.fromkeys(fields)), None
        else:
            card = contacts.card_of(tx, contact_id)
            values = {key: card.fields.get(key) for key in fields}
            around, name = Surrounding(hours, _channel(tx, contact_id), values), card.name or card.profile_name
    shown = []
    for each, value in variables.values(business, name, now(), around).items():
        field = fields.get(each.removeprefix(FIELD)) if each.startswith(FIELD) else None
        theirs = contact_id is None and (field is not None or each in OF_CUSTOMERS)
        label = (field.label_es, field.label_en) if field else (None, None)
        shown.append(Variable(each, None if theirs else value, *label))
    return shown


def weights(tx: Tx, config: AgentConfig) -> Weights:
    """Returns what turns of the transaction's business would carry."""
    from recado.agent import prompt  # noqa: PLC0415  with all that an answer is checked with, which one page needs
    from recado.agent.tools import registry  # noqa: PLC0415

    business = businesses.business_of(tx)
    tools = [_told(each.spec()) for each in registry.offered(tx, config.tools)]
    always = "\n".join(lesson.line() for lesson in lesson_store.always(tx))
    return Weights(
        instructions=prompt.tokens(config.context) if config.context else 0,
        rules=prompt.tokens(prompt.PREFACE),
        tools=sum(map(prompt.tokens, tools)),
        tool_count=len(tools),
        history=business.history_tokens,
        lessons=prompt.LESSON_TOKENS + (prompt.tokens(always) if always else 0),
        memories=prompt.MEMORY_TOKENS if config.agent_version == "v2" else 0,
    )


def _told(spec: ToolSpec) -> str:
    return f"{spec.name}{spec.description}{json.dumps(spec.schema, ensure_ascii=False)}"


def _channel(tx: Tx, contact_id: UUID) -> str:
    """Returns the name of the number that a contact wrote to last."""
    instance_id = conversation_store.newest_instance(tx, contact_id)
    instance = instance_store.instance(tx, instance_id) if instance_id else None
    return instance.name if instance else ""
