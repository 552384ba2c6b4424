"""The words of a question that say what is asked for."""

import re
import unicodedata
from typing import Final

MOST_WORDS: Final = 12
MOST_QUESTION: Final = 500  # characters that are read
_WORD: Final = re.compile(r"[^\W_]+")
_COMMON: Final = frozenset(
    _WORD.findall(  # what says nothing of what is asked for
        """
        a al algo alguna alguno algun ante aqui asi aun aunque buenas buenos cada como con cual cuales cuando cuanto
        cuanta cuantos cuantas de del desde dia dias donde dos el ella ellas ellos en entre era es esa ese eso esta
        este esto estan estoy favor fue gracias ha hace hacen han hasta hay hola la las le les lo los mas me mi mis
        mucho muy nada ni no nos o os otra otro para pero podria puede pueden puedo por porque pues que quien quiero
        quisiera saber se sea ser si sin sobre solo son soy su sus tal tambien te tengo tiene tienen tienes todo tu
        tus un una uno unos unas usted ustedes va van y ya yo the and are can could did do does for from have how is
        it of on or our please that this to was what when where which who will with would you your
        """
    )
)


def folded(text: str) -> str:
    """Returns a text as it is compared: small letters, without accents."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def words_of(question: str) -> list[str]:
    """Returns the words that say what is asked, folded, each once: at most twelve."""
    words = dict.fromkeys(_WORD.findall(folded(question[:MOST_QUESTION])))
    telling = [word for word in words if word not in _COMMON and (len(word) > 2 or word.isdigit())]
    return telling[:MOST_WORDS]
