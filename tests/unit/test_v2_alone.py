"""What V2 costs only V2 pays, and what it reads goes to no tracer."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHONPATH = f"{ROOT}:{ROOT / 'layers'}"
LOADED = "import sys, json, functions.ai_response.app; print(json.dumps(sorted(sys.modules)))"
THINKS = """
from types import SimpleNamespace
from recado.agent.model import Draft
from recado.agent.v2 import graph
vendor = SimpleNamespace(think=lambda: Draft(passed_on="TEXTO DEL CLIENTE"))
print(graph.think(vendor).text)
"""


def run(program: str, **environment: str) -> str:
    values = {"PYTHONPATH": PYTHONPATH, "PATH": "/usr/bin:/bin", "AWS_DEFAULT_REGION": "eu-west-1"} | environment
    done = subprocess.run([sys.executable, "-c", program], env=values, capture_output=True, text=True, check=True)
    return done.stdout


def test_v1_answers_without_langgraph() -> None:
    loaded = {name.split(".")[0] for name in json.loads(run(LOADED))}
    assert not loaded & {"langgraph", "langsmith", "langchain_core"}


def test_no_tracer_hears_anything_whatever_the_environment_says() -> None:
    heard: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def _note(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET = do_PATCH = _note

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    wanted = {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "LANGSMITH_API_KEY": "lsv2_x"}
    said = run(THINKS, LANGSMITH_ENDPOINT=address, LANGCHAIN_ENDPOINT=address, **wanted)
    server.shutdown()
    assert said.strip() == "TEXTO DEL CLIENTE"
    assert heard == []
