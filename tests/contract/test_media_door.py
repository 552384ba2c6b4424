"""The door to Gemini, with the real SDK, against the simulator: files become answers of a shape, errors their kinds."""

import hashlib
import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from recado.kernel.settings import settings
from recado.platform import secrets
from recado.vendors.llm import gemini
from recado.vendors.llm.gemini import ModelBlocked, perceive
from recado.vendors.llm.model import ModelCut, ModelDown, ModelError, ModelMissing, ModelRefused, ModelUnpaid
from tests.rigs.simulators import free_port, start_simulator

VOICE = b"OggS\x00\x04" + (48_000 * 12).to_bytes(8, "little") + b"made up"


class Transcript(BaseModel):
    idioma: str
    transcripcion: str
    inaudible: bool


@pytest.fixture(scope="module")
def simulator() -> Iterator[str]:
    with start_simulator("gemini") as url:
        yield url


@pytest.fixture(autouse=True)
def door(simulator: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use(monkeypatch, simulator)
    control(simulator, "reset")
    yield
    forget()


def use(monkeypatch: pytest.MonkeyPatch, base_url: str, key: str = "test") -> None:
    monkeypatch.setenv("GEMINI_BASE_URL", base_url)
    monkeypatch.setenv("GEMINI_API_KEY", key)
    forget()


def forget() -> None:
    settings.cache_clear()
    secrets.secret.cache_clear()
    gemini._client.cache_clear()


def control(simulator: str, verb: str, **body: Any) -> None:
    headers = {"Content-Type": "application/json"}
    urllib.request.urlopen(
        urllib.request.Request(f"{simulator}/_sim/{verb}", json.dumps(body).encode(), headers)
    ).close()


def hear(data: bytes = VOICE, mime_type: str = "audio/ogg", **more: Any) -> Transcript:
    return perceive(data, mime_type, "Transcribe.", Transcript, **more).value


def test_what_is_in_a_file_comes_back_in_the_shape_that_was_asked_for(simulator: str) -> None:
    control(simulator, "heard", sha256=hashlib.sha256(VOICE).hexdigest(), text="¿Tienen conchas?")
    assert hear() == Transcript(idioma="es", transcripcion="¿Tienen conchas?", inaudible=False)
    whole = {"idioma": "en", "transcripcion": "", "inaudible": True}
    control(simulator, "heard", sha256=hashlib.sha256(VOICE).hexdigest(), json=whole)
    assert hear() == Transcript(idioma="en", transcripcion="", inaudible=True)


def test_a_file_may_say_itself_what_is_heard_in_it() -> None:
    assert hear(VOICE + b'recado-heard:"Quiero \\u00f1andu"\x00\xff').transcripcion == "Quiero ñandu"
    assert hear(VOICE + b"recado-heard:nonsense").transcripcion  # made up: it is no JSON


def test_sound_is_counted_apart_at_32_tokens_a_second() -> None:
    consumed = perceive(VOICE, "audio/ogg", "Transcribe.", Transcript).consumed
    assert (consumed.audio_tokens, consumed.input_tokens) == (12 * 32, 12 * 32 + 60)
    assert (consumed.provider, consumed.model) == ("google", settings().gemini_model)
    assert consumed.output_tokens > 0


def test_the_older_generation_is_asked_not_to_think_in_its_own_words() -> None:
    assert hear(model="gemini-2.5-flash").idioma == "es"


def test_the_vendors_rules_are_told_from_other_failures(simulator: str) -> None:
    control(simulator, "faults", kind="block")
    with pytest.raises(ModelBlocked, match="safety"):
        hear()
    for reason in ("SAFETY", "RECITATION"):
        control(simulator, "faults", kind="finish", reason=reason)
        with pytest.raises(ModelBlocked) as caught:
            hear()
        assert caught.value.reason == reason.lower()
        assert caught.value.consumed is not None
        assert caught.value.consumed.input_tokens > 0


@pytest.mark.parametrize("fault", [{"kind": "finish", "reason": "MAX_TOKENS"}, {"kind": "bad_json"}])
def test_an_answer_that_is_not_whole_is_paid_for(simulator: str, fault: dict[str, str]) -> None:
    control(simulator, "faults", **fault)
    with pytest.raises(ModelCut) as caught:
        hear()
    assert caught.value.consumed is not None
    assert caught.value.consumed.output_tokens > 0


@pytest.mark.parametrize(
    ("status", "kind", "seconds"),
    [
        (429, ModelDown, 7), (503, ModelDown, 7), (500, ModelDown, 7), (401, ModelUnpaid, 0), (403, ModelUnpaid, 0),
        (404, ModelMissing, 0), (400, ModelRefused, 0),
    ],
)  # fmt: skip
def test_each_error_is_of_its_kind(simulator: str, status: int, kind: type[ModelError], seconds: float) -> None:
    control(simulator, "faults", kind="error", status=status, retry_after=7)
    with pytest.raises(kind) as caught:
        hear()
    assert type(caught.value) is kind
    assert getattr(caught.value, "seconds", 0) == seconds
    assert hear(), "it was asked once: the fault struck once"


def test_a_wrong_key_is_told_as_google_tells_it(simulator: str) -> None:
    control(simulator, "faults", kind="error", status=400, message="API key not valid. Please pass a valid API key.")
    with pytest.raises(ModelUnpaid):
        hear()


def test_what_the_model_does_not_take_is_refused() -> None:
    with pytest.raises(ModelRefused, match="http_400"):
        hear(mime_type="audio/amr")
    with pytest.raises(ModelRefused, match="http_400"):
        hear(data=b"")


def test_a_model_that_hangs_or_is_not_there_is_down(simulator: str, monkeypatch: pytest.MonkeyPatch) -> None:
    control(simulator, "faults", kind="hang", for_seconds=3)
    with pytest.raises(ModelDown):
        hear(seconds=0.3)
    use(monkeypatch, f"http://127.0.0.1:{free_port()}")
    with pytest.raises(ModelDown):
        hear()


def test_without_a_key_there_is_no_door(monkeypatch: pytest.MonkeyPatch, simulator: str) -> None:
    assert gemini.configured()
    use(monkeypatch, simulator, key="")
    assert not gemini.configured()
