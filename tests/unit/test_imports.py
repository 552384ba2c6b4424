"""What a function drags in when it starts: counted, because milliseconds are too noisy to assert."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("openai", "langgraph", "google", "stripe", "neonize", "av", "pypdf")
MOST_MODULES = {
    "webhooks": 440,
    "ingest": 712,  # what problems are called takes two files
    "buffer_flush": 600,
    "outbound": 850,
    "admin_api": 900,
    "crm_api": 1245,  # memories, lessons, products, versions of the agent, its test bench and its cases
    "maintenance": 894,  # sweeps of calls of tools, of files to learn, of sandboxes, and of runs of cases
}


def modules(function: str) -> list[str]:
    """Names of all modules a fresh process has after importing a function."""
    program = f"import sys, json, functions.{function}.app; print(json.dumps(sorted(sys.modules)))"
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers'}",
        "AWS_DEFAULT_REGION": "eu-west-1",
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("function", MOST_MODULES)
def test_a_function_on_the_hot_path_starts_light(function: str) -> None:
    found = modules(function)
    assert not [name for name in found if name.split(".")[0] in HEAVY]
    assert len(found) <= MOST_MODULES[function]


def test_webhooks_starts_without_a_database_driver_pydantic_or_http_client() -> None:
    found = {name.split(".")[0] for name in modules("webhooks")}
    assert not found & {"psycopg", "pydantic", "httpx", "boto3", "s3transfer"}
