"""SQL that reads what came of a case, in the transaction of the business it was played in."""

from typing import Any

from recado.platform.db import Tx, json_value

Json = dict[str, Any]


def newest(tx: Tx) -> int:
    """Returns the number of the newest message; 0 when there is none."""
    return int(tx.value("select coalesce(max(seq), 0) from messages where business_id = current_business()"))


def messages(tx: Tx) -> list[Json]:
    return tx.dicts(
        "select seq, direction, author, kind, text, status from messages "
        "where business_id = current_business() order by seq"
    )


def turns(tx: Tx) -> list[Json]:
    return tx.dicts(
        "select state, reason, verdict, milliseconds from agent_turns "
        "where business_id = current_business() order by created_at"
    )


def given_up(tx: Tx) -> int:
    return int(
        tx.value("select count(*) from buffers where business_id = current_business() and state = 'quarantined'")
    )


def handovers(tx: Tx) -> list[tuple[str, str]]:
    rows = tx.dicts("select reason, state from handovers where business_id = current_business() order by opened_at, id")
    return [(row["reason"], row["state"]) for row in rows]


def calls(tx: Tx) -> list[Json]:
    """Returns the tools called, each with the number of the message its turn answered."""
    return tx.dicts(
        "select m.seq, c.name, c.code, c.arguments, c.state, exists (select from external_tools e "
        "where e.id = c.external_tool_id and e.effect) as effect from agent_tool_calls c "
        "join agent_turns t on t.id = c.turn_id join messages m on m.id = t.newest_message_id "
        "where c.business_id = current_business() order by t.created_at, c.created_at, c.position"
    )


def files_sent(tx: Tx) -> list[str]:
    """Returns the titles of files that the agent sent."""
    return tx.values(
        str,
        "select f.title from media m join files f on f.object_key = m.object_key and f.business_id = m.business_id "
        "join messages g on g.id = m.message_id where m.business_id = current_business() and g.author = 'agent' "
        "and g.status <> 'failed' order by g.seq",
    )


def contact_fields(tx: Tx) -> Json:
    """Returns what is kept in the fields of the contact."""
    rows: list[Json] = tx.values(dict, "select fields from contacts where business_id = current_business()")
    return {name: value for row in rows for name, value in row.items() if value is not None}


def sources(tx: Tx) -> list[str]:
    """Returns every text figures may come from: the business's own, its files', what tools answered, and what customers
    and people wrote, said or showed."""
    return tx.values(
        str,
        "select context || ' ' || hours::text || ' ' || coalesce(away_message, '') from businesses "
        "where id = current_business() "
        "union all select f.title || ' ' || f.when_to_use || ' ' || coalesce(k.text, '') from files f "
        "left join file_chunks k on k.file_id = f.id where f.business_id = current_business() "
        "union all select instruction || ' ' || coalesce(example, '') from lessons "
        "where business_id = current_business() and state = 'approved' "
        "union all select result::text from agent_tool_calls where business_id = current_business() "
        "and result is not null "
        "union all select coalesce(m.text, '') || ' ' || coalesce(t.text, '') from messages m "
        "left join media_texts t on t.message_id = m.id where m.business_id = current_business() "
        "and m.author in ('customer', 'person', 'phone')",
    )


def successors(tx: Tx) -> list[str]:
    """Returns the models that answered in place of the one that was chosen."""
    return tx.values(
        str,
        "select data->>'successor' from events where business_id = current_business() "
        "and type = 'model.replaced' order by created_at",
    )


def spent(tx: Tx) -> Json:
    """Returns calls to models, tokens and dollars of all that thinks; cost is null when a price is not known."""
    return tx.dicts(
        "select count(*)::int as calls, coalesce(sum(input_tokens), 0)::bigint as tokens_in, "
        "coalesce(sum(output_tokens), 0)::bigint as tokens_out, case when count(*) = count(cost_micros) "
        "then (coalesce(sum(cost_micros), 0) / 1e6)::float end as cost from usage "
        "where business_id = current_business() and feature <> 'understand'"
    )[0]


def failed_turn(tx: Tx) -> str | None:
    """Returns why the newest turn failed; None when it did not: people take over what a model will not answer."""
    return tx.value(
        str,
        "select coalesce(reason, 'failed') from (select state, reason from agent_turns "
        "where business_id = current_business() order by created_at desc limit 1) t where state = 'failed'",
    )


def answer_dry(tx: Tx, tool: str, answer: Json) -> None:
    """For the transaction of a sandbox: what a tool answers that is not called."""
    tx.run(
        "update external_tools set dry_answer = %s where business_id = current_business() and name = %s and dry",
        (json_value(answer), tool),
    )


def answer_whenever(tx: Tx) -> None:
    """For the transaction of a sandbox: a case says nothing of the hour at which it is played."""
    tx.run("update businesses set away_enabled = false where id = current_business() and sandbox_of is not null")
