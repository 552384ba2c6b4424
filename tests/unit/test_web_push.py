"""Web Push as the RFCs have it: their own example is encrypted byte for byte, and what is out of bounds is refused."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from recado.alerts import wording
from recado.alerts.model import News
from recado.platform import links, secrets
from recado.vendors.web_push import sending, subscription
from recado.vendors.web_push.sending import DeviceGone, PushRefused, PushUnavailable
from recado.vendors.web_push.subscription import Subscription

# RFC 8291 §5 and appendix A.
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
PLAIN = b"When I grow up, I want to be a watermelon"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
HERE = Subscription("https://push.example/x", P256DH, AUTH)


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was handed to the push service, which answers 201 unless the test says otherwise."""
    kept: list[dict[str, Any]] = []

    def post(url: str, body: bytes, headers: dict[str, str], *_more: Any) -> links.Answer:
        kept.append({"url": url, "body": body, "headers": headers})
        return links.Answer(kept[0].get("status", 201), kept[0].get("said", ()), b"")

    private, public = subscription.new_keys()
    monkeypatch.setattr(links, "post", post)
    monkeypatch.setattr(sending, "settings", lambda: _Settings(public))
    monkeypatch.setenv("WEB_PUSH_PRIVATE_KEY", private)
    secrets.secret.cache_clear()
    sending._private.cache_clear()
    return kept


class _Settings:
    web_push_trusted_hosts: tuple[str, ...] = ()
    mail_from = "Recado <hola@recado.example>"

    def __init__(self, public: str) -> None:
        self.web_push_public_key = public


@pytest.fixture(autouse=True)
def _forgotten() -> Any:
    yield
    secrets.secret.cache_clear()
    sending._private.cache_clear()


def test_the_example_of_the_rfc_is_encrypted_byte_for_byte(
    posted: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = ec.derive_private_key(int.from_bytes(raw(SENDER)), ec.SECP256R1())
    monkeypatch.setattr("os.urandom", lambda count: raw(SALT)[:count])
    ours = sending._private()
    monkeypatch.setattr(ec, "generate_private_key", lambda _curve: sender)
    assert ours is not sender
    sending.send(HERE, PLAIN, timedelta(minutes=1), "t")
    assert posted[0]["body"] == raw(BODY)
    assert posted[0]["headers"] | {"Authorization": "", "Topic": ""} == {
        "Authorization": "",
        "Topic": "",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": "60",
        "Urgency": "high",
    }


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, DeviceGone),
        (410, DeviceGone),
        (429, PushUnavailable),
        (500, PushUnavailable),
        (400, PushRefused),
        (413, PushRefused),
        (302, PushRefused),
    ],
)
def test_what_a_push_service_answers_is_told_apart(
    posted: list[dict[str, Any]], status: int, error: type[Exception]
) -> None:
    posted.append({"status": status, "said": (("retry-after", "7200"),)})
    with pytest.raises(error) as raised:
        sending.send(HERE, PLAIN, timedelta(minutes=1), "t")
    if isinstance(raised.value, PushUnavailable):
        assert raised.value.retry_after == 3600, "no longer than an hour"


@pytest.mark.parametrize("said", ["Wed, 21 Oct 2026 07:28:00 GMT", "", "-1", "9" * 30])
def test_a_retry_after_that_is_no_number_of_seconds_is_left_to_us(posted: list[dict[str, Any]], said: str) -> None:
    posted.append({"status": 503, "said": (("retry-after", said),)})
    with pytest.raises(PushUnavailable) as raised:
        sending.send(HERE, PLAIN, timedelta(minutes=1), "t")
    assert raised.value.retry_after is None


def test_more_than_a_push_carries_is_refused_before_anybody_is_asked(posted: list[dict[str, Any]]) -> None:
    with pytest.raises(PushRefused):
        sending.send(HERE, b"x" * (sending.MOST_BYTES + 1), timedelta(minutes=1), "t")
    sending.send(HERE, b"x" * sending.MOST_BYTES, timedelta(minutes=1), "t")
    assert [len(each["body"]) for each in posted] == [4096]


@pytest.mark.parametrize("public", ["", "BCVxsr7N"])
def test_keys_that_are_no_pair_are_told_in_plain_words(
    posted: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, public: str
) -> None:
    monkeypatch.setattr(sending, "settings", lambda: _Settings(public))
    with pytest.raises(PushRefused, match="does not belong") as raised:
        sending.send(HERE, PLAIN, timedelta(minutes=1), "t")
    assert secrets.secret("WEB_PUSH_PRIVATE_KEY") not in str(raised.value)


@pytest.mark.parametrize(
    ("news", "title", "body"),
    [
        (News("Lupita", None, "text", "Hola\n\n  ¿qué tal?", 1), "Lupita", "Hola ¿qué tal?"),
        (News(None, "5215550000001", "image", None, 2), "+525550000001 · 2", "📷 Foto"),
        (News("Lupita", None, "image", "el pastel", 1), "Lupita", "📷 Foto: el pastel"),
        (News(None, None, "flow_reply", None, 1), "Un cliente", "Te escribió un cliente"),
        (News("L" * 200, None, "text", "x" * 5000, 1), "L" * 80, "x" * 179 + "…"),
    ],
)
def test_a_ring_says_who_and_what_and_never_too_much(news: News, title: str, body: str) -> None:
    assert wording.of_news(news, "es") == {"title": title, "body": body}
    assert wording.of_news(news, "en")["title"].count("Un cliente") == 0


def test_the_largest_ring_fits_into_a_push() -> None:
    news = News("🥐" * 80, None, "image", "🥐" * 5000, 1000)
    said = wording.of_news(news, "es")
    assert sum(len(each.encode()) for each in said.values()) < sending.MOST_BYTES / 2
