"""Teams under concurrency: eight processes at the same moment, on a real PostgreSQL."""

import os
import subprocess
import sys
from uuid import UUID

import pytest

from recado.platform.crypto import new_master_key
from tests.integration.test_team import invited, verified
from tests.rigs.cast import Cast, assemble
from tests.rigs.people import PASSWORD
from tests.rigs.product import Product

PROCESSES = 8
# Each process gets ready (imports, a connection), says so, and acts when it is told to. {act} is what it does.
PROGRAM = """
import sys
from uuid import UUID
from recado.activity.model import Actor
from recado.kernel.errors import RecadoError
from recado.platform.db import ping
from recado.team import joining, members
from recado.team.joining import Joiner
from recado.team.model import Change
ping()
print("ready", flush=True)
sys.stdin.readline()
try:
    {act}
    print("done")
except RecadoError as error:
    print(error.code)
"""


@pytest.fixture
def cast(product: Product) -> Cast:
    return assemble(product)


def at_once(product: Product, acts: list[str]) -> list[str]:
    """What came of each act, one process each, all at the same moment."""
    environment = {**os.environ, **product.stack.environment}
    environment.setdefault("MASTER_KEYS", new_master_key())
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(act=act)],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for act in acts
    ]  # fmt: skip
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=60)[0].strip() for process in running]


def actor(cast: Cast, user_id: UUID) -> str:
    return f"Actor(UUID('{cast.business}'), 'user', UUID('{user_id}'), 'OWNER')"


def memberships(cast: Cast, email: str) -> int:
    (row,) = cast.product.admin(
        "select count(*) as found from memberships m join users u on u.id = m.user_id "
        "where m.business_id = %s and u.email = %s",
        (cast.business, email),
    )
    return int(row["found"])


def test_of_eight_acceptances_of_one_invitation_exactly_one_wins(cast: Cast) -> None:
    ana = verified(cast.product)
    me = ana.call("GET", "/v1/me").body["id"]
    person, _ = invited(cast, email=ana.email)
    token = person.link("accept-invitation")
    answers = at_once(cast.product, [f"joining.accept(UUID('{me}'), '{token}', '192.0.2.1', 'r')"] * PROCESSES)
    assert sorted(answers) == ["done"] + ["link_invalid"] * (PROCESSES - 1)
    assert memberships(cast, ana.email) == 1
    rows = cast.product.admin(
        "select id from audit where business_id = %s and action = 'member.joined'", (cast.business,)
    )
    assert len(rows) == 1


def test_of_eight_new_accounts_by_one_invitation_exactly_one_comes_to_be(cast: Cast) -> None:
    person, _ = invited(cast)
    act = f"joining.join('{person.link('join')}', Joiner('Luis', '{PASSWORD}', 'es'), '192.0.2.1', 'r')"
    answers = at_once(cast.product, [act] * PROCESSES)
    assert answers.count("done") == 1, answers
    assert set(answers) <= {"done", "link_invalid", "account_exists"}
    assert memberships(cast, person.email) == 1


@pytest.mark.parametrize("how", ["leave", "demote", "remove"])
def test_owners_who_go_at_the_same_moment_leave_one_behind(cast: Cast, how: str) -> None:
    product = cast.product
    owners = [UUID(verified(product).call("GET", "/v1/me").body["id"]) for _ in range(PROCESSES - 1)]
    for each in owners:
        product.admin(
            "insert into memberships (business_id, user_id, role) values (%s, %s, 'OWNER')", (cast.business, each)
        )
    owners.append(cast.ids["OWNER"])
    neighbours = list(zip(owners, [*owners[1:], owners[0]], strict=True))
    acts = {
        "leave": [f"members.leave({actor(cast, each)})" for each in owners],
        "demote": [
            f"members.change({actor(cast, each)}, UUID('{other}'), Change(role='ADMIN'))" for each, other in neighbours
        ],
        "remove": [f"members.remove({actor(cast, each)}, UUID('{other}'))" for each, other in neighbours],
    }
    answers = at_once(product, acts[how])
    left = product.admin("select user_id from memberships where business_id = %s and role = 'OWNER'", (cast.business,))
    assert len(left) == PROCESSES - answers.count("done") >= 1, answers
    assert set(answers) <= {"done", "last_owner", "forbidden"}
    if how == "leave":
        assert sorted(answers) == ["done"] * (PROCESSES - 1) + ["last_owner"]


def test_a_contact_assigned_while_its_advisor_is_removed_is_not_left_to_them(cast: Cast) -> None:
    advisor, product = cast.ids["ADVISOR"], cast.product
    product.admin("update memberships set takes_turns = true where user_id = %s", (advisor,))
    arrive = (
        "exec('''from recado.platform.db import database\\nfrom recado.crm.service import contact_for\\n"
        "from recado.vendors.whatsapp.model import Customer\\n"
        'with database().tenant(UUID("{business}")) as tx:\\n'
        '    contact_for(tx, UUID("{business}"), Customer(phone="{phone}"))\'\'\')'
    )
    acts = [arrive.format(business=cast.business, phone=product.customer()) for _ in range(PROCESSES - 1)]
    acts.insert(3, f"members.remove({actor(cast, cast.ids['OWNER'])}, UUID('{advisor}'))")
    assert at_once(product, acts) == ["done"] * PROCESSES
    held = product.admin("select assigned_to from contacts where business_id = %s", (cast.business,))
    assert [each["assigned_to"] for each in held] == [None] * (PROCESSES - 1)
