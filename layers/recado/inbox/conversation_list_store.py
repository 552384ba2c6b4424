"""SQL of lists of conversations, and of how long they are.

A list walks an index in its own order, conversation after conversation, each with its contact. What few contacts may
have is looked for among the first ones of that walk; when these give no full page, and there are more, it is looked for
from the contacts on: each way is slow where the other is quick, and the planner cannot tell which case it is.
"""

from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from recado.inbox.conversation_view_store import BESIDE, COLUMNS
from recado.inbox.model import ConversationFilter, ConversationSort, ConversationView
from recado.kernel.pages import Key
from recado.platform.db import Tx

_WALKED: LiteralString = "1000"
_WALKED_TO_COUNT: LiteralString = "600"  # from the contacts on, counting stops early, and nothing is sorted
_UNREAD: LiteralString = "(c.unread > 0 or c.marked_unread)"
_WAITS: LiteralString = "c.waiting_since is not null and c.state = 'open'"
_BOT_ON: LiteralString = (
    "(k.bot_enabled and coalesce(k.bot_paused_until < now(), true) and c.instance_id <> all(%(switched_off)s))"
)
_QUARANTINED: LiteralString = (
    "exists (select from buffers f where f.conversation_id = c.id and f.state = 'quarantined')"
)
_HANDED_OVER: LiteralString = (
    "c.id = any(array(select h.conversation_id from handovers h where h.business_id = current_business() "
    "and h.state = 'open'))"
)
_STATES: dict[str, LiteralString] = {
    "open": "c.state = 'open'",
    "snoozed": "c.state = 'snoozed'",
    "closed": "c.state = 'closed'",
}
_ALL_STATES: tuple[LiteralString, ...] = ("c.state = 'open'", "c.state = 'snoozed'", "c.state = 'closed'")
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Switches:
    """Whether the business's bot is on, and the numbers on which it is not."""

    bot_enabled: bool
    switched_off: list[UUID]


@dataclass(frozen=True, slots=True)
class Matches:
    """Which contacts a search is for. patterns: what their texts are like; contacts: these alone."""

    patterns: list[str]
    contacts: list[UUID] | None = None


def switches(tx: Tx) -> Switches:
    row = tx.row(
        Switches,
        "select b.bot_enabled, array(select i.id from instances i where i.state in ('disabled', 'deleted')) "
        "as switched_off from businesses b where b.id = current_business()",
    )
    if row is None:
        raise LookupError("the business is gone")
    return row


def patterns(tx: Tx, words: list[str]) -> list[str]:
    """Returns what texts with these words are like: within a word from three letters on, at its beginning below."""
    return tx.values(
        str,
        "select case when length(word) < 3 then '%% ' || plain || '%%' else '%%' || plain || '%%' end "
        "from unnest(%s::text[]) given, fold(given) word, regexp_replace(word, '([\\\\%%_])', '\\\\\\1', 'g') plain",
        (words,),
    )


def nearly(tx: Tx, words: list[str], most: int) -> list[UUID]:
    """Returns the contacts that come nearest to a search, also by a tag's name."""
    return tx.values(
        UUID,
        "select s.contact_id from search_contacts((select array_agg(fold(w)) from unnest(%(words)s::text[]) w), "
        "fold(%(whole)s), null, %(most)s) s group by 1 order by max(s.score) desc limit %(most)s",
        {"words": words, "whole": " ".join(words), "most": most},
    )


def listing(
    tx: Tx,
    filters: ConversationFilter,
    sort: ConversationSort,
    bot: Switches,
    matches: Matches | None,
    after: tuple[Key, ...] | None,
    limit: int,
) -> list[ConversationView]:
    """The newest first, or those that wait longest."""
    if filters.bot and not bot.bot_enabled:
        return []
    values = _values(filters, bot, matches, after)
    conversation, contact = _of_conversation(filters, sort, after is not None), _of_contact(filters, bot, matches)
    if matches is None or matches.contacts is None:
        walk = _walk(_source(filters, sort, conversation, _WALKED), contact, sort, _WALKED)
        rows = _page(tx, walk, sort, values, limit)
        if len(rows) == limit or _walked_all(tx, conversation, values, _WALKED):
            return rows
    chosen = _from_contacts(conversation, contact, searched=matches is not None and matches.contacts is None)
    return _page(tx, chosen, sort, values, limit)


def count(tx: Tx, filters: ConversationFilter, bot: Switches, most: int) -> int:
    """Returns how many there are, `most` at most."""
    if filters.bot and not bot.bot_enabled:
        return 0
    values = _values(filters, bot, None, None)
    conversation, contact = _of_conversation(filters, "newest", False), _of_contact(filters, bot, None)
    source = _source(filters, "newest", conversation, _WALKED_TO_COUNT)
    rows = _count(tx, _walk(source, contact, "newest", _WALKED_TO_COUNT), values, most)
    if rows == most or _walked_all(tx, conversation, values, _WALKED_TO_COUNT):
        return rows
    return _count(tx, _from_contacts(conversation, contact, searched=False), values, most)


def _page(tx: Tx, chosen: LiteralString, sort: ConversationSort, values: Values, limit: int) -> list[ConversationView]:
    """The limit is written into the statement: as a parameter it would keep PostgreSQL planning it anew each time."""
    page = f"{COLUMNS} {chosen} {_order(sort)} limit {limit:d}"
    outer = "order by v.waiting_since, v.id" if sort == "waiting" else "order by v.last_message_at desc, v.id desc"
    return tx.rows(ConversationView, f"with v as materialized ({page}) {BESIDE} {outer}", values)


def _count(tx: Tx, chosen: LiteralString, values: Values, most: int) -> int:
    counted = f"select 1 {chosen} limit {most:d}"
    return int(tx.value(f"select count(*) from ({counted}) c", values))  # noqa: S608  only literals


def _walked_all(tx: Tx, conversation: LiteralString, values: Values, most: LiteralString) -> bool:
    """Returns whether the walk came to its end, so that there is nothing left to look for."""
    walked = f"select 1 from conversations c where {conversation} limit {most}"  # noqa: S608
    return bool(tx.value(f"select count(*) < {most} from ({walked}) c", values))  # noqa: S608


def _values(
    filters: ConversationFilter, bot: Switches, matches: Matches | None, after: tuple[Key, ...] | None
) -> Values:
    at, last = after or (None, None)
    numbers = {f"number{position}": each for position, each in enumerate(filters.instances)}
    tags = {f"tag{position}": each for position, each in enumerate(filters.tags)}
    return (
        numbers
        | tags
        | {
            "at": at,
            "after": last,
            "assigned": filters.assigned,
            "instances": list(filters.instances),
            "contact": filters.contact_id,
            "switched_off": bot.switched_off,
            "patterns": matches.patterns if matches else None,
            "matches": matches.contacts if matches else None,
        }
    )


def _order(sort: ConversationSort) -> LiteralString:
    return "order by c.waiting_since, c.id" if sort == "waiting" else "order by c.last_message_at desc, c.id desc"


def _walk(source: LiteralString, contact: LiteralString, sort: ConversationSort, most: LiteralString) -> LiteralString:
    """The first conversations in order, each with its contact. The limits keep the planner to this order: the lateral
    one from beginning with contacts, the outer one from reading them all to sort them."""
    own: LiteralString = f"select * from contacts k where k.id = c.contact_id and {contact} limit 1"  # noqa: S608
    first: LiteralString = f"select * from ({source}) c {_order(sort)} limit {most}"  # noqa: S608
    return f"from ({first}) c join lateral ({own}) k on true"


def _from_contacts(conversation: LiteralString, contact: LiteralString, *, searched: bool) -> LiteralString:
    begin: LiteralString = (
        "from (select contact_id from contacts_like(%(patterns)s)) f join contacts k on k.id = f.contact_id "
        "join conversations c on c.contact_id = k.id"
        if searched
        else "from conversations c join contacts k on k.id = c.contact_id"
    )
    return f"{begin} where {conversation} and {contact}"


def _source(
    filters: ConversationFilter, sort: ConversationSort, conversation: LiteralString, most: LiteralString
) -> LiteralString:
    """Returns the conversations to walk through. Those of some numbers come from the index of each, merged; unless they
    are unread or wait, and so few that the business's are walked."""
    whole: LiteralString = f"select * from conversations c where {conversation}"  # noqa: S608
    if (
        not filters.instances
        or filters.unread
        or filters.waiting
        or filters.handed_over
        or filters.contact_id
        or sort == "waiting"
    ):
        return whole
    states = (_STATES[filters.state],) if filters.state else _ALL_STATES
    return " union all ".join(
        f"({whole} and c.instance_id = %(number{position})s and {state} {_order(sort)} limit {most})"
        for position, _ in enumerate(filters.instances)
        for state in states
    )


def _of_conversation(which: ConversationFilter, sort: ConversationSort, later: bool) -> LiteralString:
    """Only the conditions of the filter: one that is always there keeps the planner from a partial index."""
    conditions: list[LiteralString] = ["c.business_id = current_business()", "c.last_message_at is not null"]
    if later:
        conditions.append(
            "(c.waiting_since, c.id) > (%(at)s, %(after)s)"
            if sort == "waiting"
            else "(c.last_message_at, c.id) < (%(at)s, %(after)s)"
        )
    if which.state is not None:
        conditions.append(_STATES[which.state])
    if which.unread is not None:
        conditions.append(_UNREAD if which.unread else f"not {_UNREAD}")
    if which.waiting or sort == "waiting":
        conditions.append(_WAITS)
    if which.handed_over is not None:
        conditions.append(_HANDED_OVER if which.handed_over else f"not {_HANDED_OVER}")
    if which.instances:
        conditions.append("c.instance_id = any(%(instances)s)")
    if which.contact_id is not None:
        conditions.append("c.contact_id = %(contact)s")
    return " and ".join(conditions)


def _of_contact(which: ConversationFilter, bot: Switches, matches: Matches | None) -> LiteralString:
    conditions: list[LiteralString] = ["true"]
    if which.archived is not None:
        conditions.append("k.archived_at is not null" if which.archived else "k.archived_at is null")
    if which.assigned is not None:
        conditions.append("k.assigned_to = %(assigned)s")
    if which.unassigned:
        conditions.append("k.assigned_to is null")
    for position, _ in enumerate(which.tags):
        conditions.append(f"k.id in (select t.contact_id from contact_tags t where t.tag_id = %(tag{position})s)")  # noqa: S608
    if which.bot is not None and bot.bot_enabled:
        conditions.append(_BOT_ON if which.bot else f"not {_BOT_ON}")
    if which.waiting is not None:
        left: LiteralString = f"(not {_BOT_ON} or {_QUARANTINED})" if bot.bot_enabled else "true"
        conditions.append(left if which.waiting else f"not ({_WAITS} and {left})")
    if matches:
        conditions.append("k.search like all(%(patterns)s)" if matches.contacts is None else "k.id = any(%(matches)s)")
    return " and ".join(conditions)
