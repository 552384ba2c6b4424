"""What the agent read about contacts: values to accept or reject, and the fields it proposes."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.agent_fields import (
    FieldDecision,
    FieldEvidence,
    FieldEvidenceList,
    FieldProposal,
    FieldProposalList,
)
from recado.agent.fields import service
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE, MANAGE = Permission.CONTACTS_READ, Permission.CONTACTS_WRITE, Permission.CONTACTS_MANAGE


@route(routes, "GET", "/v1/contacts/{contact_id}/field-evidence", permission=READ)
def list_field_evidence(call: Call, contact_id: UUID) -> FieldEvidenceList:
    """List what the agent read about a contact.

    Each value with the customer's words that prove it, the newest first; `suggested` ones wait for a person.
    """
    return FieldEvidenceList(items=[FieldEvidence.of(each) for each in service.of_contact(call.actor, contact_id)])


@route(routes, "POST", "/v1/contacts/{contact_id}/field-evidence/{evidence_id}", permission=WRITE)
def decide_field_evidence(call: Call, contact_id: UUID, evidence_id: UUID, body: FieldDecision) -> None:
    """Accept or reject a suggested value.

    One that is accepted replaces what the field has; one that is rejected is not suggested again.
    """
    service.decide(call.actor, contact_id, evidence_id, accept=body.accept)


@route(routes, "GET", "/v1/field-proposals", permission=MANAGE)
def list_field_proposals(call: Call) -> FieldProposalList:
    """List fields the agent proposes.

    Facts of one kind that at least three customers wrote, and for which there is no field.
    """
    return FieldProposalList(items=[FieldProposal.of(each) for each in service.proposals(call.actor)])


@route(routes, "POST", "/v1/field-proposals/{key}", permission=MANAGE)
def decide_field_proposal(call: Call, key: str, body: FieldDecision) -> None:
    """Accept or reject a proposed field.

    One that is accepted becomes a contact field that the agent fills in.
    """
    if body.accept:
        service.accept_proposal(call.actor, key)
    else:
        service.reject_proposal(call.actor, key)
