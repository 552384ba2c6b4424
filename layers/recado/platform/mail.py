"""The door to SMTP. The secret SMTP_URL says where: smtp://host:port, or smtps://user:password@host:port."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from recado.kernel.errors import Unavailable
from recado.kernel.settings import settings
from recado.platform.secrets import secret

TIMEOUT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail of plain text to one address."""

    to: str
    subject: str
    text: str


def send(mail: Mail) -> None:
    """Hands the mail to the server. Unavailable when it is not configured, does not answer or refuses."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings().mail_from, mail.to, mail.subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="recado")
    message.set_content(mail.text)
    try:
        with _connected(secret("SMTP_URL")) as server:
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise Unavailable(f"the mail server did not take the mail ({type(error).__name__})") from error


def _connected(url: str) -> smtplib.SMTP:
    """A session, encrypted by `smtps:` or, with credentials, by STARTTLS: they never travel in the clear."""
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
