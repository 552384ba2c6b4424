"""Brakes: the agent does not talk with another machine without end, nor answer or spend without bounds.

Judged from the conversation alone, before anything is paid. A brake that trips gives the conversation to people, and
the bot is silent in it until somebody of the team is done (`handovers`).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from recado.messaging.model import StoredMessage

BrakeKind = Literal["echo", "repetition", "auto_reply", "rhythm", "replies", "cost"]
ECHOED: Final = 5  # of our last messages a customer's machine may send back
ECHO_WITHIN: Final = timedelta(minutes=10)
ALIKE: Final = 0.9  # trigrams two texts share, of all they have
ALIKE_TURNS: Final = 3
ALIKE_WITHIN: Final = timedelta(hours=12)  # who orders the same every morning is a person
LEAST_ECHO_LETTERS: Final = 12  # shorter texts are what people say as we do: sí, ok, gracias
LEAST_LETTERS: Final = 20  # shorter texts are what people repeat: claro que sí, muchas gracias
AUTO_REPLY_EVERY: Final = timedelta(hours=12)
RHYTHM: Final = timedelta(seconds=5)
RHYTHM_LETTERS: Final = 40
RHYTHM_TIMES: Final = 4
MOST_REPLIES: Final = ((timedelta(minutes=10), 15), (timedelta(hours=24), 40))  # who orders item by item needs ten
MOST_MICROS: Final = 250_000  # of a US dollar, in a day

# What only machines say of themselves.
_AUTO_REPLIES: Final = re.compile(
    r"(este es|esto es) un mensaje automatic|soy [^.?!]{0,40}asistente (automatic|virtual)"
    r"|gracias por (comunicarte|comunicarse) (con|a) |en breve (te|le|lo|la|nos) (atend|respond|contact|pondr)"
    r"|un asesor (te|le|se) (atendera|contactara|respondera|comunicara|pondra)"
    r"|nuestro horario de atencion es|i am a virtual assistant|we will get back to you"
    r"|thank you for (contacting|reaching out to) |this is an automatic (reply|response|message)|^.?auto.?reply"
)
# What people say too, so that it counts when the same comes again, and not in a question.
_PERHAPS_AUTO_REPLIES: Final = re.compile(
    r"(mensaje|respuesta) automatic|asistente (automatic|virtual)|gracias por (su|tu) mensaje"
    r"|gracias por (contactar|escribir)|fuera de(l)? horario"
    r"|no estamos disponibles|estoy fuera de la oficina|automatic (reply|response|message)|out of (the )?office"
    r"|thank you for your message|virtual assistant"
)


@dataclass(frozen=True, slots=True)
class Spent:
    """What the agent did in a conversation: turns it answered in each span of MOST_REPLIES, and what a day cost."""

    replies: tuple[int, ...] = (0, 0)
    micros: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """go: answer. silent: say nothing this time. trip: say nothing, and people take over. hand_over: say one line, and
    people take over. kind: of the brake; None when there is none."""

    action: Literal["go", "silent", "trip", "hand_over"] = "go"
    kind: BrakeKind | None = None


def judge(history: Sequence[StoredMessage], spent: Spent, moment: datetime) -> Verdict:
    """Returns what is to be done about the customer's newest messages.

    They are looked at as they came in: the clocks of vendors have whole seconds, and machines are quick.
    """
    written = sorted((each for each in history if (each.text or "").strip()), key=lambda each: each.seq)
    if echoes := _echoes(written, moment):
        return Verdict("trip" if echoes > 1 else "silent", "echo")
    if _repeats(written, moment):
        return Verdict("trip", "repetition")
    if _keeps_time(written):
        return Verdict("trip", "rhythm")
    if _is_auto_reply_again(written, moment):
        return Verdict("silent", "auto_reply")
    if any(count >= most for count, (_, most) in zip(spent.replies, MOST_REPLIES, strict=True)):
        return Verdict("hand_over", "replies")
    return Verdict("hand_over", "cost") if spent.micros >= MOST_MICROS else Verdict()


def _echoes(written: Sequence[StoredMessage], moment: datetime) -> int:
    """Returns how often of late the customer's side sent back what we had just written, the newest message among it."""
    ours: list[str] = []
    echoes, newest_is_one = 0, False
    for message in written:
        text = _folded(message.text)
        if message.direction == "out":
            ours = [*ours, text][-ECHOED:]
            continue
        newest_is_one = len(text) >= LEAST_ECHO_LETTERS and text in ours
        echoes += newest_is_one and moment - message.sent_at < ECHO_WITHIN
    return max(echoes, 1) if newest_is_one else 0


def _repeats(written: Sequence[StoredMessage], moment: datetime) -> bool:
    """Whether the customer's side said the same of late in turn after turn, each answered by the agent."""
    turns: list[str] = []
    before = ""
    for message in written:
        if moment - message.sent_at >= ALIKE_WITHIN:
            continue
        if message.direction == "in":
            if before == "in":
                turns[-1] += " " + _folded(message.text)
            else:
                turns.append(_folded(message.text))
        elif message.author != "agent":
            turns = []  # a person is there
        before = message.direction
    last = turns[-ALIKE_TURNS:]
    return len(last) == ALIKE_TURNS and all(
        len(text) >= LEAST_LETTERS and _alike(text, last[-1]) >= ALIKE for text in last
    )


def _keeps_time(written: Sequence[StoredMessage]) -> bool:
    """Whether long texts came within seconds of each of our last answers: nobody types like that."""
    times, before = 0, None
    for message in written:
        if message.direction == "in" and before is not None and before.direction == "out":
            quick = timedelta(0) <= message.sent_at - before.sent_at < RHYTHM
            times = times + 1 if quick and len(message.text or "") >= RHYTHM_LETTERS and before.author == "agent" else 0
        before = message
    return times >= RHYTHM_TIMES


def _is_auto_reply_again(written: Sequence[StoredMessage], moment: datetime) -> bool:
    """Whether the newest is an automatic answer, and one of the hours before was answered already."""
    answered: list[str] = []
    unanswered: list[str] = []
    for message in written[:-1]:
        if message.direction == "out" and message.author == "agent":
            answered, unanswered = answered + unanswered, []
        elif message.direction == "in" and moment - message.sent_at < AUTO_REPLY_EVERY:
            unanswered.append(_folded(message.text))
    if not written or written[-1].direction == "out":
        return False
    newest = _folded(written[-1].text)
    if _AUTO_REPLIES.search(newest):
        return any(_AUTO_REPLIES.search(text) for text in answered)
    perhaps = "?" not in newest and bool(_PERHAPS_AUTO_REPLIES.search(newest))
    return perhaps and any(_alike(text, newest) >= ALIKE for text in answered)


def _folded(text: str | None) -> str:
    plain = unicodedata.normalize("NFKD", (text or "").casefold())
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())


def _alike(one: str, other: str) -> float:
    """Returns the share of trigrams that two texts have in common (Jaccard)."""
    first, second = _trigrams(one), _trigrams(other)
    return len(first & second) / len(first | second) if first | second else 1.0


def _trigrams(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(max(1, len(text) - 2))}
