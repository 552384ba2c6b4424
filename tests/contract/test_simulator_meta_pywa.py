"""An independent client of the Cloud API: it finds the simulator, and what we send through it, as it expects."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from recado.kernel.settings import settings
from recado.vendors.whatsapp import contents
from recado.vendors.whatsapp.cloud import templates
from recado.vendors.whatsapp.cloud.client import CloudChannel
from recado.vendors.whatsapp.model import Customer
from tests.rigs.simulators import WebhookReceiver, start_simulator
from tests.rigs.waiting import eventually

pywa = pytest.importorskip("pywa")

NUMBER, CUSTOMER, ACCOUNT, APP = "106540352242922", "5215512345678", "102290129340398", "1000000000000001"


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


@pytest.fixture
def hook(base: str) -> Iterator[WebhookReceiver]:
    receiver = WebhookReceiver("secret")
    number = {
        "phone_number_id": NUMBER,
        "waba_id": ACCOUNT,
        "display_phone_number": "15550783881",
        "access_token": "token",
        "app_secret": "secret",
        "callback_url": receiver.url,
        "app_id": APP,
    }
    httpx.post(f"{base}/_sim/reset", json={"numbers": True})
    httpx.post(f"{base}/_sim/numbers", json=number)
    yield receiver
    receiver.close()


@pytest.fixture
def ours(base: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[CloudChannel]:
    """Our own client, sending to the simulator."""
    monkeypatch.setenv("GRAPH_BASE_URL", base)
    settings.cache_clear()
    yield CloudChannel("token", NUMBER)
    settings.cache_clear()


class Theirs:
    """pywa, untouched but for the host: it sends, and reads the webhooks we would get."""

    def __init__(self, base: str, hook: WebhookReceiver) -> None:
        self.hook, self.read = hook, 0
        self.told: dict[str, list[Any]] = {}
        session = httpx.Client(transport=ToSimulator(base))
        about = {"waba_id": ACCOUNT, "app_id": APP, "app_secret": "secret", "verify_token": "verify-me"}
        self.client = pywa.WhatsApp(phone_id=NUMBER, token="token", session=session, server=None, **about)
        for kind in ("message", "message_status", "callback_button", "template_status_update"):
            decorate = getattr(self.client, f"on_{kind}")
            decorate(lambda _, update, kind=kind: self.told.setdefault(kind, []).append(update))

    def listen(self) -> None:
        """Reads every body that came, signatures checked."""
        for body, signature in self.hook.raw[self.read :]:
            assert self.client.webhook_update_validator(body, signature) is None
            assert self.client.webhook_update_handler(body) == ("ok", 200)
            self.read += 1

    def hears(self, kind: str, count: int) -> list[Any]:
        def enough() -> bool:
            self.listen()
            return len(self.told.get(kind, [])) >= count

        eventually(enough)
        return self.told[kind]


@pytest.fixture
def theirs(base: str, hook: WebhookReceiver) -> Theirs:
    return Theirs(base, hook)


def test_pywa_reads_what_customers_write_and_what_became_of_what_we_sent(
    base: str, ours: CloudChannel, theirs: Theirs
) -> None:
    httpx.post(f"{base}/_sim/messages", json={"from": CUSTOMER, "name": "Ana", "text": "¿Tienen pan?"})
    (asked,) = theirs.hears("message", 1)
    assert (asked.text, asked.from_user.name) == ("¿Tienen pan?", "Ana")
    buttons = (contents.ReplyButton(id="yes", title="Sí"), contents.ReplyButton(id="no", title="No"))
    sent_contents: list[contents.Content] = [
        contents.TextContent(body="Sí, recién hecho"),
        contents.ButtonsContent(body="¿Lo apartamos?", buttons=buttons),
        contents.LocationContent(latitude=19.4, longitude=-99.1, name="La Espiga"),
        contents.ReactionContent(message_id=asked.id, emoji="👍"),
        contents.TemplateContent(name="hello_world", language="en_US"),
    ]
    ids = [str(uuid4()) for _ in sent_contents]
    sent = [
        ours.send(Customer(phone=CUSTOMER), content, reply_to=None, callback_data=own)
        for content, own in zip(sent_contents, ids, strict=True)
    ]
    theirs.hears("message_status", 9)  # sent and delivered, of a reaction only sent
    statuses = theirs.told["message_status"]
    assert {(each.id, each.tracker) for each in statuses} == {
        (result.vendor_id, own) for result, own in zip(sent, ids, strict=True)
    }
    assert {each.status.value for each in statuses} == {"sent", "delivered"}
    theirs.client.send_message(to=CUSTOMER, text="¿Algo más?", tracker="theirs")
    shown = httpx.get(f"{base}/_sim/conversations/{NUMBER}/{CUSTOMER}").json()
    assert len([entry for entry in shown["entries"] if entry["by"] == "business"]) == 5


@pytest.mark.usefixtures("ours")
def test_templates_of_pywa_are_ours_and_ours_are_pywa_s(theirs: Theirs) -> None:
    kinds = pywa.types.templates
    header = kinds.HeaderImage(example=b"\x89PNG\r\n\x1a\n", mime_type="image/png")
    body = kinds.BodyText("Hola {{nombre}}, su pedido está listo.", nombre="Ana")
    listed = [header, body, kinds.Buttons(buttons=[kinds.QuickReplyButton(text="Gracias")])]
    language, category = kinds.TemplateLanguage.SPANISH_MEX, kinds.TemplateCategory.UTILITY
    named = kinds.ParamFormat.NAMED
    made = theirs.client.create_template(
        kinds.Template(name="de_pywa", language=language, category=category, components=listed, parameter_format=named)
    )
    own = {
        "name": "nuestra",
        "language": "es_MX",
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
        "components": [
            {"type": "BODY", "text": "Hola {{1}}, ya abrimos hoy.", "example": {"body_text": [["Ana"]]}},
            {"type": "FOOTER", "text": "La Espiga"},
        ],
    }
    submitted = templates.create("token", ACCOUNT, own)
    verdicts = theirs.hears("template_status_update", 2)
    assert {(each.template_name, each.new_status.value) for each in verdicts} == {
        ("de_pywa", "APPROVED"),
        ("nuestra", "APPROVED"),
    }
    assert {each.name: each.id for each in theirs.client.get_templates()}["nuestra"] == submitted.id
    read = {each.name: each for each in templates.listing("token", ACCOUNT)}
    assert read["de_pywa"].id == made.id
    assert [part["type"] for part in read["de_pywa"].components] == ["HEADER", "BODY", "BUTTONS"]
    assert (read["de_pywa"].status, read["de_pywa"].parameter_format) == ("APPROVED", "NAMED")
    theirs.client.send_template(
        to=CUSTOMER, name="nuestra", language=language, params=[kinds.BodyText.params("Luis")], tracker="t-1"
    )
    assert {each.tracker for each in theirs.hears("message_status", 2)} == {"t-1"}
    with pytest.raises(pywa.errors.WhatsAppError) as caught:
        theirs.client.send_template(to=CUSTOMER, name="nuestra", language=language, params=[])
    assert caught.value.code == 132000
    templates.delete("token", ACCOUNT, "de_pywa", made.id)
    assert "de_pywa" not in {each.name for each in theirs.client.get_templates()}
    handle = templates.upload_example("token", APP, b"%PDF-1.7", "application/pdf", "a.pdf")
    assert handle
