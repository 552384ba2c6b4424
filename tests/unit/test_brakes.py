"""Machines are noticed within three turns, and people are not taken for one."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.agent.brakes import MOST_MICROS, MOST_REPLIES, Spent, Verdict, judge
from recado.messaging.model import StoredMessage
from tests.rigs.chats_of_machines import MACHINES, OFF, Machine
from tests.rigs.chats_of_people import HOURS, PEOPLE, Line

BEGAN = datetime(2026, 11, 27, 12, tzinfo=UTC)
ANSWERS = (HOURS, "¿Qué necesitas hoy?", "Con gusto te ayudo con tu pedido", "¿Sigues ahí?")
TURNS = 3


def conversation(*lines: Line) -> list[StoredMessage]:
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


def answered(made: list[StoredMessage], moment: datetime) -> Spent:
    """What `brake_store` would count, were each of the agent's messages a turn's answer."""
    at = [message.sent_at for message in made if message.author == "agent"]
    return Spent(tuple(sum(moment - each < span for each in at) for span, _ in MOST_REPLIES))


def verdicts(lines: list[Line]) -> list[Verdict]:
    """What is judged at each of the customer's messages."""
    made = conversation(*lines)
    return [
        judge(made[: at + 1], answered(made[:at], made[at].sent_at), made[at].sent_at)
        for at, message in enumerate(made)
        if message.direction == "in" and (at + 1 == len(made) or made[at + 1].direction == "out")
    ]


@pytest.mark.parametrize("lines", PEOPLE.values(), ids=list(PEOPLE))
def test_people_are_answered(lines: list[Line]) -> None:
    assert {verdict.action for verdict in verdicts(lines)} == {"go"}


@pytest.mark.parametrize("machine", MACHINES.values(), ids=list(MACHINES))
def test_a_machine_is_left_alone_by_its_third_turn(machine: Machine) -> None:
    lines: list[Line] = [("a", ANSWERS[0])]
    for turn in range(TURNS):
        said = lines[-1][1] if machine.echoes else machine.says[min(turn, len(machine.says) - 1)]
        lines.append(("c", said, machine.seconds))
        if verdicts(lines)[-1].action != "go":
            return
        lines.append(("a", ANSWERS[turn + 1], 3))
    pytest.fail("it is still answered")


def test_what_a_machine_says_of_itself_is_answered_again_after_half_a_day() -> None:
    again = [verdicts([("c", OFF), ("a", "Hola"), ("c", OFF, hours * 3600)])[-1].action for hours in (11, 13)]
    assert again == ["silent", "go"]


def test_long_texts_that_come_within_seconds_of_each_answer_are_a_machines() -> None:
    lines: list[Line] = []
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
    lines: list[Line] = [("a", HOURS), ("c", HOURS), ("a", OFF), ("c", OFF)]
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


@given(
    st.lists(st.tuples(st.sampled_from("cap"), st.sampled_from(["sí", OFF, HOURS]), st.floats(0, 900)), min_size=1),
    st.randoms(use_true_random=False),
)
def test_neither_order_nor_doubles_of_messages_break_the_judge(
    lines: list[tuple[str, str, float]], random: Random
) -> None:
    made = conversation(*lines)
    shuffled = random.sample(made, len(made))
    moment = made[-1].sent_at
    assert judge(shuffled, Spent(), moment) == judge(made, Spent(), moment), "they are looked at as they came in"
    judge(made + shuffled, Spent(), moment)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20), st.integers(0, 500_000), st.integers(0, 500_000))
def test_more_answers_and_more_money_never_loosen_a_brake(
    soon: int, day: int, more: int, micros: int, dearer: int
) -> None:
    made = conversation(("c", "¿Cuánto cuesta el pastel de tres leches?"))
    moment = made[-1].sent_at
    if judge(made, Spent((soon, day), micros), moment).action != "go":
        assert judge(made, Spent((soon + more, day + more), micros + dearer), moment).action != "go"
