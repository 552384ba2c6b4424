"""The door to SMTP. The secret SMTP_URL says where: smtp://host:port, or smtps://user:password@host:port."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit
from uuid import UUID

from recado.kernel.errors import RecadoError, Unavailable
from recado.kernel.settings import settings
from recado.platform.secrets import secret

TIMEOUT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail of plain text to one address. kind: which of our mails it is, such as `verification`."""

    to: str
    subject: str
    text: str
    kind: str = ""


class MailRefused(RecadoError):
    """The mail server will never take this mail."""

    code = "mail_refused"


def send(mail: Mail, mail_id: UUID) -> None:
    """Hands the mail to the server; `mail_id` names it in its Message-ID, the same each time it is tried.

    Raises MailRefused when the server refuses it for good (5xx), Unavailable when it is not configured, does not answer
    or does not take it now.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings().mail_from, mail.to, mail.subject
    message["Date"], message["Message-ID"] = formatdate(), f"<{mail_id}@recado>"
    message.set_content(mail.text)
    try:
        with _connected(secret("SMTP_URL")) as server:
            server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        reason = f"the mail server did not take the mail ({_code(error)})"
        raise (MailRefused(reason) if 500 <= _code(error) < 600 else Unavailable(reason)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unavailable(f"the mail server did not take the mail ({type(error).__name__})") from error


def _code(error: smtplib.SMTPRecipientsRefused | smtplib.SMTPSenderRefused | smtplib.SMTPDataError) -> int:
    """Returns the server's code. Its text is not ours to log: it may quote the address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((code for code, _ in error.recipients.values()), 0)
    return error.smtp_code


def _connected(url: str) -> smtplib.SMTP:
    """Returns a session, encrypted by `smtps:` or, with credentials, by STARTTLS: they never travel in the clear."""
    where = urlsplit(url)
    if where.scheme not in {"smtp", "smtps"} or not where.hostname:
        raise Unavailable("SMTP_URL must be like smtp://host:port")
    context = ssl.create_default_context()
    if where.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            where.hostname, where.port or 465, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(where.hostname, where.port or 587, timeout=TIMEOUT_SECONDS)
    try:
        if where.username:
            if where.scheme == "smtp":
                server.starttls(context=context)
            server.login(unquote(where.username), unquote(where.password or ""))
    except BaseException:
        server.close()
        raise
    return server
