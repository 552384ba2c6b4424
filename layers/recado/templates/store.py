"""SQL of templates."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, LiteralString
from uuid import UUID

from recado.platform.db import Tx, json_value
from recado.templates.model import Filter, Json, Template, Wording

if TYPE_CHECKING:  # the client of Meta's is no business of ingest, which only applies what webhooks tell
    from recado.vendors.whatsapp.cloud.templates import MetaTemplate

_TEMPLATES: LiteralString = (
    "select id, account_id, vendor_id, name, language, category, parameter_format, components, draft, status, reason, "
    "quality, created_at, updated_at from templates "
)


def insert(
    tx: Tx, business_id: UUID, template_id: UUID, account_id: str, name: str, language: str, new: Wording
) -> bool:
    """A draft; False when there is one of this name and language."""
    return (
        tx.run(
            "insert into templates (id, business_id, account_id, name, language, category, parameter_format, "
            "components, status) values (%s, %s, %s, %s, %s, %s, %s, %s, 'DRAFT') on conflict do nothing",
            (
                template_id,
                business_id,
                account_id,
                name,
                language,
                new.category,
                new.parameter_format,
                json_value(new.components),
            ),
        )
        > 0
    )


def template(tx: Tx, template_id: UUID, *, lock: bool = False) -> Template | None:
    return tx.row(Template, _TEMPLATES + "where id = %s" + (" for update" if lock else ""), (template_id,))


def some(tx: Tx, template_ids: list[UUID]) -> list[Template]:
    return tx.rows(Template, _TEMPLATES + "where id = any(%s)", (template_ids,))


def by_name(tx: Tx, account_id: str, name: str, language: str) -> Template | None:
    return tx.row(
        Template,
        _TEMPLATES + "where business_id = current_business() and account_id = %s and name = %s and language = %s",
        (account_id, name, language),
    )


def page(tx: Tx, which: Filter, after: tuple[Any, ...] | None, limit: int) -> list[Template]:
    """By name; the languages of one in the order they were made."""
    return tx.rows(
        Template,
        _TEMPLATES + "where (%(status)s::text is null or status = %(status)s) "
        "and (%(category)s::text is null or category = %(category)s) "
        "and (%(language)s::text is null or language = %(language)s) "
        "and (%(account)s::text is null or account_id = %(account)s) "
        "and (%(text)s::text is null or strpos(name, %(text)s) > 0) "
        "and (%(name)s::text is null or (name, id) > (%(name)s, %(id)s::uuid)) order by name, id limit %(limit)s",
        {
            "status": which.status,
            "category": which.category,
            "language": which.language,
            "account": which.account_id,
            "text": which.text,
            "name": after[0] if after else None,
            "id": after[1] if after else None,
            "limit": limit,
        },
    )


def set_wording(tx: Tx, template_id: UUID, new: Wording) -> None:
    """What is not submitted yet is simply another."""
    tx.run(
        "update templates set category = %s, parameter_format = %s, components = %s, updated_at = now() where id = %s",
        (new.category, new.parameter_format, json_value(new.components), template_id),
    )


def set_draft(tx: Tx, template_id: UUID, draft: Json | None) -> None:
    tx.run(
        "update templates set draft = %s, updated_at = now() where id = %s",
        (None if draft is None else json_value(draft), template_id),
    )


def submitted(tx: Tx, template_id: UUID, vendor_id: str, status: str, new: Wording) -> None:
    tx.run(
        "update templates set vendor_id = %s, status = %s, reason = null, draft = null, category = %s, "
        "parameter_format = %s, components = %s, updated_at = now() where id = %s",
        (vendor_id, status, new.category, new.parameter_format, json_value(new.components), template_id),
    )


def delete(tx: Tx, template_id: UUID) -> None:
    tx.run("delete from templates where id = %s", (template_id,))


def by_vendor_id(tx: Tx, vendor_id: str) -> Template | None:
    return tx.row(Template, _TEMPLATES + "where vendor_id = %s for update", (vendor_id,))


def set_status(tx: Tx, template_id: UUID, status: str, reason: str | None) -> None:
    tx.run(
        "update templates set status = %s, reason = %s, updated_at = now() where id = %s", (status, reason, template_id)
    )


def set_quality(tx: Tx, template_id: UUID, quality: str) -> None:
    tx.run("update templates set quality = %s, updated_at = now() where id = %s", (quality, template_id))


def set_category(tx: Tx, template_id: UUID, category: str) -> None:
    tx.run("update templates set category = %s, updated_at = now() where id = %s", (category, template_id))


def of_account(tx: Tx, account_id: str) -> list[Template]:
    """Locked, in one order for everybody."""
    return tx.rows(Template, _TEMPLATES + "where account_id = %s order by id for update", (account_id,))


def take_over(tx: Tx, business_id: UUID, template_id: UUID, account_id: str, at_meta: "MetaTemplate") -> None:
    """What Meta has, new here or known under `template_id`."""
    tx.run(
        "insert into templates as t (id, business_id, account_id, vendor_id, name, language, category, "
        "parameter_format, components, status, reason, quality) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
        "on conflict (business_id, account_id, name, language) do update set vendor_id = excluded.vendor_id, "
        "category = excluded.category, parameter_format = excluded.parameter_format, "
        "components = excluded.components, status = excluded.status, reason = excluded.reason, "
        "quality = coalesce(excluded.quality, t.quality), updated_at = now()",
        (
            template_id,
            business_id,
            account_id,
            at_meta.id,
            at_meta.name,
            at_meta.language,
            at_meta.category,
            at_meta.parameter_format,
            json_value(at_meta.components),
            at_meta.status,
            at_meta.reason,
            at_meta.quality,
        ),
    )


def sync_soon(tx: Tx, account_id: str) -> None:
    """Meta spoke of a template we do not know."""
    tx.run("update instances set templates_tried_at = '-infinity' where account_id = %s", (account_id,))


def claim_syncs(tx: Tx, limit: int, seconds: float) -> list[tuple[UUID, UUID]]:
    """For the worker role: (business, number) pairs, one an account."""
    rows = tx.dicts("select * from claim_template_syncs(%s, make_interval(secs => %s))", (limit, seconds))
    return [(row["business_id"], row["instance_id"]) for row in rows]


def instances(tx: Tx) -> list[tuple[UUID, str]]:
    """Numbers whose token can ask Meta, with their accounts."""
    rows = tx.dicts(
        "select distinct on (account_id) id, account_id from instances "
        "where provider = 'cloud' and state in ('active', 'disabled') and account_id is not null "
        "order by account_id, state, id"
    )
    return [(row["id"], row["account_id"]) for row in rows]


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """A file of a message, to be shown to Meta."""

    object_key: str
    mime_type: str
    size: int | None


def stored_file(tx: Tx, media_id: UUID) -> ExampleFile | None:
    """Returns a file of a message, or one that was uploaded."""
    return tx.row(
        ExampleFile,
        "select object_key, mime_type, size from media where id = %(id)s and state = 'stored' "
        "and object_key is not null union all select object_key, mime_type, size from uploads where id = %(id)s",
        {"id": media_id},
    )
