"""Changing a business and its fields: what of it the agent goes by becomes a version (`recording`)."""

from typing import Any
from uuid import UUID

from recado.activity.model import Actor
from recado.agent.configs import recording, texts
from recado.businesses import settings
from recado.businesses.preferences import Preferences
from recado.crm import field_store, fields
from recado.crm.cards import Field, FieldType
from recado.platform.db import database


def change_business(actor: Actor, changes: dict[str, Any]) -> Preferences:
    """Changes the named settings, all or none. Raises Invalid, naming the field that does not go with the others, and
    UnknownVariables."""
    with database().acting(actor) as tx, recording.recorded(tx, actor):
        if "context" in changes:
            texts.check(changes["context"], field_store.fields(tx))
        return settings.change(tx, actor, changes)


def define_field(
    actor: Actor,
    key: str,
    labels: tuple[str, str],
    kind: FieldType,
    options: list[str],
    description: str = "",
    *,
    extract: bool = False,
) -> Field:
    """labels: in Spanish and in English. description: for the agent; extract: it fills the field in.

    Raises FieldExists when the key is taken.
    """
    with database().acting(actor) as tx, recording.recorded(tx, actor):
        return fields.define(tx, actor, key, labels, kind, options, description, extract=extract)


def change_field(actor: Actor, field_id: UUID, to: fields.FieldChange) -> Field:
    """Key and type never change; values of an option that is taken away stay."""
    with database().acting(actor) as tx, recording.recorded(tx, actor):
        return fields.change(tx, actor, field_id, to)


def delete_field(actor: Actor, field_id: UUID) -> None:
    """With what contacts have in it."""
    with database().acting(actor) as tx, recording.recorded(tx, actor):
        fields.delete(tx, actor, field_id)
