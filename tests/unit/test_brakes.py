"""Machines are noticed within three turns, and people are not taken for one."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.agent.brakes import MOST_MICROS, MOST_REPLIES, Spent, Verdict, judge
from recado.messaging.model import StoredMessage

BEGAN = datetime(2026, 11, 27, 12, tzinfo=UTC)
OFF = "Gracias por comunicarte con Farmacia Luz. En breve un asesor te atenderá."
HOURS = "Abrimos de lunes a sábado de 7 a 20 h. ¿Qué te gustaría pedir hoy?"


def conversation(*lines: tuple[str, str] | tuple[str, str, float]) -> list[StoredMessage]:
    """Lines as (who, text, seconds since the one before): `c`, a customer; `a`, the agent; `p`, a person."""
    made, at = [], BEGAN
    for number, (who, text, *more) in enumerate(lines, 1):
        at += timedelta(seconds=more[0] if more else 40)
        author = {"c": "customer", "a": "agent", "p": "person"}[who]
        made.append(
            StoredMessage(
                UUID(int=number), number, "in" if who == "c" else "out", author, "text", text, {}, str(number), None,
                "sent", at,
            )
        )  # fmt: skip
    return made


def verdicts(lines: list[tuple[str, str] | tuple[str, str, float]]) -> list[Verdict]:
    """What is judged at each of the customer's messages."""
    made = conversation(*lines)
    return [
        judge(made[: at + 1], Spent(), made[at].sent_at)
        for at, message in enumerate(made)
        if message.direction == "in" and (at + 1 == len(made) or made[at + 1].direction == "out")
    ]


PEOPLE: list[list[tuple[str, str] | tuple[str, str, float]]] = [
    [("c", "Hola"), ("a", "¡Hola! ¿Qué se te antoja?"), ("c", "Hola"), ("a", "¡Hola!"), ("c", "Hola")],
    [("c", "sí"), ("a", "Va"), ("c", "sí"), ("a", "Va"), ("c", "sí"), ("a", "Va"), ("c", "sí")],
    [("c", "ok gracias"), ("a", "De nada"), ("c", "ok gracias"), ("a", "A ti"), ("c", "ok gracias")],
    [("c", "¿A qué hora abren?"), ("c", "¿A qué hora abren?"), ("c", "¿A qué hora abren mañana?"), ("a", HOURS)],
    [("c", "¿A qué hora abren?"), ("a", HOURS), ("c", "¿Y el domingo a qué hora abren?"), ("a", "A las 8"),
     ("c", "¿Y los festivos?")],
    [("c", "2 conchas"), ("a", "Anotado"), ("c", "3 conchas de vainilla"), ("a", "Anotado"),
     ("c", "1 concha de chocolate"), ("a", "Anotado"), ("c", "4 bolillos"), ("a", "Anotado"), ("c", "es todo")],
    [("a", "¿Te llamas Ana López?"), ("c", "Ana López"), ("a", "¿Dirección?"), ("c", "Orizaba 87, Roma Norte"),
     ("a", "¿Orizaba 87, Roma Norte?"), ("c", "Orizaba 87, Roma Norte")],
    [("c", "Gracias por la información", 3), ("a", "Con gusto"), ("c", "¿Me apartas dos?", 3)],
    [("c", "¿Eres un asistente virtual?"), ("a", "Sí, ¿en qué te ayudo?"),
     ("c", "No quiero un asistente virtual, quiero hablar con alguien")],
    [("c", "¿Atienden fuera de horario?"), ("a", "No"), ("c", "¿Y los domingos fuera de horario?")],
    [("c", "Mensaje", 1), ("a", "Dime", 1), ("c", "¿Cuánto cuesta el pastel?", 4), ("a", "420", 2), ("c", "ya", 2)],
    [("c", "¿Tienen pan de muerto?"), ("p", "Sí, señora"), ("c", "¿Tienen pan de muerto?"), ("p", "Que sí"),
     ("c", "¿Tienen pan de muerto?")],
]  # fmt: skip


@pytest.mark.parametrize("lines", PEOPLE)
def test_people_are_answered(lines: list[tuple[str, str] | tuple[str, str, float]]) -> None:
    kinds = {verdict.kind for verdict in verdicts(lines)}
    assert kinds <= {None, "echo"}, kinds
    assert "trip" not in {verdict.action for verdict in verdicts(lines)}


MACHINES: list[list[tuple[str, str] | tuple[str, str, float]]] = [
    [("c", OFF), ("a", "Hola, ¿qué necesitas?"), ("c", OFF), ("a", "¿Hola?"), ("c", OFF)],
    [("c", "Hola, soy un asistente automático."), ("a", "Hola"),
     ("c", "Gracias por su mensaje, en breve le atendemos. ¿Algo más?"), ("a", "No"),
     ("c", "Gracias por su mensaje, en breve le atendemos. ¿Algo más?")],
    [("c", "I am out of office until Monday."), ("a", "Ok"), ("c", "I am out of office until Monday.")],
    [("a", HOURS), ("c", HOURS), ("a", "¿En qué te ayudo el día de hoy?"), ("c", "¿En qué te ayudo el día de hoy?")],
    [("c", "Elija una opción: 1 ventas, 2 soporte"), ("a", "Ventas"), ("c", "Elija una opción: 1 ventas, 2 soporte"),
     ("a", "Ventas, por favor"), ("c", "Elija una opción: 1 ventas, 2 soporte")],
    [("c", "Opción no válida. Escriba MENU para volver al inicio."), ("a", "Menú"),
     ("c", "Opción no válida. Escriba MENÚ para volver al inicio!"), ("a", "MENU"),
     ("c", "Opcion no valida. Escriba MENU para volver al inicio.")],
]  # fmt: skip


@pytest.mark.parametrize("lines", MACHINES)
def test_a_machine_is_left_alone_by_its_third_turn(lines: list[tuple[str, str] | tuple[str, str, float]]) -> None:
    assert verdicts(lines)[-1].action in ("silent", "trip")


def test_long_texts_that_come_within_seconds_of_each_answer_are_a_machines() -> None:
    lines: list[tuple[str, str] | tuple[str, str, float]] = []
    for asked in (
        "mi trámite de la licencia",
        "el pago de la tenencia",
        "una cita en la oficina",
        "mi acta",
        "otra cosa",
    ):
        lines += [("c", f"Hola, buenas tardes, quisiera preguntar por {asked}", 2), ("a", "Va", 9)]
    assert verdicts(lines)[-1] == Verdict("trip", "rhythm")


def test_a_first_echo_is_passed_over_and_a_second_trips() -> None:
    lines: list[tuple[str, str] | tuple[str, str, float]] = [("a", HOURS), ("c", HOURS), ("a", OFF), ("c", OFF)]
    assert [each.action for each in verdicts(lines)] == ["silent", "trip"]


@pytest.mark.parametrize(
    ("spent", "kind"),
    [
        (Spent((MOST_REPLIES[0][1], 0)), "replies"),
        (Spent((0, MOST_REPLIES[1][1])), "replies"),
        (Spent((0, 0), MOST_MICROS), "cost"),
    ],
)
def test_answers_and_money_have_bounds(spent: Spent, kind: str) -> None:
    made = conversation(("c", "¿Cuánto cuesta el pastel de tres leches?"))
    verdict = judge(made, spent, made[-1].sent_at)
    assert (verdict.action, verdict.kind) == ("hand_over", kind)
    less = Spent((MOST_REPLIES[0][1] - 1, MOST_REPLIES[1][1] - 1), MOST_MICROS - 1)
    assert judge(made, less, made[-1].sent_at) == Verdict()


@given(st.lists(st.tuples(st.sampled_from("cap"), st.text(max_size=60), st.floats(0, 1e5)), max_size=40))
def test_no_conversation_breaks_the_judge(lines: list[tuple[str, str, float]]) -> None:
    made = conversation(*lines)
    assert judge(made, Spent(), BEGAN + timedelta(days=60)).action in ("go", "silent", "trip", "hand_over")
