"""Asking Graph whether what a person typed in is true, before anything of it is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from recado.kernel.error_codes import CODES
from recado.kernel.errors import Invalid, Unavailable
from recado.kernel.words import Words
from recado.vendors.whatsapp.cloud import accounts
from recado.vendors.whatsapp.cloud.errors import Ambiguous, GraphError, NotSent, TooSlow, Verdict
from recado.vendors.whatsapp.cloud.phone_number import PhoneNumber

PERMISSIONS = ("whatsapp_business_messaging", "whatsapp_business_management")
_LATER = (Verdict.RETRY, Verdict.THROTTLE_PAIR, Verdict.THROTTLE_NUMBER, Verdict.THROTTLE_APP)


class GraphDown(Unavailable):
    """WhatsApp does not answer at the moment. Nothing was changed; try again."""

    code = "whatsapp_unavailable"


class CheckFailed(Invalid):
    """WhatsApp does not confirm what was given."""

    code = "whatsapp_check_failed"
    field = ""

    def __init__(self, detail: str | Words = "", **data: object) -> None:
        problem = detail or CODES[self.code]
        errors = [{"field": self.field, "problem": problem}] if self.field else []
        super().__init__(problem, errors=errors, **data)


class TokenInvalid(CheckFailed):
    """WhatsApp does not accept the access token: it has expired, was revoked or is not complete."""

    code, field = "token_invalid", "access_token"


class PermissionMissing(CheckFailed):
    """The access token lacks a permission for this account."""

    code, field = "token_lacks_permission", "access_token"


class SecretWrong(CheckFailed):
    """The app secret is not the one of the app that the access token belongs to."""

    code, field = "app_secret_wrong", "app_secret"


class AccountUnknown(CheckFailed):
    """There is no such WhatsApp Business Account, or the access token does not reach it."""

    code, field = "account_unknown", "account_id"


class NumberUnknown(CheckFailed):
    """There is no such phone number id, or the access token does not reach it."""

    code, field = "number_unknown", "phone_number_id"


class NumberElsewhere(CheckFailed):
    """The phone number belongs to another WhatsApp Business Account."""

    code, field = "number_not_in_account", "phone_number_id"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What connects a number: Meta's ids of number and account, a token, and the secret of the token's app."""

    phone_number_id: str
    account_id: str
    access_token: str
    app_secret: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What Graph said of good credentials."""

    app_id: str
    number: PhoneNumber


def check(given: Credentials) -> Checked:
    """Asks Graph: token and secret, permissions, account, number. A CheckFailed names the first that is not right."""
    with graph_errors(SecretWrong):
        facts = accounts.inspect_token(given.access_token, given.app_secret)
    if not facts.valid or facts.app_id is None:
        raise TokenInvalid
    if missing := [name for name in PERMISSIONS if name not in facts.permissions]:
        raise PermissionMissing(_lacks(missing), permissions=missing)
    with graph_errors(AccountUnknown):
        listed = next(
            (n for n in accounts.numbers(given.access_token, given.account_id) if n.id == given.phone_number_id), None
        )
    if missing := [name for name in PERMISSIONS if not facts.may(name, given.account_id)]:
        raise PermissionMissing(_lacks(missing), permissions=missing)
    if listed is None:
        with graph_errors(NumberUnknown):
            accounts.number(given.access_token, given.phone_number_id)
        raise NumberElsewhere
    return Checked(facts.app_id, listed)


def _lacks(permissions: list[str]) -> Words:
    names = ", ".join(permissions)
    return Words(
        f"al token de acceso le faltan permisos para esta cuenta: {names}",
        f"for this account the access token lacks: {names}",
    )


def subscribe(given: Credentials) -> None:
    """The account's webhooks come to the app from now on."""
    with graph_errors(AccountUnknown):
        accounts.subscribe(given.access_token, given.account_id)


@contextmanager
def graph_errors(otherwise: type[CheckFailed]) -> Iterator[None]:
    """Turns what Graph answers into what it means to a person; `otherwise`: what a parameter it refuses means here.

    Meta's texts are left out: they may quote what was sent.
    """
    try:
        yield
    except TooSlow:  # a situation of its own: what was asked may have been done
        raise
    except (NotSent, Ambiguous) as error:
        raise GraphDown from error
    except GraphError as error:
        if error.verdict in _LATER:
            raise GraphDown from error
        if error.code in (0, 190) or error.status == 401:
            raise TokenInvalid from error
        if error.code in (3, 10) or 200 <= (error.code or 0) <= 299:
            raise PermissionMissing from error
        raise otherwise from error
