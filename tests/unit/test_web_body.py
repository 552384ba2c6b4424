"""What WhatsApp Web is given to send for each content."""

from typing import Any

import pytest

from recado.kernel.errors import Invalid
from recado.vendors.whatsapp import contents
from recado.vendors.whatsapp.model import Customer
from recado.vendors.whatsapp.web import jids
from recado.vendors.whatsapp.web.body import Target, web_body
from recado.vendors.whatsapp.web.cards import read_card, write_card
from sessions_host.file_sources import linked
from sessions_host.port import Ambiguous, NotSent, Refused
from sessions_host.whatsmeow_texts import send_error

TO = "77123@lid"
THEIRS = Target("3A00", TO, mine=False)


def message(content: contents.Content, target: Target | None = None) -> dict[str, Any]:
    return web_body(content, to=TO, target=target, at_ms=5).message


def text(content: contents.Content) -> str:
    return str(message(content)["extendedTextMessage"]["text"])


def test_a_text_and_what_it_answers() -> None:
    assert message(contents.TextContent(body="hola")) == {"extendedTextMessage": {"text": "hola"}}
    answered = message(contents.TextContent(body="hola"), THEIRS)["extendedTextMessage"]["contextInfo"]
    assert (answered["stanzaID"], answered["participant"]) == ("3A00", TO)


@pytest.mark.parametrize(
    ("content", "part", "facts"),
    [
        (contents.ImageContent(link="https://x.mx/a", caption="mira"), "imageMessage", {"caption": "mira"}),
        (contents.VideoContent(media_id="1"), "videoMessage", {}),
        (contents.AudioContent(media_id="1", voice=True), "audioMessage", {"PTT": True}),
        (
            contents.DocumentContent(media_id="1", filename="a.pdf"),
            "documentMessage",
            {"fileName": "a.pdf", "title": "a.pdf"},
        ),
        (contents.StickerContent(media_id="1"), "stickerMessage", {}),
    ],
)
def test_a_file_goes_up_first(content: contents.Content, part: str, facts: dict[str, Any]) -> None:
    body = web_body(content, to=TO)
    assert body.message == {part: facts}
    assert body.file is not None
    assert (body.file.part, body.file.media_id, body.file.link) == (
        part,
        getattr(content, "media_id", None),
        getattr(content, "link", None),
    )


def test_a_place_a_reaction_and_cards() -> None:
    assert message(contents.LocationContent(latitude=1.5, longitude=2.5, name="Casa"))["locationMessage"] == {
        "degreesLatitude": 1.5,
        "degreesLongitude": 2.5,
        "name": "Casa",
    }
    reaction = message(contents.ReactionContent(message_id="3A00", emoji="👍"), THEIRS)["reactionMessage"]
    assert (reaction["key"], reaction["text"]) == ({"remoteJID": TO, "fromMe": False, "ID": "3A00"}, "👍")
    in_group = message(contents.ReactionContent(message_id="3A00", emoji="👍"), Target("3A00", "123@lid", mine=False))[
        "reactionMessage"
    ]
    assert in_group["key"]["participant"] == "123@lid"
    assert message(contents.ReactionContent(message_id="3A00", emoji=""))["reactionMessage"]["text"] == ""
    card = contents.ContactCard(
        name=contents.ContactName(formatted_name="Luis; taller"),
        phones=(contents.ContactPhone(phone="+52 1 55", wa_id="52155"),),
    )
    assert message(contents.ContactsContent(contacts=(card,)))["contactMessage"]["displayName"] == "Luis; taller"
    assert len(message(contents.ContactsContent(contacts=(card, card)))["contactsArrayMessage"]["contacts"]) == 2
    read = read_card(*write_card(card))
    assert (read["name"], read["phones"]) == (card.name.as_json(), [card.phones[0].as_json()])


def test_buttons_become_numbers() -> None:
    content = contents.ButtonsContent(
        body="¿Confirmas?",
        buttons=(contents.ReplyButton(id="y", title="Sí"), contents.ReplyButton(id="n", title="No")),
        footer="Café Luna",
    )
    assert text(content) == "¿Confirmas?\n\n1. Sí\n2. No\n\nCafé Luna"
    headed = contents.ButtonsContent(
        body="¿Va?",
        buttons=(contents.ReplyButton(id="y", title="Sí"),),
        header=contents.FileHeader(kind="image", media_id="9"),
    )
    body = web_body(headed, to=TO)
    assert body.message == {"imageMessage": {"caption": "¿Va?\n\n1. Sí"}}
    assert body.file is not None
    assert body.file.media_id == "9"


def test_a_list_counts_through_its_sections() -> None:
    sections = (
        contents.ListSection(
            rows=(
                contents.ListRow(id="a", title="Latte", description="con leche"),
                contents.ListRow(id="b", title="Moka"),
            ),
            title="Cafés",
        ),
        contents.ListSection(rows=(contents.ListRow(id="c", title="Té"),), title="Tés"),
    )
    content = contents.ListContent(body="Elige", button="Ver", sections=sections, header="Menú")
    assert text(content) == "*Menú*\n\nElige\n\n*Cafés*\n1. Latte – con leche\n2. Moka\n\n*Tés*\n3. Té"


def test_a_link_under_a_button_becomes_a_line() -> None:
    assert (
        text(contents.LinkButtonContent(body="Paga aquí", display_text="Pagar", url="https://x.mx/p"))
        == "Paga aquí\n\nPagar: https://x.mx/p"
    )


def test_a_template_cannot_be_sent() -> None:
    with pytest.raises(Invalid):
        message(contents.TemplateContent(name="aviso", language="es"))


def test_a_customer_is_addressed_by_group_then_hidden_id_then_phone() -> None:
    assert jids.address(Customer(group_id="12036")) == "12036@g.us"
    assert jids.address(Customer(phone="521", lid="77")) == "77@lid"
    assert jids.address(Customer(phone="521")) == "521@s.whatsapp.net"
    assert jids.address(Customer(user_id="MX.1")) is None
    assert jids.parts("5215512345678:3@s.whatsapp.net") == ("5215512345678", "s.whatsapp.net")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("server returned error 463", Refused),
        ("no LID found for 5215512345678@s.whatsapp.net from server", Refused),
        ("websocket not connected", NotSent),
        ("failed to get device list: context canceled", NotSent),
        ("timed out waiting for message send response", Ambiguous),
        ("failed to send message node: broken pipe", Ambiguous),
        ("something nobody has seen", Ambiguous),
    ],
)
def test_what_an_error_text_means_for_the_message(said: str, kind: type[Exception]) -> None:
    found = send_error(said)
    assert isinstance(found, kind)
    assert "5215512345678" not in str(found)
    if isinstance(found, Refused):
        assert found.code in ("463", "not_on_whatsapp")


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1/x", "http://169.254.169.254/latest", "http://[::1]/", "file:///etc/p"]
)
def test_no_link_leads_into_our_network(link: str) -> None:
    from recado.vendors.whatsapp.web.body import Attachment

    with pytest.raises(Refused):
        linked(Attachment("image", "imageMessage", None, link))
