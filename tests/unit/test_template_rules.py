"""Templates without Meta: every rule has a wording that breaks it, and values land where Meta looks for them."""

from typing import Any

import pytest

from recado.templates import component_texts, rules
from recado.templates.message_content import components
from recado.templates.model import HeaderMedia, TemplateValues, ValuesMissing, Wording

Json = dict[str, Any]
BODY: Json = {"type": "BODY", "text": "Hola {{1}}, ya abrimos hoy.", "example": {"body_text": [["Ana"]]}}


def body(text: str, *examples: str) -> Json:
    return {"type": "BODY", "text": text, "example": {"body_text": [list(examples)]}}


def buttons(*listed: Json) -> Json:
    return {"type": "BUTTONS", "buttons": list(listed)}


def broken(*listed: Json, category: str = "UTILITY", parameter_format: str = "POSITIONAL") -> set[str]:
    return {each["field"] for each in rules.problems(Wording(category, parameter_format, list(listed)))}


QUICK: Json = {"type": "QUICK_REPLY", "text": "Sí"}
URL: Json = {"type": "URL", "text": "Ver", "url": "https://a.b"}


def test_a_good_template_breaks_no_rule() -> None:
    header = {"type": "HEADER", "format": "TEXT", "text": "Oferta {{1}}", "example": {"header_text": ["hoy"]}}
    link = URL | {"url": "https://a.b/{{1}}", "example": ["https://a.b/1"]}
    code = {"type": "COPY_CODE", "example": "PAN10"}
    flow = {"type": "FLOW", "text": "Llenar", "flow_id": "1"}
    assert not broken(header, BODY, {"type": "FOOTER", "text": "Gracias"}, buttons(QUICK, QUICK, link, code, flow))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ([{"type": "FOOTER", "text": "x"}], "body"),
        ([BODY, BODY], "components"),
        ([BODY, {"type": "NONSENSE"}], "components"),
        ([{"type": "BODY", "text": "x" * 1025}], "body"),
        ([body("{{1}}, buenos días a todos", "x")], "body"),
        ([body("buenos días a todos, {{1}}", "x")], "body"),
        ([body("hola a {{1}} {{2}} y a los demás", "x", "y")], "body"),
        ([body("a {{1}} b {{2}} c {{3}} d", "x", "y", "z")], "body"),
        ([body("hola {{2}}, buenos días a todos", "x")], "body"),
        ([body("hola {{ana}}, buenos días a todos", "x")], "body"),
        ([body("hola {{1}, buenos días a todos")], "body"),
        ([body("hola {{1}}, buenos días a todos")], "body.example"),
        ([BODY, {"type": "HEADER", "format": "TEXT", "text": "x" * 61}], "header"),
        ([BODY, {"type": "HEADER", "format": "IMAGE"}], "header.example"),
        ([BODY, {"type": "HEADER", "format": "SONG"}], "header.format"),
        ([BODY, {"type": "FOOTER", "text": "{{1}}"}], "footer"),
        ([BODY, {"type": "FOOTER", "text": "x" * 61}], "footer"),
        ([BODY, buttons(*[QUICK] * 11)], "buttons"),
        ([BODY, buttons(URL, URL, URL)], "buttons"),
        ([BODY, buttons(QUICK, URL, QUICK)], "buttons"),
        ([BODY, buttons({"type": "NONSENSE", "text": "x"})], "buttons"),
        ([BODY, buttons({"type": "QUICK_REPLY", "text": "x" * 26})], "buttons.0.text"),
        ([BODY, buttons(URL | {"url": "ftp://a.b"})], "buttons.0.url"),
        ([BODY, buttons(URL | {"url": "https://a.b/{{1}}/c", "example": ["x"]})], "buttons.0.url"),
        ([BODY, buttons(URL | {"url": "https://a.b/{{1}}"})], "buttons.0.example"),
        ([BODY, buttons({"type": "PHONE_NUMBER", "text": "Llamar", "phone_number": "no"})], "buttons.0.phone_number"),
        ([BODY, buttons({"type": "COPY_CODE", "example": "x" * 16})], "buttons.0.example"),
        ([BODY, buttons({"type": "FLOW", "text": "Llenar"})], "buttons.0.flow_id"),
    ],
)
def test_each_rule_names_the_place_that_breaks_it(wrong: list[Json], field: str) -> None:
    assert field in broken(*wrong)


def test_an_authentication_template_has_one_code_button_and_no_text_of_its_own() -> None:
    otp = {"type": "OTP", "otp_type": "COPY_CODE"}
    assert not broken({"type": "BODY"}, buttons(otp), category="AUTHENTICATION")
    assert broken(BODY, buttons(QUICK), category="AUTHENTICATION") == {"body", "buttons"}


def test_named_variables_have_names_and_examples_by_name() -> None:
    example = {"body_text_named_params": [{"param_name": "nombre", "example": "Ana"}]}
    good = {"type": "BODY", "text": "Hola {{nombre}}, ya abrimos hoy.", "example": example}
    assert not broken(good, parameter_format="NAMED")
    assert broken(BODY, parameter_format="NAMED") == {"body"}


@pytest.mark.parametrize("odd", [None, 7, "x", [], {}, [None], {"body_text": 7}, {"body_text": [7]}])
def test_whatever_stands_for_an_example_or_a_text_is_judged_and_never_breaks_anything(odd: Any) -> None:
    listed = [
        {"type": "HEADER", "format": odd, "text": odd, "example": odd},
        {"type": "BODY", "text": odd, "example": odd},
        {"type": "FOOTER", "text": odd, "code_expiration_minutes": odd},
        {"type": "BUTTONS", "buttons": odd},
        {"type": odd, "buttons": [odd]},
        buttons({"type": odd, "text": odd, "url": odd, "example": odd, "phone_number": odd, "otp_type": odd}),
    ]
    for category in ("UTILITY", "AUTHENTICATION"):
        wording = Wording(category, "NAMED", listed)
        assert rules.problems(wording)
        component_texts.preview(wording, TemplateValues())


def test_positional_values_go_out_in_the_order_of_their_numbers() -> None:
    wording = Wording("UTILITY", "POSITIONAL", [body("b {{2}} a {{1}} c {{10}}")])
    (found,) = components(wording, TemplateValues(body={"10": "diez", "2": "dos", "1": "uno"}))
    assert [each["text"] for each in found["parameters"]] == ["uno", "dos", "diez"]


def test_buttons_and_media_go_out_as_meta_wants_them() -> None:
    listed = [
        {"type": "HEADER", "format": "DOCUMENT"},
        BODY,
        buttons(QUICK, {"type": "COPY_CODE"}, {"type": "FLOW", "text": "x", "flow_id": "1"}),
    ]
    values = TemplateValues(
        body={"1": "Ana"},
        media=HeaderMedia(media_id="77", filename="menú.pdf"),
        buttons={"0": "gracias", "1": "PAN10", "2": "token"},
    )
    header, _, quick, code, flow = components(Wording("MARKETING", "POSITIONAL", listed), values)
    assert header["parameters"] == [{"type": "document", "document": {"id": "77", "filename": "menú.pdf"}}]
    assert quick["parameters"] == [{"type": "payload", "payload": "gracias"}]
    assert code["parameters"] == [{"type": "coupon_code", "coupon_code": "PAN10"}]
    assert flow["parameters"] == [{"type": "action", "action": {"flow_token": "token"}}]


def test_every_place_without_a_value_is_named() -> None:
    listed = [
        {"type": "HEADER", "format": "LOCATION"},
        body("b {{1}} a {{2}} c"),
        buttons(URL | {"url": "https://a.b/{{1}}"}),
    ]
    with pytest.raises(ValuesMissing) as missing:
        components(Wording("UTILITY", "POSITIONAL", listed), TemplateValues(body={"2": " "}))
    errors: Any = missing.value.data["errors"]
    assert [each["field"] for each in errors] == ["body.1", "body.2", "header.location", "buttons.0"]
