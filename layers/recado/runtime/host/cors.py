"""Answers to other origins, as API Gateway gives them: by the template's CorsConfiguration, before any function."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cors:
    """What the gateway tells browsers. Without origins: nothing."""

    origins: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    exposed: tuple[str, ...] = ()
    max_age: int = 0

    @classmethod
    def of(cls, template: Mapping[str, Any]) -> "Cors":
        """That of the template's HTTP API."""
        for node in template["Resources"].values():
            if isinstance(node, dict) and node.get("Type") == "AWS::Serverless::HttpApi":
                found = node.get("Properties", {}).get("CorsConfiguration", {})
                return cls(
                    tuple(found.get("AllowOrigins", ())),
                    tuple(found.get("AllowMethods", ())),
                    tuple(found.get("AllowHeaders", ())),
                    tuple(found.get("ExposeHeaders", ())),
                    int(found.get("MaxAge", 0)),
                )
        return cls()

    def preflight(self, method: str, headers: Mapping[str, str]) -> Answer | None:
        """The answer to a browser that asks before it calls; None when this is no such question."""
        asked = "access-control-request-method" in headers and self.allowed(headers.get("origin", ""))
        if method != "OPTIONS" or not asked:
            return None
        told = {
            "access-control-allow-methods": ",".join(self.methods),
            "access-control-allow-headers": ",".join(self.headers),
            "access-control-max-age": str(self.max_age),
        }
        return self.added({"statusCode": 204, "headers": told, "body": ""}, headers.get("origin", ""))

    def added(self, answer: Answer, origin: str) -> Answer:
        """The answer with what lets a page of `origin` read it."""
        if not self.allowed(origin):
            return answer
        told = {"access-control-allow-origin": "*" if "*" in self.origins else origin}
        if self.exposed:
            told["access-control-expose-headers"] = ",".join(self.exposed)
        return {**answer, "headers": {**(answer.get("headers") or {}), **told}}

    def allowed(self, origin: str) -> bool:
        """Whether pages of this origin may call."""
        return bool(origin) and ("*" in self.origins or origin in self.origins)
