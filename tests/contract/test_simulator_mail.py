"""The mail catcher, and our SMTP door against it."""

import urllib.request
from collections.abc import Iterator
from uuid import uuid4

import pytest

from infra.local.seed import get, post
from recado.kernel.errors import Unavailable
from recado.platform import mail, secrets
from recado.platform.mail import Mail
from tests.rigs.simulators import free_port, start_simulator


@pytest.fixture(scope="module")
def catcher() -> Iterator[tuple[str, str]]:
    """Its HTTP address and its SMTP URL."""
    port = free_port()
    with start_simulator("mail", "--smtp-port", str(port)) as base:
        yield base, f"smtp://127.0.0.1:{port}"


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    secrets.secret.cache_clear()


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SMTP_URL", url)
    secrets.secret.cache_clear()


def test_a_mail_arrives_whole_and_is_shown_escaped(catcher: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    base, url = catcher
    use(monkeypatch, url)
    text = "¡Hola! <b>ñandú</b>\n.\nhttps://app.example/verify#token=abc_-" + "x" * 300 + "\n"
    mail.send(Mail("ana@example.com", "Recado: confirma ✓", text), uuid4())
    (kept,) = get(f"{base}/_sim/mails?to=ana@example.com")["mails"]
    assert (kept["subject"], kept["text"], kept["to"]) == ("Recado: confirma ✓", text, ["ana@example.com"])
    assert get(f"{base}/_sim/mails?to=other@example.com")["mails"] == []
    page = urllib.request.urlopen(f"{base}/").read().decode()
    assert "&lt;b&gt;ñandú" in page
    assert '<a href="https://app.example/verify#token=abc_-' in page


def test_a_refused_mail_is_unavailable_and_the_next_one_goes(
    catcher: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    base, url = catcher
    use(monkeypatch, url)
    post(f"{base}/_sim/refuse", {"times": 1})
    with pytest.raises(Unavailable):
        mail.send(Mail("b@example.com", "s", "t"), uuid4())
    mail.send(Mail("b@example.com", "s", "t"), uuid4())
    assert len(get(f"{base}/_sim/mails?to=b@example.com")["mails"]) == 1


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:1", "smtp://", "smtp://127.0.0.1:1", "smtps://127.0.0.1:1"])
def test_a_server_that_is_not_there_or_not_configured_is_unavailable(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    use(monkeypatch, url)
    with pytest.raises(Unavailable):
        mail.send(Mail("b@example.com", "s", "t"), uuid4())


def test_credentials_are_never_sent_in_the_clear(catcher: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, catcher[1].replace("//", "//user:secret@"))
    with pytest.raises(Unavailable):  # the catcher speaks no STARTTLS
        mail.send(Mail("c@example.com", "s", "t"), uuid4())
    assert get(f"{catcher[0]}/_sim/mails?to=c@example.com")["mails"] == []
