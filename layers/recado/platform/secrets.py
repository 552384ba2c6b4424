"""Secrets: from the environment, or from one JSON secret in Secrets Manager named by PLATFORM_SECRET_ID."""

import json
import os
from functools import cache


@cache
def secret(name: str) -> str:
    """Returns the secret called `name`; empty when it is set nowhere. The environment wins."""
    return os.environ.get(name) or _stored().get(name, "")


@cache
def _stored() -> dict[str, str]:
    secret_id = os.environ.get("PLATFORM_SECRET_ID", "")
    if not secret_id:
        return {}
    import boto3  # noqa: PLC0415 (only where a stored secret is configured)

    answer = boto3.client("secretsmanager").get_secret_value(SecretId=secret_id)
    stored: dict[str, str] = json.loads(answer["SecretString"])
    return stored
