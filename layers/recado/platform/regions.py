"""Where everything lives, without importing any SDK to find out."""

import os


def region() -> str:
    """Returns the region: AWS_REGION, AWS_DEFAULT_REGION, or us-east-1."""
    return os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
