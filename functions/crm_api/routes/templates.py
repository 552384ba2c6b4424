"""/v1/templates: what the business may write first, once Meta has approved it."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.templates import (
    NewTemplate,
    NewTemplateExample,
    Template,
    TemplateExample,
    TemplatePreview,
    Templates,
    TemplateSync,
    UpdateTemplate,
)
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, page
from recado.runtime.permissions import Permission
from recado.templates import examples, meta_sync, service
from recado.templates.model import TemplateValues

routes = Blueprint(__name__)
READ, WRITE = Permission.TEMPLATES_READ, Permission.TEMPLATES_WRITE


@route(routes, "GET", "/v1/templates", permission=READ)
def list_templates(call: Call, query: Templates) -> Page[Template]:
    """List templates.

    By name; each language is one of its own.
    """
    return page(service.listing(call.actor, query.filter(), query.slice()), Template.of)


@route(routes, "POST", "/v1/templates", permission=WRITE, status=201)
def create_template(call: Call, body: NewTemplate) -> Template:
    """Create a template.

    It is a draft until it is submitted.
    """
    new = service.NewTemplate(body.instance_id, body.name, body.language, body.wording())
    return Template.of(service.create(call.actor, new))


@route(routes, "GET", "/v1/templates/{template_id}", permission=READ)
def get_template(call: Call, template_id: UUID) -> Template:
    """Get a template."""
    return Template.of(service.get(call.actor, template_id))


@route(routes, "PATCH", "/v1/templates/{template_id}", permission=WRITE)
def update_template(call: Call, template_id: UUID, body: UpdateTemplate) -> Template:
    """Update a template.

    Customers get the old wording until the change is submitted and approved.
    """
    return Template.of(service.change(call.actor, template_id, body.changes()))


@route(routes, "DELETE", "/v1/templates/{template_id}", permission=WRITE)
def delete_template(call: Call, template_id: UUID) -> None:
    """Delete a template.

    At Meta as well.
    """
    service.delete(call.actor, template_id)


@route(routes, "POST", "/v1/templates/{template_id}/submit", permission=WRITE)
def submit_template(call: Call, template_id: UUID) -> Template:
    """Submit a template.

    Gives it, or its changes, to Meta for review.
    """
    return Template.of(service.submit(call.actor, template_id))


@route(routes, "POST", "/v1/templates/{template_id}/preview", permission=READ)
def preview_template(call: Call, template_id: UUID, body: TemplateValues) -> TemplatePreview:
    """Preview a template.

    With these values; what has none shows its example.
    """
    return TemplatePreview.model_validate(service.preview(call.actor, template_id, body))


@route(routes, "POST", "/v1/templates/sync", permission=WRITE)
def sync_templates(call: Call) -> TemplateSync:
    """Sync templates.

    Takes over what Meta has: templates made elsewhere, verdicts, deletions.
    """
    return TemplateSync.of(meta_sync.sync(call.actor))


@route(routes, "POST", "/v1/templates/examples", permission=WRITE, status=201)
def upload_template_example(call: Call, body: NewTemplateExample) -> TemplateExample:
    """Upload an example file.

    For the media header of a template, at Meta.
    """
    return TemplateExample(handle=examples.of_media(call.actor, body.instance_id, body.media_id))
