"""Lists of conversations: what each filter, search and order shows, how it is counted, and what it reads for that."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import dict_row

from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from recado.activity.model import Actor
from recado.crm.listing import words_of
from recado.inbox import conversation_lists
from recado.inbox.model import MOST_COUNTED, ConversationFilter, ConversationSort
from recado.kernel import pages
from recado.kernel.pages import CursorInvalid, Slice
from recado.messaging.model import ConversationState
from recado.platform.db import Database, Tx
from tests.rigs.crowded_inbox import CrowdedInbox, crowded_inbox

LOGIN = "recado_functions"
CONVERSATIONS = 20_000
MOST_READ = 4_000  # rows of contacts and conversations for a page or a count, of 20,000 each
Row = dict[str, Any]
RANDOM_FILTERS = 60


@dataclass(frozen=True, slots=True)
class World:
    """The crowded inbox beside another business as large, and every conversation of the first as rows."""

    database: Database
    inbox: CrowdedInbox
    rows: list[Row]
    admin: "psycopg.Connection[Any]"

    def actor(self, user: UUID, sees_only: UUID | None = None) -> Actor:
        return Actor(self.inbox.business, "user", user, "ADVISOR" if sees_only else "ADMIN", sees_only)


@pytest.fixture(scope="module")
def world(postgres_server: Postgres) -> Iterator[World]:
    name = f"lists_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    migrate(postgres_server.dsn(name), postgres_server.dsn(name, LOGIN))
    with psycopg.connect(postgres_server.dsn(name), autocommit=True) as admin:
        crowded_inbox(admin, CONVERSATIONS)
        inbox = crowded_inbox(admin, CONVERSATIONS)
        rows = admin.cursor(row_factory=dict_row).execute(
            "select c.*, k.name, k.phones, k.assigned_to, k.archived_at, k.bot_enabled, "
            "array(select tag_id from contact_tags t where t.contact_id = k.id) as tags "
            "from conversations c join contacts k on k.id = c.contact_id where c.business_id = %s",
            (inbox.business,),
        )
        database = Database(postgres_server.dsn(name, LOGIN))
        yield World(database, inbox, rows.fetchall(), admin)
        database.close()


@pytest.fixture(autouse=True)
def its_database(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation_lists, "database", lambda: world.database)


def fits(row: Row, which: ConversationFilter) -> bool:
    """The meaning of a filter, written once more and slowly."""
    unread = row["unread"] > 0 or row["marked_unread"]
    waits = row["waiting_since"] is not None and row["state"] == "open" and not row["bot_enabled"]
    return (
        which.archived in (None, row["archived_at"] is not None)
        and which.state in (None, row["state"])
        and which.unread in (None, unread)
        and which.waiting in (None, waits)
        and which.assigned in (None, row["assigned_to"])
        and (not which.unassigned or row["assigned_to"] is None)
        and (not which.instances or row["instance_id"] in which.instances)
        and which.contact_id in (None, row["contact_id"])
        and set(which.tags) <= set(row["tags"])
        and which.bot in (None, row["bot_enabled"])
        and all(
            word.lower().replace("ó", "o") in f" {row['name']} {row['phones']}".lower().replace("ó", "o")
            for word in (words_of(which.search) if which.search else ())
        )
    )


def meant(world: World, which: ConversationFilter, sort: ConversationSort) -> list[UUID]:
    rows = [row for row in world.rows if fits(row, which)]
    if sort == "waiting":
        rows = [row for row in rows if row["waiting_since"] is not None and row["state"] == "open"]
        return [row["id"] for row in sorted(rows, key=lambda row: (row["waiting_since"], row["id"]))]
    return [row["id"] for row in sorted(rows, key=lambda row: (row["last_message_at"], row["id"]), reverse=True)]


def walked(
    world: World, actor: Actor, which: ConversationFilter, sort: ConversationSort, limit: int, most: int
) -> list[UUID]:
    """The list page after page, as far as `most`."""
    ids: list[UUID] = []
    after: tuple[str | None, ...] | None = None
    while len(ids) < most:
        page = conversation_lists.listing(actor, which, sort, Slice(limit, after))
        ids += [row.id for row in page.items]
        if page.next is None:
            return ids
        after = pages.decode(page.next)
    return ids


def any_filter(dice: random.Random, inbox: CrowdedInbox) -> ConversationFilter:
    """Some filter: mostly two or three things at once."""

    def one(*choices: Any) -> Any:
        return dice.choice(choices) if dice.random() < 0.3 else choices[0]

    assigned = one(None, inbox.ana, inbox.ben, inbox.luis)
    return ConversationFilter(
        archived=one(False, True, None),
        state=one(None, "open", "snoozed", "closed"),
        unread=one(None, True, False),
        assigned=assigned,
        unassigned=assigned is None and one(False, True),
        instances=one((), (inbox.quiet,), (inbox.busy, inbox.quiet), (uuid4(),)),
        tags=one((), (inbox.common_tag,), (inbox.rare_tag,), (inbox.common_tag, inbox.rare_tag)),
        bot=one(None, True, False),
        waiting=one(None, True, False),
        search=one(None, "Xóchitl", "maría lópez", "5215500000"),
    )


@pytest.mark.parametrize("seed", range(RANDOM_FILTERS))
def test_whatever_is_combined_each_page_shows_what_fits_in_order_and_the_next_goes_on(world: World, seed: int) -> None:
    dice = random.Random(seed)
    which = any_filter(dice, world.inbox)
    sort: ConversationSort = dice.choice(("newest", "newest", "waiting"))
    expected = meant(world, which, sort)
    if which.search and not expected:
        return  # then what comes near is shown
    limit = dice.choice((30, 100))
    ids = walked(world, world.actor(world.inbox.ana), which, sort, limit, 2 * limit + 1)
    assert ids == expected[: len(ids)]
    assert len(ids) == len(expected) or len(ids) > 2 * limit


@pytest.mark.parametrize("seed", range(12))
def test_each_count_is_the_length_of_its_list_up_to_a_hundred(world: World, seed: int) -> None:
    dice, me = random.Random(1000 + seed), world.inbox.luis
    states: tuple[ConversationState | None, ...] = (None, "open", "snoozed")
    state, instances = dice.choice(states), dice.choice(((), (world.inbox.quiet,)))
    which = ConversationFilter(state=state, instances=instances, tags=dice.choice(((), (world.inbox.common_tag,))))
    counts = conversation_lists.counts(world.actor(me), which)
    lists = {
        "all": which,
        "unread": replace(which, unread=True),
        "waiting": replace(which, waiting=True),
        "mine": replace(which, assigned=me),
        "unassigned": replace(which, unassigned=True),
        "open": replace(which, state="open"),
        "snoozed": replace(which, state="snoozed"),
        "closed": replace(which, state="closed"),
    }
    lengths = {name: min(len(meant(world, each, "newest")), MOST_COUNTED) for name, each in lists.items()}
    assert {name: getattr(counts, name) for name in lists} == lengths


def test_an_advisor_finds_and_counts_their_own_alone(world: World) -> None:
    luis = world.inbox.luis
    advisor = world.actor(luis, sees_only=luis)
    for which in (ConversationFilter(), ConversationFilter(search="garcía"), ConversationFilter(state="open")):
        shown = walked(world, advisor, which, "newest", 50, 100)
        assert shown
        assert shown == meant(world, replace(which, assigned=luis), "newest")[: len(shown)]
    counts = conversation_lists.counts(advisor, ConversationFilter())
    assert (counts.unassigned, counts.mine) == (0, counts.all)
    assert walked(world, advisor, ConversationFilter(assigned=world.inbox.ben), "newest", 50, 100) == []


def test_a_name_nobody_has_finds_those_that_come_near_and_goes_on_with_them(world: World) -> None:
    which = ConversationFilter(search="Xochitol")
    shown = walked(world, world.actor(world.inbox.ana), which, "newest", 3, 100)
    assert shown == meant(world, ConversationFilter(search="Xóchitl"), "newest")
    by_tag = walked(world, world.actor(world.inbox.ana), ConversationFilter(search="rara"), "newest", 5, 100)
    assert by_tag == meant(world, ConversationFilter(tags=(world.inbox.rare_tag,)), "newest")


def test_a_cursor_of_another_list_is_refused(world: World) -> None:
    actor, plain = world.actor(world.inbox.ana), ConversationFilter()
    first = conversation_lists.listing(actor, plain, "newest", Slice(2))
    searched = conversation_lists.listing(actor, ConversationFilter(search="maría"), "newest", Slice(2))
    for which, cursor in ((ConversationFilter(search="maría"), first.next), (plain, searched.next)):
        with pytest.raises(CursorInvalid):
            conversation_lists.listing(actor, which, "newest", Slice(2, pages.decode(cursor or "")))
    changed = (*pages.decode(searched.next or "")[:2], "anything")
    with pytest.raises(CursorInvalid):
        conversation_lists.listing(actor, ConversationFilter(search="maría"), "newest", Slice(2, changed))


@dataclass(slots=True)
class Reading:
    """What statements read of the large tables."""

    rows: int = 0
    whole: bool = False


@contextmanager
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reading]:
    """Explains each statement that is run within, in its own transaction, and adds up what it reads."""
    found, explaining = Reading(), [False]

    def explained(name: str) -> Any:
        run = getattr(Tx, name)

        def explain(tx: Tx, *call: Any) -> Any:
            statement, params = next((each, rest) for each, rest in _statements(call))
            if not explaining[0]:
                explaining[0] = True
                plan = tx._connection.execute(f"explain (analyze, format json) {statement}".encode(), params).fetchone()
                for node in _nodes(plan[0][0]["Plan"] if plan else {}):
                    _add(found, node)
                explaining[0] = False
            return run(tx, *call)

        return explain

    with monkeypatch.context() as patch:
        for name in ("rows", "value", "values"):
            patch.setattr(Tx, name, explained(name))
        yield found


def _statements(call: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    for position, each in enumerate(call):
        if isinstance(each, str):
            yield each, (call[position + 1] if position + 1 < len(call) else None)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)


def _add(found: Reading, node: dict[str, Any]) -> None:
    if node.get("Relation Name") in ("conversations", "contacts", "contact_tags"):
        each = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
        found.rows += round(each * node["Actual Loops"])
        found.whole = found.whole or node["Node Type"] == "Seq Scan"


CASES: dict[str, dict[str, Any]] = {
    "all": {},
    "open": {"state": "open"},
    "snoozed": {"state": "snoozed"},
    "closed": {"state": "closed"},
    "unread": {"unread": True},
    "open and unread": {"state": "open", "unread": True},
    "waiting": {"waiting": True},
    "mine": {"assigned": "ben"},
    "mine, few": {"assigned": "luis"},
    "open and mine, few": {"state": "open", "assigned": "luis"},
    "nobody's": {"unassigned": True},
    "archived": {"archived": True},
    "a busy number": {"instances": "busy"},
    "a quiet number": {"instances": "quiet"},
    "two numbers": {"instances": "both"},
    "closed on a quiet number": {"state": "closed", "instances": "quiet"},
    "unread on a quiet number": {"unread": True, "instances": "quiet"},
    "a common tag": {"tags": "common_tag"},
    "a rare tag": {"tags": "rare_tag"},
    "a rare tag, closed": {"tags": "rare_tag", "state": "closed"},
    "a common name": {"search": "maría"},
    "a rare name": {"search": "xóchitl"},
    "a phone": {"search": "5215500012345"},
    "nearly a name": {"search": "xochitol"},
    "the bot is on": {"bot": True},
}


def case(inbox: CrowdedInbox, values: dict[str, Any]) -> ConversationFilter:
    given = dict(values)
    if "assigned" in given:
        given["assigned"] = getattr(inbox, given["assigned"])
    if "tags" in given:
        given["tags"] = (getattr(inbox, given["tags"]),)
    if "instances" in given:
        given["instances"] = {"busy": (inbox.busy,), "quiet": (inbox.quiet,)}.get(
            given["instances"], (inbox.busy, inbox.quiet)
        )
    return ConversationFilter(**given)


@pytest.mark.parametrize("name", CASES)
def test_a_page_of_a_list_is_read_off_an_index_and_not_out_of_the_whole_business(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, which = world.actor(world.inbox.ana), case(world.inbox, CASES[name])
    with reading(monkeypatch) as first:
        page = conversation_lists.listing(actor, which, "newest", Slice(50))
    assert page.items
    assert (first.whole, first.rows < MOST_READ) == (False, True), first
    if page.next:
        with reading(monkeypatch) as second:
            conversation_lists.listing(actor, which, "newest", Slice(50, pages.decode(page.next)))
        assert (second.whole, second.rows < MOST_READ) == (False, True), second


def test_those_that_wait_longest_are_read_off_their_index(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    actor, which = world.actor(world.inbox.ana), ConversationFilter(waiting=True)
    with reading(monkeypatch) as found:
        page = conversation_lists.listing(actor, which, "waiting", Slice(50))
    assert [row.id for row in page.items] == meant(world, which, "waiting")
    assert not found.whole
    assert found.rows < 500


@pytest.mark.parametrize("state", [None, "open"])
def test_counts_read_a_bounded_part_of_the_business(world: World, monkeypatch: pytest.MonkeyPatch, state: Any) -> None:
    for me in (world.inbox.ana, world.inbox.luis):
        with reading(monkeypatch) as found:
            conversation_lists.counts(world.actor(me), ConversationFilter(state=state))
        assert (found.whole, found.rows < 2 * MOST_READ) == (False, True), found
