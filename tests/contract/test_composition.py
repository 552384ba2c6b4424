"""What modules offer about contacts is registered, and together they answer for every table that hangs on a contact."""

from importlib import import_module
from pathlib import Path

from infra.sql import schema
from recado.crm import contact_parts
from recado.runtime import composition

LAYERS = Path(composition.__file__).parents[1]


def test_every_modules_part_is_registered() -> None:
    offered = {import_module(f"recado.{file.parent.name}.contact_data") for file in LAYERS.glob("*/contact_data.py")}
    assert set(composition.CONTACT_DATA) == offered
    composition.compose()
    assert list(contact_parts.parts()) == list(composition.CONTACT_DATA)


def test_parts_have_names_of_their_own_and_no_table_twice() -> None:
    names = [part.NAME for part in composition.CONTACT_DATA]
    tables = [table for part in composition.CONTACT_DATA for table in part.TABLES]
    assert len(names) == len(set(names))
    assert len(tables) == len(set(tables))


def test_every_table_that_names_a_contact_conversation_or_message_has_a_part_that_answers_for_it() -> None:
    """From schema.sql, which a test holds against the database."""
    named = set()
    for block in schema.FILE.read_text().split("CREATE TABLE ")[1:]:
        table, columns = block.split(" (", 1)[0], block.split("\n);", 1)[0]
        if any(f"    {key} uuid" in columns for key in ("contact_id", "conversation_id", "message_id")):
            named.add(table)
    answered = {table for part in composition.CONTACT_DATA for table in part.TABLES}
    assert named - answered == {"usage"}, "usage keeps what was paid for, and no word of anybody"
