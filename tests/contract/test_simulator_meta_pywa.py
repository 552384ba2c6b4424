"""An independent client of the Cloud API finds the Meta simulator to be what it expects."""

from collections.abc import Iterator

import httpx
import pytest

from tests.simulators import WebhookReceiver, start_simulator

pywa = pytest.importorskip("pywa")

NUMBER, CUSTOMER = "106540352242922", "5215512345678"


class ToSimulator(httpx.BaseTransport):
    """Sends what is meant for Meta's host to the simulator."""

    def __init__(self, base: str) -> None:
        self.base = httpx.URL(base)
        self.inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host=self.base.host, port=self.base.port)
        return self.inner.handle_request(request)


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with start_simulator("meta", "--status-delay-ms", "5") as url:
        yield url


def test_pywa_sends_uploads_and_downloads(base: str) -> None:
    hook = WebhookReceiver("secret")
    number = {
        "phone_number_id": NUMBER,
        "waba_id": "102290129340398",
        "display_phone_number": "15550783881",
        "access_token": "token",
        "app_secret": "secret",
        "callback_url": hook.url,
    }
    httpx.post(f"{base}/_sim/numbers", json=number)
    httpx.post(f"{base}/_sim/messages", json={"from": CUSTOMER, "name": "Ana", "text": "Hola"})
    inbound = hook.wait("messages", 1)[0]["id"]
    client = pywa.WhatsApp(
        phone_id=NUMBER,
        token="token",
        waba_id="102290129340398",
        session=httpx.Client(transport=ToSimulator(base)),
    )
    sent = client.send_message(to=CUSTOMER, text="Hola, Ana", tracker="m-1")
    assert sent.id.startswith("wamid.")
    assert {status["biz_opaque_callback_data"] for status in hook.wait("statuses", 2)} == {"m-1"}
    buttons = [pywa.types.Button("Sí", callback_data="y"), pywa.types.Button("No", callback_data="n")]
    client.send_message(to=CUSTOMER, text="¿Agendamos?", buttons=buttons)
    assert client.send_reaction(to=CUSTOMER, emoji="👍", message_id=inbound).id
    assert client.mark_message_as_read(message_id=inbound).success
    picture = b"\x89PNG\r\n\x1a\n"
    media = client.upload_media(media=picture, mime_type="image/png", filename="a.png")
    url = client.get_media_url(media_id=media.id)
    assert (url.mime_type, url.file_size) == ("image/png", len(picture))
    assert client.get_media_bytes(url=url.url) == picture
    assert [template.name for template in client.get_templates()] == ["hello_world"]
    with pytest.raises(pywa.errors.WhatsAppError) as caught:
        client.send_message(to=CUSTOMER, text="x" * 4097)
    assert caught.value.code == 100
    hook.close()
