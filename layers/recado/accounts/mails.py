"""The mails of accounts, in Spanish and English, and sending them."""

from uuid import UUID

from recado.accounts.model import Language
from recado.kernel.errors import Unavailable
from recado.kernel.log import logger
from recado.kernel.settings import settings
from recado.platform import mail
from recado.platform.mail import Mail

log = logger("accounts")

_IGNORE = {
    "es": "Si no fuiste tú, ignora este correo: nada cambiará.",
    "en": "If it was not you, ignore this mail: nothing will change.",
}
_UNEXPECTED = {
    "es": "Si no esperabas esta invitación, ignora este correo: nada cambiará.",
    "en": "If you did not expect this invitation, ignore this mail: nothing will change.",
}

# Why, and what to do about it.
_ENDED: dict[str, dict[Language, tuple[str, str]]] = {
    "logged_out": {
        "es": ("se cerró su sesión desde el teléfono o WhatsApp.", "Vuelve a vincularlo con un código QR:"),
        "en": ("it was logged out from the phone or by WhatsApp.", "Link it again with a QR code:"),
    },
    "banned": {
        "es": ("WhatsApp lo suspendió.", "Revisa en el teléfono hasta cuándo, y reinícialo después:"),
        "en": ("WhatsApp has banned it.", "See on the phone until when, and restart it after that:"),
    },
    "replaced": {
        "es": ("otro programa tomó su sesión.", "Cierra el otro y reinícialo aquí:"),
        "en": ("another program took over its session.", "Close the other one and restart it here:"),
    },
    "stopped": {
        "es": (
            "su sesión falló varias veces seguidas.",
            "Reinícialo; si no funciona, cierra la sesión y vincúlalo otra vez:",
        ),
        "en": (
            "its session failed several times in a row.",
            "Restart it; if that does not help, log it out and link it again:",
        ),
    },
}


def verification(to: str, language: Language, token: str) -> Mail:
    link = _link("verify-email", token)
    if language == "es":
        lines = ("Confirma tu correo para empezar a usar Recado:", link, "El enlace vale dos días.")
        return _mail(to, "Confirma tu correo", language, *lines)
    return _mail(
        to, "Confirm your e-mail", language, "Confirm your e-mail to start with Recado:", link, "It is valid two days."
    )


def already_known(to: str, language: Language) -> Mail:
    """To somebody who signs up a second time."""
    link = f"{settings().app_url}/log-in"
    if language == "es":
        lines = (
            "Alguien quiso abrir una cuenta con este correo, que ya tiene una. Entra o pide otra contraseña:",
            link,
        )
        return _mail(to, "Ya tienes una cuenta", language, *lines)
    lines = ("Somebody tried to sign up with this address, which has an account. Log in or reset your password:", link)
    return _mail(to, "You already have an account", language, *lines)


def reset(to: str, language: Language, token: str) -> Mail:
    link = _link("reset-password", token)
    if language == "es":
        return _mail(to, "Elige otra contraseña", language, "Elige otra contraseña:", link, "El enlace vale una hora.")
    return _mail(to, "Choose a new password", language, "Choose a new password:", link, "It is valid one hour.")


def unknown(to: str, language: Language) -> Mail:
    """To an address somebody asked a reset for, and that has no account."""
    if language == "es":
        return _mail(
            to, "No hay cuenta", language, "Alguien pidió otra contraseña, pero este correo no tiene cuenta en Recado."
        )
    return _mail(
        to, "There is no account", language, "Somebody asked for a reset, but this address has no account at Recado."
    )


def invitation(to: str, language: Language, business: str, token: str) -> Mail:
    """To somebody with an account, who is asked to join a team."""
    link = _link("accept-invitation", token)
    if language == "es":
        lines = (f"Te invitan al equipo de «{business}». Entra con tu cuenta para aceptar:", link)
        return _invitation(to, "Te invitan a un equipo", language, *lines, "El enlace vale siete días.")
    lines = (f"You are invited to the team of “{business}”. Log in with your account to accept:", link)
    return _invitation(to, "You are invited to a team", language, *lines, "It is valid seven days.")


def invitation_to_stranger(to: str, language: Language, business: str, token: str) -> Mail:
    """To an address without account, which is asked to join a team."""
    link = _link("join", token)
    if language == "es":
        lines = (f"Te invitan al equipo de «{business}» en Recado. Crea tu cuenta para aceptar:", link)
        return _invitation(to, "Te invitan a un equipo", language, *lines, "El enlace vale siete días.")
    lines = (f"You are invited to the team of “{business}” at Recado. Open your account to accept:", link)
    return _invitation(to, "You are invited to a team", language, *lines, "It is valid seven days.")


def session_ended(to: str, language: Language, number: str, state: str) -> Mail:
    """To the owner of a number of WhatsApp Web that came to an end: `logged_out`, `banned`, `replaced` or
    `stopped` (given up)."""
    why, what = _ENDED[state][language]
    link = f"{settings().app_url}/instances"
    if language == "es":
        subject, lines = "Tu número dejó de funcionar", (f"El número «{number}» ya no recibe ni envía mensajes: {why}",)
    else:
        subject, lines = "Your number stopped working", (f"The number “{number}” neither gets nor sends now: {why}",)
    return Mail(to, f"Recado: {subject}", "\n\n".join((*lines, what, link)) + "\n")


def deliver(message: Mail, user_id: UUID | None) -> None:
    """Sends, after the commit. A failure is logged and no more: every mail can be asked for again."""
    try:
        mail.send(message)
    except Unavailable as error:
        log.error("a mail was not sent", extra={"user_id": str(user_id), "reason": error.detail})


def _link(page: str, token: str) -> str:
    """The token stands after #, which browsers send to nobody."""
    return f"{settings().app_url}/{page}#token={token}"


def _mail(to: str, subject: str, language: Language, *lines: str) -> Mail:
    return Mail(to, f"Recado: {subject}", "\n\n".join((*lines, _IGNORE[language])) + "\n")


def _invitation(to: str, subject: str, language: Language, *lines: str) -> Mail:
    return Mail(to, f"Recado: {subject}", "\n\n".join((*lines, _UNEXPECTED[language])) + "\n")
