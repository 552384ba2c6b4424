"""/v1/tags and /v1/contact-fields: what a business sorts its contacts by, and what it notes of them."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.contact_settings import (
    ContactField,
    ContactFieldList,
    NewContactField,
    NewTag,
    Tag,
    UpdateContactField,
    UpdateTag,
)
from recado.agent.configs import changing
from recado.crm import fields, tags
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, MANAGE = Permission.CONTACTS_READ, Permission.CONTACTS_MANAGE


@route(routes, "GET", "/v1/tags", permission=READ)
def list_tags(call: Call, query: Paging) -> Page[Tag]:
    """List tags.

    By name.
    """
    return page(tags.listing(call.actor, query.slice()), Tag.of)


@route(routes, "POST", "/v1/tags", permission=MANAGE, status=201)
def create_tag(call: Call, body: NewTag) -> Tag:
    """Create a tag."""
    return Tag.of(tags.create(call.actor, body.name, body.colour))


@route(routes, "PATCH", "/v1/tags/{tag_id}", permission=MANAGE)
def update_tag(call: Call, tag_id: UUID, body: UpdateTag) -> Tag:
    """Update a tag.

    Name or colour; contacts keep it.
    """
    return Tag.of(tags.change(call.actor, tag_id, body.name, body.colour))


@route(routes, "DELETE", "/v1/tags/{tag_id}", permission=MANAGE)
def delete_tag(call: Call, tag_id: UUID) -> None:
    """Delete a tag.

    It is taken from every contact.
    """
    tags.delete(call.actor, tag_id)


@route(routes, "GET", "/v1/contact-fields", permission=READ)
def list_contact_fields(call: Call) -> ContactFieldList:
    """List contact fields.

    In the order they were made.
    """
    return ContactFieldList(items=[ContactField.of(field) for field in fields.listing(call.actor)])


@route(routes, "POST", "/v1/contact-fields", permission=MANAGE, status=201)
def create_contact_field(call: Call, body: NewContactField) -> ContactField:
    """Create a contact field.

    People and the AI set its values.
    """
    labels = (body.label_es, body.label_en)
    return ContactField.of(
        changing.define_field(
            call.actor, body.key, labels, body.type, body.options, body.description, extract=body.extract
        )
    )


@route(routes, "PATCH", "/v1/contact-fields/{field_id}", permission=MANAGE)
def update_contact_field(call: Call, field_id: UUID, body: UpdateContactField) -> ContactField:
    """Update a contact field.

    Labels, options and what the agent does with it; key and type are for good.
    """
    return ContactField.of(changing.change_field(call.actor, field_id, fields.FieldChange(**body.model_dump())))


@route(routes, "DELETE", "/v1/contact-fields/{field_id}", permission=MANAGE)
def delete_contact_field(call: Call, field_id: UUID) -> None:
    """Delete a contact field.

    With every value in it.
    """
    changing.delete_field(call.actor, field_id)
