"""What customers and the bakery say to each other, scene by scene. Customers write as Meta's webhooks have it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from infra.local.showcase.people import PLACES, Person
from recado.vendors.whatsapp.contents import (
    ButtonsContent,
    ContactCard,
    ContactName,
    ContactPhone,
    ContactsContent,
    Content,
    DocumentContent,
    LinkButtonContent,
    ListContent,
    ListRow,
    ListSection,
    LocationContent,
    ReactionContent,
    ReplyButton,
    TemplateContent,
    TemplateText,
    TextContent,
)
from recado.vendors.whatsapp.contents.templates import TemplateParameter, TemplatePartValues

Author = Literal["customer", "agent", "person", "phone"]
Json = dict[str, Any]
BREADS = (("concha", 18), ("cuernito", 22), ("bolillo", 4), ("pan de muerto", 35), ("oreja", 20), ("dona", 24))


@dataclass(frozen=True, slots=True)
class Line:
    """One message. said: what a customer sent, or what the bakery sends. minutes: after the line before.

    file: which of the drawn files it carries. replies: it quotes the line before; about: it changes that line.
    """

    author: Author
    said: Json | Content
    minutes: float = 1.0
    file: str | None = None
    replies: bool = False
    about: bool = False


Scene = Callable[[random.Random, Person], list[Line]]


def says(text: str, minutes: float = 1.0, **more: Any) -> Line:
    return Line("customer", {"type": "text", "text": {"body": text}}, minutes, **more)


def sends(kind: str, payload: Json | list[Json], minutes: float = 1.0, **more: Any) -> Line:
    return Line("customer", {"type": kind, kind: payload}, minutes, **more)


def bot(text: str, minutes: float = 0.2, **more: Any) -> Line:
    return Line("agent", TextContent(body=text), minutes, **more)


def team(text: str, minutes: float = 4.0, **more: Any) -> Line:
    return Line("person", TextContent(body=text), minutes, **more)


def prices(chance: random.Random, _who: Person) -> list[Line]:
    bread, price = chance.choice(BREADS)
    hello = chance.choice(("Hola, buen día", "Buenas tardes", "Hola!", "Holaaa", "Disculpe"))
    return [
        says(hello),
        says(f"¿A cuánto tienen la pieza de {bread}?", 0.3),
        bot(f"¡Hola! La pieza de {bread} está a ${price}. ¿Cuántas te aparto?"),
        says(chance.choice(("Ok, gracias", "Va, paso al rato", "Perfecto 👍", "Uy, subieron 😅")), 3),
    ]


def order(chance: random.Random, who: Person) -> list[Line]:
    (one, a), (two, b) = chance.sample(BREADS, 2)
    count, more = chance.randrange(4, 20), chance.randrange(2, 10)
    zone, latitude, longitude = chance.choice(PLACES)
    return [
        says(f"Quiero {count} piezas de {one} y {more} de {two} para hoy porfa"),
        bot(f"Claro. {count} de {one} y {more} de {two}: ${count * a + more * b}. ¿Pasas por ellas o te las enviamos?"),
        says("A domicilio"),
        bot("¿Me compartes tu ubicación, por favor?"),
        sends(
            "location", {"latitude": latitude, "longitude": longitude, "name": "Casa", "address": f"{zone}, CDMX"}, 2
        ),
        Line(
            "agent",
            ButtonsContent(
                body=f"Total ${count * a + more * b + 40} con envío. ¿Confirmo tu pedido?",
                buttons=(ReplyButton(id="yes", title="Sí, confirmar"), ReplyButton(id="no", title="Cambiar algo")),
            ),
            0.3,
        ),
        sends(
            "interactive",
            {"type": "button_reply", "button_reply": {"id": "yes", "title": "Sí, confirmar"}},
            1,
            replies=True,
        ),
        bot(f"Listo, {who.nickname.split()[0]}. Llega en unos 40 minutos 🛵"),
        team("Ya salió tu pedido, lo lleva Beto.", 25),
        Line("customer", {"type": "reaction", "reaction": {"emoji": "❤️"}}, 1, about=True),
    ]


def cake(chance: random.Random, who: Person) -> list[Line]:
    people = chance.choice((10, 15, 20, 30))
    return [
        says(f"Hola, necesito un pastel para {people} personas para el sábado 🎂"),
        bot("¡Con gusto! ¿Tienes una foto de cómo te gustaría?"),
        sends("image", {"caption": "Algo así"}, 5, file="cake"),
        bot("Qué bonito. Lo paso con la pastelera para darte precio exacto."),
        team(
            f"Hola, soy Lupita. Para {people} personas sale en ${people * 38}; el anticipo es la mitad.",
            18,
        ),
        says("Va. ¿A qué cuenta transfiero?", 6, replies=True),
        team("A la CLABE que viene en la lista, última página:", 2),
        Line("person", DocumentContent(media_id="-", filename="lista-de-precios.pdf"), 0.3, file="list"),
        sends("image", {}, 30, file="slip"),
        says("Ahí va el comprobante", 0.2),
        team("Recibido, queda apartado para el sábado a las 12. ¡Gracias!", 7),
        sends("sticker", {"animated": False}, 1, file="sticker"),
    ]


def voice(chance: random.Random, _who: Person) -> list[Line]:
    return [
        sends("audio", {"voice": True}, file="voice"),
        bot("Gracias por tu audio. ¿Te refieres al pan de muerto de hoy o al de mañana?"),
        says(chance.choice(("Al de mañana", "El de hoy")), 2),
        bot("Perfecto, queda anotado."),
    ]


def menu(chance: random.Random, _who: Person) -> list[Line]:
    rows = tuple(
        ListRow(id=f"b{n}", title=name.capitalize(), description=f"${price} la pieza")
        for n, (name, price) in enumerate(BREADS)
    )
    pick = chance.choice(rows)
    return [
        says("Me pasas el menú?"),
        Line(
            "agent",
            ListContent(
                body="Esto es lo de hoy:", button="Ver panes", sections=(ListSection(rows=rows, title="Panes"),)
            ),
            0.2,
        ),
        sends(
            "interactive",
            {"type": "list_reply", "list_reply": {"id": pick.id, "title": pick.title, "description": pick.description}},
            2,
            replies=True,
        ),
        bot(f"{pick.title}: buena elección. ¿Cuántas piezas?"),
        says(str(chance.randrange(2, 12)), 1),
        Line(
            "agent",
            LinkButtonContent(body="Puedes pagar aquí:", display_text="Pagar", url="https://laespiga.example/pagar"),
            0.3,
        ),
    ]


def advert(_chance: random.Random, _who: Person) -> list[Line]:
    message = {
        "type": "text",
        "text": {"body": "Hola, vi su anuncio del pan de muerto"},
        "referral": {
            "source_type": "ad", "source_id": "120210000000000001", "source_url": "https://fb.me/espiga",
            "headline": "Pan de muerto recién horneado", "body": "Pide el tuyo por WhatsApp", "media_type": "image",
        },
    }  # fmt: skip
    return [
        Line("customer", message),
        bot("¡Hola! El pan de muerto está a $35 y hay de azúcar y de naranja. ¿Cuál te aparto?"),
    ]


def complaint(_chance: random.Random, _who: Person) -> list[Line]:
    return [
        says("Mi pedido llegó incompleto, faltaron 3 conchas 😡"),
        sends("image", {"caption": "Esto fue lo que llegó"}, 1, file="conchas"),
        sends("video", {"caption": "Y así venía la caja"}, 1, file="video"),
        bot("Lamento mucho lo que pasó. Te comunico con una persona del equipo."),
        team("Qué pena. Te las mandamos ahora mismo sin costo y con un café de regalo.", 6),
        says("Gracias, así sí 🙏", 4),
        Line("phone", TextContent(body="Salieron en la moto de las 5"), 12),
    ]


def invoice(_chance: random.Random, who: Person) -> list[Line]:
    card = {
        "name": {"formatted_name": f"Contador de {who.nickname}", "first_name": "Contador"},
        "phones": [{"phone": "+52 55 5555 0101", "type": "WORK", "wa_id": "525555550101"}],
    }
    return [
        says("Me pueden facturar lo de ayer?"),
        bot("Claro, ¿a qué correo la envío?"),
        says("Mejor con mi contador", 1),
        sends("contacts", [card], 0.5),
        team("Listo, se la mandé.", 45),
        Line(
            "person",
            ContactsContent(
                contacts=(
                    ContactCard(
                        name=ContactName(formatted_name="La Espiga, facturación", first_name="Facturación"),
                        phones=(ContactPhone(phone="+525512345678"),),
                    ),
                )
            ),
            1,
        ),
    ]


def catalog(chance: random.Random, _who: Person) -> list[Line]:
    items = [
        {
            "product_retailer_id": name.replace(" ", "-"),
            "quantity": chance.randrange(1, 6),
            "item_price": price,
            "currency": "MXN",
        }
        for name, price in chance.sample(BREADS, 2)
    ]
    return [
        sends("order", {"catalog_id": "5550001", "text": "Para llevar", "product_items": items}),
        bot("Recibí tu pedido del catálogo. En 15 minutos está listo."),
        Line(
            "agent",
            LocationContent(latitude=19.4178, longitude=-99.1625, name="La Espiga", address="Orizaba 87, Roma Norte"),
            0.3,
        ),
    ]


def reminder(_chance: random.Random, who: Person) -> list[Line]:
    name = who.nickname.split()[0]
    values = TemplatePartValues(type="body", parameters=(TemplateParameter(type="text", text=name),))
    shown = TemplateText(body=f"Hola {name}, mañana recoges tu pedido. ¿Confirmas?", buttons=("Confirmar",))
    template = TemplateContent(name="recordatorio_pedido", language="es_MX", components=(values,), shown=shown)
    return [
        Line("person", template, 60 * 30),
        Line("customer", {"type": "button", "button": {"payload": "confirmar", "text": "Confirmar"}}, 20, replies=True),
        bot("¡Gracias por confirmar!"),
    ]


def second_thoughts(_chance: random.Random, _who: Person) -> list[Line]:
    return [
        says("Apárteme 5 cuernitos"),
        Line(
            "customer",
            {"type": "edit", "edit": {"message": {"type": "text", "text": {"body": "Apárteme 8 cuernitos"}}}},
            1,
            about=True,
        ),
        bot("Apartados 8 cuernitos: $176."),
        says("Mandé esto por error", 3),
        Line("customer", {"type": "revoke", "revoke": {}}, 0.3, about=True),
    ]


def odd(_chance: random.Random, _who: Person) -> list[Line]:
    error = {
        "code": 131051,
        "title": "Message type unknown",
        "error_data": {"details": "Message type is currently not supported."},
    }
    return [
        Line("customer", {"type": "unsupported", "errors": [error]}),
        team("No alcanzo a ver tu mensaje, ¿me lo mandas de otra forma?", 9),
        sends("document", {"filename": "lista.pdf", "caption": "Lista de compras"}, 3, file="list"),
        Line("person", ReactionContent(emoji="👍", message_id="-"), 1, about=True),
    ]


def album(_chance: random.Random, _who: Person) -> list[Line]:
    return [
        says("Mira, así me gustaría la mesa de pan 👇"),
        sends("image", {}, 0.3, file="conchas"),
        sends("image", {}, 0.2, file="cake"),
        sends("image", {}, 0.2, file="breads"),
        sends("image", {"caption": "Algo así, y también conchas"}, 0.2, file="conchas"),
        team("¡Qué bonita! Se puede. ¿Para cuántas personas?", 6, replies=True),
        says("Somos 20", 3),
    ]


SCENES: tuple[tuple[Scene, int], ...] = (
    (prices, 30), (order, 18), (cake, 9), (voice, 7), (menu, 9), (advert, 5), (complaint, 4), (invoice, 4),
    (catalog, 4), (reminder, 5), (second_thoughts, 3), (odd, 2), (album, 4),
)  # fmt: skip
