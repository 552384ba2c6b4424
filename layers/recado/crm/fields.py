"""A business's own fields of contacts: defining them, and whether a value fits."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import field_store as store
from recado.crm.cards import MOST_FIELDS, Field, FieldInvalid, FieldType
from recado.kernel.errors import Conflict, Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.platform.db import Tx, database

MOST_LETTERS = 2000
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_YES, _NO = {"true", "1", "yes", "sí", "si", "verdadero", "x"}, {"false", "0", "no", "falso"}
STANDARD = {"phone", "name", "email", "tags", "notes"}  # columns of files of contacts

_WRONG_TYPE = {
    "text": Words("esto no es un texto", "this is no text"),
    "number": Words("esto no es un número", "this is no number"),
    "date": Words("esto no es una fecha", "this is no date"),
    "boolean": Words("esto no es un sí o un no", "this is no boolean"),
    "choice": Words("esto no es una de las opciones", "this is no choice"),
}


class FieldExists(Conflict):
    """There is a field with this key."""

    code = "field_exists"


def listing(actor: Actor) -> list[Field]:
    with database().acting(actor) as tx:
        return store.fields(tx)


def define(
    tx: Tx,
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
    _check_options(kind, options)
    if key in STANDARD:
        raise FieldExists(
            Words(
                "este nombre es de un campo que todo contacto tiene",
                "this name belongs to a field that every contact has",
            )
        )
    new = Field(new_id(), key, *labels, kind, options, description, extract)
    if len(store.fields(tx)) >= MOST_FIELDS:
        raise Invalid(
            Words(
                f"un negocio tiene como mucho {MOST_FIELDS} campos propios",
                f"a business has at most {MOST_FIELDS} fields of its own",
            )
        )
    if not store.insert(tx, actor.business_id, new):
        raise FieldExists
    activity.audit(tx, actor, "contact_field.created", "contact_field", new.id, after=_shown(new))
    return new


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What is to be different; None: stays as it is."""

    label_es: str | None = None
    label_en: str | None = None
    options: list[str] | None = None
    description: str | None = None
    extract: bool | None = None


def change(tx: Tx, actor: Actor, field_id: UUID, to: FieldChange) -> Field:
    """Key and type never change; values of an option that is taken away stay."""
    old = _locked(tx, field_id)
    given = {name: value for name, value in asdict(to).items() if value is not None}
    new = replace(old, **given)
    _check_options(new.type, new.options)
    if new != old:
        store.change(tx, new)
        what = {"before": _shown(old), "after": _shown(new)}
        activity.audit(tx, actor, "contact_field.changed", "contact_field", field_id, **what)
    return new


def delete(tx: Tx, actor: Actor, field_id: UUID) -> None:
    """With what contacts have in it."""
    old = _locked(tx, field_id)
    store.delete(tx, old)
    activity.audit(tx, actor, "contact_field.deleted", "contact_field", field_id, before=_shown(old))


def check(tx: Tx, values: dict[str, Any]) -> None:
    """Raises FieldInvalid unless each value fits its field; None takes a value away, and fits any."""
    if not values:
        return
    by_key = {field.key: field for field in store.fields(tx)}
    for key, value in values.items():
        if key not in by_key:
            raise FieldInvalid(Words("no existe ese campo", "there is no such field"), field=key)
        if value is not None and not fits(by_key[key], value):
            raise FieldInvalid(_WRONG_TYPE[by_key[key].type], field=key)


def fits(field: Field, value: Any) -> bool:
    """Returns whether the value is one of this field's type."""
    match field.type:
        case "text":
            return isinstance(value, str) and 0 < len(value) <= MOST_LETTERS and not _CONTROL.search(value)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
        case "boolean":
            return isinstance(value, bool)
        case "choice":
            return value in field.options
        case "date":
            return isinstance(value, str) and _is_day(value)


def read(field: Field, text: str) -> Any:
    """Returns the value that a text in a file means. Raises FieldInvalid when it means none."""
    value: Any = text
    if field.type == "number":
        value = _number(text)
    elif field.type == "boolean":
        folded = text.strip().lower()
        value = True if folded in _YES else False if folded in _NO else None
    if value is None or not fits(field, value):
        raise FieldInvalid(_WRONG_TYPE[field.type], field=field.key)
    return value


def _number(text: str) -> float | int | None:
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
        return int(number) if number.is_integer() else number
    except (ValueError, OverflowError):
        return None


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _check_options(kind: FieldType, options: list[str]) -> None:
    if (kind == "choice") != bool(options):
        raise Invalid(
            Words("una elección tiene opciones, y nada más las tiene", "a choice has options, and nothing else has"),
            field="options",
        )
    if len(set(options)) < len(options):
        raise Invalid(Words("una opción está dos veces", "an option is there twice"), field="options")


def _locked(tx: Tx, field_id: UUID) -> Field:
    field = store.lock(tx, field_id)
    if field is None:
        raise NotFound(Words("no existe ese campo", "there is no such field"))
    return field


def _shown(field: Field) -> dict[str, Any]:
    labels = {"label_es": field.label_es, "label_en": field.label_en}
    shown = {"key": field.key, "type": field.type, "options": field.options}
    return shown | labels | {"description": field.description, "extract": field.extract}
