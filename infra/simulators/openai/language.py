"""The little Spanish and English the brain knows: words, their groups of meaning, and set phrases."""

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")


def _set(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


_ENGLISH = _set(
    """the is are what how much hello hi good morning do does you your open hours price cost where please thanks
    thank i my can need want have we and with for when address english near"""
)
_SPANISH = _set(
    """el la los las es son que como cuanto hola buenas buenos dias tardes tienen hay horario precio donde por
    favor gracias yo mi puedo quiero necesito para con cuando a de en y cuesta abren"""
)
EMPTY = _ENGLISH | _SPANISH | _set("un una al del me te se lo su sus tu o of to in on at it this that there si no")
# Words that ask for the same fact. A context line and a question meet when both touch the same group.
_GROUPS = (
    "precio precios cuesta cuestan cuanto costo costos vale cobran tarifa price prices cost costs much fee mxn usd",
    "horario horarios hora horas abren abre abierto cierran cierra atienden lunes sabado open hours close opening",
    "direccion donde ubicacion ubicados calle avenida colonia llegar sucursal address where location located street",
    "pago pagos pagar tarjeta efectivo transferencia payment pay card cash",
    "envio envios domicilio entregan entrega reparto delivery deliver shipping",
    "cita citas agendar reservar reserva reservacion disponibilidad appointment book booking reservation",
    "telefono llamar correo email contacto phone call",
    "garantia devolucion devoluciones cambio cambios reembolso refund returns warranty",
)
GROUP = {word: f"#{index}" for index, words in enumerate(_GROUPS) for word in words.split()}

PHRASES = {
    "es": {
        "hello": "¡Hola{name}! Con gusto te ayudo.",
        "thanks": "¡Con gusto{name}! Aquí estamos para lo que necesites.",
        "voice": "Escuché tu nota de voz.",
        "image": "Recibí tu imagen, gracias.",
        "file": "Recibí tu archivo, gracias.",
        "fact": "Te comparto la información:",
        "unknown": "Gracias por tu mensaje. No tengo ese dato a la mano; ¿me das un poco más de detalle?",
        "tool": "Listo. Esto es lo que encontré:",
        "long": "Esta es la frase {n} de una respuesta larga de prueba.",
    },
    "en": {
        "hello": "Hello{name}! Happy to help.",
        "thanks": "You're welcome{name}! We're here for anything you need.",
        "voice": "I listened to your voice note.",
        "image": "I got your picture, thank you.",
        "file": "I got your file, thank you.",
        "fact": "Here is the information:",
        "unknown": "Thanks for your message. I don't have that at hand; could you give me a little more detail?",
        "tool": "Done. Here is what I found:",
        "long": "This is sentence {n} of a long test answer.",
    },
}


def plain(text: str) -> str:
    """Lower case, without accents."""
    split = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in split if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def stems(text: str) -> set[str]:
    """The meaning-bearing words: their group when they have one, otherwise their first letters."""
    all_words = words(text)
    return {GROUP[word] for word in all_words if word in GROUP} | {
        word[:5] for word in all_words if word not in EMPTY and len(word) > 2
    }


def language(text: str) -> str:
    """English when it clearly is; Spanish otherwise."""
    text_words = words(text)
    english = sum(word in _ENGLISH for word in text_words)
    return "en" if english > sum(word in _SPANISH for word in text_words) else "es"
