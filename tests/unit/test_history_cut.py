"""Where the history that the model reads begins."""

from random import Random

import pytest

from recado.agent import prompt
from recado.agent.history_cut import MOST_MESSAGES, first_kept
from recado.messaging.model import StoredMessage
from recado.vendors.llm.model import Turn
from tests.rigs.stored_messages import stored


def conversation(count: int, pauses: str, words: int) -> list[StoredMessage]:
    """Returns a conversation of short messages, as `seq` numbers them when others write as well."""
    chance, messages, minutes, seq = Random(7), [], 0.0, 1000
    for at in range(count):
        minutes += {"none": 0, "equal": 1, "any": chance.expovariate(0.1)}[pauses]
        seq += 1 if pauses == "none" else chance.randint(1, 50)
        direction = "out" if at % 2 else "in"
        messages.append(stored("text", f"{at} " + "pan " * words, direction=direction, seq=seq, minutes=minutes))
    return messages


def begins(history: list[StoredMessage], budget: int) -> int:
    costs = [prompt.tokens(message.text or "") + prompt.TURN_TOKENS for message in history]
    return first_kept(history, costs, budget)


@pytest.mark.parametrize("pauses", ["none", "equal", "any"])
@pytest.mark.parametrize(("words", "budget"), [(2, 6000), (40, 2000), (40, 600)])
def test_a_long_conversation_begins_at_the_same_message_for_several_turns(pauses: str, words: int, budget: int) -> None:
    whole = conversation(400, pauses, words)
    firsts = []
    for end in range(100, 400, 2):  # a question and its answer
        loaded = whole[:end][-MOST_MESSAGES:]
        firsts.append(loaded[begins(loaded, budget)].seq)
    assert firsts == sorted(firsts), "what was cut stays cut"
    room = 0.3 * min(MOST_MESSAGES, budget / (4 * words / prompt.CHARACTERS_PER_TOKEN + 6)) / 2  # in turns
    assert len(set(firsts)) <= len(firsts) / room * 2.5


@pytest.mark.parametrize("pauses", ["none", "equal", "any"])
def test_what_is_cut_leaves_between_seventy_and_a_hundred_per_cent(pauses: str) -> None:
    whole = conversation(300, pauses, 40)
    for end in range(60, 300):
        loaded = whole[:end][-MOST_MESSAGES:]
        costs = [prompt.tokens(message.text or "") + prompt.TURN_TOKENS for message in loaded]
        kept = sum(costs[first_kept(loaded, costs, 2000) :])
        assert 1400 - max(costs) <= kept <= 2000


def test_a_conversation_that_fits_is_read_from_its_beginning() -> None:
    assert begins(conversation(MOST_MESSAGES - 1, "any", 2), 6000) == 0
    assert begins([], 6000) == 0


def test_a_cut_is_made_where_people_paused_longest() -> None:
    history = conversation(60, "equal", 40)
    rested = [
        stored("text", each.text, seq=each.seq, minutes=at + (600 if at >= 27 else 0))
        for at, each in enumerate(history)
    ]
    costs = [60] * 60
    assert first_kept(rested, costs, 2400) == 27


def test_the_newest_message_is_kept_however_little_room_there_is() -> None:
    history = conversation(5, "any", 40)
    assert begins(history, 10) == 4
    assert len(prompt.turns(history, 10)) == 1


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (12 * 60, None),
        (12 * 60 + 1, "⟦nueva conversación, 12 horas después⟧"),
        (47 * 60 + 59, "⟦nueva conversación, 47 horas después⟧"),
        (48 * 60, "⟦nueva conversación, 2 días después⟧"),
        (75 * 60, "⟦nueva conversación, 3 días después⟧"),
    ],
)
def test_a_long_pause_is_said_between_messages(minutes: float, expected: str | None) -> None:
    history = [stored("text", "Gracias"), stored("text", "Hola", seq=2, minutes=minutes)]
    between = f"\n{expected}\n" if expected else "\n"
    assert prompt.turns(history, 1000) == (Turn("user", f"Gracias{between}Hola"),)


def test_what_is_quoted_from_outside_the_history_is_asked_for_and_told() -> None:
    old = stored("text", "Pido una concha", vendor_id="old")
    history = [
        stored("text", "Pido un bolillo", seq=2, vendor_id="new"),
        stored("text", "cancela este", seq=3, reply_to="old"),
        stored("text", "y este", seq=4, reply_to="new"),
        stored("reaction", "👍", {"emoji": "👍"}, seq=5, target_id="older"),
    ]
    assert prompt.elsewhere(history) == ["old", "older"]
    (turn,) = prompt.turns(history, 1000, [old])
    assert turn.text.splitlines()[1:] == [
        '⟦responde a: "Pido una concha"⟧ cancela este',
        '⟦responde a: "Pido un bolillo"⟧ y este',
        '⟦reacción "👍" a un mensaje anterior⟧',
    ]
