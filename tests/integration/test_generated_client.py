"""An integrator's first day with the client generated from the document: from signing up to an answered customer."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from infra.local.seed import post
from tests.rigs.graph_numbers import at_meta
from tests.rigs.people import PASSWORD, newcomer
from tests.rigs.product import Product
from tests.rigs.waiting import eventually

NAME = "recado_api_client"
CONTEXT = "Panadería de barrio.\nPrecios: concha 18 pesos; bolillo 4 pesos.\nHorario: de 7 a 20."
QUESTION = "Hola, ¿cuánto cuesta una concha y a qué hora abren?"


@pytest.fixture(scope="module")
def package(product: Product, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The client of the running product's own document, where Python finds it."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(httpx.get(f"{product.stack.url}/v1/openapi.json").text)
    tool = str(Path(sys.executable).with_name("openapi-python-client"))
    command = [tool, "generate", "--path", "openapi.json", "--output-path", "made"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    sys.path.insert(0, str(folder / "made"))
    yield folder / "made"
    sys.path.remove(str(folder / "made"))


class Api:
    """The generated client, its operations by name."""

    def __init__(self, package: Path, url: str, token: str = "") -> None:
        self.models: Any = importlib.import_module(f"{NAME}.models")
        self._package, self._url = package, url
        module: Any = importlib.import_module(NAME)
        kind = module.AuthenticatedClient if token else module.Client
        self._client = kind(base_url=url, raise_on_unexpected_status=True, **({"token": token} if token else {}))

    def signed_in(self, token: str) -> "Api":
        return Api(self._package, self._url, token)

    def __call__(self, operation: str, *path: Any, **arguments: Any) -> Any:
        """Returns what the operation answers, as a model. Fails on a problem."""
        answer = self._operation(operation).sync_detailed(*path, client=self._client, **arguments)
        assert answer.status_code < 400, answer.content
        return answer.parsed

    def _operation(self, name: str) -> ModuleType:
        (file,) = self._package.glob(f"{NAME}/api/*/{name}.py")
        return importlib.import_module(f"{NAME}.api.{file.parent.name}.{name}")


def test_a_script_goes_from_signing_up_to_an_answered_conversation(product: Product, package: Path) -> None:
    api = Api(package, product.stack.url)
    person = newcomer(product)
    config = api("get_config")
    api(
        "sign_up",
        body=api.models.SignUp(
            email=person.email,
            password=PASSWORD,
            name="Ana",
            business_name="La Espiga",
            terms_version=config.terms.version,
        ),
    )
    api("verify_email", body=api.models.LinkToken(token=person.link("verify-email")))
    session = api("log_in", body=api.models.LogIn(email=person.email, password=PASSWORD))
    api = api.signed_in(session.access_token)
    assert api("get_me").business_id == session.business_id
    api("update_business", body=api.models.UpdateBusiness(context=CONTEXT, bot_enabled=True, buffer_quiet_seconds=0.2))

    given = at_meta(product)
    number = api("connect_instance", body=api.models.NewInstance(**given))
    webhook = {"callback_url": number.webhook.url, "verify_token": number.webhook.verify_token}
    post(f"{product.meta}/_sim/webhook", {"phone_number_id": given["phone_number_id"], **webhook})
    cursor = api("sync_changes").next_

    customer = product.customer()
    said = {"from": customer, "name": "Luz", "type": "text", "text": {"body": QUESTION}}
    post(f"{product.meta}/_sim/messages", {"phone_number_id": given["phone_number_id"], **said})

    def answered() -> Any:
        items = api("list_conversations").items
        last = items[0].last_message if items else None
        return items[0] if last and last.author == "agent" and last.status == "delivered" else None

    conversation = eventually(answered)
    history = api("list_conversation_messages", conversation.id).items
    assert [message.author for message in history] == ["customer", "agent"]
    assert isinstance(history[0].content, api.models.TextContent)
    assert history[0].content.body == QUESTION
    assert "18 pesos" in history[1].text
    told = api("sync_changes", cursor=cursor)
    assert [each.id for each in told.conversations] == [conversation.id]

    thanks = api.models.NewMessage(content=api.models.TextContent(type_="text", body="¡Gracias!"))
    sent = [api("send_message", conversation.id, body=thanks, idempotency_key="gracias-1") for _ in range(2)]
    assert sent[0].id == sent[1].id
    assert json.loads(json.dumps(sent[0].to_dict()))["status"] == "queued"
