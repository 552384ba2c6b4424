"""What the CRM keeps about a contact: the contact itself, its identities, tags, notes and merges."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from recado.crm import merge_store
from recado.platform.db import Tx

NAME: Final = "crm"
TABLES: Final = ("contacts", "contact_identities", "contact_tags", "contact_notes", "contact_merges")
# What of a contact's row a merge decides.
MERGED: Final = ("name", "profile_name", "username", "email", "fields", "field_sources", "assigned_to", "opted_out_at",
                 "bot_paused_until")  # fmt: skip

Json = dict[str, Any]


def lock(tx: Tx, contact_ids: Sequence[UUID]) -> None:
    merge_store.lock_contacts(tx, contact_ids)


def join(tx: Tx, survivor: UUID, source: UUID) -> Json:
    rows = merge_store.lock_contacts(tx, [survivor, source])
    record: Json = {
        "identities": merge_store.move_identities(tx, source, survivor),
        "tags": merge_store.add_tags(tx, source, survivor),
        "notes": merge_store.move_notes(tx, source, survivor),
        "before": _decided(rows[survivor]),
    }
    merge_store.write(tx, survivor, _joined(rows[survivor], rows[source]))
    merge_store.set_merged(tx, source, survivor)
    return record | {"after": _decided(merge_store.lock_contacts(tx, [survivor])[survivor])}


def part(tx: Tx, survivor: UUID, source: UUID, record: Json) -> None:
    current = merge_store.lock_contacts(tx, [survivor])[survivor]
    merge_store.set_merged(tx, source, None)
    merge_store.move_these_identities(tx, record["identities"], survivor, source)
    merge_store.remove_tags(tx, survivor, record["tags"])
    merge_store.move_notes(tx, survivor, source, record["notes"])
    merge_store.write(tx, survivor, _restored(current, record["before"], record["after"]))


def export(tx: Tx, contact_id: UUID) -> Json:
    return merge_store.export(tx, contact_id)


def erase(tx: Tx, contact_id: UUID) -> None:
    """All of it goes with the contact's row."""


def _decided(row: Json) -> Json:
    return {name: row[name] for name in MERGED}


def _joined(survivor: Json, source: Json) -> Json:
    """The survivor's values, and where it has none the source's. Whoever opted out under either name has opted out."""
    values = {name: source[name] if survivor[name] is None else survivor[name] for name in MERGED}
    values["fields"] = source["fields"] | survivor["fields"]
    values["field_sources"] = source["field_sources"] | survivor["field_sources"]
    paused = [row["bot_paused_until"] for row in (survivor, source) if row["bot_paused_until"]]
    values["bot_paused_until"] = max(paused, default=None)
    return values


def _restored(current: Json, before: Json, after: Json) -> Json:
    """As it was before the merge, but for what somebody has changed since."""
    values = {name: before[name] if current[name] == after[name] else current[name] for name in MERGED}
    for name in ("fields", "field_sources"):
        brought = {
            key for key, value in after[name].items() if key not in before[name] and current[name].get(key) == value
        }
        values[name] = {key: value for key, value in current[name].items() if key not in brought}
    return values
