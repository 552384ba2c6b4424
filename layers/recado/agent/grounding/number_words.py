"""Number words of Spanish and English, folded: what each is worth and how it joins others."""

from dataclasses import dataclass
from typing import Final, Literal

from recado.agent.grounding.folding import word_set

Joins = Literal["unit", "tens", "hundreds", "times_hundred", "scale", "dozen", "half"]


@dataclass(frozen=True, slots=True)
class Word:
    """A number word. english: tens take a unit without a word between ("twenty five"; "treinta y cinco")."""

    value: int
    joins: Joins
    english: bool = False


_UNITS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve"
)
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_HUNDREDS = "cien doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
JOINERS: Final = word_set("y e and")
HALVES: Final = word_set("medio media half")
HALVED: Final = word_set("kilo litro metro kg docena millon hora kilogramo galon pollo")  # "medio kilo" is 0.5 of one
ONES: Final = word_set("un una uno one")  # articles, unless they are part of a longer number
SLANG_THOUSANDS: Final = word_set("luca lucas")
GLUED: Final = word_set("k")  # 45k
ENDS_HUNDREDS: Final = word_set("cien")  # "ciento veinte", never "cien veinte"
# Words that are no numbers before or after these: "mil gracias", "once you pay", "at once", "ten en cuenta".
_NONE_BEFORE = {
    "mil": word_set("gracias disculpas perdones amores maravillas veces felicidades bendiciones formas"),
    "once": word_set("you we the your it i they he she a my our"),
    "ten": word_set("en cuidado paciencia presente listo lista a lo la"),
}
_NONE_AFTER = {"once": word_set("at"), "ciento": word_set("por"), "cien": word_set("por")}


def _words() -> dict[str, Word]:
    words = {name: Word(value, "unit") for value, name in enumerate(_UNITS.split())}
    words |= {name: Word(value, "unit", english=True) for value, name in enumerate(_ENGLISH.split())}
    words |= {name: Word(1, "unit") for name in ("un", "una")}
    words |= {name: Word(21, "unit") for name in ("veintiun", "veintiuna")}
    words["veinte"] = Word(20, "tens")
    for at, name in enumerate(_TENS.split()):
        words[name] = Word(30 + 10 * at, "tens")
        for unit, short in enumerate(_UNITS.split()[1:10], 1):
            words[f"{name}i{short}"] = words[f"{name}y{short}"] = Word(30 + 10 * at + unit, "unit")
    words |= {name: Word(20 + 10 * at, "tens", english=True) for at, name in enumerate(_ENGLISH_TENS.split())}
    for at, stem in enumerate(_HUNDREDS.split(), 1):
        words |= {stem + ending: Word(100 * at, "hundreds") for ending in ([""] if at == 1 else ["os", "as"])}
    words |= {"ciento": Word(100, "hundreds"), "hundred": Word(100, "times_hundred", english=True)}
    words |= dict.fromkeys(("mil", "thousand", *GLUED, *SLANG_THOUSANDS), Word(1_000, "scale"))
    words |= dict.fromkeys(("millon", "millones", "million", "millions"), Word(1_000_000, "scale"))
    words |= dict.fromkeys(("docena", "docenas", "dozen", "dozens"), Word(12, "dozen"))
    return words | dict.fromkeys(HALVES, Word(0, "half"))


_WORDS = _words()


def number_word(word: str, previous: str) -> Word | None:
    """Returns what a word is worth; None when it is no number word, or none after the previous word."""
    found = _WORDS.get(word)
    return None if found is None or previous in _NONE_AFTER.get(word, ()) else found


def counts_before(word: str, following: str) -> bool:
    """Whether a number word that stands alone is one before the word that follows."""
    return following not in _NONE_BEFORE.get(word, ())
