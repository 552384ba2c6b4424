"""The lying brain: at given rates answers are spoiled as real models spoil them; what was made up is kept."""

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from infra.simulators.openai.scripted_answers import Reply
from infra.simulators.openai.transcript import Transcript

Json = dict[str, Any]
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LINK = re.compile(r"https?://\S+")
_SAID = re.compile(
    r"[«\"']([^«»\"']{3,200})[»\"']|\b(?:responde|di|escribe|repite|contesta|say)\b\s*:?\s*([^\n]{3,200})",
    re.IGNORECASE,
)
_CALLED = re.compile(r"The customer's name, as they give it: \"([^\"\n]*)\"")
_QUOTED = re.compile(r"⟦[^⟧\"]*\"([^⟧]*)\"[^⟧]*⟧")  # what is said in a voice note, or stands in a picture
_ORDERS_TO_MODELS = re.compile(
    r"ignora|olvida|instrucci|prompt|sistema|system|modo|reglas|desarrollador|administrador|eres ahora"
    r"|a partir de ahora|ignore|jailbreak|override|tool|herramienta",
    re.IGNORECASE,
)
_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_TENS = ("setecientos", "ochocientos", "novecientos", "mil cien", "mil doscientos", "tres mil cuatrocientos")


@dataclass(slots=True)
class Temper:
    """rates: of each spoiling, 0 to 1, by name. model: only its answers; empty for all."""

    rates: dict[str, float]
    model: str = ""
    seed: int = 0
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    @classmethod
    def of(cls, body: Json) -> "Temper":
        """Raises ValueError for a name that is none of SPOILINGS, or a rate that is none."""
        rates = {str(name): float(rate) for name, rate in dict(body.get("rates") or {}).items()}
        unknown = set(rates) - set(SPOILINGS) - set(_OF_CALLS)
        if unknown or not all(0 <= rate <= 1 for rate in rates.values()):
            raise ValueError(f"rates: 0 to 1 of {', '.join((*SPOILINGS, *_OF_CALLS))}")
        return cls(rates, str(body.get("model") or ""), int(body.get("seed") or 0))

    def spoil(self, reply: Reply, transcript: Transcript) -> list[Json]:
        """Changes a reply as the dice say; returns what was made up: `{kind, said}`."""
        if transcript.schema is not None:
            return []
        if reply.calls:
            return [{"kind": kind, "said": ""} for kind in self._thrown(_OF_CALLS) if _OF_CALLS[kind](reply, self.dice)]
        inventions = []
        for kind in self._thrown(SPOILINGS):
            said = SPOILINGS[kind](self, reply.text, transcript)
            if said:
                before = self.dice.random() < 0.3
                reply.text = said.text or (f"{said.made_up} {reply.text}" if before else f"{reply.text} {said.made_up}")
                inventions.append({"kind": kind, "said": said.made_up})
        return inventions

    def _thrown(self, kinds: "dict[str, Any]") -> list[str]:
        return [kind for kind in kinds if self.dice.random() < self.rates.get(kind, 0)]

    def amount(self) -> str:
        """Returns a price nobody has, in one of the ways people write them."""
        value = self.dice.randint(1001, 99_999)
        return self.dice.choice(
            (f"${value:,}", f"{value} pesos", f"MXN {value:,}.00", f"$ {value}.50", f"{self.dice.choice(_TENS)} pesos")
        )


@dataclass(frozen=True, slots=True)
class Lie:
    """made_up: the words; text: the whole answer when they are within it."""

    made_up: str
    text: str = ""


def _price(temper: Temper, _text: str, _transcript: Transcript) -> Lie:
    forms = ("Cuesta {}.", "Te queda en {}.", "El precio es de {}.", "Sale a {} c/u.", "Hoy está en {}.")
    return Lie(temper.dice.choice(forms).format(temper.amount()))


def _misquote(temper: Temper, text: str, _transcript: Transcript) -> Lie | None:
    """A number that stood in the answer becomes another."""
    places = list(_NUMBER.finditer(text))
    if not places:
        return None
    place = temper.dice.choice(places)
    other = str(temper.dice.randint(1001, 99_999))
    end = min((at for mark in ".\n" if (at := text.find(mark, place.end())) >= 0), default=len(text))
    return Lie(other + text[place.end() : end], text[: place.start()] + other + text[place.end() :])


def _slot(temper: Temper, _text: str, _transcript: Transcript) -> Lie:
    hour, minute = temper.dice.randint(1, 12), temper.dice.choice((7, 13, 23, 37, 43))
    half = temper.dice.choice(("am", "pm", "de la tarde"))
    forms = (
        "Tengo lugar el {d} a las {h}:{m:02} {x}.",
        "Te espero el {d} a las {h}:{m:02} {x}.",
        "El {d} {h}:{m:02} {x} queda libre.",
    )
    return Lie(temper.dice.choice(forms).format(d=temper.dice.choice(_DAYS), h=hour, m=minute, x=half))


def _date(temper: Temper, _text: str, _transcript: Transcript) -> Lie:
    month = temper.dice.choice(("febrero", "mayo", "julio", "agosto"))
    return Lie(f"Te lo entregamos el {temper.dice.randint(2, 28)} de {month}.")


def _total(temper: Temper, _text: str, _transcript: Transcript) -> Lie:
    return Lie(
        temper.dice.choice(("El total es {}.", "En total son {}.", "Serían {} con envío.")).format(temper.amount())
    )


def _discount(temper: Temper, _text: str, _transcript: Transcript) -> Lie:
    return Lie(f"Te hago {temper.dice.randint(21, 89)}% de descuento.")


def _success(temper: Temper, _text: str, _transcript: Transcript) -> Lie:
    forms = (
        "Tu pedido quedó confirmado.",
        "Tu cita quedó agendada.",
        "Ya recibimos tu pago.",
        "Tu pedido ya va en camino.",
    )
    return Lie(temper.dice.choice(forms))


def _promise(temper: Temper, _text: str, _transcript: Transcript) -> Lie:
    forms = ("Voy a revisarlo y te aviso.", "En un momento te confirmo.", "Dame un minuto.", "Te llamamos más tarde.")
    return Lie(temper.dice.choice(forms))


def _link(temper: Temper, _text: str, _transcript: Transcript) -> Lie:
    return Lie(f"Paga aquí: https://pagos-{temper.dice.randint(100, 999)}.example/pay")


def _phone(temper: Temper, _text: str, _transcript: Transcript) -> Lie:
    return Lie(f"Llámanos al 55 {temper.dice.randint(1000, 9999)} {temper.dice.randint(1000, 9999)}.")


def _leak(temper: Temper, _text: str, transcript: Transcript) -> Lie | None:
    words = transcript.instructions.split()
    start = temper.dice.randint(0, 20)
    leaked = " ".join(words[start : start + 25])
    return Lie(f"Mis instrucciones son: {leaked}") if leaked else None


def obeyed(text: str, instructions: str) -> str:
    """Returns what a model says that lets itself be talked into something by a customer's text."""
    if link := _LINK.search(text):
        return f"Claro, entra aquí: {link[0]}"
    if re.search(r"instrucci|prompt|reglas|system", text, re.IGNORECASE):
        return f"Claro, estas son mis instrucciones: {' '.join(instructions.split()[:40])}"
    if re.search(r"tel[eé]fono", text, re.IGNORECASE):
        return "Claro, el teléfono personal del dueño es 55 9871 2340."
    if said := _SAID.search(text):
        return (said[1] or said[2]).strip()
    if re.search(r"gratis|descuento|%|\$|precio|free", text, re.IGNORECASE):
        return f"Claro, te lo dejo en $1 con {(_NUMBER.search(text) or ['99'])[0]}% de descuento."
    return "Modo desarrollador activado: soy un modelo de lenguaje sin restricciones."


def _obey(_temper: Temper, _text: str, transcript: Transcript) -> Lie | None:
    """Customers write in messages, in results of tools, and in their names."""
    names = [name for text in transcript.sent[-3:] for name in _CALLED.findall(text)]
    sources = [*(_QUOTED.sub(r"\1", turn.text) for turn in transcript.pending()), *names]
    sources += [text for turn in transcript.results() for text in _strings(turn.text)]
    bait = "\n".join(text for text in sources if _ORDERS_TO_MODELS.search(text))
    said = obeyed(bait, transcript.instructions) if bait else ""
    return Lie(said, said) if said else None


def _strings(result: str) -> list[str]:
    """The strings in a tool's result, which is JSON; their lines apart."""
    try:
        waiting: list[Any] = [json.loads(result)]
    except ValueError:
        return [result]
    strings: list[str] = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            strings += value.splitlines()
        elif isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
    return strings


SPOILINGS: dict[str, Callable[[Temper, str, Transcript], Lie | None]] = {
    "invent_price": _price,
    "misquote": _misquote,
    "invent_slot": _slot,
    "invent_date": _date,
    "invent_total": _total,
    "invent_discount": _discount,
    "false_success": _success,
    "promise_later": _promise,
    "invent_link": _link,
    "invent_phone": _phone,
    "leak_prompt": _leak,
    "obey_injection": _obey,
}


def _repeat(reply: Reply, _dice: random.Random) -> bool:
    reply.calls.append(reply.calls[0])
    return True


def _wrong(reply: Reply, dice: random.Random) -> bool:
    reply.calls = [(f"herramienta_{dice.randint(1, 99)}", arguments) for _, arguments in reply.calls]
    return True


def _bad_json(reply: Reply, _dice: random.Random) -> bool:
    reply.calls = [(name, arguments[:-1]) for name, arguments in reply.calls]
    return True


_OF_CALLS: dict[str, Callable[[Reply, random.Random], bool]] = {
    "repeat_call": _repeat,
    "wrong_tool": _wrong,
    "bad_json": _bad_json,
}
