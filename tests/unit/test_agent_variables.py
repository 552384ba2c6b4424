"""Which variables a text of the agent uses that there are not, and what was meant."""

from uuid import uuid4

import pytest

from recado.agent.configs import texts
from recado.crm.cards import Field

FIELDS = [
    Field(uuid4(), "colonia", "Colonia", "Neighbourhood", "text", [], "", False),
    Field(uuid4(), "clase", "Tipo de cliente", "Kind of customer", "text", [], "", False),
    Field(uuid4(), "cumple", "Cumpleaños", "Birthday", "date", [], "", False),
]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("contact_nam", "contact_name"),
        ("Contact_Name", "contact_name"),
        ("colonia", "field.colonia"),
        ("field.colonya", "field.colonia"),
        ("tipo_cliente", "field.clase"),
        ("cumpleaños", "field.cumple"),
        ("cumple_2026_de_ellos", "field.cumple"),
        ("qwxz", None),
        ("x" * 300, None),
    ],
)
def test_the_nearest_name_is_proposed(name: str, nearest: str | None) -> None:
    (only,) = texts.unknown(f"{{{{{name}}}}} {{{{{name}}}}} {{{{now}}}}", FIELDS)
    assert (only.name, only.nearest) == (name[:100], nearest)


def test_a_text_full_of_unknown_names_is_read_in_bounded_time() -> None:
    text = " ".join(f"{{{{n{number}}}}}" for number in range(2_000))
    assert len(texts.unknown(text, FIELDS)) == texts.MOST_UNKNOWN
