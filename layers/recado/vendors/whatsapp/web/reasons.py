"""Why a message was not sent through WhatsApp Web: codes of ours and of WhatsApp, in plain words."""

_WORDS = {
    "web_463": {
        "es": "WhatsApp no deja escribir por ahora a personas que no han escrito antes.",
        "en": "WhatsApp does not allow writing to people who have not written first, for now.",
    },
    "web_479": {
        "es": "WhatsApp no reconoce el identificador de este contacto.",
        "en": "WhatsApp does not know this contact's id.",
    },
    "not_on_whatsapp": {
        "es": "Este contacto no está en WhatsApp, o ya no está en el grupo.",
        "en": "This contact is not on WhatsApp, or not in the group any more.",
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
    "bad_content": {
        "es": "Este contenido no se puede enviar por WhatsApp Web.",
        "en": "This content cannot be sent through WhatsApp Web.",
    },
    "file_gone": {
        "es": "El archivo del mensaje ya no está.",
        "en": "The message's file is not there any more.",
    },
    "link_invalid": {"es": "El enlace del archivo no es válido.", "en": "The file's link is not valid."},
    "link_private": {
        "es": "El enlace del archivo lleva a una red privada.",
        "en": "The file's link leads into a private network.",
    },
    "link_redirects": {
        "es": "El enlace del archivo redirige demasiadas veces.",
        "en": "The file's link redirects too often.",
    },
    "link_no_file": {"es": "En el enlace no hay ningún archivo.", "en": "There is no file behind the link."},
    "link_too_large": {
        "es": "El archivo del enlace es más grande de lo que se puede enviar.",
        "en": "The link's file is larger than what can be sent.",
    },
}
_ELSE = {"es": "WhatsApp rechazó el mensaje.", "en": "WhatsApp refused the message."}


def code_of(said: str) -> str:
    """The code a failure is kept under. said: WhatsApp's own number, or a code of ours."""
    return f"web_{said}" if said.isdigit() else said


def reason(code: str) -> dict[str, str]:
    """In Spanish and English."""
    return _WORDS.get(code, _ELSE)


def may_pass(code: str) -> bool:
    """Whether sending it again later may succeed: an account's lock ends, and so does WhatsApp's own trouble."""
    return code == "web_463" or (code.startswith("web_5") and len(code) == len("web_500"))
