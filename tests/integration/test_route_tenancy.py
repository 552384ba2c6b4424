"""Every route against everybody who must not get through: a stranger, an advisor with other contacts, a key without
the scope, somebody below the role. Made from the list of routes: a new one fails here until it says how to be called.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import sql

from recado.runtime.api import Route
from recado.runtime.permissions import Permission
from tests.rigs.api_routes import routes
from tests.rigs.cast import Cast, assemble
from tests.rigs.product import Product
from tests.rigs.tenants import TABLES, fill

ROUTES = {f"{each.method} {each.path}": each for each in routes() if not each.text}
OURS = {label: each for label, each in ROUTES.items() if each.permission is not Permission.PUBLIC}

# How to find an object of the business for each path parameter: the table, and who it must belong to.
THINGS: dict[str, str] = {
    "export_id": "select id from contact_files where business_id = %s",
    "file_id": "select id from files where business_id = %s",
    "product_id": "select id from products where business_id = %s",
    "picture_id": "select id from product_pictures where business_id = %s",
    "variant_id": "select id from variants where business_id = %s",
    "category_id": "select id from categories where business_id = %s",
    "field_id": "select id from contact_fields where business_id = %s",
    "import_id": "select id from contact_files where business_id = %s and direction = 'in'",
    "merge_id": "select id from contact_merges where business_id = %s",
    "evidence_id": "select id from field_evidence where business_id = %s",
    "key": "select key from field_sightings where business_id = %s",
    "memory_id": "select id from contact_memories where business_id = %s",
    "bench_id": "select id from bench_sessions where business_id = %s",
    "turn_id": "select id from agent_turns where business_id = %s",
    "config_id": "select id from agent_configs where business_id = %s",
    "case_id": "select case_id from eval_run_cases where business_id = %s",
    "run_id": "select id from eval_runs where business_id = %s",
    "lesson_id": "select id from lessons where business_id = %s",
    "note_id": "select id from contact_notes where business_id = %s",
    "tag_id": "select id from tags where business_id = %s",
    "contact_id": "select id from contacts where business_id = %s",
    "conversation_id": "select id from conversations where business_id = %s",
    "message_id": "select id from messages where business_id = %s",
    "reply_id": "select id from canned_replies where business_id = %s",
    "media_id": "select id from media where business_id = %s",
    "instance_id": "select id from instances where business_id = %s",
    "invitation_id": "select id from invitations where business_id = %s",
    "key_id": "select id from api_keys where business_id = %s",
    "tool_id": "select id from external_tools where business_id = %s",
    "template_id": "select id from templates where business_id = %s",
    "user_id": "select user_id from memberships where business_id = %s and role = 'ADMIN'",
    "device_id": "select d.id from push_devices d join memberships m using (user_id) where m.business_id = %s",
    "session_id": "select s.id from sessions s join memberships m using (user_id) where m.business_id = %s "
    "and m.role = 'OWNER'",
}
SOON = (datetime.now(UTC) + timedelta(days=1)).isoformat()
# Right bodies, of the routes that take one. A text `{name}` is an object of the business, as in a path.
BODIES: dict[str, Any] = {
    "PATCH /v1/business": {"name": "Otro nombre"},
    "POST /v1/products": {"name": "Pan", "variants": [{"price_minor": 1800}]},
    "PUT /v1/products/{product_id}": {"name": "Pan", "variants": [{"price_minor": 1800}], "revision": 1},
    "POST /v1/products/{product_id}/pictures": {"media_id": "01a00000-0000-7000-8000-000000000000"},
    "PUT /v1/products/{product_id}/pictures": {"ids": []},
    "PUT /v1/products/{product_id}/active": {"active": False},
    "PUT /v1/products/{product_id}/variants/{variant_id}/stock": {"stock": 3, "if_stock": None},
    "POST /v1/products/categories": {"name": "Otra"},
    "PATCH /v1/products/categories/{category_id}": {"name": "Otra"},
    "PATCH /v1/files/{file_id}": {"title": "Otro título"},
    "POST /v1/files": {"media_id": "01a00000-0000-7000-8000-000000000000", "title": "Menú"},
    "POST /v1/files/{file_id}/content": {"media_id": "01a00000-0000-7000-8000-000000000000"},
    "PATCH /v1/external-tools/{tool_id}": {"version": 1, "enabled": False},
    "POST /v1/external-tools": {"name": "otra_cosa", "description": "x", "url": "https://example.com/x"},
    "POST /v1/external-tools/{tool_id}/try": {},
    "PATCH /v1/instances/{instance_id}": {"name": "Otro nombre"},
    "PATCH /v1/instances/{instance_id}/profile": {"about": "Otra"},
    "PATCH /v1/me": {"name": "Otro nombre"},
    "PATCH /v1/team/me": {"away": True},
    "PATCH /v1/team/members/{user_id}": {"role": "ADVISOR"},
    "POST /v1/api-keys": {"name": "clave", "scopes": ["audit:read"]},
    "PATCH /v1/contact-fields/{field_id}": {"label_es": "Otro"},
    "PATCH /v1/contacts/{contact_id}": {"name": "Otro nombre"},
    "PATCH /v1/contacts/{contact_id}/notes/{note_id}": {"text": "Otra"},
    "PATCH /v1/tags/{tag_id}": {"name": "Otro nombre"},
    "POST /v1/contacts/{contact_id}/field-evidence/{evidence_id}": {"accept": False},
    "POST /v1/field-proposals/{key}": {"accept": True},
    "POST /v1/contacts/{contact_id}/memories": {"kind": "fact", "text": "Otra"},
    "PATCH /v1/contacts/{contact_id}/memories/{memory_id}": {"text": "Otra"},
    "POST /v1/agent/cases": {"name": "Otro", "steps": [{"kind": "customer", "messages": [{"text": "hola"}]}]},
    "PATCH /v1/agent/cases/{case_id}": {"revision": 1, "name": "Otro"},
    "POST /v1/agent/cases/from-conversation": {"conversation_id": "{conversation_id}"},
    "POST /v1/agent/cases/from-bench": {"bench_id": "{bench_id}"},
    "POST /v1/agent/runs": {"config": "live", "trials": 1},
    "POST /v1/agent/bench": {"config": "draft"},
    "POST /v1/agent/bench/{bench_id}/messages": {"text": "Hola"},
    "PATCH /v1/agent/config/draft": {"revision": 0, "context": "Otra cosa"},
    "POST /v1/agent/config/publish": {"revision": 1},
    "POST /v1/agent/config/versions/{config_id}/restore": {"revision": 0},
    "POST /v1/lessons": {"situation": "Otra", "instruction": "Otra cosa"},
    "PATCH /v1/lessons/{lesson_id}": {"situation": "Otra"},
    "POST /v1/lessons/{lesson_id}/approve": {"always": True},
    "POST /v1/contact-fields": {"key": "otro", "label_es": "Otro", "label_en": "Other", "type": "text"},
    "POST /v1/contacts": {"phone": "+52 55 1234 5678"},
    "POST /v1/contacts/archive": {"contacts": ["{contact_id}"]},
    "POST /v1/contacts/assignee": {"contacts": ["{contact_id}"], "user_id": None},
    "POST /v1/contacts/delete": {"contacts": ["{contact_id}"]},
    "POST /v1/contacts/tags": {"contacts": ["{contact_id}"], "add": ["{tag_id}"]},
    "POST /v1/contacts/{contact_id}/merge": {"contact_id": "{contact_id}"},
    "POST /v1/contacts/{contact_id}/notes": {"text": "Otra"},
    "POST /v1/tags": {"name": "otro"},
    "POST /v1/contacts/{contact_id}/assignee": {"user_id": "{user_id}"},
    "POST /v1/conversations/{conversation_id}/bot": {"enabled": False},
    "POST /v1/conversations/{conversation_id}/close": {},
    "POST /v1/conversations/{conversation_id}/snooze": {"until": SOON},
    "POST /v1/conversations/{conversation_id}/messages": {"content": {"type": "text", "body": "hola"}},
    "POST /v1/conversations/{conversation_id}/notes": {"text": "ojo"},
    "PATCH /v1/canned-replies/{reply_id}": {"text": "hola"},
    "POST /v1/canned-replies": {"shortcut": "hola", "text": "¡Hola!"},
    "POST /v1/canned-replies/{reply_id}/fill": {"conversation_id": "{conversation_id}"},
    "POST /v1/contacts/imports": {"size": 10},
    "POST /v1/media": {"mime_type": "image/png", "size": 10},
    "POST /v1/media/links": {"ids": ["{media_id}"]},
    "POST /v1/messages": {
        "instance_id": "{instance_id}", "to": {"contact_id": "{contact_id}"},
        "content": {"type": "template", "name": "saludo", "language": "es"},
    },
    "POST /v1/instances": {
        "name": "n", "phone_number_id": "1", "account_id": "2", "access_token": "t" * 20, "app_secret": "a" * 32,
    },
    "POST /v1/instances/{instance_id}/connect": {"method": "qr"},
    "POST /v1/instances/{instance_id}/app-secret": {"app_secret": "b" * 32},
    "POST /v1/instances/{instance_id}/token": {"access_token": "u" * 20},
    "POST /v1/invitations/accept": {"token": "x" * 43},
    "POST /v1/me/business": {"business_id": "{business_id}"},
    "POST /v1/me/avatar/uploads": {"mime_type": "image/png", "size": 10},
    "PUT /v1/me/avatar": {"upload_id": "01a00000-0000-7000-8000-000000000000"},
    "POST /v1/business/logo/uploads": {"mime_type": "image/png", "size": 10},
    "PUT /v1/business/logo": {"upload_id": "01a00000-0000-7000-8000-000000000000"},
    "POST /v1/business/delete": {"password": "not it at all"},
    "POST /v1/businesses": {"name": "Otro negocio"},
    "PUT /v1/admin/agent-cap": {"hourly_micros": None},
    "PUT /v1/admin/models/default": {"model": "gpt-6-luna", "effort": "low"},
    "PUT /v1/team/me/alerts": {"push": "off", "mail": "off"},
    "POST /v1/me/devices": {
        "endpoint": "https://push.example/x", "keys": {"p256dh": "B" * 87, "auth": "A" * 22}, "name": "Teléfono",
    },
    "POST /v1/me/terms": {"version": "x"},
    "POST /v1/me/email": {"email": "another@example.com", "password": "not it at all"},
    "POST /v1/me/password": {"current": "not it at all", "new": "another password"},
    "POST /v1/me/second-factor": {"password": "not it at all"},
    "POST /v1/me/second-factor/confirm": {"code": "000000"},
    "POST /v1/me/second-factor/disable": {"password": "not it at all", "code": "000000"},
    "POST /v1/me/second-factor/recovery-codes": {"password": "not it at all", "code": "000000"},
    "POST /v1/templates": {
        "instance_id": "{instance_id}", "name": "aviso", "language": "es", "category": "UTILITY",
        "components": [{"type": "BODY", "text": "Su pedido está listo"}],
    },
    "PATCH /v1/templates/{template_id}": {"category": "MARKETING"},
    "POST /v1/templates/examples": {"instance_id": "{instance_id}", "media_id": "01a00000-0000-7000-8000-000000000000"},
    "POST /v1/templates/{template_id}/preview": {"body": {"1": "Ana"}},
    "POST /v1/team/invitations": {"email": "nobody@example.com", "role": "ADVISOR"},
}  # fmt: skip
# What anybody signed in may do for themselves, and in a business of their own: it must not touch another's.
OF_A_CONTACT = {"contact_id", "conversation_id", "message_id", "media_id"}
RANK = {"ADVISOR": 1, "ADMIN": 2, "OWNER": 3}


@pytest.fixture(scope="module")
def cast(product: Product) -> Cast:
    """A business with a row in every table, none of whose contacts is the advisor's."""
    cast = assemble(product)
    with psycopg.connect(product.stack.environment["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        fill(admin, cast.business)
        admin.execute(
            "insert into push_devices (id, user_id, session_id, endpoint_digest, subscription_sealed, name) "
            "select gen_random_uuid(), user_id, id, sha256(id::text::bytea), 'x', 'secreto' from sessions "
            "where user_id = %s limit 1",
            (cast.ids["OWNER"],),
        )
    return cast


def thing(cast: Cast, name: str) -> str:
    if name == "business_id":
        return str(cast.business)
    rows = cast.product.admin(THINGS[name], (cast.business,))
    return str(next(iter(rows[0].values())))


def filled(cast: Cast, value: Any) -> Any:
    if isinstance(value, dict):
        return {name: filled(cast, each) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(cast, each) for each in value]
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda match: thing(cast, match[1]), value)
    return value


MINUTELY = {"deleted_objects", "stats_hourly"}


def state(cast: Cast) -> dict[str, str]:
    """Returns a digest of everything the business has, but for when a key was last used and what schedules change."""
    each = sql.SQL(
        "select {name} as tab, md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as digest "
        "from (select to_jsonb(x) - 'last_used_at' as t from {table} x where business_id = {business}) rows"
    )
    query = sql.SQL(" union all ").join(
        each.format(name=table, table=sql.Identifier(table), business=cast.business)
        for table in TABLES
        if table not in MINUTELY
    )
    return {row["tab"]: row["digest"] for row in cast.product.admin(query)}


def call(cast: Cast, role: str, route: Route) -> Any:
    label = f"{route.method} {route.path}"
    path = filled(cast, route.path)
    return cast.people[role].call(route.method, path, filled(cast, BODIES[label]) if route.body else None)


def test_every_route_says_here_how_to_be_called() -> None:
    assert {label for label, each in OURS.items() if each.body} == BODIES.keys()
    assert {name for each in ROUTES.values() for name in each.parameters} == THINGS.keys()


@pytest.mark.parametrize("label", OURS)
def test_a_stranger_changes_nothing_and_is_shown_nothing(cast: Cast, label: str) -> None:
    cast.restore()
    before, route = state(cast), OURS[label]
    response = call(cast, "stranger", route)
    if route.parameters or "{business_id}" in str(BODIES.get(label)):
        assert response.status in (403, 404)
    ids = {str(cast.business), *(str(cast.ids[role]) for role in ("OWNER", "ADMIN", "ADVISOR"))}
    assert not [each for each in ids if each in str(response.body)]
    assert state(cast) == before


@pytest.mark.parametrize("label", OURS)
def test_whoever_may_not_is_refused_and_nothing_is_changed(cast: Cast, label: str) -> None:
    """Nobody in particular, a key without the scope or for what is for people only, and whoever is below the role."""
    cast.restore()
    rule, before = OURS[label].permission.rule, state(cast)
    assert call(cast, "nobody", OURS[label]).status == 401
    if rule.keys_only:
        refused = [*RANK, "stranger"]
    else:
        response = call(cast, "key without scopes", OURS[label])
        assert (response.status, response.body["code"]) == (403, "forbidden")
        refused = ["key"] if rule.scope is None else []
    refused += [role for role in RANK if rule.role and RANK[role] < RANK[rule.role]]
    refused += [*RANK, "stranger"] if rule.platform else []
    assert {role: call(cast, role, OURS[label]).status for role in refused} == dict.fromkeys(refused, 403)
    assert state(cast) == before


@pytest.mark.parametrize(
    "label",
    [
        label
        for label, each in OURS.items()
        if OF_A_CONTACT & each.parameters.keys() and each.permission.rule.role == "ADVISOR"
    ],
)
def test_an_advisor_finds_no_contact_that_is_not_theirs(cast: Cast, label: str) -> None:
    cast.restore()
    before = state(cast)
    assert call(cast, "ADVISOR", OURS[label]).status == 404
    assert state(cast) == before
