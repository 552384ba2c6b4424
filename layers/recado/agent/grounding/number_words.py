"""Number words of Spanish and English, folded: what each is worth and how it joins others."""

from dataclasses import dataclass
from typing import Literal

Joins = Literal["unit", "tens", "hundreds", "times_hundred", "scale", "dozen", "half"]


@dataclass(frozen=True, slots=True)
class Word:
    """A number word. english: tens take a unit without a word between ("twenty five"; "treinta y cinco")."""

    value: int
    joins: Joins
    english: bool = False


_UNITS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
)
_UNITS += "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
_UNITS += "veintiocho veintinueve"
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_HUNDREDS = "cien doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
_ENGLISH += "seventeen eighteen nineteen"
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
# What "mil" is no number before.
NOT_COUNTED = frozenset("gracias disculpas perdones amores maravillas veces felicidades bendiciones formas".split())
HALVED = frozenset("kilo litro metro kg docena millon hora kilogramo galon pollo".split())
ONES = frozenset({"un", "una", "uno", "one"})  # articles, unless they are part of a longer number
# "once" and "ten" are no numbers beside these: "at once", "once you pay", "ten en cuenta".
NO_NUMBER_BEFORE = {
    "once": frozenset("you we the your it i they he she a my our".split()),
    "ten": frozenset("en cuidado paciencia presente listo lista a lo la".split()),
}
NO_NUMBER_AFTER = {"once": frozenset({"at"}), "ciento": frozenset({"por"}), "cien": frozenset({"por"})}
SLANG_THOUSANDS = frozenset({"luca", "lucas"})


def _words() -> dict[str, Word]:
    words = {name: Word(value, "unit") for value, name in enumerate(_UNITS.split())}
    words |= {name: Word(value, "unit", english=True) for value, name in enumerate(_ENGLISH.split())}
    words |= {
        "un": Word(1, "unit"),
        "una": Word(1, "unit"),
        "veintiun": Word(21, "unit"),
        "veintiuna": Word(21, "unit"),
    }
    words["veinte"] = Word(20, "tens")
    for at, name in enumerate(_TENS.split()):
        words[name] = Word(30 + 10 * at, "tens")
        for unit, short in enumerate(_UNITS.split()[1:10], 1):
            words[f"{name}i{short}"] = words[f"{name}y{short}"] = Word(30 + 10 * at + unit, "unit")
    words |= {name: Word(20 + 10 * at, "tens", english=True) for at, name in enumerate(_ENGLISH_TENS.split())}
    for at, stem in enumerate(_HUNDREDS.split(), 1):
        words |= {stem + ending: Word(100 * at, "hundreds") for ending in ([""] if at == 1 else ["os", "as"])}
    words |= {"ciento": Word(100, "hundreds"), "hundred": Word(100, "times_hundred", english=True)}
    words |= dict.fromkeys(("mil", "thousand", "k", *SLANG_THOUSANDS), Word(1_000, "scale"))
    words |= dict.fromkeys(("millon", "millones", "million", "millions"), Word(1_000_000, "scale"))
    words |= dict.fromkeys(("docena", "docenas", "dozen", "dozens"), Word(12, "dozen"))
    return words | dict.fromkeys(("medio", "media", "half"), Word(0, "half"))


WORDS = _words()
