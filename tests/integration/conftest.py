"""The whole product, running: one for all the tests of this folder."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.stack import Options, Stack
from recado.runtime import composition
from tests.rigs.product import Product

# Short waits: a doubtful send is settled after 4 s, and the sweeps of every minute come every 2 s.
SHORT = {
    "OUTBOUND_ECHO_WAIT_SECONDS": "4",
    "ANSWER_HOLD_SECONDS": "40",
    "HOST_SCHEDULE_SPEEDUP": "30",
    "WEB_PUSH_TRUSTED_HOSTS": "127.0.0.1",  # the simulated push service of one test
    "EXTERNAL_TOOLS_TRUSTED_HOSTS": "127.0.0.1",  # the tools' server of one test
    "HOST_VISIBILITY_SECONDS": "10",
    "HOST_WAIT_SECONDS": "5",
    "OPENAI_TIMEOUT_SECONDS": "20",
    "API_REQUESTS_PER_MINUTE": "1000000",
    "HOST_TRUSTED_PROXIES": "127.0.0.1",  # everybody comes through a proxy, from an address of their own
}


@pytest.fixture(scope="package")
def product() -> Iterator[Product]:
    """PostgreSQL, LocalStack, the simulators and every function under the host.

    Without a sessions host: tests of WhatsApp Web play it here, and a real one runs in those of `test_web_host.py`.
    Not under pytest's own folder: each run of pytest closes that to other users, and PostgreSQL may be one.
    """
    composition.compose()
    with (
        tempfile.TemporaryDirectory(prefix="recado-", ignore_cleanup_errors=True) as home,
        Stack(Options(home=Path(home), port=0, web_sessions=False, environment=SHORT)) as stack,
    ):
        product = Product(stack)
        yield product
        product.close()
