"""Why a message was not sent through WhatsApp Web: codes of ours and of WhatsApp, in plain words."""

from recado.kernel.words import Words

_REASONS = {
    "web_463": Words(
        "WhatsApp no deja escribir por ahora a personas que no han escrito antes.",
        "WhatsApp does not allow writing to people who have not written first, for now.",
    ),
    "web_479": Words(
        "WhatsApp no reconoce el identificador de este contacto.", "WhatsApp does not know this contact's id."
    ),
    "not_on_whatsapp": Words(
        "Este contacto no está en WhatsApp, o ya no está en el grupo.",
        "This contact is not on WhatsApp, or not in the group any more.",
    ),
    "number_deleted": Words(
        "El número de WhatsApp se eliminó antes de que el mensaje saliera.",
        "The WhatsApp number was deleted before the message went out.",
    ),
    "no_address": Words(
        "No se conoce ni el teléfono ni el identificador de WhatsApp de este contacto.",
        "Neither the phone nor the WhatsApp id of this contact is known.",
    ),
    "no_templates_on_web": Words(
        "Las plantillas solo se pueden enviar desde un número de la API de WhatsApp.",
        "Templates can only be sent from a number on WhatsApp's API.",
    ),
    "bad_content": Words(
        "Este contenido no se puede enviar por WhatsApp Web.", "This content cannot be sent through WhatsApp Web."
    ),
    "file_gone": Words("El archivo del mensaje ya no está.", "The message's file is not there any more."),
    "link_invalid": Words("El enlace del archivo no es válido.", "The file's link is not valid."),
    "link_private": Words(
        "El enlace del archivo lleva a una red privada.", "The file's link leads into a private network."
    ),
    "link_redirects": Words("El enlace del archivo redirige demasiadas veces.", "The file's link redirects too often."),
    "link_no_file": Words("En el enlace no hay ningún archivo.", "There is no file behind the link."),
    "link_too_large": Words(
        "El archivo del enlace es más grande de lo que se puede enviar.",
        "The link's file is larger than what can be sent.",
    ),
}
_ELSE = Words("WhatsApp rechazó el mensaje.", "WhatsApp refused the message.")


def code_of(said: str) -> str:
    """Returns the code a failure is kept under. said: WhatsApp's own number, or a code of ours."""
    return f"web_{said}" if said.isdigit() else said


def reason(code: str) -> Words:
    """Returns it in plain words."""
    return _REASONS.get(code, _ELSE)


def may_pass(code: str) -> bool:
    """Returns whether sending it again later may succeed: an account's lock ends, and so does WhatsApp's own
    trouble."""
    return code == "web_463" or (code.startswith("web_5") and len(code) == len("web_500"))
