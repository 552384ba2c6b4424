"""template.yaml as the host sees it: each function's handler, environment, routes, queues, schedules and processes."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Node = Any


class TemplateError(Exception):
    """The template says something the host does not understand."""


@dataclass(frozen=True, slots=True)
class QueueUrl:
    """Stands where the URL of a queue belongs, until a process asks SQS for it."""

    queue_name: str


@dataclass(frozen=True, slots=True)
class Source:
    """A queue a function consumes."""

    queue_name: str
    batch_size: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A schedule of a function. The name tells several of one function apart, here and in EventBridge's event."""

    name: str
    expression: str


@dataclass(frozen=True, slots=True)
class Function:
    """One function resource, resolved."""

    name: str
    handler: str
    timeout_seconds: int
    processes: int
    environment: dict[str, str | QueueUrl]
    routes: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    schedules: tuple[Rule, ...]
    preload: tuple[str, ...] = ()


def load(path: Path) -> dict[str, Any]:
    """Returns the template with CloudFormation's short tags written out (`!Ref X` as `{"Ref": "X"}`)."""
    return dict(yaml.load(path.read_text(), _Loader))  # noqa: S506  a SafeLoader, with CloudFormation's tags


def functions(template: dict[str, Any], environ: Mapping[str, str] = os.environ) -> list[Function]:
    """The template's functions. Parameters come from `environ` (`Prefix` as PREFIX), then from their defaults."""
    resolve = Resolver(template, environ)
    return [
        _function(node["Properties"], node.get("Metadata", {}), resolve)
        for node in template["Resources"].values()
        if isinstance(node, dict) and node.get("Type") == "AWS::Serverless::Function"
    ]


def parameter_env(name: str) -> str:
    """Returns the environment variable that overrides a parameter: `GraphBaseUrl` is GRAPH_BASE_URL."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


class Resolver:
    """Works out the few intrinsic functions that names and environments use."""

    def __init__(self, template: dict[str, Any], environ: Mapping[str, str]) -> None:
        self.globals: dict[str, Any] = template.get("Globals", {}).get("Function", {})
        self._resources: dict[str, Any] = template["Resources"]
        self._parameters = {
            name: environ.get(parameter_env(name)) or str(node.get("Default", ""))
            for name, node in template.get("Parameters", {}).items()
        }

    def value(self, node: Node) -> str | QueueUrl:
        """Returns a scalar of an environment."""
        if not isinstance(node, dict):
            return str(node)
        if "Ref" in node:
            return self._ref(node["Ref"])
        if "Fn::Sub" in node and isinstance(node["Fn::Sub"], str):
            return re.sub(r"\$\{(\w+)\}", lambda m: str(self._ref(m[1])), node["Fn::Sub"])
        raise TemplateError(f"the host cannot work out {node}")

    def queue(self, node: Node) -> str:
        """Returns the name of the queue that an event source points at with `!GetAtt Queue.Arn`."""
        target = node.get("Fn::GetAtt", "") if isinstance(node, dict) else ""
        logical = target.split(".")[0] if isinstance(target, str) else target[0]
        if self._resources.get(logical, {}).get("Type") != "AWS::SQS::Queue":
            raise TemplateError(f"an event source must be `!GetAtt <queue>.Arn`, not {node}")
        return str(self.value(self._resources[logical]["Properties"]["QueueName"]))

    def _ref(self, name: str) -> str | QueueUrl:
        if name in self._parameters:
            return self._parameters[name]
        resource = self._resources.get(name, {})
        if resource.get("Type") == "AWS::SQS::Queue":
            return QueueUrl(str(self.value(resource["Properties"]["QueueName"])))
        if resource.get("Type") == "AWS::S3::Bucket":
            return self.value(resource["Properties"]["BucketName"])
        raise TemplateError(f"the host cannot work out what {name} refers to")


def _function(properties: dict[str, Any], metadata: dict[str, Any], resolve: Resolver) -> Function:
    variables = {
        **resolve.globals.get("Environment", {}).get("Variables", {}),
        **properties.get("Environment", {}).get("Variables", {}),
    }
    events: dict[str, list[dict[str, Any]]] = {"HttpApi": [], "SQS": [], "Schedule": []}
    for event in properties.get("Events", {}).values():
        events[event["Type"]].append(event["Properties"])
    handler = properties["ImageConfig"]["Command"][0]
    return Function(
        name=handler.split(".")[-3],
        handler=handler,
        timeout_seconds=int(properties.get("Timeout", resolve.globals.get("Timeout", 3))),
        processes=int(metadata.get("Host", {}).get("Processes", 1)),
        environment={name: resolve.value(node) for name, node in variables.items()},
        routes=tuple((e["Method"].upper(), e["Path"]) for e in events["HttpApi"]),
        sources=tuple(Source(resolve.queue(e["Queue"]), int(e.get("BatchSize", 10))) for e in events["SQS"]),
        schedules=_rules(handler.split(".")[-3], events["Schedule"], resolve),
        preload=tuple(metadata.get("Host", {}).get("Preload", ())),
    )


def _rules(function: str, schedules: list[dict[str, Any]], resolve: Resolver) -> tuple[Rule, ...]:
    rules = tuple(Rule(str(resolve.value(e.get("Name", function))), e["Schedule"]) for e in schedules)
    if len({rule.name for rule in rules}) < len(rules):
        raise TemplateError(f"several schedules of {function} need a Name each")
    return rules


class _Loader(yaml.SafeLoader):
    pass


def _short_tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    else:
        raise TemplateError(f"unreadable tag !{suffix}")
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _short_tag)
