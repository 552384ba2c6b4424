"""What the model reads of each kind of message."""

from pathlib import Path
from typing import Any

import pytest

from recado.agent.shown import MOST_SHOWN, shown
from recado.messaging.model import StoredMessage
from recado.receiving.receive import stored_content
from recado.vendors.whatsapp.cloud.parse import parse
from recado.vendors.whatsapp.contents import read_content
from recado.vendors.whatsapp.model import Message
from tests.rigs.shared_files import load, shared_files
from tests.rigs.stored_messages import MOMENT, stored

FORM = {"pastel": "tres leches", "velas": 8, "fotos": [{"id": 7, "name": "a.jpg"}], "extras": ["fresas", "nueces"]}
ITEMS = [
    {"product_retailer_id": "concha-01", "quantity": 6, "item_price": 18, "currency": "MXN"},
    {"product_retailer_id": "té", "quantity": "2", "item_price": 0.1, "currency": "USD"},
    {"product_retailer_id": "café", "quantity": 1, "item_price": 0.2, "currency": "USD"},
    {"product_retailer_id": "pan", "quantity": 1, "currency": "MXN"},
]
CARD = {
    "name": {"formatted_name": "Rosa Prueba"}, "org": {"company": "Panadería SA"},
    "phones": [{"phone": "+52 55 9999 0000"}], "emails": [{"email": "rosa@example.com"}],
}  # fmt: skip
RECEIVED: list[tuple[str, str | None, dict[str, Any], str]] = [
    ("text", "hola\nbuenas", {}, "hola\nbuenas"),
    ("text", "⟦⟧", {}, "⟦mensaje vacío⟧"),
    ("image", "¿lo tienen?", {}, "⟦imagen⟧ ¿lo tienen?"),
    ("image", None, {"view_once": True, "forwarded": True}, "⟦reenviado⟧ ⟦para ver una sola vez⟧ ⟦imagen⟧"),
    ("video", None, {}, "⟦video⟧"),
    ("audio", None, {}, "⟦audio⟧"),
    ("audio", None, {"voice": True}, "⟦nota de voz⟧"),
    ("sticker", None, {}, "⟦sticker⟧"),
    ("sticker", None, {"animated": True}, "⟦sticker animado⟧"),
    ("document", "aquí", {}, "⟦documento⟧ aquí"),
    ("location", None, {"latitude": 19.4194, "longitude": -99.1626}, "⟦ubicación: latitud 19.4194, longitud -99.1626⟧"),
    (
        "location", "Café, Orizaba 3", {"latitude": 1, "longitude": 2.5, "name": "Café", "address": "Orizaba 3"},
        '⟦ubicación: "Café", "Orizaba 3", latitud 1, longitud 2.5⟧',
    ),
    (
        "contacts", "Rosa Prueba", {"contacts": [CARD, {"org": {"company": "Molino"}}]},
        '⟦contacto "Rosa Prueba": empresa "Panadería SA", teléfono "+52 55 9999 0000", correo "rosa@example.com"⟧\n'
        '⟦contacto: empresa "Molino"⟧',
    ),
    (
        "flow_reply", "Sent", {"name": "flow", "body": "Sent", "response": FORM | {"flow_token": "x"}},
        '⟦formulario⟧\n⟦"pastel": "tres leches"⟧\n⟦"velas": 8⟧\n⟦"fotos / 1 / id": 7⟧\n⟦"fotos / 1 / name": "a.jpg"⟧\n'
        '⟦"extras": "fresas", "nueces"⟧',
    ),
    ("flow_reply", "Sent", {"name": "cita", "response": {"ok": True, "nota": ""}},
     '⟦formulario "cita"⟧\n⟦"ok": sí⟧\n⟦"nota": vacío⟧'),
    ("flow_reply", "Sent", {"name": "flow", "response_json": "roto"}, '⟦formulario⟧\n⟦respuestas: "roto"⟧'),
    (
        "order", "para hoy", {"catalog_id": "77", "product_items": ITEMS},
        '⟦pedido del catálogo "77": 4 líneas, total 108 MXN + 0.40 USD, sin contar 1 sin precio o cantidad⟧\n'
        '⟦6 × "concha-01" a 18 MXN = 108 MXN⟧\n⟦2 × "té" a 0.10 USD = 0.20 USD⟧\n⟦1 × "café" a 0.20 USD = 0.20 USD⟧\n'
        '⟦1 × "pan", sin precio⟧\npara hoy',
    ),
    (
        "order", None, {"order_id": "9", "item_count": 2, "total": 10.5, "currency": "MXN"},
        '⟦pedido número "9": 2 artículos, total 10.50 MXN según WhatsApp⟧',
    ),
    ("button_reply", "Sí", {"id": "s", "title": "Sí"}, "⟦botón elegido⟧ Sí"),
    ("button_reply", None, {"id": "s"}, '⟦botón elegido: "s"⟧'),
    ("list_reply", "Concha", {"id": "1", "title": "Concha", "description": "dulce"}, "⟦opción elegida⟧ Concha\ndulce"),
    ("template_button", "Baja", {"text": "Baja", "payload": "STOP"}, "⟦botón elegido⟧ Baja"),
    ("call_permission", None, {"response": "accept"}, "⟦permiso de llamada: aceptado⟧"),
    ("payment", None, {"payment_method": "pix"}, '⟦aviso de pago: método "pix"⟧'),
    ("unsupported", "¿Dulce?\n- sí", {"type": "poll"}, '⟦mensaje que no se puede mostrar: "poll"⟧ ¿Dulce?\n- sí'),
    ("hologram", None, {}, '⟦mensaje que no se puede mostrar: "hologram"⟧'),
    ("text", "hola", {"author": "52155", "author_name": "Ana"}, '⟦escribe "Ana"⟧ hola'),
    (
        "text", "Quiero esto", {"referral": {"source_type": "ad", "headline": "Rosca 50%", "body": "Pide tu rosca"}},
        '⟦viene de un anuncio: "Rosca 50%", "Pide tu rosca"⟧ Quiero esto',
    ),
    (
        "text", "¿Hay?", {"referred_product": {"catalog_id": "7", "product_retailer_id": "p1", "title": "Rosca",
         "price": 99.5, "currency": "MXN"}},
        '⟦pregunta por el producto "p1" del catálogo "7": "Rosca", 99.50 MXN⟧ ¿Hay?',
    ),
]  # fmt: skip
BUTTONS = [{"id": "s", "title": "Sí"}, {"id": "n", "title": "No"}]
ROWS = [{"id": "1", "title": "Concha", "description": "dulce"}, {"id": "2", "title": "Bolillo"}]
SENT: list[tuple[dict[str, Any], str]] = [
    (
        {"type": "buttons", "body": "¿Confirmas?", "buttons": BUTTONS, "footer": "Gracias",
         "header": {"kind": "document", "link": "https://example.com/a", "filename": "menú.pdf"}},
        '⟦documento "menú.pdf"⟧\n¿Confirmas?\nGracias\n⟦botones: "Sí" · "No"⟧',
    ),
    (
        {"type": "list", "header": "Panes", "body": "Elige", "button": "Ver", "sections": [{"rows": ROWS}]},
        'Panes\nElige\n⟦lista "Ver"⟧\n⟦opción "Concha": "dulce"⟧\n⟦opción "Bolillo"⟧',
    ),
    (
        {"type": "link_button", "body": "El menú", "display_text": "Abrir", "url": "https://example.com/m"},
        'El menú\n⟦botón "Abrir": "https://example.com/m"⟧',
    ),
    (
        {"type": "template", "name": "saldo", "language": "es",
         "components": [{"type": "header", "parameters": [{"type": "image", "image": {"id": "1"}}]}],
         "shown": {"header": "Hola", "body": "Luz, debes 310", "footer": "La Espiga", "buttons": ["Pagar", "No"]}},
        '⟦plantilla⟧\n⟦imagen⟧\nHola\nLuz, debes 310\nLa Espiga\n⟦botones: "Pagar" · "No"⟧',
    ),
    (
        {"type": "template", "name": "saldo", "language": "es",
         "components": [{"type": "body", "parameters": [{"type": "text", "text": "Luz"}]}]},
        '⟦plantilla "saldo"⟧\n⟦valores: "Luz"⟧',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "content", "expected"), RECEIVED)
def test_what_a_customer_sends_is_read_whole(
    kind: str, text: str | None, content: dict[str, Any], expected: str
) -> None:
    assert shown(stored(kind, text, content), {}) == expected


@pytest.mark.parametrize(("content", "expected"), SENT)
def test_what_we_sent_is_read_as_the_customer_reads_it(content: dict[str, Any], expected: str) -> None:
    kept = read_content(content).as_json()
    assert shown(stored(content["type"], kept.get("body"), kept, direction="out"), {}) == expected


def test_the_file_of_a_message_says_its_name_and_whether_it_is_a_voice_note() -> None:
    assert shown(stored("document", None, filename="menú.pdf"), {}) == '⟦documento "menú.pdf"⟧'
    assert shown(stored("audio", None, voice=True), {}) == "⟦nota de voz⟧"


CONCHA = stored("text", "Pido una concha " + "x" * 300, vendor_id="concha")
OTHERS: dict[str, StoredMessage] = {
    "concha": CONCHA,
    "photo": stored("image", "así", vendor_id="photo"),
    "ours": stored("text", "¿Cuántas?", direction="out", vendor_id="ours"),
    "form": stored("flow_reply", "Sent", {"response": {"a": 1}}, vendor_id="form"),
    "eva": stored("text", "Yo dos", {"author": "52155", "author_name": "Eva"}, vendor_id="eva"),
}


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        ("photo", '⟦responde a: imagen "así"⟧ sí'),
        ("ours", '⟦responde a tu mensaje: "¿Cuántas?"⟧ sí'),
        ("form", "⟦responde a: formulario⟧ sí"),
        ("eva", '⟦responde a "Eva": "Yo dos"⟧ sí'),
        ("unknown", "⟦responde a un mensaje anterior⟧ sí"),
    ],
)
def test_a_message_names_what_it_quotes(quotes: str, expected: str) -> None:
    assert shown(stored("text", "sí", reply_to=quotes), OTHERS) == expected


def test_a_long_quote_is_cut() -> None:
    read = shown(stored("text", "cancela este", reply_to="concha"), OTHERS)
    assert read.startswith('⟦responde a: "Pido una concha xxx')
    assert read.endswith('x…"⟧ cancela este')
    assert len(read) < 160


def test_a_reaction_says_what_it_is_about() -> None:
    thumb = stored("reaction", "👍", {"emoji": "👍"}, target_id="ours")
    assert shown(thumb, OTHERS) == '⟦reacción "👍" a tu mensaje: "¿Cuántas?"⟧'
    removed = stored("reaction", None, {"removed": True}, target_id="photo")
    assert shown(removed, OTHERS) == '⟦quitó su reacción a: imagen "así"⟧'


def test_our_own_messages_do_not_repeat_what_a_customer_wrote() -> None:
    answer = stored("text", "Sí", direction="out", reply_to="concha")
    assert shown(answer, OTHERS) == "⟦responde a un mensaje del cliente⟧ Sí"
    heart = stored("reaction", "❤️", {"emoji": "❤️"}, direction="out", target_id="concha")
    assert shown(heart, OTHERS) == '⟦reacción "❤️" a un mensaje del cliente⟧'
    carried = {"author_name": "Ana", "referral": {"headline": "Rosca"}}
    assert shown(stored("text", "Sí", carried, direction="out"), OTHERS) == "Sí"


@pytest.mark.parametrize(
    "message",
    [
        stored("text", "a" * 60_000),
        stored("flow_reply", "Sent", {"response": {f"campo {n}": "b" * 5_000 for n in range(500)}}),
        stored("flow_reply", "Sent", {"response": {"campo": ["b" * 5_000] * 500}}),
        stored("order", "c" * 9_000, {"product_items": ITEMS * 250}),
        stored("contacts", None, {"contacts": [CARD] * 200}),
        stored("text", "d" * 9_000, {"referral": {"body": "e" * 60_000}, "author_name": "f" * 1_000}),
    ],
    ids=lambda message: message.kind,
)
def test_a_message_is_bounded_and_says_that_there_is_more(message: StoredMessage) -> None:
    read = shown(message, {})
    assert 500 < len(read) <= MOST_SHOWN
    assert "…" in read or " más⟧" in read


def test_all_lines_of_an_order_count_even_those_that_are_not_shown() -> None:
    read = shown(stored("order", None, {"product_items": ITEMS[:1] * 300}), {})
    assert read.startswith("⟦pedido: 300 líneas, total 32400 MXN⟧\n⟦6 × ")
    assert read.endswith(" más⟧")


@pytest.mark.parametrize("file", shared_files("payloads"))
def test_every_message_of_a_real_webhook_is_read(file: Path) -> None:
    for update in parse(load(file), MOMENT):
        if isinstance(update, Message):
            file_of: dict[str, Any] = (
                {"filename": update.media.filename, "voice": update.media.voice} if update.media else {}
            )
            message = stored(
                update.kind, update.text, stored_content(update), reply_to=update.reply_to, target_id=update.target_id,
                **file_of,
            )  # fmt: skip
            read = shown(message, {})
            assert read.strip()
            if update.kind != "flow_reply":
                assert (update.text or "").split("\n")[0][:80] in read or update.kind in ("contacts", "location")
