"""template.yaml and the code, held against each other in both directions."""

import dataclasses
import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from chalice.app import Chalice, ScheduledEventConfig, SQSEventConfig

from recado.kernel.settings import SECRETS, Settings
from recado.runtime.host.template import load

ROOT = Path(__file__).parents[2]
TEMPLATE = load(ROOT / "template.yaml")
RESOURCES: dict[str, Any] = {n: r for n, r in TEMPLATE["Resources"].items() if not n.startswith("Fn::")}
FUNCTIONS = {
    r["Properties"]["ImageConfig"]["Command"][0].split(".")[1]: r["Properties"]
    for r in RESOURCES.values()
    if r["Type"] == "AWS::Serverless::Function"
}
FOLDERS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))
names = pytest.mark.parametrize("name", sorted(FUNCTIONS))


def app_of(name: str) -> Chalice:
    app: Chalice = importlib.import_module(f"functions.{name}.app").app
    return app


def events_of(name: str, kind: str) -> list[dict[str, Any]]:
    return [e["Properties"] for e in FUNCTIONS[name].get("Events", {}).values() if e["Type"] == kind]


def queue_of(event: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = RESOURCES[event["Queue"]["Fn::GetAtt"][0]]["Properties"]
    return properties


def consumers() -> list[tuple[str, dict[str, Any]]]:
    return [(name, event) for name in FUNCTIONS for event in events_of(name, "SQS")]


def test_cfn_lint_has_nothing_to_say() -> None:
    tool = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run([tool, ROOT / "template.yaml"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_function_folder_has_a_resource_and_every_resource_a_folder() -> None:
    assert sorted(FUNCTIONS) == FOLDERS


@names
def test_command_names_a_handler_that_exists(name: str) -> None:
    command = FUNCTIONS[name]["ImageConfig"]["Command"]
    assert command == [f"functions.{name}.app.handler"]
    assert callable(importlib.import_module(f"functions.{name}.app").handler)
    assert app_of(name).app_name == name


@names
def test_routes_of_the_gateway_are_the_routes_of_the_app(name: str) -> None:
    wired = {(e["Method"].upper(), e["Path"]) for e in events_of(name, "HttpApi")}
    coded = {(method, path) for path, methods in app_of(name).routes.items() for method in methods}
    proxies = {path for method, path in wired if method == "ANY" and path.endswith("/{proxy+}")}
    under = {(m, p) for m, p in coded if any(p.startswith(proxy.removesuffix("{proxy+}")) for proxy in proxies)}
    assert wired - {("ANY", proxy) for proxy in proxies} == coded - under
    assert bool(proxies) == bool(under)
    assert all(e["PayloadFormatVersion"] == "2.0" for e in events_of(name, "HttpApi"))


@names
def test_queues_and_batch_sizes_are_those_the_app_declares(name: str) -> None:
    wired = {
        (queue_of(e)["QueueName"]["Fn::Sub"].removeprefix("${Prefix}-"), e["BatchSize"]) for e in events_of(name, "SQS")
    }
    sources = [s for s in app_of(name).event_sources if isinstance(s, SQSEventConfig)]
    assert wired == {(s.queue, s.batch_size) for s in sources}


@names
def test_schedules_are_those_the_app_declares(name: str) -> None:
    wired = [e["Schedule"] for e in events_of(name, "Schedule")]
    sources = [s for s in app_of(name).event_sources if isinstance(s, ScheduledEventConfig)]
    assert wired == [
        s.schedule_expression if isinstance(s.schedule_expression, str) else s.schedule_expression.to_string()
        for s in sources
    ]


@names
def test_of_several_schedules_each_rule_finds_its_part_of_the_app(name: str) -> None:
    rules, sources = events_of(name, "Schedule"), app_of(name).event_sources
    parts = [s.name for s in sources if isinstance(s, ScheduledEventConfig)]
    if len(parts) > 1:
        assert [e["Name"]["Fn::Sub"] for e in rules] == [f"${{Prefix}}-{name}-{part}" for part in parts]


@names
def test_environment_is_made_of_settings_the_code_reads(name: str) -> None:
    known = {field.name.upper() for field in dataclasses.fields(Settings)}
    assert set(FUNCTIONS[name].get("Environment", {}).get("Variables", {})) <= known


@names
def test_function_needs_the_queues_and_buckets_of_its_environment_and_secrets(name: str) -> None:
    """What is named in the template and not needed is a mistake on either side, and so is the reverse."""
    needs = set(importlib.import_module(f"functions.{name}.app").handler.needs)
    variables = FUNCTIONS[name].get("Environment", {}).get("Variables", {})
    wired = {variable.lower() for variable in variables if variable.startswith(("QUEUE_", "BUCKET_"))}
    assert needs - SECRETS == wired
    assert needs & SECRETS


@pytest.mark.parametrize(("name", "event"), consumers())
def test_partial_failures_are_reported_and_visibility_is_six_timeouts(name: str, event: dict[str, Any]) -> None:
    assert event["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert queue_of(event)["VisibilityTimeout"] >= 6 * FUNCTIONS[name]["Timeout"]


def queues() -> list[str]:
    return [n for n, r in RESOURCES.items() if r["Type"] == "AWS::SQS::Queue" and n.endswith("Queue")]


@pytest.mark.parametrize("queue", queues())
def test_queue_has_a_dead_letter_queue_of_its_own_kind_that_keeps_two_weeks(queue: str) -> None:
    own = RESOURCES[queue]["Properties"]
    target = own["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
    dead = RESOURCES[target]["Properties"]
    assert target == queue.removesuffix("Queue") + "DeadLetters"
    assert dead.get("FifoQueue", False) == own.get("FifoQueue", False)
    assert dead["MessageRetentionPeriod"] == 14 * 24 * 3600
    assert own["RedrivePolicy"]["maxReceiveCount"] == 8


@pytest.mark.parametrize("queue", sorted(set(queues()) - {"WebOutboundQueue"}))  # that one is the sessions host's
def test_queue_has_one_consumer(queue: str) -> None:
    of_sessions_host = queue == "WebOutboundQueue"  # no function, but the sessions host
    assert len([1 for _, event in consumers() if event["Queue"]["Fn::GetAtt"][0] == queue]) == (not of_sessions_host)


def test_every_function_and_queue_is_in_the_alarms() -> None:
    def listed(block: str) -> list[str]:
        return list(TEMPLATE["Resources"][f"Fn::ForEach::{block}"][1])

    logical = sorted(
        n.removesuffix("Function") for n, r in RESOURCES.items() if r["Type"].endswith("Serverless::Function")
    )
    assert sorted(listed("FunctionAlarms")) == sorted(listed("Logs")) == sorted(listed("Roles")) == logical
    assert sorted(listed("QueueAlarms")) == sorted(q.removesuffix("Queue") for q in queues())


def statements() -> list[tuple[str, dict[str, Any]]]:
    own = [
        (name, statement)
        for name, r in RESOURCES.items()
        if r["Type"] == "AWS::IAM::RolePolicy"
        for statement in r["Properties"]["PolicyDocument"]["Statement"]
    ]
    common = next(iter(TEMPLATE["Resources"]["Fn::ForEach::Roles"][2].values()))["Properties"]["Policies"]
    return own + [("common", s) for policy in common for s in policy["PolicyDocument"]["Statement"]]


@pytest.mark.parametrize(("role", "statement"), statements())
def test_permission_names_its_actions_and_resources(role: str, statement: dict[str, Any]) -> None:
    text = json.dumps(statement["Action"])
    assert "*" not in text, role
    resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
    assert all(isinstance(r, dict) for r in resources), "a resource is a reference, never a wildcard"


def test_who_reads_objects_may_list_their_bucket() -> None:
    """Without that S3 answers 403 for an object that is not there, as if it were forbidden."""
    readers, listers = set(), set()
    for role, statement in statements():
        if "s3:GetObject" in statement["Action"]:
            readers.add((role, statement["Resource"]["Fn::Sub"].removeprefix("${").removesuffix(".Arn}/*")))
        if "s3:ListBucket" in statement["Action"]:
            listers.add((role, statement["Resource"]["Fn::GetAtt"][0]))
    assert readers
    erasers = {("MaintenancePermissions", "MediaBucket"), ("MaintenancePermissions", "TransfersBucket")}
    assert listers == readers | erasers  # who erases a business finds its objects by their keys


@names
def test_function_may_use_what_its_environment_points_at(name: str) -> None:
    """A queue or bucket in the environment without a permission, or the reverse, is a mistake on either side."""
    logical = next(n for n, r in RESOURCES.items() if r.get("Properties") is FUNCTIONS[name]).removesuffix("Function")
    own = RESOURCES.get(f"{logical}Permissions")  # a function that touches neither queue nor bucket has none
    allowed = json.dumps(own["Properties"]["PolicyDocument"]["Statement"]) if own else ""
    variables = FUNCTIONS[name].get("Environment", {}).get("Variables", {})
    pointed = {v["Ref"] for n, v in variables.items() if n.startswith(("QUEUE_", "BUCKET_"))}
    consumed = {e["Queue"]["Fn::GetAtt"][0] for e in events_of(name, "SQS")}
    named = {
        n
        for n, r in RESOURCES.items()
        if r["Type"] in {"AWS::SQS::Queue", "AWS::S3::Bucket"} and (f'"{n}"' in allowed or f"${{{n}." in allowed)
    }
    assert named == pointed | consumed


@pytest.mark.parametrize("bucket", [n for n, r in RESOURCES.items() if r["Type"] == "AWS::S3::Bucket"])
def test_bucket_is_closed_to_the_public_and_encrypted(bucket: str) -> None:
    properties = RESOURCES[bucket]["Properties"]
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(properties["PublicAccessBlockConfiguration"]) == 4
    assert "BucketEncryption" in properties
