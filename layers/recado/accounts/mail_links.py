"""One-time tokens for the links in mails, and how often a mail of a kind may be asked for."""

from uuid import UUID

from recado.accounts import limits, store
from recado.accounts.model import (
    MAIL_BY_ACCOUNT,
    MAIL_BY_ACCOUNT_ANYWHERE,
    MAIL_BY_ADDRESS,
    MAIL_TOKEN_VALID,
    MailReason,
    Purpose,
    digest,
    network,
    new_token,
)
from recado.kernel.clock import now
from recado.platform.db import Tx


def count_mail(reason: MailReason, email: str, address: str) -> None:
    """Counts a mail asked for from an IP address. Raises TooMany over a limit of this kind of mail: few from one
    network, more from all together, so that a stranger who asks for some keeps the holder from none."""
    source = network(address)
    limits.count(
        (MAIL_BY_ACCOUNT, f"{reason} {email} {source}"),
        (MAIL_BY_ACCOUNT_ANYWHERE, f"{reason} {email}"),
        (MAIL_BY_ADDRESS, source),
    )


def new_link_token(tx: Tx, user_id: UUID, purpose: Purpose) -> str:
    """Returns a new one-time token for a link in a mail."""
    token = new_token()
    store.insert_mail_token(tx, user_id, purpose, digest(token), now() + MAIL_TOKEN_VALID[purpose])
    return token
