"""The catalogue: products with variants and stock, found by what customers write, and offered by the agent."""

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from recado.catalog import embedding
from recado.catalog.jobs import ProductsJob
from tests.integration.test_agent_tools import script
from tests.integration.test_knowledge import PNG
from tests.rigs.desk import Desk, hired
from tests.rigs.desk_files import brought
from tests.rigs.product import Product

CUSTOMER = "5215550000191"
Json = dict[str, Any]


@pytest.fixture
def desk(product: Product) -> Desk:
    made = hired(product, product.line())
    product.admin("update users set email_verified_at = now() where id = %s", (made.user_id,))
    return made


def sold(desk: Desk, name: str = "Concha", *variants: Json, **more: Any) -> Json:
    """Makes a product; without variants it is a simple one at 18 pesos, of which there are ten."""
    of = list(variants) or [{"price_minor": 1800, "stock": 10}]
    answer = desk.person.call("POST", "/v1/products", {"name": name, "variants": of, **more})
    assert answer.status == 201, answer.body
    made: Json = answer.body
    return made


def picture(width: int, height: int) -> bytes:
    """A PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "salmon").save(out, "PNG")
    return out.getvalue()


def count(desk: Desk, made: Json, stock: int | None, if_stock: int | None) -> Any:
    path = f"/v1/products/{made['id']}/variants/{made['variants'][0]['id']}/stock"
    return desk.person.call("PUT", path, {"stock": stock, "if_stock": if_stock})


def replace(desk: Desk, made: Json, **changes: Any) -> Any:
    fields = {name: made[name] for name in ("name", "description", "category_id", "active", "revision")}
    wanted = ("id", "sku", "label", "price_minor", "low_at")
    fields["variants"] = [{name: each[name] for name in wanted} for each in made["variants"]]
    return desk.person.call("PUT", f"/v1/products/{made['id']}", fields | changes)


def names(desk: Desk, **query: str) -> list[str]:
    return [each["name"] for each in desk.get("products", **query)["items"]]


def test_a_product_is_made_changed_and_read_with_its_variants_in_order(desk: Desk) -> None:
    fresa = {"label": "1 kg · Fresa", "sku": "TL-1K-FRE", "price_minor": 39000, "stock": 4, "low_at": 2}
    large = {"label": "2 kg · Fresa", "sku": "TL-2K-FRE", "price_minor": 64000}
    made = sold(desk, "Pastel tres leches", fresa, large)
    assert [(each["ref"], each["stock"], each["currency"]) for each in made["variants"]] == [
        ("TL-1K-FRE", 4, made["variants"][0]["currency"]),
        ("TL-2K-FRE", None, made["variants"][0]["currency"]),
    ]
    first, second = made["variants"]
    swapped = [
        {"id": second["id"], "sku": "TL-1K-FRE", "label": "2 kg", "price_minor": 65000},
        {"id": first["id"], "sku": "TL-2K-FRE", "label": "1 kg", "price_minor": 39000},
        {"label": "3 kg", "price_minor": 90000, "stock": 1},
    ]
    changed = replace(desk, made, variants=swapped, description="Con fruta")
    assert changed.status == 200, changed.body
    read = desk.get(f"products/{made['id']}")
    assert [(each["label"], each["sku"], each["stock"]) for each in read["variants"]] == [
        ("2 kg", "TL-1K-FRE", None), ("1 kg", "TL-2K-FRE", 4), ("3 kg", None, 1),
    ]  # fmt: skip
    assert replace(desk, made).body["code"] == "product_changed", "who read it before the change is told"
    alone = replace(desk, read, variants=[{"id": second["id"], "label": "", "price_minor": 1}])
    assert [each["id"] for each in alone.body["variants"]] == [second["id"]]


@pytest.mark.parametrize(
    ("variants", "code"),
    [
        ([{"price_minor": 1, "sku": "a-1"}, {"price_minor": 1, "sku": "A-1"}], "sku_taken"),
        ([{"price_minor": 1, "sku": "taken"}], "sku_taken"),
        ([{"price_minor": 1, "id": str(uuid4())}], "invalid"),
    ],
)
def test_what_may_not_be_is_refused(desk: Desk, variants: list[Json], code: str) -> None:
    sold(desk, "Uno", {"price_minor": 1, "sku": "TAKEN"})
    answer = desk.person.call("POST", "/v1/products", {"name": "Dos", "variants": variants})
    assert answer.body["code"] == code
    assert names(desk) == ["Uno"]


def test_stock_is_counted_only_as_it_was_seen_and_every_change_is_kept(desk: Desk) -> None:
    made = sold(desk)
    assert count(desk, made, 7, 10).body["variants"][0]["stock"] == 7
    late = count(desk, made, 3, 10)
    assert (late.status, late.body["code"]) == (409, "stock_changed")
    desk.line.change("update variants set reserved = 5")
    assert count(desk, made, 4, 7).body["code"] == "stock_promised"
    assert replace(desk, desk.get(f"products/{made['id']}"), variants=[{"price_minor": 1}]).body["code"] == (
        "stock_promised"
    )
    desk.line.change("update variants set reserved = 0")
    assert count(desk, made, None, 7).body["variants"][0]["stock"] is None
    moves = desk.line.rows("select delta from stock_moves order by at")
    assert [each["delta"] for each in moves] == [10, -3, -7]


def test_of_many_who_count_at_once_one_does(desk: Desk) -> None:
    made = sold(desk)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: count(desk, made, 20 + number, 10), range(8)))
    assert sorted(each.status for each in answers) == [200] + [409] * 7


def test_the_list_is_by_name_and_narrowed_and_archived_products_are_apart(desk: Desk) -> None:
    category = desk.person.call("POST", "/v1/products/categories", {"name": "Pasteles"}).body
    assert desk.person.call("POST", "/v1/products/categories", {"name": "PASTELES"}).body["code"] == "category_taken"
    low = {"price_minor": 1, "stock": 2, "low_at": 3}
    for name, variant in (("Ñoquis", low), ("ácido", {"price_minor": 1, "stock": 0}), ("Zeta", {"price_minor": 1})):
        sold(desk, name, variant)
    cake = sold(desk, "Tarta", category_id=category["id"])
    assert names(desk) == ["ácido", "Ñoquis", "Tarta", "Zeta"]
    first = desk.get("products", limit="3")
    assert names(desk, limit="3", cursor=first["next"]) == ["Zeta"]
    assert names(desk, stock="low") == ["Ñoquis"]
    assert names(desk, stock="out") == ["ácido"]
    assert names(desk, category_id=category["id"]) == ["Tarta"]
    assert desk.person.call("DELETE", f"/v1/products/{cake['id']}").status == 200
    assert names(desk, shown="archived") == ["Tarta"]
    assert "Tarta" not in names(desk, search="tarta")
    assert names(desk, search="tarta", shown="archived") == ["Tarta"]
    assert names(desk, search="zeta", shown="archived") == []
    assert names(desk, search="ñoquis", stock="low") == ["Ñoquis"]
    assert names(desk, search="zeta", stock="out") in ([], ["ácido"]), "what is near by meaning may be sold out"
    assert desk.person.call("POST", f"/v1/products/{cake['id']}/restore").status == 200
    assert desk.person.call("DELETE", f"/v1/products/categories/{category['id']}").status in (200, 204)
    assert desk.get(f"products/{cake['id']}")["category_id"] is None


def test_it_is_found_by_words_typing_errors_variants_category_and_meaning(desk: Desk) -> None:
    category = desk.person.call("POST", "/v1/products/categories", {"name": "Calzado"}).body
    sold(desk, "Tenis runner azul", {"price_minor": 129900, "label": "Talla 26"}, category_id=category["id"])
    sold(desk, "Audífonos bluetooth", {"price_minor": 59900})
    sold(desk, "Croquetas para perro", {"price_minor": 45000})
    embedding.embed(ProductsJob(business_id=desk.line.business_id))
    assert names(desk, search="tenix runer")[:1] == ["Tenis runner azul"]
    assert names(desk, search="audifonos blutut")[:1] == ["Audífonos bluetooth"]
    assert names(desk, search="calsado talla 26")[:1] == ["Tenis runner azul"]
    assert names(desk, search="comida para mi mascota")[:1] == ["Croquetas para perro"]
    assert desk.line.rows("select from products where to_embed_at is not null") == []
    desk.person.call("PATCH", f"/v1/products/categories/{category['id']}", {"name": "Deporte"})
    assert len(desk.line.rows("select from products where to_embed_at is not null")) == 1


def test_the_agent_looks_up_what_there_is_and_says_no_other_price(desk: Desk) -> None:
    script(desk.line, {"say": "Con gusto."})
    desk.line.say(CUSTOMER, "Hola")
    desk.line.settled(1)
    offered = [each["name"] for each in desk.line.asked()[-1]["body"]["tools"]]
    assert "buscar_productos" not in offered, "there is nothing to sell yet"
    sold(desk, "Concha", {"price_minor": 1850, "sku": "CON-1", "stock": 3}, description="De vainilla")
    sold(desk, "Concha rellena", {"price_minor": 3800, "stock": 0})
    look = {"consulta": "conchas", "categoria": None, "precio_maximo": None, "solo_disponibles": None}
    script(
        desk.line,
        {"calls": [{"name": "buscar_productos", "arguments": look}]},
        {"say": "La concha cuesta $99.00."},
        {"say": "La concha cuesta $18.50 y quedan 3."},
    )
    desk.line.say(CUSTOMER, "¿Cuánto cuestan las conchas?")
    assert desk.line.settled(2)[-1]["body"]["text"]["body"] == "La concha cuesta $18.50 y quedan 3."
    (call,) = desk.line.rows("select result from agent_tool_calls")
    first, last = call["result"]["productos"]
    assert (first["ref"], first["existencias"], first["precio_minor"], first["descripcion"]) == (
        "CON-1", 3, 1850, "De vainilla",
    )  # fmt: skip
    assert (last["nombre"], last["existencias"]) == ("Concha rellena", 0)


def test_pictures_are_added_shown_ordered_removed_and_sent(desk: Desk) -> None:
    made = sold(desk, "Pastel", {"price_minor": 42000, "sku": "PAS-1"})
    path = f"/v1/products/{made['id']}/pictures"
    ids = [brought(desk, data, "image/png", "foto.png") for data in (picture(64, 48), picture(32, 32))]
    for media_id in (ids[0], ids[0], ids[1]):
        answer = desk.person.call("POST", path, {"media_id": media_id})
        assert answer.status == 200, answer.body
    first, last = answer.body["pictures"]
    (link,) = desk.person.call("POST", "/v1/media/links", {"ids": [first]}).body["items"]
    assert link["thumbnail_url"]
    for data, kind in ((b"%PDF-1.7 nothing", "application/pdf"), (PNG, "image/png")):
        refused = desk.person.call("POST", path, {"media_id": brought(desk, data, kind, "x")})
        assert refused.body["code"] == "file_refused", "a document, and a picture that breaks off"
    assert desk.person.call("PUT", path, {"ids": [last]}).status == 400
    assert desk.person.call("PUT", path, {"ids": [last, first]}).body["pictures"] == [last, first]
    assert desk.person.call("DELETE", f"{path}/{last}").body["pictures"] == [first]
    send = {"name": "enviar_archivo", "arguments": {"archivo": "foto:pas-1", "texto": None}}
    script(desk.line, {"calls": [send]}, {"say": "Así se ve."})
    desk.line.say(CUSTOMER, "¿Tienes foto del pastel?")
    text, photo = desk.line.settled(2)
    assert (text["body"]["text"]["body"], photo["body"]["type"]) == ("Así se ve.", "image")
    send["arguments"] = {"archivo": "foto:nada", "texto": None}
    script(desk.line, {"calls": [send]}, {"say": "De eso no tengo foto."})
    desk.line.say(CUSTOMER, "¿Y de las galletas?")
    assert desk.line.settled(3)[-1]["body"]["text"]["body"] == "De eso no tengo foto."
