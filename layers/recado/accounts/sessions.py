"""Logging in and out, keeping a session going, and choosing the business to work in."""

import base64
import hmac
from uuid import UUID

from recado.accounts import access, factor_store, limits, mail_queue, mails, second_factor, store
from recado.accounts.model import (
    ACCESS_VALID,
    LOGIN_BY_ACCOUNT,
    LOGIN_BY_ACCOUNT_ANYWHERE,
    LOGIN_BY_ADDRESS,
    REFRESH_REPEATABLE,
    Belonging,
    Challenge,
    NotAMember,
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
from recado.platform import crypto, passwords
from recado.platform.db import Tx, database

MOST_SUCCESSORS = 20  # of a token, within the minute


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
    refresh_token = new_token()
    store.insert_refresh(tx, session_id, digest(refresh_token))
    return _tokens(user_id, session_id, working_in, refresh_token)


def refresh(refresh_token: str, business_id: UUID | None = None) -> Tokens:
    """Returns the next pair of tokens, to work in `business_id` or else in the session's own business.

    The old token is used up. For a minute it still gives the same next one, to whoever lost the answer and to two tabs
    that refresh at once, each for its own business; using it again later ends the session for whoever holds the new
    one. Raises SessionEnded when the token is unknown, used or of a session that is over; NotAMember, which uses
    nothing up.
    """
    with database().accounts() as tx:
        token, session_id = _newest(tx, refresh_token)
        if session_id is not None:
            return _prolonged(tx, session_id, token, business_id)
        stolen_from = store.session_of_refresh(tx, digest(refresh_token))
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


def _newest(tx: Tx, refresh_token: str) -> tuple[str, UUID | None]:
    """Returns the token to answer with and its session, which is None when this token gives nothing any more.

    A token that was not used yet is used, and its successor is the answer. Of one used within the minute, it is the
    newest that came of it: a successor is made of its token and our key, so it can be made again.
    """
    session_id = store.use_refresh(tx, digest(refresh_token))
    if session_id is not None:
        successor = _successors(refresh_token)[0]
        store.insert_refresh(tx, session_id, digest(successor))
        return successor, session_id
    for _ in range(MOST_SUCCESSORS):
        state = store.refresh_state(tx, digest(refresh_token), REFRESH_REPEATABLE)
        if state is None or not state.used:
            return refresh_token, state.session_id if state else None
        issued = (each for each in _successors(refresh_token) if store.session_of_refresh(tx, digest(each)))
        refresh_token = next(issued, "")
    return refresh_token, None


def _successors(refresh_token: str) -> list[str]:
    """Returns the token that follows this one, as each of our keys makes it, the newest first."""
    return [
        base64.urlsafe_b64encode(hmac.digest(key, refresh_token.encode(), "sha256")).decode().rstrip("=")
        for key in crypto.derived_keys("refresh").values()
    ]


def _prolonged(tx: Tx, session_id: UUID, refresh_token: str, business_id: UUID | None) -> Tokens:
    session = store.prolong_session(tx, session_id)
    if session is None:
        raise SessionEnded
    user_id, chosen = session
    belongings = store.belongings(tx, user_id)
    if business_id is not None and all(each.business_id != business_id for each in belongings):
        raise NotAMember
    return _tokens(user_id, session_id, current(business_id or chosen, belongings), refresh_token)


def _tokens(user_id: UUID, session_id: UUID, working_in: Belonging | None, refresh_token: str) -> Tokens:
    return Tokens(
        access_token=access.issue(user_id, session_id, working_in),
        refresh_token=refresh_token,
        expires_in=int(ACCESS_VALID.total_seconds()),
        business_id=working_in.business_id if working_in else None,
    )
