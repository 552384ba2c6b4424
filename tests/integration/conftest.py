"""The whole product, running: one for all the tests of this folder."""

import os
from collections.abc import Iterator

import pytest

from infra.local import localstack
from infra.local.stack import Options, Stack
from recado.kernel.settings import settings
from recado.platform import crypto, queues, secrets, storage
from recado.platform.db import database
from tests.conftest import CACHE
from tests.integration.product import Product

# Short waits: a doubtful send is settled after 4 s, and the sweeps of every minute come every 2 s.
SHORT = {
    "OUTBOUND_ECHO_WAIT_SECONDS": "4",
    "ANSWER_HOLD_SECONDS": "20",
    "HOST_SCHEDULE_SPEEDUP": "30",
    "HOST_VISIBILITY_SECONDS": "10",
    "HOST_WAIT_SECONDS": "5",
    "OPENAI_TIMEOUT_SECONDS": "10",
}
CACHED = (settings, secrets.secret, crypto._ring, queues.client, queues._queue_url, storage.client, database)


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """PostgreSQL, LocalStack, the simulators and every function under the host; the environment is put back."""
    home = tmp_path_factory.mktemp("product")
    installed = localstack.install(CACHE)
    for name in (installed.name, f"{installed.name}.lock"):
        (home / name).symlink_to(installed.with_name(name).resolve())
    before = dict(os.environ)
    _forget()
    try:
        with Stack(Options(home=home, port=0, environment=SHORT)) as stack:
            _forget()
            yield Product(stack)
            database().close()
    finally:
        os.environ.clear()
        os.environ.update(before)
        _forget()


def _forget() -> None:
    """This process speaks to the product through the product's own code, which keeps what the environment said."""
    for cached in CACHED:
        cached.cache_clear()
