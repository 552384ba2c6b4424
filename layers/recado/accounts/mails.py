"""The mails of accounts and teams. Their texts, in Spanish and English, are the files of `mail_texts/`."""

from functools import cache
from importlib.resources import files
from string import Template
from typing import Literal

from recado.accounts.chosen_names import name_for_mail
from recado.accounts.model import Language
from recado.kernel.settings import settings
from recado.platform.mail import Mail

MailKind = Literal[
    "verification", "already_known", "reset", "unknown", "invitation", "invitation_to_stranger", "password_changed",
    "email_change", "email_changed", "email_taken",
    "deletion_began", "deletion_soon", "deletion_cancelled",
    "second_factor_on", "second_factor_off", "recovery_codes_renewed", "recovery_code_used",
    "session_logged_out", "session_banned", "session_replaced", "session_stopped",
    "customers_wait", "agent_capped",
]  # fmt: skip
_OF_SESSION: dict[str, MailKind] = {
    "logged_out": "session_logged_out",
    "banned": "session_banned",
    "replaced": "session_replaced",
    "stopped": "session_stopped",
}


def verification(to: str, language: Language, token: str) -> Mail:
    """Returns the mail with the link that verifies an address."""
    return _mail("verification", to, language, link=_token_link("verify-email", token))


def already_known(to: str, language: Language) -> Mail:
    """Returns the mail to somebody who signs up a second time."""
    return _mail("already_known", to, language, link=_page("log-in"))


def reset(to: str, language: Language, token: str) -> Mail:
    """Returns the mail with the link to choose another password."""
    return _mail("reset", to, language, link=_token_link("reset-password", token))


def unknown(to: str, language: Language) -> Mail:
    """Returns the mail to an address somebody asked a reset for, and that has no account."""
    return _mail("unknown", to, language)


def invitation(to: str, language: Language, business: str, token: str) -> Mail:
    """Returns the mail to somebody with an account, who is asked to join a team."""
    link = _token_link("accept-invitation", token)
    return _mail("invitation", to, language, business=name_for_mail(business), link=link)


def invitation_to_stranger(to: str, language: Language, business: str, token: str) -> Mail:
    """Returns the mail to an address without account, which is asked to join a team."""
    link = _token_link("join", token)
    return _mail("invitation_to_stranger", to, language, business=name_for_mail(business), link=link)


def password_changed(to: str, language: Language) -> Mail:
    """Returns the mail that says that the password was changed."""
    return _mail("password_changed", to, language, link=_page("forgot"))


def email_change(to: str, language: Language, token: str) -> Mail:
    """Returns the mail to the address somebody wants to have, with the link that confirms it."""
    return _mail("email_change", to, language, link=_token_link("confirm-email", token))


def email_taken(to: str, language: Language) -> Mail:
    """Returns the mail to an address somebody else wants to have, and that has an account."""
    return _mail("email_taken", to, language)


def email_changed(to: str, language: Language, token: str) -> Mail:
    """Returns the mail to the address somebody had, with the link that brings it back."""
    return _mail("email_changed", to, language, link=_token_link("undo-email", token))


def second_factor_on(to: str, language: Language) -> Mail:
    """Returns the mail that says that the second factor was switched on."""
    return _mail("second_factor_on", to, language, link=_page("forgot"))


def second_factor_off(to: str, language: Language) -> Mail:
    """Returns the mail that says that the second factor was switched off."""
    return _mail("second_factor_off", to, language, link=_page("forgot"))


def recovery_codes_renewed(to: str, language: Language) -> Mail:
    """Returns the mail that says that there are new recovery codes."""
    return _mail("recovery_codes_renewed", to, language, link=_page("forgot"))


def recovery_code_used(to: str, language: Language) -> Mail:
    """Returns the mail that says that somebody logged in with a recovery code."""
    return _mail("recovery_code_used", to, language, link=_page("forgot"))


def deletion_began(to: str, language: Language, business: str, day: str) -> Mail:
    """Returns the mail to an owner of a business that will be erased on this day."""
    return _mail("deletion_began", to, language, business=name_for_mail(business), day=day, link=_page("settings"))


def deletion_soon(to: str, language: Language, business: str, day: str) -> Mail:
    """Returns the mail that reminds an owner of it a few days before."""
    return _mail("deletion_soon", to, language, business=name_for_mail(business), day=day, link=_page("settings"))


def deletion_cancelled(to: str, language: Language, business: str) -> Mail:
    """Returns the mail to an owner of a business that stays after all."""
    return _mail("deletion_cancelled", to, language, business=name_for_mail(business))


def session_ended(to: str, language: Language, number: str, state: str) -> Mail:
    """Returns the mail to an owner of a number of WhatsApp Web whose session is `logged_out`, `banned`,
    `replaced` or `stopped` (given up)."""
    return _mail(_OF_SESSION[state], to, language, number=name_for_mail(number), link=_page("instances"))


def agent_capped(to: str, language: Language, business: str) -> Mail:
    """Returns the mail to an owner whose agent has spent what it may in a day."""
    return _mail("agent_capped", to, language, business=name_for_mail(business), link=_page("settings/agent"))


def customers_wait(to: str, language: Language, business: str, amount: int) -> Mail:
    """Returns the mail to a member that says how many customers (from 1 to 100) wait and were not looked at."""
    words = {
        "es": ("1 cliente espera", f"{amount} clientes esperan"),
        "en": ("1 customer has been waiting", f"{amount} customers have been waiting"),
    }[language]
    who = words[0] if amount == 1 else words[1]
    return _mail("customers_wait", to, language, business=name_for_mail(business), who=who, link=_page("inbox"))


def _mail(kind: MailKind, to: str, language: Language, **values: str) -> Mail:
    subject, text = _texts(kind, language)
    return Mail(to, f"Recado: {subject}", text.substitute(values), kind)


@cache
def _texts(kind: MailKind, language: Language) -> tuple[str, Template]:
    """Returns subject and text: the first line of the file, and what follows the empty line after it."""
    whole = files("recado.accounts").joinpath("mail_texts", language, f"{kind}.txt").read_text("utf-8")
    subject, _, text = whole.partition("\n\n")
    return subject, Template(text)


def _token_link(page: str, token: str) -> str:
    """Returns a link whose token stands after #, which browsers send to nobody."""
    return f"{_page(page)}#token={token}"


def _page(name: str) -> str:
    return f"{settings().app_url}/{name}"
