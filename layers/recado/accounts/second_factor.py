"""The second factor: an authenticator's codes (RFC 6238), and recovery codes for when it is lost."""

import base64
import os
from datetime import datetime
from uuid import UUID

from recado.accounts import factor_store, limits, mail_queue, mails, store
from recado.accounts.model import (
    CHALLENGE_VALID,
    FACTOR_BY_ACCOUNT,
    FACTOR_BY_ACCOUNT_DAILY,
    RECOVERY_CODES,
    Challenge,
    Challenged,
    ChallengeEnded,
    CodeRequired,
    EmailNotVerified,
    Enrolment,
    FactorStatus,
    User,
    WrongCode,
    digest,
)
from recado.accounts.ownership import check_own_password
from recado.activity import service as activity
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Unauthorized
from recado.kernel.words import Words
from recado.platform import crypto, jwts, totp
from recado.platform.db import Tx, database

AUDIENCE = "recado-second-factor"
_DIGITS = 6
ON_ALREADY = Words("la verificación en dos pasos ya está activada", "the second factor is on already")


def status(user_id: UUID) -> FactorStatus:
    """Returns whether it is on, and how many recovery codes are left."""
    with database().accounts() as tx:
        on = factor_store.is_on(tx, user_id)
        return FactorStatus(on, factor_store.recovery_codes_left(tx, user_id) if on else 0)


def begin(user_id: UUID, password: str) -> Enrolment:
    """Returns a new secret for an authenticator; it asks for nothing until it is confirmed.

    The password is asked for, so that whoever found a browser open cannot lock its owner out; and the address must be
    verified, so that whoever opened an account on another's address cannot. Raises WrongPassword, EmailNotVerified, and
    Conflict when one is on already.
    """
    user = check_own_password(user_id, password)
    if user.email_verified_at is None:
        raise EmailNotVerified
    secret = totp.new_secret()
    with database().accounts() as tx:
        if not factor_store.begin(tx, user_id, crypto.seal(secret, place(user_id))):
            raise Conflict(ON_ALREADY)
    return Enrolment(secret, totp.uri(secret, user.email))


def confirm(user_id: UUID, session_id: UUID, code: str) -> list[str]:
    """Switches it on with the authenticator's first code. Returns the recovery codes, which are not shown again.

    Raises WrongCode, EmailNotVerified, and Conflict when there is none to confirm or it was begun anew meanwhile.
    """
    count_try(user_id)
    with database().accounts() as tx:
        user, factor = _user(tx, user_id), factor_store.factor(tx, user_id)
        if user.email_verified_at is None:
            raise EmailNotVerified
        if factor is None or factor.confirmed_at is not None:
            raise Conflict(
                Words("no hay verificación en dos pasos por confirmar", "there is no second factor to confirm")
            )
        secret = crypto.unseal(factor.secret_sealed, place(user_id))
        step = totp.step_of(secret, _plain(code), now(), factor.last_step)
        if step is None:
            raise WrongCode
        if not factor_store.confirm(tx, user_id, factor.secret_sealed, step):
            raise Conflict(
                Words("la verificación se empezó de nuevo mientras tanto", "the second factor was begun anew meanwhile")
            )
        _forgive(tx, user_id)
        store.mark_second_factor(tx, session_id)
        activity.note_platform(tx, None, "info", "second_factor.enabled", user_id=str(user_id))
        codes = _new_recovery_codes(tx, user_id)
        queued = mail_queue.put(tx, mails.second_factor_on(user.email, user.language), user_id)
    mail_queue.publish([queued])
    return codes


def renew_recovery_codes(user_id: UUID, password: str, code: str) -> list[str]:
    """Returns ten new recovery codes; the old ones work no longer. Raises WrongPassword, WrongCode or TooMany."""
    user = check_own_password(user_id, password)
    count_try(user_id)
    with database().accounts() as tx:
        accept(tx, user_id, code, now())
        codes = _new_recovery_codes(tx, user_id)
        queued = mail_queue.put(tx, mails.recovery_codes_renewed(user.email, user.language), user_id)
    mail_queue.publish([queued])
    return codes


def disable(user_id: UUID, password: str, code: str) -> None:
    """Switches it off. Raises WrongPassword, WrongCode or TooMany."""
    user = check_own_password(user_id, password)
    count_try(user_id)
    with database().accounts() as tx:
        accept(tx, user_id, code, now())
        factor_store.delete(tx, user_id)
        activity.note_platform(tx, None, "info", "second_factor.disabled", user_id=str(user_id))
        queued = mail_queue.put(tx, mails.second_factor_off(user.email, user.language), user_id)
    mail_queue.publish([queued])


# Logging in with it


def challenge(user_id: UUID, password_hash: str) -> Challenge:
    """Returns what proves that the password was right, to whoever then brings a code; a new password ends it."""
    claims = {"sub": str(user_id), "pwd": _fingerprint(password_hash)}
    return Challenge(jwts.sign(claims, AUDIENCE, now(), CHALLENGE_VALID), int(CHALLENGE_VALID.total_seconds()))


def challenged(token: str) -> Challenged:
    """Returns whom this challenge is for, one try to meet it counted. Raises ChallengeEnded when it is not a good
    one of ours."""
    try:
        claims = jwts.verified(token, AUDIENCE)
        challenged = Challenged(UUID(claims["sub"]), str(claims["pwd"]))
    except (Unauthorized, KeyError, ValueError) as error:
        raise ChallengeEnded from error
    count_try(challenged.user_id)
    return challenged


def meet(tx: Tx, challenged: Challenged, code: str) -> tuple[User, bool]:
    """Returns the person, whose code is used up, and whether it was a recovery code. Raises ChallengeEnded when the
    password has changed since, WrongCode."""
    user = store.user(tx, challenged.user_id)
    if user is None or _fingerprint(user.password_hash) != challenged.fingerprint:
        raise ChallengeEnded
    return user, accept(tx, user.id, code, now())


def accept(tx: Tx, user_id: UUID, code: str, moment: datetime) -> bool:
    """Uses up a code. Returns False for one of the authenticator, True for a recovery code. Raises WrongCode when it is
    neither, or was used before."""
    plain = _plain(code)
    recovery = len(plain) != _DIGITS
    if not (_use_recovery_code if recovery else _use_step)(tx, user_id, plain, moment):
        raise WrongCode
    _forgive(tx, user_id)
    return recovery


def require(tx: Tx, user_id: UUID, code: str | None) -> None:
    """Uses up a code of a person whose second factor is on, as what cannot be undone asks for it beside the password.
    The try was counted before. Raises CodeRequired when there is no code, WrongCode."""
    if not factor_store.is_on(tx, user_id):
        return
    if code is None:
        raise CodeRequired
    accept(tx, user_id, code, now())


def count_try(user_id: UUID) -> None:
    """Counts a try of a code. Raises TooMany over the limit."""
    limits.count((FACTOR_BY_ACCOUNT, str(user_id)), (FACTOR_BY_ACCOUNT_DAILY, str(user_id)))


def _use_step(tx: Tx, user_id: UUID, code: str, moment: datetime) -> bool:
    factor = factor_store.factor(tx, user_id)
    if factor is None or factor.confirmed_at is None:
        return False
    step = totp.step_of(crypto.unseal(factor.secret_sealed, place(user_id)), code, moment, factor.last_step)
    return step is not None and factor_store.use_step(tx, user_id, step)


def _use_recovery_code(tx: Tx, user_id: UUID, code: str, _moment: datetime) -> bool:
    if not factor_store.use_recovery_code(tx, user_id, digest(code)):
        return False
    activity.note_platform(tx, None, "warning", "second_factor.recovered", user_id=str(user_id))
    return True


def _new_recovery_codes(tx: Tx, user_id: UUID) -> list[str]:
    """Returns ten codes of 80 random bits each, so that one SHA-256 is enough to store them."""
    codes = [base64.b32encode(os.urandom(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    factor_store.replace_recovery_codes(tx, user_id, [digest(code) for code in codes])
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]


def _forgive(tx: Tx, user_id: UUID) -> None:
    for limit in (FACTOR_BY_ACCOUNT, FACTOR_BY_ACCOUNT_DAILY):
        limits.clear(tx, limit, str(user_id))


def _user(tx: Tx, user_id: UUID) -> User:
    user = store.user(tx, user_id)
    if user is None:
        raise Unauthorized(Words("esa cuenta ya no existe", "there is no such account any more"))
    return user


def _plain(code: str) -> str:
    return code.replace(" ", "").replace("-", "").lower()


def _fingerprint(password_hash: str) -> str:
    return digest(password_hash).hex()[:32]


def place(user_id: UUID) -> str:
    """Returns where a person's secret is sealed to."""
    return f"user:totp:{user_id}"
