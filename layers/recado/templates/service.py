"""A business's templates: writing, changing, submitting and deleting them, and how they will look."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.instances.rotate import credentials
from recado.kernel.errors import NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.words import Words
from recado.platform.db import Tx, database
from recado.templates import component_texts, rules, store
from recado.templates.graph import account_credentials, template_errors
from recado.templates.model import (
    DRAFT,
    EDITABLE_AT_META,
    PENDING,
    Filter,
    Json,
    NothingToSubmit,
    Template,
    TemplateExists,
    TemplateInvalid,
    TemplateLocked,
    TemplateValues,
    Wording,
)
from recado.vendors.whatsapp.cloud import templates as meta
from recado.vendors.whatsapp.cloud.errors import GraphError

# Graph's subcode, or code with subcode 33, for what is not there (any more).
NOT_FOUND = (2593002, 33)
_CATEGORY_STAYS = Words(
    "la categoría de una plantilla aprobada no se puede cambiar",
    "the category of an approved template cannot be changed",
)


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """instance_id: any number of the account it will be in."""

    instance_id: UUID
    name: str
    language: str
    wording: Wording


def listing(actor: Actor, which: Filter, where: Slice) -> Page[Template]:
    """Returns the business's templates, by name."""
    with database().acting(actor) as tx:
        rows = store.page(tx, which, where.keys(str, UUID), where.limit + 1)
    return page_of(rows, where.limit, lambda each: (each.name, each.id))


def get(actor: Actor, template_id: UUID) -> Template:
    with database().acting(actor) as tx:
        return load_template(tx, template_id)


def load_template(tx: Tx, template_id: UUID, *, lock: bool = False) -> Template:
    template = store.template(tx, template_id, lock=lock)
    if template is None:
        raise NotFound(Words("no existe esa plantilla", "there is no such template"))
    return template


def create(actor: Actor, new: NewTemplate) -> Template:
    """A draft: Meta hears nothing of it until it is submitted. TemplateExists."""
    template_id = new_id()
    with database().acting(actor) as tx:
        account_id = credentials(tx, new.instance_id).account_id
        if not store.insert(tx, actor.business_id, template_id, account_id, new.name, new.language, new.wording):
            raise TemplateExists
        after = {"name": new.name, "language": new.language, **asdict(new.wording)}
        activity.audit(tx, actor, "template.created", "template", template_id, after=after)
        return load_template(tx, template_id)


def change(actor: Actor, template_id: UUID, changes: dict[str, Any]) -> Template:
    """Changes category, parameter_format or components. What was submitted stays in use until the change is, too."""
    with database().acting(actor) as tx:
        template = load_template(tx, template_id, lock=True)
        before = asdict(template.proposed)
        after = before | changes
        if after == before:
            return template
        if template.status == DRAFT:
            store.set_wording(tx, template_id, Wording(**after))
        else:
            store.set_draft(tx, template_id, None if after == asdict(template.wording) else after)
        named = {name: before[name] for name in changes}
        activity.audit(tx, actor, "template.changed", "template", template_id, before=named, after=changes)
        return load_template(tx, template_id)


def submit(actor: Actor, template_id: UUID) -> Template:
    """Gives it to Meta for review. Raises TemplateInvalid with every rule it breaks, TemplateRefused when Meta finds
    more."""
    with database().acting(actor) as tx:
        template = load_template(tx, template_id)
        held = account_credentials(tx, template.account_id)
    wording = template.proposed
    _may_be_submitted(template, wording)
    body: Json = {"category": wording.category, "components": wording.components}
    status = PENDING
    with template_errors():
        if template.vendor_id is None:
            about = {"name": template.name, "language": template.language, "parameter_format": wording.parameter_format}
            answer = meta.create(held.access_token, template.account_id, about | body)
            vendor_id, status = answer.id, answer.status
            wording = Wording(answer.category or wording.category, wording.parameter_format, wording.components)
        else:
            vendor_id = template.vendor_id
            if template.status == "APPROVED":
                del body["category"]  # Meta takes none then, not even the same
            meta.edit(held.access_token, vendor_id, body)
    with database().acting(actor) as tx:
        store.submitted(tx, template_id, vendor_id, status, wording)
        activity.audit(tx, actor, "template.submitted", "template", template_id, after={"status": status})
        activity.note(tx, actor.business_id, "info", "template.submitted", template_id=str(template_id))
        return load_template(tx, template_id)


def _may_be_submitted(template: Template, wording: Wording) -> None:
    if template.vendor_id is not None:
        if template.draft is None:
            raise NothingToSubmit
        if template.status not in EDITABLE_AT_META:
            raise TemplateLocked
        if template.status == "APPROVED" and wording.category != template.category:
            raise TemplateInvalid.of_field("category", _CATEGORY_STAYS)
    if broken := rules.problems(wording):
        raise TemplateInvalid(
            Words("la plantilla incumple reglas de WhatsApp", "the template breaks rules of WhatsApp's"),
            errors=broken[:50],
        )


def delete(actor: Actor, template_id: UUID) -> None:
    """Deletes it at Meta as well. Meta keeps the name of an approved one blocked for 30 days."""
    with database().acting(actor) as tx:
        template = load_template(tx, template_id)
        held = account_credentials(tx, template.account_id) if template.vendor_id else None
    if held and template.vendor_id:
        with template_errors():
            try:
                meta.delete(held.access_token, template.account_id, template.name, template.vendor_id)
            except GraphError as error:
                if error.subcode not in NOT_FOUND:
                    raise
    with database().acting(actor) as tx:
        store.delete(tx, template_id)
        before = {"name": template.name, "language": template.language, "status": template.status}
        activity.audit(tx, actor, "template.deleted", "template", template_id, before=before)
        activity.note(tx, actor.business_id, "info", "template.deleted", template_id=str(template_id))


def preview(actor: Actor, template_id: UUID, values: TemplateValues) -> Json:
    """Returns how it will look with these values, and which it still needs; a change not submitted yet is shown."""
    return component_texts.preview(get(actor, template_id).proposed, values)
