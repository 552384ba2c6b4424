"""Scripts: what the model does next, step by step, told by a test; later steps read what tools answered."""

import json
import re
from dataclasses import dataclass
from typing import Any

from infra.simulators.openai.scripted_answers import Reply
from infra.simulators.openai.transcript import Transcript

Json = dict[str, Any]
_STEP = re.compile(r"\.(\w+)|\[(-?\d+)\]")


class ScriptError(ValueError):
    """The script is not one, or a path leads nowhere."""


@dataclass(slots=True)
class Script:
    """match: model, said (within the customer's pending words), tool (offered),
    schema (name of the answer's). repeat: begins anew when it is over."""

    match: dict[str, str]
    steps: list[Json]
    repeat: bool = False
    at: int = 0

    @classmethod
    def of(cls, body: Json) -> "Script":
        steps = body.get("steps")
        if not isinstance(steps, list) or not steps or not all(isinstance(each, dict) for each in steps):
            raise ScriptError("steps: a list of {say} | {json} | {calls: [{name, arguments}]} | {refuse} | {cut}")
        return cls(dict(body.get("match") or {}), steps, bool(body.get("repeat")))

    def fits(self, transcript: Transcript, model: str) -> bool:
        said = "\n".join(turn.text for turn in transcript.turns if turn.role == "user")
        return (
            self.match.get("model", model) == model
            and self.match.get("said", "") in said
            and (not self.match.get("tool") or self.match["tool"] in transcript.tools)
            and self.match.get("schema", "") in ("", transcript.schema_name)
        )


def next_step(scripts: list[Script], transcript: Transcript, model: str) -> Json | None:
    """Returns the step of the first script that fits and moves it on; None when none does."""
    for script in scripts:
        if script.at < len(script.steps) and script.fits(transcript, model):
            step = script.steps[script.at]
            script.at += 1
            if script.repeat and script.at == len(script.steps):
                script.at = 0
            return step
    return None


def reply(step: Json, transcript: Transcript) -> Reply:
    """Returns what a step says or asks for. Values `{"from": "$.a[0].b"}` are looked up in the last tool's answer."""
    if "calls" in step:
        return Reply(
            calls=[(each["name"], _arguments(each.get("arguments", {}), transcript)) for each in step["calls"]]
        )
    if "json" in step:
        return Reply(json.dumps(_filled(step["json"], transcript), ensure_ascii=False))
    return Reply(str(step.get("say", "")))


def _arguments(given: Any, transcript: Transcript) -> str:
    """A string goes as it is, so that a test can send what is no JSON."""
    return given if isinstance(given, str) else json.dumps(_filled(given, transcript), ensure_ascii=False)


def _filled(value: Any, transcript: Transcript) -> Any:
    if isinstance(value, dict) and set(value) == {"from"}:
        return _looked_up(str(value["from"]), transcript)
    if isinstance(value, dict):
        return {name: _filled(each, transcript) for name, each in value.items()}
    return [_filled(each, transcript) for each in value] if isinstance(value, list) else value


def _looked_up(path: str, transcript: Transcript) -> Any:
    results = [turn.text for turn in transcript.turns if turn.role == "tool"]
    value: Any = json.loads(results[-1]) if results else None
    for name, position in _STEP.findall(path):
        try:
            value = value[int(position)] if position else value[name]
        except (KeyError, IndexError, TypeError) as error:
            raise ScriptError(f"{path} leads nowhere in {results[-1] if results else 'no result'}") from error
    return value
