"""The web app on the running product: served under the API's address, and journeys of people in a real browser."""

import os
import shutil
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest

from infra.local import node, web_app
from infra.local.seed import NUMBER
from infra.local.showcase.team import PASSWORD, TEAM
from tests.rigs.command import TIMEOUT_SECONDS, UP, Command, running
from tests.rigs.simulators import start_simulator

SAMPLE = ("inbox.test", "public.test", "push.test")
CHROMIUM = shutil.which("chromium") or ""
pytestmark = pytest.mark.timeout(TIMEOUT_SECONDS)


@pytest.fixture(scope="module")
def up() -> Iterator[Command]:
    with (
        tempfile.TemporaryDirectory(prefix="recado-e2e-", ignore_cleanup_errors=True) as folder,
        running("up", Path(folder), WEB_PUSH_TRUSTED_HOSTS="127.0.0.1") as command,
    ):
        command.wait_for(UP)
        yield command


def fetch(address: str) -> HTTPResponse:
    answer: HTTPResponse = urllib.request.urlopen(address, timeout=10)
    return answer


def test_one_address_serves_the_app_and_the_api(up: Command) -> None:
    address = up.address("web app").rstrip("/")
    page = fetch(f"{address}/inbox/anything")
    assert b'<div id="root">' in page.read()
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert fetch(f"{address}/v1/config").headers["content-type"].startswith("application/json")
    for path in ("/v1/no-such-thing", "/gone.js", "/webhooks/whatsapp/nobody"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            fetch(address + path)
        assert refused.value.code in (400, 403, 404)
        assert refused.value.headers["content-type"].startswith("application/problem+json")


@pytest.fixture(scope="module")
def push_service() -> Iterator[str]:
    with start_simulator("push") as address:
        yield address


@pytest.mark.skipif(not CHROMIUM, reason="no chromium is installed: the browser journeys need one")
def test_people_find_their_way_in_a_browser(
    up: Command, push_service: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """A sample of the journeys; all of them with `make test-web` and `make test-full`."""
    every = "WEB_JOURNEYS" in os.environ or request.config.getoption("full")
    web_app.packages(for_tests=True)
    for name, value in {
        "CHROMIUM": CHROMIUM,
        "WEB_APP_URL": up.address("web app").rstrip("/"),
        "META_SIMULATOR_URL": up.address("a customer's phone").removesuffix("/phone"),
        "WEB_SIMULATOR_URL": up.address("WhatsApp Web").removesuffix("/phone"),
        "PUSH_SIMULATOR_URL": push_service,
        "MAIL_SIMULATOR_URL": up.address("mails").rstrip("/"),
        "WEB_APP_EMAIL": TEAM[0][0],
        "WEB_APP_PASSWORD": PASSWORD,
        "WEB_APP_NUMBER": NUMBER.phone_number_id,
    }.items():
        monkeypatch.setenv(name, value)
    try:
        node.run(
            "vitest/vitest.mjs",
            "run",
            "--config",
            "vitest.e2e.config.ts",
            *(() if every else SAMPLE),
            cwd=web_app.FRONTEND,
        )
    except node.NodeError as error:
        pytest.fail(str(error), pytrace=False)
