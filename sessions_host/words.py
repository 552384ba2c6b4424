"""Why a message was not sent through WhatsApp Web, in plain words."""

_WORDS = {
    "463": {
        "es": "WhatsApp no deja escribir por ahora a personas que no han escrito antes.",
        "en": "WhatsApp does not allow writing to people who have not written first, for now.",
    },
    "479": {
        "es": "WhatsApp no reconoce el identificador de este contacto.",
        "en": "WhatsApp does not know this contact's id.",
    },
    "number_deleted": {
        "es": "El número de WhatsApp se eliminó antes de que el mensaje saliera.",
        "en": "The WhatsApp number was deleted before the message went out.",
    },
    "no_address": {
        "es": "No se conoce ni el teléfono ni el identificador de WhatsApp de este contacto.",
        "en": "Neither the phone nor the WhatsApp id of this contact is known.",
    },
    "no_templates_on_web": {
        "es": "Las plantillas solo se pueden enviar desde un número de la API de WhatsApp.",
        "en": "Templates can only be sent from a number on WhatsApp's API.",
    },
}
_ELSE = {"es": "WhatsApp rechazó el mensaje.", "en": "WhatsApp refused the message."}


def reason(code: str) -> dict[str, str]:
    """In Spanish and English."""
    return _WORDS.get(code, _ELSE)
