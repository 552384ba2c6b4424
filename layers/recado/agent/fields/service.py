"""What people do with what the agent read: accept or reject a value, make a field of a proposal."""

from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.agent.configs import changing
from recado.agent.fields import store
from recado.agent.fields.model import Evidence, Proposal
from recado.crm import card_store, contact_events, contacts, fields
from recado.crm.cards import Field
from recado.kernel.errors import NotFound
from recado.kernel.words import Words
from recado.platform.db import database


def of_contact(actor: Actor, contact_id: UUID) -> list[Evidence]:
    """Returns what the agent read about a contact and stands, or waits for a click. Raises NotFound."""
    with database().acting(actor) as tx:
        contacts.card_of(tx, contact_id)
        return store.of_contact(tx, contact_id)


def decide(actor: Actor, contact_id: UUID, evidence_id: UUID, *, accept: bool) -> None:
    """A suggested value becomes the field's, as this person's, or is not suggested again. Raises NotFound."""
    with database().acting(actor) as tx:
        contacts.lock(tx, contact_id)
        evidence = store.lock(tx, contact_id, evidence_id)
        if evidence is None or evidence.state != "suggested":
            raise NotFound(Words("no existe esa sugerencia", "there is no such suggestion"))
        store.settle(tx, evidence_id, "accepted" if accept else "rejected")
        if accept:
            fields.check(tx, {evidence.field_key: evidence.value})
            card_store.set_fields(tx, contact_id, {evidence.field_key: evidence.value}, actor.kind)
            changed = [f"fields.{evidence.field_key}"]
            activity.audit(tx, actor, "contact.changed", "contact", contact_id, after={"changed": changed})
            contact_events.updated(tx, actor.business_id, {contact_id: changed})


def proposals(actor: Actor) -> list[Proposal]:
    """Returns the fields the agent would like."""
    with database().acting(actor) as tx:
        return store.proposals(tx)


def accept_proposal(actor: Actor, key: str) -> Field:
    """Makes the field, for the agent to fill in. Raises NotFound, FieldExists."""
    proposal = next((each for each in proposals(actor) if each.key == key), None)
    if proposal is None:
        raise NotFound(Words("no existe esa propuesta", "there is no such proposal"))
    labels = (proposal.label, proposal.label)
    made = changing.define_field(actor, key, labels, proposal.type, [], extract=True)
    with database().acting(actor) as tx:
        store.decide(tx, actor.business_id, key, "accepted")
    return made


def reject_proposal(actor: Actor, key: str) -> None:
    """It is not proposed again. Raises NotFound."""
    with database().acting(actor) as tx:
        if all(each.key != key for each in store.proposals(tx)):
            raise NotFound(Words("no existe esa propuesta", "there is no such proposal"))
        store.decide(tx, actor.business_id, key, "rejected")
