"""Versions of how an agent behaves: a draft, publishing it, what changes otherwise, and restoring."""

from typing import Any

import pytest

from recado.agent.configs import service, store
from recado.agent.configs.model import AgentConfig
from recado.platform.db import database
from tests.rigs.desk import Desk, hired
from tests.rigs.product import Line, Product

Json = dict[str, Any]


@pytest.fixture
def line(product: Product) -> Line:
    return product.line()


@pytest.fixture
def desk(line: Line) -> Desk:
    return hired(line.product, line)


def test_a_config_is_applied_to_the_business_of_the_transaction(line: Line, product: Product) -> None:
    other = product.line()
    config = AgentConfig(context="Vendemos pan.", agent_version="v2", buffer_quiet_seconds=3.5, tools=("no_hay",))
    with database().tenant(line.business_id) as tx:
        store.apply(tx, config)
        assert store.live(tx) == config.model_copy(update={"tools": ()})
        assert service.draft(tx) is None
    with database().tenant(other.business_id) as tx:
        assert store.live(tx).context != "Vendemos pan."
