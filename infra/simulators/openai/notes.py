"""Notes after a conversation: what the brain remembers of a customer, and learns of a person, with their own words."""

import json
import re
from typing import Final

from infra.simulators.openai.transcript import Transcript

MEMORY: Final = "memoria_del_cliente"
LESSON: Final = "aprendizaje"
_FRESH = re.compile(r"^\[(\d+)\] \* (.*)$", re.MULTILINE)
_LIKES = re.compile(
    r"\b(?:prefiero|me gustan?|siempre (?:pido|compro)|i prefer|i (?:really )?like|i always (?:order|buy))\b"
    r"[^.!?\n]{3,120}",
    re.IGNORECASE,
)
_CUSTOMER = re.compile(r"^Customer: (.+)$", re.MULTILINE)
_PERSON = re.compile(r"^Person answered: ([^\n]+)", re.MULTILINE)
LEAST_WORDS: Final = 4


def remember(transcript: Transcript) -> str:
    """Returns JSON as the schema wants it: a preference for each message in which the customer says what they like."""
    text = "\n".join(turn.text for turn in transcript.turns)
    changes = [
        {
            "accion": "add", "nota": None, "tipo": "preference", "texto": f"Dijo: {found[0].strip()}.",
            "mensaje": int(number), "cita": found[0].strip(),
        }
        for number, said in _FRESH.findall(text)
        if (found := _LIKES.search(said))
    ]  # fmt: skip
    return json.dumps({"cambios": changes}, ensure_ascii=False)


def learn(transcript: Transcript) -> str:
    """Returns JSON as the schema wants it: the person's first sentence, when it is one."""
    text = "\n".join(turn.text for turn in transcript.turns)
    person, asked = _PERSON.search(text), _CUSTOMER.findall(text)
    sentence = re.split(r"(?<=[.!?])\s", person[1].strip())[0] if person else ""
    if len(sentence.split()) < LEAST_WORDS or not asked:
        return json.dumps({"aprendizaje": None})
    situation = " ".join(asked[-1].split()[:8])
    return json.dumps({"aprendizaje": {"situacion": situation, "instruccion": sentence}}, ensure_ascii=False)
