"""SQL of what the agent read about contacts, and of the fields it proposes."""

from typing import Any, LiteralString
from uuid import UUID

from recado.agent.fields.model import SEEN_BY, Evidence, EvidenceState, NewType, Proposal, Written
from recado.kernel.ids import new_id
from recado.platform.db import Tx, json_value

_EVIDENCE: LiteralString = (
    "select id, contact_id, field_key, value, message_id, quote, state, created_at from field_evidence "
)


def written(tx: Tx, conversation_id: UUID, limit: int) -> list[dict[str, Any]]:
    """Returns the last messages that have words, oldest first: id, seq, direction, text."""
    return tx.dicts(
        "select id, seq, direction, text from (select id, seq, direction, text from messages "
        "where conversation_id = %s and text is not null and revoked_at is null and status <> 'failed' "
        "and kind not in ('note', 'state', 'system') order by seq desc limit %s) newest order by seq",
        (conversation_id, limit),
    )


def insert(
    tx: Tx, business_id: UUID, contact_id: UUID, key: str, value: Any, message: Written, quote: str,
    state: EvidenceState, model: str,
) -> None:  # fmt: skip
    """What the agent read of this field before is superseded."""
    tx.run(
        "update field_evidence set state = 'superseded' where contact_id = %s and field_key = %s "
        "and state in ('applied', 'suggested')",
        (contact_id, key),
    )
    tx.run(
        "insert into field_evidence (id, business_id, contact_id, field_key, value, message_id, quote, state, model) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (new_id(), business_id, contact_id, key, json_value(value), message.message_id, quote, state, model),
    )


def decided(tx: Tx, contact_id: UUID, key: str, value: Any) -> bool:
    """Whether this value waits for a click already, or a person decided about it."""
    statement: LiteralString = (
        "select exists (select from field_evidence where contact_id = %s and field_key = %s and value = %s "
        "and state in ('suggested', 'accepted', 'rejected'))"
    )
    return bool(tx.value(statement, (contact_id, key, json_value(value))))


def of_contact(tx: Tx, contact_id: UUID) -> list[Evidence]:
    """Returns what stands or waits for a click, the newest first: not what a message said that was edited since, or
    taken back."""
    return tx.rows(
        Evidence,
        _EVIDENCE + "where contact_id = %s and state in ('applied', 'suggested', 'accepted') and exists "
        "(select from messages m where m.id = message_id and m.revoked_at is null "
        "and (m.edited_at is null or m.edited_at <= field_evidence.created_at)) "
        "order by created_at desc, id desc limit 200",
        (contact_id,),
    )


def lock(tx: Tx, contact_id: UUID, evidence_id: UUID) -> Evidence | None:
    return tx.row(Evidence, _EVIDENCE + "where contact_id = %s and id = %s for update", (contact_id, evidence_id))


def settle(tx: Tx, evidence_id: UUID, state: EvidenceState) -> None:
    tx.run("update field_evidence set state = %s where id = %s", (state, evidence_id))


def sight(
    tx: Tx, business_id: UUID, contact_id: UUID, key: str, label: str, kind: NewType, message: Written, quote: str
) -> None:
    """One fact of a kind for each customer."""
    tx.run(
        "insert into field_sightings (id, business_id, contact_id, key, label, type, message_id, quote) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
        (new_id(), business_id, contact_id, key, label, kind, message.message_id, quote),
    )


def proposals(tx: Tx) -> list[Proposal]:
    """Returns what enough customers have and nobody decided about, the commonest first."""
    return tx.rows(
        Proposal,
        "select s.key, min(s.label) as label, mode() within group (order by s.type) as type, "
        "count(*)::int as contacts, (array_agg(s.quote order by s.created_at desc))[1:3] as quotes "
        "from field_sightings s "
        "where s.business_id = current_business() "
        "and not exists (select from field_proposals p where p.business_id = s.business_id and p.key = s.key) "
        "and not exists (select from contact_fields f where f.business_id = s.business_id and f.key = s.key) "
        "group by s.key having count(*) >= %s order by count(*) desc, s.key limit 20",
        (SEEN_BY,),
    )


def decide(tx: Tx, business_id: UUID, key: str, state: str) -> None:
    """What was seen of it is needed no more."""
    tx.run(
        "insert into field_proposals (business_id, key, state) values (%s, %s, %s) on conflict do nothing",
        (business_id, key, state),
    )
    tx.run("delete from field_sightings where business_id = %s and key = %s", (business_id, key))


def export(tx: Tx, contact_id: UUID) -> list[dict[str, Any]]:
    """What was read about a contact, oldest first."""
    return tx.dicts(
        "select field_key, value, quote, state, created_at from field_evidence where contact_id = %s "
        "order by created_at, id",
        (contact_id,),
    )


def move(tx: Tx, contact_id: UUID, to: UUID) -> dict[str, list[str]]:
    """Returns the rows that are the other contact's from now on."""
    evidence = tx.values(
        "update field_evidence set contact_id = %s where contact_id = %s returning id::text", (to, contact_id)
    )
    sightings = tx.values(
        "update field_sightings s set contact_id = %(to)s where contact_id = %(from)s and not exists "
        "(select from field_sightings o where o.contact_id = %(to)s and o.key = s.key) returning id::text",
        {"to": to, "from": contact_id},
    )
    return {"evidence": evidence, "sightings": sightings}


def move_back(tx: Tx, moved: dict[str, list[str]], to: UUID) -> None:
    tx.run("update field_evidence set contact_id = %s where id = any(%s::uuid[])", (to, moved["evidence"]))
    tx.run("update field_sightings set contact_id = %s where id = any(%s::uuid[])", (to, moved["sightings"]))
