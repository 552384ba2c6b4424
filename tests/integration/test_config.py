"""What a deployment says of itself to anybody, over HTTP, and with everything configured."""

from collections.abc import Iterator
from dataclasses import fields
from zoneinfo import ZoneInfo

import pytest

from recado.kernel.settings import SECRETS, Settings, settings
from recado.runtime.public_config import public_config
from tests.rigs.people import member, newcomer
from tests.rigs.product import Product


@pytest.fixture
def _settings_again() -> Iterator[None]:
    yield
    settings.cache_clear()


def test_anybody_reads_what_there_is_to_choose_and_keeps_it(product: Product) -> None:
    said = newcomer(product).call("GET", "/v1/config")
    assert said.status == 200
    assert said.headers["cache-control"] == "public, max-age=300"
    config = said.body
    assert config["languages"] == ["es", "en"]
    assert {"code": "MXN", "digits": 2} in config["currencies"]
    assert {"America/Mexico_City", "UTC"} < set(config["timezones"])
    assert config["uploads"]["image"] == 5 * 1024 * 1024
    assert config["terms"]["version"]
    assert config["features"] == ["whatsapp_web", "web_push"]
    assert [config[each] for each in ("embedded_signup", "stripe_publishable_key")] == [None] * 2
    assert len(config["web_push_public_key"]) == 87, "a point of the curve P-256, in base64url"
    same = newcomer(product).call("GET", "/v1/config", **{"If-None-Match": said.headers["etag"]})
    assert (same.status, same.headers["etag"]) == (304, said.headers["etag"])


def test_what_is_offered_is_taken_and_nothing_else(product: Product) -> None:
    config = newcomer(product).call("GET", "/v1/config").body
    ana = member(product)
    for currency in (config["currencies"][0]["code"], config["currencies"][-1]["code"]):
        assert ana.call("PATCH", "/v1/business", {"currency": currency}).status == 200
    said = ana.call("PATCH", "/v1/business", {"currency": "XXX"})
    assert (said.status, said.body["errors"][0]["field"]) == (400, "currency")
    assert newcomer(product).sign_up(currency="XXX").status == 400
    assert all(ZoneInfo(each) for each in config["timezones"])
    assert ana.call("PATCH", "/v1/business", {"timezone": config["timezones"][-1]}).status == 200


@pytest.mark.usefixtures("_settings_again")
def test_what_is_configured_is_a_feature_and_no_secret_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in fields(Settings):
        if isinstance(each.default, str):
            monkeypatch.setenv(each.name.upper(), f"value-of-{each.name}")
    settings.cache_clear()
    config = public_config()
    assert config.features == ["whatsapp_web", "embedded_signup", "payments", "web_push"]
    assert config.embedded_signup
    assert config.embedded_signup.app_id == "value-of-meta_app_id"
    assert config.stripe_publishable_key == "value-of-stripe_publishable_key"
    assert [name for name in SECRETS if f"value-of-{name}" in str(config)] == []
    monkeypatch.setenv("META_SIGNUP_CONFIGURATION_ID", "")
    settings.cache_clear()
    assert public_config().embedded_signup is None, "half of it opens nothing"
