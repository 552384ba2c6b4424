"""Which language a short text is in, Spanish or English, by its small words; not known more often than wrong."""

import re
from typing import Final, Literal

from recado.agent.grounding.folding import word_set

Language = Literal["es", "en"]
_WORDS: Final = re.compile(r"[a-z']+")
_SPANISH = word_set(
    "el la los las un una unos unas y o de del al que en con por para es son esta estan hay tiene tienen tienes "
    "tenemos quiero quisiera necesito puedo puedes cuanto cuesta cuestan precio hola buenas buenos dias tardes "
    "gracias si pero muy mas como cuando donde cual usted ustedes tu te le les nos mi su sus lo se me ya tambien "
    "aqui hoy manana pedido cita favor claro gusto ser fue este esa ese eso todo sobre desde hasta entre sin "
    "nuestro nuestra nuestros"
)
_ENGLISH = word_set(
    "the a an and or of to in on at for with is are am was were be been do does did have has had can could will "
    "would should i you he she it we they my your our their this that these those what which when where how much "
    "many hello hi hey thanks thank please yes not don't i'm it's we're you're there here from about any some "
    "need want price order appointment today tomorrow open available if but so just"
)
_SURE: Final = 3  # times as many words of the one as of the other


def language(plain: str, least: int) -> Language | None:
    """Returns the language of a folded text; None when fewer than `least` of its words tell, or both do."""
    words = _WORDS.findall(plain)
    spanish = sum(word in _SPANISH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if spanish >= least and spanish > _SURE * english:
        return "es"
    return "en" if english >= least and english > _SURE * spanish else None
