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
        """Returns what the template's HTTP API allows."""
        for node in template["Resources"].values():
            if isinstance(node, dict) and node.get("Type") == "AWS::Serverless::HttpApi":
                rules = node.get("Properties", {}).get("CorsConfiguration", {})
                return cls(
                    tuple(rules.get("AllowOrigins", ())),
                    tuple(rules.get("AllowMethods", ())),
                    tuple(rules.get("AllowHeaders", ())),
                    tuple(rules.get("ExposeHeaders", ())),
                    int(rules.get("MaxAge", 0)),
                )
        return cls()

    def preflight(self, method: str, headers: Mapping[str, str]) -> Answer | None:
        """Returns the answer to a browser that asks before it calls; None when this is no such question."""
        is_preflight = method == "OPTIONS" and "access-control-request-method" in headers
        if not is_preflight or not self.allowed(headers.get("origin", "")):
            return None
        allowed = {
            "access-control-allow-methods": ",".join(self.methods),
            "access-control-allow-headers": ",".join(self.headers),
            "access-control-max-age": str(self.max_age),
        }
        return {"statusCode": 204, "headers": allowed, "body": ""}

    def headers_for(self, origin: str) -> dict[str, str]:
        """Returns the headers that let a page of `origin` read an answer; none when it may not."""
        if not self.allowed(origin):
            return {}
        headers = {"access-control-allow-origin": "*" if "*" in self.origins else origin}
        if self.exposed:
            headers["access-control-expose-headers"] = ",".join(self.exposed)
        return headers

    def allowed(self, origin: str) -> bool:
        """Returns whether pages of this origin may call."""
        return bool(origin) and ("*" in self.origins or origin in self.origins)
