"""Two businesses with a row in every tenant table, put there by the superuser."""

import secrets
from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid4

import psycopg

CASE = '{"steps": [{"kind": "customer", "messages": [{"kind": "text", "text": "secreto"}]}], "expected": {}}'

# What each table's row needs beside its business, and what keeps the running product's hands off it.
# `{name}` stands for an id of the same business.
ROWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("businesses", {"id": "{business}", "name": "secreto"}),
    ("api_keys", {"id": "{key}", "name": "secreto", "digest": secrets.token_bytes, "prefix": "rk_x", "scopes": []}),
    ("audit", {"id": "{audit}", "actor_kind": "system", "action": "a", "thing": "t"}),
    ("memberships", {"user_id": "{user}", "role": "OWNER"}),
    ("alert_choices", {"user_id": "{user}"}),
    ("turns", {"last_user_id": "{user}"}),
    (
        "invitations",
        {
            "id": "{invitation}", "email": "secreto@example.com", "role": "ADVISOR", "digest": secrets.token_bytes,
            "expires_at": "2099-01-01",
        },
    ),
    ("meta_apps", {"id": "{app}", "route": "{unique}", "app_secret_sealed": b"x", "verify_token_sealed": b"x"}),
    (
        "instances",
        {
            "id": "{instance}", "provider": "cloud", "name": "secreto", "meta_app_id": "{app}",
            "channel_id": "{unique}", "account_id": "{unique}", "token_sealed": b"x",
        },
    ),
    ("web_sessions", {"instance_id": "{instance}", "wanted": "stopped", "jid": "secreto"}),
    ("web_session_keys", {"instance_id": "{instance}", "epoch": 1, "keys_sealed": b"x"}),
    ("contacts", {"id": "{contact}", "name": "secreto"}),
    ("contact_identities", {"kind": "phone", "value": "{unique}", "contact_id": "{contact}"}),
    ("tags", {"id": "{tag}", "name": "{unique}", "colour": "#00aa88"}),
    ("contact_tags", {"contact_id": "{contact}", "tag_id": "{tag}"}),
    (
        "contact_fields",
        {"id": "{field}", "key": "secreto", "label_es": "Secreto", "label_en": "Secret", "type": "text"},
    ),
    ("contact_notes", {"id": "{note}", "contact_id": "{contact}", "author_kind": "system", "text": "secreto"}),
    (
        "contact_merges",
        {"id": "{merge}", "survivor_id": "{contact}", "source_id": "{contact}", "record": "{}"},
    ),
    (
        "bench_sessions",
        {
            "id": "{bench}", "opened_by": "{user}", "sandbox_id": "{business}", "config": "live", "real_tools": False,
        },
    ),
    ("deleted_objects", {"object_key": "{unique}"}),
    ("contact_files", {"id": "{file}", "direction": "in", "asked_by_kind": "system", "object_key": "k"}),
    (
        "files",
        {
            "id": "{agent_file}", "title": "Secreto", "mime_type": "text/plain", "object_key": "k", "size": 1,
            "sha256": lambda: secrets.token_bytes(32), "sendable": False, "searchable": True,
        },
    ),
    ("file_chunks", {"file_id": "{agent_file}", "position": 0, "text": "secreto"}),
    ("categories", {"id": "{category}", "name": "secreto"}),
    ("products", {"id": "{product}", "category_id": "{category}", "name": "secreto"}),
    ("variants", {"id": "{variant}", "product_id": "{product}", "price_minor": 1, "currency": "MXN", "position": 0}),
    (
        "product_pictures",
        {
            "id": "{picture}", "product_id": "{product}", "object_key": "k", "mime_type": "image/png", "size": 1,
            "position": 0,
        },
    ),
    ("stock_moves", {"id": "{move}", "variant_id": "{variant}", "reason": "counted", "actor_kind": "system"}),
    (
        "product_vectors",
        {"product_id": "{product}", "model": "x", "digest": lambda: secrets.token_bytes(32), "embedding": "[1]"},
    ),
    ("conversations", {"id": "{conversation}", "instance_id": "{instance}", "contact_id": "{contact}"}),
    (
        "messages",
        {
            "id": "{message}", "conversation_id": "{conversation}", "instance_id": "{instance}", "direction": "in",
            "author": "customer", "kind": "text", "text": "secreto", "status": "received", "sent_at": "2026-11-22",
        },
    ),
    (
        "field_evidence",
        {
            "id": "{evidence}", "contact_id": "{contact}", "field_key": "secreto", "value": '"secreto"',
            "message_id": "{message}", "quote": "secreto", "state": "applied",
        },
    ),
    (
        "field_sightings",
        {
            "id": "{sighting}", "contact_id": "{contact}", "key": "secreto", "label": "secreto", "type": "text",
            "message_id": "{message}", "quote": "secreto",
        },
    ),
    ("field_proposals", {"key": "secreto", "state": "rejected"}),
    ("field_reviews", {"conversation_id": "{conversation}"}),
    (
        "contact_memories",
        {
            "id": "{memory}", "contact_id": "{contact}", "kind": "fact", "text": "secreto", "source": "ai",
            "message_id": "{message}",
        },
    ),
    ("quiet_reviews", {"conversation_id": "{conversation}", "kind": "memory"}),
    (
        "lessons",
        {
            "id": "{lesson}", "situation": "secreto", "instruction": "secreto", "origin": "person",
            "state": "proposed", "text_hash": lambda: secrets.token_bytes(32),
        },
    ),
    (
        "agent_configs",
        {
            "id": "{config}", "version": 1, "state": "published", "body": lambda: '{"context": "secreto"}',
            "published_at": "2026-11-22",
        },
    ),
    ("eval_cases", {"id": "{eval_case}", "name": "secreto", "source": "written", "body": lambda: CASE}),
    (
        "eval_runs",
        {
            "id": "{eval_run}", "state": "finished", "config": lambda: '{"context": "secreto"}', "model": "m",
            "trials": 1,
        },
    ),
    (
        "eval_run_cases",
        {"run_id": "{eval_run}", "case_id": "{eval_case}", "position": 1, "name": "secreto", "body": lambda: CASE},
    ),
    ("eval_results", {"run_id": "{eval_run}", "case_id": "{eval_case}", "trial": 1, "state": "done"}),
    ("stats_hourly", {"hour": "2026-11-22", "instance_id": "{instance}", "kind": "in", "amount": 1}),
    (
        "message_statuses",
        {"instance_id": "{instance}", "vendor_id": "{unique}", "status": "sent", "at": "2026-11-22"},
    ),
    (
        "media",
        {
            "id": "{media}", "message_id": "{message}", "instance_id": "{instance}", "vendor_media_id": "1",
            "mime_type": "image/png", "state": "stored",
        },
    ),
    ("media_texts", {"message_id": "{message}", "kind": "ocr", "due_at": "2999-01-01"}),
    (
        "buffers",
        {"conversation_id": "{conversation}", "state": "open", "first_at": "2026-11-22", "due_at": "2999-01-01"},
    ),
    (
        "agent_turns",
        {"id": "{turn}", "conversation_id": "{conversation}", "newest_message_id": "{message}", "claim_id": "{claim}"},
    ),
    (
        "agent_tool_calls",
        {
            "id": "{tool_call}", "turn_id": "{turn}", "conversation_id": "{conversation}", "position": 0,
            "name": "pedir_humano", "arguments": '["secreto"]', "state": "done", "effect": True,
            "key": secrets.token_bytes,
        },
    ),
    (
        "external_tools",
        {
            "id": "{tool}", "slot": 1, "name": "secreto", "description": "secreto", "url": "https://example.com/",
            "effect": False,
        },
    ),
    ("handovers", {"id": "{handover}", "conversation_id": "{conversation}", "reason": "asked", "state": "closed"}),
    ("rings", {"conversation_id": "{conversation}", "due_at": "2999-01-01"}),
    ("outbound", {"message_id": "{message}", "conversation_id": "{conversation}", "next_at": "2999-01-01"}),
    (
        "templates",
        {
            "id": "{template}", "account_id": "{unique}", "name": "secreto", "language": "es", "category": "UTILITY",
            "parameter_format": "POSITIONAL", "status": "DRAFT",
            "components": '[{"type": "BODY", "text": "secreto"}]',
        },
    ),
    ("send_rates", {"instance_id": "{instance}", "share": 0, "next_at": "2026-11-22", "queue_at": "2026-11-22"}),
    ("send_pairs", {"conversation_id": "{conversation}", "paid_at": "2999-01-01"}),
    ("opened_customers", {"contact_id": "{contact}", "quarter": 9999999}),
    ("opened_quarters", {"quarter": 9999999, "customers": 1}),
    (
        "usage",
        {
            "id": "{usage}", "feature": "f", "provider": "p", "model": "m", "input_tokens": 1, "cached_tokens": 0,
            "output_tokens": 1, "milliseconds": 1,
        },
    ),
    (
        "uploads",
        {"id": "{upload}", "mime_type": "image/png", "size": 1, "filename": "secreto", "object_key": "{unique}"},
    ),
    ("media_handles", {"instance_id": "{instance}", "object_key": "{unique}", "vendor_media_id": "1"}),
    ("voice_notes", {"object_key": "{unique}", "voice_key": "secreto"}),
    ("canned_replies", {"id": "{reply}", "shortcut": "{unique}", "text": "secreto"}),
    ("changes", {"kind": "message", "id": "{nothing}", "xid": "3"}),
    ("events", {"id": "{event}", "severity": "info", "type": "t"}),
    ("webhook_messages", {"id": "{webhook_message}", "type": "contact.created", "body": "{}"}),
    ("raw_updates", {"digest": secrets.token_bytes, "route": "r", "field": "f", "raw": "{}"}),
)  # fmt: skip
TABLES = [table for table, _ in ROWS]


def fill(admin: "psycopg.Connection[Any]", business: UUID | None = None) -> UUID:
    """A business, a new one unless it is given, with one row in each table of ROWS."""
    ids: dict[str, Any] = {"unique": uuid4().hex, "user": person(admin)} | ({"business": business} if business else {})
    insert(admin, [table for table, _ in ROWS if not business or table != "businesses"], ids)
    forget_changes(admin, ids["business"])
    return UUID(str(ids["business"]))


def forget_changes(admin: "psycopg.Connection[Any]", business: UUID) -> None:
    """Leaves of the changes that the other rows made only the one in ROWS."""
    admin.execute("delete from changes where business_id = %s and xid <> '3'", (business,))


def person(admin: "psycopg.Connection[Any]") -> UUID:
    """Somebody with an account."""
    user_id = uuid4()
    statement = "insert into users (id, email, name, password_hash) values (%s, %s, 'secreto', 'x')"
    admin.execute(statement, (user_id, f"{user_id}@example.com"))
    return user_id


def insert(admin: "psycopg.Connection[Any]", tables: Collection[str], ids: dict[str, Any]) -> None:
    """A row in each of the tables; ids that are not known yet are made and added to `ids`."""
    for table, values in ROWS:
        if table not in tables:
            continue
        row = {name: _value(value, ids) for name, value in values.items()}
        if table != "businesses":
            row["business_id"] = ids["business"]
        columns, marks = ", ".join(row), ", ".join(["%s"] * len(row))
        admin.execute(f"insert into {table} ({columns}) values ({marks})", list(row.values()))


def _value(value: Any, ids: dict[str, Any]) -> Any:
    if callable(value):
        return value()
    if isinstance(value, str) and value.startswith("{") and len(value) > 2:
        return ids.setdefault(value[1:-1], uuid4())
    return value
