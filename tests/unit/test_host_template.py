"""template.yaml as the host reads it."""

from pathlib import Path

import pytest

from recado.runtime.host.schedule import period
from recado.runtime.host.template import Function, QueueUrl, Rule, Source, TemplateError, functions, load, parameter_env

ROOT = Path(__file__).parents[2]


def by_name(path: Path, **environ: str) -> dict[str, Function]:
    return {function.name: function for function in functions(load(path), environ)}


def test_names_follow_the_prefix_given_in_the_environment() -> None:
    ingest = by_name(ROOT / "template.yaml", PREFIX="other")["ingest"]
    assert ingest.sources == (Source("other-inbound.fifo", 10),)
    assert ingest.environment["QUEUE_MEDIA_URL"] == QueueUrl("other-media")
    assert ingest.environment["BUCKET_EVENTS"] == "other-events"


def test_parameters_fall_back_to_their_defaults() -> None:
    outbound = by_name(ROOT / "template.yaml")["outbound"]
    assert outbound.environment["GRAPH_BASE_URL"] == "https://graph.facebook.com"


def test_routes_schedules_and_processes_are_read() -> None:
    found = by_name(ROOT / "template.yaml")
    assert set(found["webhooks"].routes) == {
        ("GET", "/webhooks/whatsapp/{route}"),
        ("POST", "/webhooks/whatsapp/{route}"),
    }
    assert found["buffer_flush"].schedules == (Rule("buffer_flush", "rate(1 minute)"),)
    assert found["ai_response"].processes == 2


@pytest.mark.parametrize(
    ("name", "variable"),
    [("Prefix", "PREFIX"), ("GraphBaseUrl", "GRAPH_BASE_URL"), ("OpenaiBaseUrl", "OPENAI_BASE_URL")],
)
def test_parameter_has_one_environment_variable(name: str, variable: str) -> None:
    assert parameter_env(name) == variable


def test_reference_to_nothing_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(
        "Resources: {F: {Type: AWS::Serverless::Function,"
        " Properties: {ImageConfig: {Command: [functions.f.app.handler]},"
        " Environment: {Variables: {A: !Ref Ghost}}}}}"
    )
    with pytest.raises(TemplateError, match="Ghost"):
        functions(load(path), {})


@pytest.mark.parametrize(("text", "seconds"), [("rate(1 minute)", 60), ("rate(2 hours)", 7200), ("rate(1 day)", 86400)])
def test_rates_are_understood(text: str, seconds: int) -> None:
    assert period(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["cron(0 12 * * ? *)", "rate(0 minutes)", "rate(1 week)", ""])
def test_other_schedules_are_refused(text: str) -> None:
    with pytest.raises(TemplateError):
        period(text)
