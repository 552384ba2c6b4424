"""Searching files by what is meant: with the real model of meanings that runs beside the product."""

import pytest

from recado.kernel.settings import settings
from recado.knowledge import embedding, searching
from recado.knowledge.jobs import EmbedJob
from recado.platform.db import database
from recado.vendors.llm import embeddings
from tests.integration.test_knowledge import added
from tests.rigs.desk import Desk, hired
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

POLICIES = {
    "Garantía": "Todos los teléfonos tienen garantía de doce meses por defecto de fábrica; no cubre golpes ni agua.",
    "Cambios": "Puedes devolver una prenda dentro de treinta días si conserva su etiqueta y su recibo.",
    "Pagos": "Aceptamos efectivo, transferencia y tarjetas de crédito, y hasta seis meses sin intereses.",
    "Envíos": "Los paquetes llegan a todo el país en tres a cinco días hábiles por mensajería.",
    "Mascotas": "Los perros pueden entrar al local si llevan correa; hay agua para ellos en la terraza.",
    "Estacionamiento": "Hay lugar para dejar el coche en el sótano; las dos primeras horas no se cobran.",
    "Vacantes": "Buscamos vendedores de medio tiempo; manda tu currículum por correo.",
    "Alergias": "Nuestros panes contienen gluten, huevo y leche; las galletas además nueces.",
    "Facturas": "Para tu comprobante fiscal manda tu RFC el mismo mes de la compra.",
    "Niños": "La zona de juegos es para menores de ocho años acompañados de un adulto.",
}
# No question shares the words that tell with its answer.
QUESTIONS = {
    "se me descompuso el celular, ¿me lo arreglan?": "Garantía",
    "el móvil dejó de prender": "Garantía",
    "la blusa no me quedó, ¿me regresan mi dinero?": "Cambios",
    "¿puedo regresar la ropa que compré?": "Cambios",
    "¿se puede abonar a plazos?": "Pagos",
    "¿reciben visa o mastercard?": "Pagos",
    "¿cuánto tardan en traerme mi compra a Monterrey?": "Envíos",
    "¿mandan a provincia?": "Envíos",
    "¿dejan pasar con mi perrito?": "Mascotas",
    "voy con mi cachorro, ¿hay problema?": "Mascotas",
    "¿dónde aparco?": "Estacionamiento",
    "llego en auto, ¿cobran?": "Estacionamiento",
    "ando en busca de trabajo": "Vacantes",
    "¿están contratando?": "Vacantes",
    "soy celíaca, ¿qué puedo comer?": "Alergias",
    "¿tienen algo para intolerantes a la lactosa?": "Alergias",
    "necesito que me facturen": "Facturas",
    "requisitos para deducir impuestos": "Facturas",
    "¿hay dónde se entretengan mis hijos?": "Niños",
    "mi bebé puede jugar ahí?": "Niños",
}


@pytest.fixture(scope="module")
def line(product: Product) -> Line:
    return product.line()


@pytest.fixture(scope="module")
def desk(product: Product, line: Line) -> Desk:
    made = hired(product, line)
    product.admin("update users set email_verified_at = now() where id = %s", (made.user_id,))
    for title, text in POLICIES.items():
        added(made, f"{title}\n\n{text}\n".encode(), title=title)
    waiting = "select from files where business_id = %s and embedded_model is null and state = 'ready'"
    eventually(lambda: not product.admin(waiting, (line.business_id,)))
    return made


def titles(desk: Desk, question: str) -> list[str]:
    return [each["title"] for each in desk.get("files/passages", q=question)["items"]]


def test_what_is_meant_is_among_the_first_three_whatever_words_ask_for_it(desk: Desk) -> None:
    right = [question for question, title in QUESTIONS.items() if title in titles(desk, question)[:3]]
    missed = {question: titles(desk, question)[:3] for question in QUESTIONS if question not in right}
    assert len(right) >= 18, missed


def test_words_that_say_it_plainly_need_no_model(line: Line, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk

    def fails(_text: str) -> None:
        raise AssertionError("nobody asks for a meaning")

    monkeypatch.setattr(embeddings, "query", fails)
    assert searching.passages(line.business_id, "estacionamiento sótano coche")[0].title == "Estacionamiento"


def test_without_the_model_words_alone_are_searched(line: Line, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk
    monkeypatch.setenv("EMBEDDINGS_BASE_URL", "http://127.0.0.1:9/v1")
    settings.cache_clear()
    embeddings.query.cache_clear()
    try:
        assert searching.passages(line.business_id, "¿aceptan transferencia?")[0].title == "Pagos"
        assert searching.passages(line.business_id, "visa") == []
    finally:
        monkeypatch.undo()
        settings.cache_clear()
        embeddings.query.cache_clear()


def test_vectors_of_another_model_are_made_anew_and_never_compared(line: Line, desk: Desk) -> None:
    with database().tenant(line.business_id) as tx:
        tx.run("update file_chunks set embedding_model = 'another', embedding = '[1,2,3]'")
        tx.run("update files set embedded_model = 'another', touched_at = now() - interval '1 hour'")
        (file,) = tx.dicts("select id, version from files where title = 'Niños'")
    assert "Niños" not in titles(desk, "mi bebé puede jugar ahí?")
    again = [message for message in embedding.sweep() if message.body["file_id"] == str(file["id"])]
    assert len(again) == 1
    job = EmbedJob(business_id=line.business_id, file_id=file["id"], version=file["version"])
    embedding.embed(job)
    embedding.embed(job)
    assert titles(desk, "mi bebé puede jugar ahí?") == ["Niños"]


def test_a_passage_that_changed_meanwhile_keeps_no_vector_of_what_it_was(
    line: Line, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk
    with database().tenant(line.business_id) as tx:
        (file,) = tx.dicts("select id, version from files where title = 'Facturas'")
        tx.run("update file_chunks set embedding_model = null where file_id = %s", (file["id"],))
    ask, times = embeddings.passages, 0

    def changed(texts: list[str]) -> list[embeddings.Vector]:
        nonlocal times
        times += 1
        if times == 1:
            with database().tenant(line.business_id) as tx:
                tx.run("update file_chunks set text = text || ' Y ya.' where file_id = %s", (file["id"],))
        return ask(texts)

    monkeypatch.setattr(embeddings, "passages", changed)
    embedding.embed(EmbedJob(business_id=line.business_id, file_id=file["id"], version=file["version"]))
    assert times == 2
