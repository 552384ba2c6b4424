"""Parts of templates: what may be asked for, and what Meta has, whatever that is."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from functions.crm_api.schemas.templates import NewTemplate, Template
from recado.templates import components
from recado.templates.message_content import text_of
from recado.templates.model import Template as StoredTemplate
from recado.templates.model import TemplateValues, Wording
from tests.rigs.message_views import DOCUMENT

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BODY = {"type": "BODY", "text": "Hola {{1}}", "example": {"body_text": [["Ana"]]}}
REAL: list[dict[str, Any]] = [
    {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::aW"]}},
    {"type": "HEADER", "format": "TEXT", "text": "Hola {{n}}", "example": {"header_text_named_params": [
        {"param_name": "n", "example": "Ana"}]}},
    BODY,
    {"type": "FOOTER", "text": "La Espiga"},
    {"type": "BUTTONS", "buttons": [
        {"type": "QUICK_REPLY", "text": "Sí"}, {"type": "URL", "text": "Ver", "url": "https://x.mx/{{1}}", "example":
         ["https://x.mx/1"]}, {"type": "COPY_CODE", "example": "PAN25"}, {"type": "FLOW", "text": "Cita",
         "flow_id": "12"}, {"type": "OTP", "otp_type": "ONE_TAP", "supported_apps": [{"package_name": "a.b",
         "signature_hash": "K8"}]}]},
    {"type": "CAROUSEL", "cards": [{"components": [
        {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::aW"]}}, BODY]}]},
    {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Hoy", "has_expiration": True}},
    {"type": "CALL_PERMISSION_REQUEST"},
]  # fmt: skip
VALIDATOR = jsonschema_rs.validator_for(
    {"$ref": "#/components/schemas/Template", "components": json.loads(DOCUMENT.read_text())["components"]}
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "format", "buttons", "example", "cards", "x"]), inner)
    ),
    max_leaves=8,
)


def answered(parts: Any, **more: Any) -> Any:
    stored = {
        "id": uuid4(), "account_id": "1", "vendor_id": "9", "name": "hola", "language": "es", "category": "UTILITY",
        "parameter_format": "POSITIONAL", "components": parts, "draft": None, "status": "APPROVED", "reason": None,
        "quality": None, "created_at": NOON, "updated_at": NOON,
    }  # fmt: skip
    answer = json.loads(Template.of(StoredTemplate(**{**stored, **more})).model_dump_json())
    assert [each.message for each in VALIDATOR.iter_errors(answer)] == []
    return answer


@pytest.mark.parametrize("part", REAL, ids=lambda part: str(part["type"]))
def test_a_part_as_meta_writes_it_is_taken_and_shown_as_it_is(part: dict[str, Any]) -> None:
    body = {"instance_id": str(uuid4()), "name": "hola", "language": "es", "category": "UTILITY", "components": [part]}
    wording = NewTemplate.model_validate_json(json.dumps(body)).wording()
    assert wording.components == [part], "nothing is added to it and nothing lost on the way to Meta"
    (shown,) = components.shown([part])
    assert json.loads(shown.model_dump_json(exclude_none=True)) == part


@pytest.mark.parametrize("part", [{"type": "NONSENSE"}, {"text": "x"}, {"type": "BODY", "txet": "x"}, "BODY"])
def test_a_part_that_is_none_is_refused_where_it_is_asked_for(part: Any) -> None:
    body = {"instance_id": str(uuid4()), "name": "hola", "language": "es", "category": "UTILITY", "components": [part]}
    with pytest.raises(ValidationError, match="components"):
        NewTemplate.model_validate_json(json.dumps(body))


def test_what_meta_has_that_is_new_to_us_is_shown_under_its_name() -> None:
    answer = answered(
        [BODY, {"type": "hologram", "z": 1}, {"type": "body", "text": "x", "new": {}}],
        status="WAITING", quality="BLUE", category="OTHER_KIND",
    )  # fmt: skip
    assert [part["type"] for part in answer["components"]] == ["BODY", "OTHER", "BODY"]
    assert (answer["components"][1]["raw_type"], answer["status"], answer["quality"]) == (
        "HOLOGRAM",
        "OTHER",
        "UNKNOWN",
    )


@given(parts=st.lists(st.sampled_from(REAL) | JSON, max_size=4), name=st.sampled_from(["BODY", "BUTTONS", "CAROUSEL"]))
@settings(max_examples=200)
def test_no_stored_json_keeps_a_template_from_being_shown(parts: list[Any], name: str) -> None:
    kept = json.loads(json.dumps(parts).replace("\\u0000", " "))
    answered([each | {"type": name} if isinstance(each, dict) else each for each in kept])


def test_a_template_is_kept_with_the_words_a_customer_reads() -> None:
    wording = Wording("UTILITY", "POSITIONAL", [REAL[3], BODY, REAL[4]])
    shown = text_of(wording, TemplateValues(body={"1": "Eva"}, buttons={"1": "77"}))
    assert shown
    assert (shown.header, shown.body, shown.footer) == (None, "Hola Eva", "La Espiga")
    assert shown.buttons[:2] == ("Sí", "Ver")
    assert text_of(Wording("AUTHENTICATION", "POSITIONAL", []), TemplateValues(body={"1": "1234"})) is None
