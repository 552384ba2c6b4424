"""Logging in and out, keeping a session going, and choosing the business to work in."""

from uuid import UUID

from recado.accounts import access, factor_store, limits, mail_queue, mails, second_factor, store
from recado.accounts.model import (
    ACCESS_VALID,
    LOGIN_BY_ACCOUNT,
    LOGIN_BY_ACCOUNT_ANYWHERE,
    LOGIN_BY_ADDRESS,
    Belonging,
    Challenge,
    SessionEnded,
    Tokens,
    WrongCredentials,
    current,
    digest,
    network,
    new_token,
    normal_email,
)
from recado.activity import service as activity
from recado.kernel.errors import NotFound
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.platform import passwords
from recado.platform.db import Tx, database


def log_in(email: str, password: str, address: str) -> Tokens | Challenge:
    """Opens a session, or returns a challenge for the second factor of who has one. Raises WrongCredentials, at the
    same cost, for a wrong password and for an unknown account alike.

    The try is counted before the password is looked at: TooMany comes even with the right one. Tries from all networks
    together count too, but for whoever logs in from a network they are known in.
    """
    email = normal_email(email)
    by_account = f"{email} {network(address)}"
    limits.count((LOGIN_BY_ACCOUNT, by_account), (LOGIN_BY_ADDRESS, network(address)))
    with database().accounts() as tx:
        user = store.user_by_email(tx, email)
        at_home = user is not None and store.is_network_known(tx, user.id, _network_digest(user.id, address))
    if not at_home:
        limits.count((LOGIN_BY_ACCOUNT_ANYWHERE, email))
    right = passwords.matches(password, user.password_hash if user else None)
    if user is None or not right:
        raise WrongCredentials
    current_hash = user.password_hash
    rehashed = passwords.hashed(password) if passwords.outdated(current_hash) else None
    with database().accounts() as tx:
        limits.clear(tx, LOGIN_BY_ACCOUNT, by_account)
        if not at_home:
            limits.give_back(tx, LOGIN_BY_ACCOUNT_ANYWHERE, email)
        if rehashed and store.replace_password_hash(tx, user.id, current_hash, rehashed):
            current_hash = rehashed
        if factor_store.is_on(tx, user.id):
            return second_factor.challenge(user.id, current_hash)
        return _opened(tx, user.id, current_hash, address)


def log_in_with_second_factor(challenge: str, code: str, address: str) -> Tokens:
    """Opens the session for which log_in asked for a code. Raises ChallengeEnded, WrongCode or TooMany."""
    challenged = second_factor.challenged(challenge)
    with database().accounts() as tx:
        user, recovered = second_factor.meet(tx, challenged, code)
        tokens = _opened(tx, user.id, user.password_hash, address, second_factor=True)
        queued = [mail_queue.put(tx, mails.recovery_code_used(user.email, user.language), user.id)] if recovered else []
    mail_queue.publish(queued)
    return tokens


def open_session(tx: Tx, user_id: UUID, chosen: UUID | None, address: str, *, second_factor: bool = False) -> Tokens:
    """Returns a new session of somebody who has just shown who they are, in the chosen business or else their oldest.

    The network they came from is one they are known in from now on.
    """
    session_id = new_id()
    working_in = current(chosen, store.belongings(tx, user_id))
    store.insert_session(tx, session_id, user_id, working_in.business_id if working_in else None, second_factor)
    store.remember_network(tx, user_id, _network_digest(user_id, address))
    return _tokens(tx, user_id, session_id, working_in)


def refresh(refresh_token: str) -> Tokens:
    """Returns the next pair of tokens. The old one is used up; using it again ends the session for whoever holds the
    new one.

    Raises SessionEnded when the token is unknown, used or of a session that is over.
    """
    token_digest = digest(refresh_token)
    with database().accounts() as tx:
        session_id = store.use_refresh(tx, token_digest)
        if session_id is not None:
            return _prolonged(tx, session_id)
        stolen_from = store.session_of_refresh(tx, token_digest)
        if stolen_from is not None:
            store.revoke_session(tx, stolen_from, "reuse")
            activity.note_platform(tx, None, "warning", "session.reused", session_id=str(stolen_from))
    raise SessionEnded  # after the commit: the revocation must stay


def log_out(refresh_token: str) -> None:
    """Ends the token's session; nothing when there is none."""
    with database().accounts() as tx:
        session_id = store.session_of_refresh(tx, digest(refresh_token))
        if session_id is not None:
            store.revoke_session(tx, session_id, "log_out")


def switch_business(user_id: UUID, session_id: UUID, business_id: UUID) -> str:
    """Returns an access token for another of the person's businesses, which the session then stays in. Raises
    NotFound when the person does not belong to it, whether or not it exists."""
    with database().accounts() as tx:
        belonging = next((each for each in store.belongings(tx, user_id) if each.business_id == business_id), None)
        if belonging is None:
            raise NotFound(Words("no existe ese negocio", "no such business"))
        if not store.choose_business(tx, session_id, user_id, business_id):
            raise SessionEnded
    return access.issue(user_id, session_id, belonging)


def _opened(tx: Tx, user_id: UUID, password_hash: str, address: str, *, second_factor: bool = False) -> Tokens:
    """Returns a new session. Raises WrongCredentials when the password was changed since it was checked: that ended
    all sessions, and this one must not come after."""
    if not store.password_unchanged(tx, user_id, password_hash):
        raise WrongCredentials
    return open_session(tx, user_id, None, address, second_factor=second_factor)


def _network_digest(user_id: UUID, address: str) -> bytes:
    """Returns how a network is stored: of each person another value, and no address can be read from it."""
    return digest(f"{user_id} {network(address)}")


def _prolonged(tx: Tx, session_id: UUID) -> Tokens:
    session = store.prolong_session(tx, session_id)
    if session is None:
        raise SessionEnded
    user_id, chosen = session
    return _tokens(tx, user_id, session_id, current(chosen, store.belongings(tx, user_id)))


def _tokens(tx: Tx, user_id: UUID, session_id: UUID, working_in: Belonging | None) -> Tokens:
    refresh_token = new_token()
    store.insert_refresh(tx, session_id, digest(refresh_token))
    return Tokens(
        access_token=access.issue(user_id, session_id, working_in),
        refresh_token=refresh_token,
        expires_in=int(ACCESS_VALID.total_seconds()),
        business_id=working_in.business_id if working_in else None,
    )
