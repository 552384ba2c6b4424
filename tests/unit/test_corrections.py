"""Which answers of people correct the agent."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from recado.agent.lessons.learning import next_correction

START = datetime(2026, 11, 27, 10, tzinfo=UTC)
HOURS = "Abrimos a las 7."


def rows(*said: tuple[str, str, int]) -> list[dict[str, Any]]:
    """author, text and the minute of each message."""
    return [
        {
            "id": seq, "seq": seq, "direction": "in" if author == "customer" else "out", "author": author,
            "text": text, "sent_at": START + timedelta(minutes=minute),
        }
        for seq, (author, text, minute) in enumerate(said, start=1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ([("agent", HOURS, 0), ("person", "No, a las 8.", 5)], "No, a las 8."),
        ([("agent", HOURS, 0), ("customer", "¿Seguro?", 2), ("phone", "No, a las 8.", 5)], "No, a las 8."),
        ([("agent", HOURS, 0), ("person", "No.", 5), ("person", "A las 8.", 6)], "No.\nA las 8."),
        ([("agent", HOURS, 0), ("person", "No, a las 8.", 31)], None),  # too late to be about it
        ([("agent", HOURS, 0), ("person", "¡ABRIMOS  a las 7.", 5)], "¡ABRIMOS  a las 7."),
        ([("agent", HOURS, 0), ("person", "ABRIMOS  a las 7.", 5)], None),  # the same words
        ([("person", "No, a las 8.", 0), ("agent", HOURS, 5)], None),
        ([("agent", HOURS, 0), ("system", "Fuera de horario", 1)], None),
        ([("agent", HOURS, 0), ("agent", "A las 8.", 1)], None),
        ([], None),
    ],
)
def test_a_person_who_answers_soon_after_the_agent_corrects_it(
    said: list[tuple[str, str, int]], answer: str | None
) -> None:
    correction = next_correction(rows(*said), 0)
    assert (correction.answer if correction else None) == answer


def test_each_correction_is_read_once_and_what_a_person_adds_later_is_none() -> None:
    said = rows(
        ("agent", HOURS, 0), ("person", "A las 8.", 5), ("customer", "Gracias", 6), ("person", "De nada, ven", 7),
        ("agent", "Hasta luego", 8), ("person", "Y cerramos a las 20.", 9),
    )  # fmt: skip
    first = next_correction(said, 0)
    assert first is not None
    assert (first.answer, first.seq) == ("A las 8.", 2)
    second = next_correction(said, first.seq)
    assert second is not None
    assert second.answer == "Y cerramos a las 20."
    assert next_correction(said, second.seq) is None
