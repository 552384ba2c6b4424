"""Types and pure rules of accounts: addresses, limits, lifetimes, and the situations a caller may meet."""

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from recado.businesses import pictures
from recado.kernel import words
from recado.kernel.errors import Conflict, Forbidden, Invalid, RecadoError, Unauthorized
from recado.kernel.words import Words
from recado.plans.model import Standing, standing

Role = Literal["OWNER", "ADMIN", "ADVISOR"]
Language = words.Language
Purpose = Literal["verify", "reset"]
MailReason = Literal["sign-up", "verify", "reset", "change"]

TRIAL = timedelta(days=7)
ACCESS_VALID = timedelta(minutes=15)
PACE_WINDOW = timedelta(minutes=1)
SESSION_VALID = timedelta(days=30)
REFRESH_REPEATABLE = timedelta(seconds=60)  # after its use: the answer may be lost, or two tabs may ask at once
NETWORK_KNOWN = timedelta(days=180)
CHALLENGE_VALID = timedelta(minutes=5)
MAIL_TOKEN_VALID: dict[Purpose, timedelta] = {"verify": timedelta(days=2), "reset": timedelta(hours=1)}
MOST_EMAIL = 254
LEAST_PASSWORD = 10
MOST_PASSWORD = 200
RECOVERY_CODES = 10
NO_ADDRESS = Words("esto no es una dirección de correo", "this is not an e-mail address")
PASSWORD_LENGTH = Words(
    f"una contraseña tiene de {LEAST_PASSWORD} a {MOST_PASSWORD} caracteres",
    f"a password has {LEAST_PASSWORD} to {MOST_PASSWORD} characters",
)


class WrongCredentials(Unauthorized):
    """The e-mail address or the password is not right."""

    code = "wrong_credentials"


class SessionEnded(Unauthorized):
    """The session has ended; log in again."""

    code = "session_ended"


class NotAMember(Forbidden):
    """The person does not belong to this business, or no longer."""

    code = "not_a_member"


class ChallengeEnded(Unauthorized):
    """The challenge has expired or is not one of ours; give the password again."""

    code = "challenge_ended"


class WrongPassword(Forbidden):
    """The password is not right."""

    code = "wrong_password"


class WeakPassword(Invalid):
    """This password is one of those tried first; choose another."""

    code = "password_too_common"


class EmailNotVerified(Forbidden):
    """Confirm your e-mail address first; the link was sent when you signed up and can be sent again."""

    code = "email_not_verified"


class CodeRequired(Forbidden):
    """This needs a code of the second factor beside the password."""

    code = "code_required"


class AddressTaken(Conflict):
    """Somebody else has this address by now."""

    code = "address_taken"


class WrongCode(Forbidden):
    """The code is not right, or was used already."""

    code = "wrong_code"


class LinkInvalid(RecadoError):
    """The link was used already, has expired or was never one of ours."""

    code = "link_invalid"
    status = 400


@dataclass(frozen=True, slots=True)
class User:
    """A person."""

    id: UUID
    email: str
    name: str
    language: Language
    password_hash: str
    email_verified_at: datetime | None
    avatar: str | None = None

    @property
    def avatar_url(self) -> str | None:
        """Where their picture is shown."""
        return pictures.address_or_none(self.avatar)


@dataclass(frozen=True, slots=True)
class Belonging:
    """A business a person belongs to, and as what."""

    business_id: UUID
    name: str
    role: Role
    trial_ends_at: datetime | None = None
    service_until: datetime | None = None
    suspended_at: datetime | None = None
    deletion_began_at: datetime | None = None
    deletes_at: datetime | None = None
    logo: str | None = None

    def at(self, moment: datetime) -> "Workplace":
        """Returns it as it stands at this moment."""
        logo_url = pictures.address_or_none(self.logo)
        return Workplace(self.business_id, self.name, self.role, logo_url, standing(self, moment))


@dataclass(frozen=True, slots=True)
class Workplace:
    """The same as it stands at a moment."""

    business_id: UUID
    name: str
    role: Role
    logo_url: str | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as they see themselves. second_factor: whether it is on. pending_email: waits to be confirmed.
    terms_to_accept: the present version, where they accepted another or none."""

    user: User
    pending_email: str | None
    terms_to_accept: str | None
    second_factor: bool
    businesses: list[Workplace]


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom an access token was issued to: the person, and the business they are working in if any."""

    user_id: UUID
    session_id: UUID
    business_id: UUID | None


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a session is used with. `expires_in`: seconds the access token is good for."""

    access_token: str
    refresh_token: str
    expires_in: int
    business_id: UUID | None


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a right password is worth when a second factor is asked for. `expires_in`: seconds."""

    token: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class Challenged:
    """Whom a challenge is for, and what their password's hash was like then."""

    user_id: UUID
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator is set up with: the secret in base32, and the same as an otpauth URI."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class FactorStatus:
    """Whether the second factor is on."""

    enabled: bool
    recovery_codes_left: int


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """A session of a person. last_used_at: when it was last prolonged."""

    id: UUID
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` of `name` within `window` for one key."""

    name: str
    tries: int
    window: timedelta


LOGIN_BY_ACCOUNT = Limit("login:account", 10, timedelta(minutes=15))
# However many networks a guesser has. Whoever logs in from a network they were known in is not held up by it.
LOGIN_BY_ACCOUNT_ANYWHERE = Limit("login:account:anywhere", 100, timedelta(hours=1))
LOGIN_BY_ADDRESS = Limit("login:address", 100, timedelta(minutes=15))
# Of one kind to one address: a stranger who asks for resets keeps nobody from signing up.
MAIL_BY_ACCOUNT = Limit("mail:account", 5, timedelta(hours=1))
MAIL_BY_ACCOUNT_ANYWHERE = Limit("mail:account:anywhere", 20, timedelta(hours=1))
MAIL_BY_ADDRESS = Limit("mail:address", 50, timedelta(hours=1))
PASSWORD_BY_ACCOUNT = Limit("password:account", 10, timedelta(minutes=15))
# Three in a million codes are right at any moment: thirty tries a day leave a guesser one chance in ten thousand.
FACTOR_BY_ACCOUNT = Limit("factor:account", 10, timedelta(minutes=15))
FACTOR_BY_ACCOUNT_DAILY = Limit("factor:account:day", 30, timedelta(days=1))
LINK_BY_ADDRESS = Limit("link:address", 50, timedelta(hours=1))


def normal_email(text: str) -> str:
    """Returns the address in the form it is stored in: lower case, the domain in ASCII.

    Raises Invalid when mail cannot be sent to it (RFC 5321 without SMTPUTF8; names no public domain has).
    """
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415  60 ms that few processes need

    text = text.strip()
    if len(text) > MOST_EMAIL:
        raise Invalid(NO_ADDRESS, field="email")
    try:
        valid = validate_email(text, allow_smtputf8=False, check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        raise Invalid(NO_ADDRESS, field="email") from error
    return (valid.ascii_email or valid.normalized).lower()


def check_password(password: str) -> None:
    """Invalid when the password is too short or absurdly long."""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise Invalid(PASSWORD_LENGTH, field="password")


def network(address: str) -> str:
    """Whom to count an IP address as: itself, or for IPv6 its /64, which one household holds in full."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def new_token() -> str:
    """A token nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """How a token is stored. It is random in full, so one SHA-256 is enough."""
    return hashlib.sha256(token.encode()).digest()


def current(chosen: UUID | None, belongings: list[Belonging]) -> Belonging | None:
    """The business to work in: the chosen one while the person still belongs to it, else the oldest."""
    return next((each for each in belongings if each.business_id == chosen), belongings[0] if belongings else None)
