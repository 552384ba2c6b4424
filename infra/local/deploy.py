"""template.yaml on LocalStack: queues, dead-letter queues, buckets and schedules, through CloudFormation.

Functions, roles, the HTTP API, logs and alarms are left out: the host runs the functions, and LocalStack without
Docker cannot.

    python -m infra.local.deploy ENDPOINT_URL [PREFIX] [TEMPLATE]
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

from recado.runtime.host.template import load

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

KEPT = ("AWS::SQS::Queue", "AWS::S3::Bucket", "AWS::Events::Rule")


class DeployError(Exception):
    """The stack could not be made; the message names the resource and the reason."""


def deploy(endpoint_url: str, prefix: str, template_path: Path) -> None:
    """Creates or updates the stack named `prefix` and waits for it."""
    client = boto3.client(
        "cloudformation",
        endpoint_url=endpoint_url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106  LocalStack takes any
        config=Config(retries={"mode": "standard", "total_max_attempts": 2}),
    )
    body = json.dumps(reduced(load(template_path)))
    parameters: Any = [{"ParameterKey": "Prefix", "ParameterValue": prefix}]
    try:
        if _exists(client, prefix):
            client.update_stack(StackName=prefix, TemplateBody=body, Parameters=parameters)
            waiter = client.get_waiter("stack_update_complete")
        else:
            client.create_stack(StackName=prefix, TemplateBody=body, Parameters=parameters)
            waiter = client.get_waiter("stack_create_complete")  # type: ignore[assignment]
        waiter.wait(StackName=prefix, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise DeployError(f"stack {prefix}: {error}") from error
    except WaiterError as error:
        raise DeployError(f"stack {prefix}: {_reason(client, prefix)}") from error


def reduced(template: dict[str, Any]) -> dict[str, Any]:
    """The part LocalStack can make. Each function's schedule stays as a disabled rule: the host is what fires it."""
    kept = {
        name: node
        for name, node in template["Resources"].items()
        if isinstance(node, dict) and node.get("Type") in KEPT
    }
    for name, node in template["Resources"].items():
        if not isinstance(node, dict) or node.get("Type") != "AWS::Serverless::Function":
            continue
        for event_name, event in node["Properties"].get("Events", {}).items():
            if event["Type"] == "Schedule":
                rule = {"ScheduleExpression": event["Properties"]["Schedule"], "State": "DISABLED"}
                kept[f"{name}{event_name}"] = {"Type": "AWS::Events::Rule", "Properties": rule}
    return {
        "AWSTemplateFormatVersion": template.get("AWSTemplateFormatVersion", "2010-09-09"),
        "Parameters": {"Prefix": template["Parameters"]["Prefix"]},
        "Resources": kept,
    }


def _exists(client: "CloudFormationClient", name: str) -> bool:
    try:
        stacks = client.describe_stacks(StackName=name)["Stacks"]
    except ClientError:
        return False
    return any(stack["StackStatus"] != "DELETE_COMPLETE" for stack in stacks)


def _reason(client: "CloudFormationClient", name: str) -> str:
    """Returns the first resource that failed, and what CloudFormation said of it."""
    try:
        events = client.describe_stack_events(StackName=name)["StackEvents"]
    except ClientError as error:
        return str(error)
    for event in reversed(events):
        if event.get("ResourceStatus", "").endswith("FAILED") and event.get("ResourceType") in KEPT:
            return f"{event.get('LogicalResourceId')}: {event.get('ResourceStatusReason', 'no reason given')}"
    return "it did not finish, and no resource says why"


def main() -> int:
    endpoint_url, prefix, template = [*sys.argv[1:], *("recado", "template.yaml")[len(sys.argv) - 2 :]][:3]
    try:
        deploy(endpoint_url, prefix, Path(template))
    except DeployError as error:
        print(f"deploy: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
