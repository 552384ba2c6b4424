"""What every process needs, imported once before forking so that its pages are shared."""

import gc
import importlib
from collections.abc import Iterable

from recado.platform import aws

MODULES = (
    "asyncio",
    "awslambdaric.lambda_context",
    "aws_lambda_powertools.logging",
    "boto3",
    "botocore.httpsession",
    "chalice.app",
    "concurrent.futures",
    "cryptography.hazmat.primitives.ciphers.aead",
    "h11",
    "httpx",
    "psycopg.rows",
    "pydantic",
    "urllib3",
)


def preload(extra: Iterable[str] = ()) -> None:
    """Imports these and `extra` (a function's Metadata.Host.Preload), and hides all that exists from the collector.

    The collector would touch, and so copy, every page. Nothing here may open a connection or start a thread: neither
    survives a fork.
    """
    gc.disable()  # children turn it on again
    for name in (*MODULES, *sorted(extra)):
        importlib.import_module(name)
    aws.warm_up()
    gc.collect()
    gc.freeze()
