"""What a model read counts only with the customer's own words for it."""

from typing import Any
from uuid import UUID

import pytest

from recado.agent.fields.model import Read, Written, key_of, value_of
from recado.crm.cards import Field, FieldType

MESSAGES = [
    Written(1, UUID(int=1), 1, "Hola, vivo en la colonia Roma Norte y somos 12 personas"),
    Written(3, UUID(int=3), 3, "Mi cumpleaños es el 14 de marzo de 1990. Sí, soy mayorista"),
]


def field(kind: FieldType, options: list[str] | None = None) -> Field:
    return Field(UUID(int=9), "dato", "Dato", "Fact", kind, options or [])


def read(value: str | None, quote: str, message: int = 1) -> Read:
    return Read(campo="dato", valor=value, mensaje=message, cita=quote)


@pytest.mark.parametrize(
    ("kind", "value", "quote", "message", "expected"),
    [
        ("text", "Roma Norte", "colonia Roma Norte", 1, "Roma Norte"),
        ("text", "roma norte", "COLONIA  ROMA NORTE", 1, "roma norte"),
        ("number", "12", "somos 12 personas", 1, 12),
        ("date", "1990-03-14", "Mi cumpleaños es el 14 de marzo de 1990", 3, "1990-03-14"),
        ("boolean", "true", "Sí, soy mayorista", 3, True),
        ("choice", "mayorista", "soy mayorista", 3, "Mayorista"),
        ("text", "Roma Sur", "colonia Roma Norte", 1, None),  # not what was written
        ("text", "Condesa", "vivo en la Condesa", 1, None),  # no such words
        ("text", "Roma Norte", "colonia Roma Norte", 3, None),  # of another message
        ("text", "Roma Norte", "colonia Roma Norte", 2, None),  # of the business
        ("text", "Roma Norte", "R", 1, None),
        ("text", None, "colonia Roma Norte", 1, None),
        ("number", "13", "somos 12 personas", 1, None),
        ("number", "doce", "somos 12 personas", 1, None),
        ("date", "14 de marzo", "14 de marzo de 1990", 3, None),
        ("choice", "Minorista", "soy mayorista", 3, None),
    ],
)
def test_a_value_needs_the_customers_words(
    kind: FieldType, value: str, quote: str, message: int, expected: Any
) -> None:
    proved = value_of(read(value, quote, message), field(kind, ["Mayorista"] if kind == "choice" else []), MESSAGES)
    assert (proved[0] if proved else None) == expected


@pytest.mark.parametrize(
    ("label", "key"),
    [("Tipo de mascota", "tipo_de_mascota"), ("¿Año?", "ano"), ("123", ""), ("  ", ""), ("Ñ" * 90, "n" * 40)],
)
def test_a_name_makes_a_key(label: str, key: str) -> None:
    assert key_of(label) == key
