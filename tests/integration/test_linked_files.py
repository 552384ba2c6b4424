"""Links of the business that lead to files: customers get the files."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.integration.test_agent_tools import script
from tests.integration.test_knowledge import PNG
from tests.rigs.product import Line, Product

CUSTOMER = "5215550000178"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PAGE = b"<!doctype html><title>No existe</title>"
FILES = {"/menu.pdf": PDF, "/pastel.jpg": PNG, "/gone.pdf": PAGE, "/huge.png": PNG + b"\0" * 6_000_000}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The business's own web site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = FILES.get(self.path)
            self.send_response(200 if data else 404)
            self.send_header("Content-Type", "application/octet-stream")
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def line(product: Product) -> Line:
    return product.line()


def write(line: Line, *links: str) -> None:
    """The business's text names these links."""
    line.change("update businesses set context = %s", ("Panadería. Enlaces: " + " , ".join(links),))


def test_a_link_of_the_business_goes_as_the_file_and_its_address_does_not(line: Line, site: str) -> None:
    menu, cake = f"{site}/menu.pdf", f"{site}/pastel.jpg"
    write(line, menu, cake)
    script(line, {"say": f"Aquí está el menú: {menu}\nY el pastel se ve así: [foto]({cake}). ¿Te gusta?"})
    line.say(CUSTOMER, "¿Me mandas el menú y una foto?")
    text, document, picture = line.settled(3)
    assert text["body"]["text"]["body"] == "Aquí está el menú:\nY el pastel se ve así: foto. ¿Te gusta?"
    assert (document["body"]["type"], document["body"]["document"]["filename"]) == ("document", "menu.pdf")
    assert picture["body"]["type"] == "image"
    turns = line.rows("select cardinality(answer_ids) as messages from agent_turns")
    assert [each["messages"] for each in turns] == [3], "files belong to the answer they follow"


def test_an_answer_that_is_nothing_but_a_link_is_the_file_alone(line: Line, site: str) -> None:
    write(line, f"{site}/menu.pdf")
    script(line, {"say": f"{site}/menu.pdf"})
    line.say(CUSTOMER, "menú")
    (document,) = line.settled(1)
    assert document["body"]["type"] == "document"


@pytest.mark.parametrize("path", ["/gone.pdf", "/none.pdf", "/huge.png", "/menu.pdf?v=2"])
def test_what_is_no_such_file_stays_a_link(line: Line, site: str, path: str) -> None:
    """A page instead of a document, nothing, too much, and an address that only begins as one of ours does."""
    link = f"{site}{path}"
    write(line, link if "?" not in path else f"{site}/menu.pdf")
    script(line, {"say": f"Míralo aquí: {link}"})
    line.say(CUSTOMER, "¿Me lo mandas?")
    (text,) = line.settled(1)
    assert json.dumps(text["body"]).count(path) == 1
    assert line.rows("select from messages where kind in ('image', 'document')") == []
