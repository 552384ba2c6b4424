"""What the team noted about its customers: tags, fields of the business's own, notes, whose each customer is, and which
conversations are done or set aside."""

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from infra.local.showcase.people import TAGS
from infra.local.showcase.talks import Talk
from infra.local.showcase.team import Member
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.platform.db import Tx

Row = dict[str, Any]
COLOURS = ("#2f855a", "#2b6cb0", "#d53f8c", "#975a16", "#319795", "#553c9a", "#c53030")
KINDS = ("Particular", "Restaurante", "Cafetería", "Oficina")
DONE_AFTER = timedelta(days=3)
WAITING = 4
NOTES = (
    "Prefiere las conchas poco doradas.",
    "Paga siempre por transferencia.",
    "Tocar el timbre dos veces, no sirve el interfón.",
    "Alérgica a la nuez. Avisar a cocina.",
    "Pide factura cada fin de mes.",
    "Le gusta que le escriban por la tarde.",
)


def keep(tx: Tx, business_id: UUID, talks: list[Talk], team: list[Member], chance: random.Random) -> None:
    """Writes it all down, in the caller's transaction."""
    tags = {name: new_id() for name in TAGS}
    for (name, tag_id), colour in zip(tags.items(), COLOURS, strict=True):
        tx.run(
            "insert into tags (id, business_id, name, colour) values (%s, %s, %s, %s)",
            (tag_id, business_id, name, colour),
        )
    _fields(tx, business_id)
    advisors = [each.id for each in team if each.role == "ADVISOR"]
    for index, each in enumerate(talks):
        for name in each.person.tags:
            tx.run(
                "insert into contact_tags (business_id, contact_id, tag_id) values (%s, %s, %s)",
                (business_id, each.contact_id, tags[name]),
            )
        if index % 4 == 0:
            tx.run(
                "insert into contact_notes (id, business_id, contact_id, author_kind, author_id, text) "
                "values (%s, %s, %s, 'user', %s, %s)",
                (new_id(), business_id, each.contact_id, chance.choice(team).id, chance.choice(NOTES)),
            )
        tx.run(
            "update contacts set assigned_to = %s, fields = jsonb_build_object('tipo', %s::text, 'compras', %s::int), "
            'field_sources = \'{"tipo": "user", "compras": "user"}\' where id = %s',
            (
                advisors[index % 3] if index % 3 < 2 else None,
                chance.choice(KINDS),
                index % 17,
                each.contact_id,
            ),
        )
    _states(tx, talks, team)
    _authors(tx, team)


def _states(tx: Tx, talks: list[Talk], team: list[Member]) -> None:
    """What was answered days ago is closed, a little of the rest snoozed; who wrote last and is not answered waits."""
    moment, answers = now(), 0
    for index, each in enumerate(talks):
        last, who = each.rows[-1], team[index % len(team)].id
        answered = last["direction"] == "out"
        answers += answered
        state: tuple[Any, ...]
        if answered and answers % 9 == 4:
            until = moment + timedelta(days=1 + index % 3)
            state = ("snoozed", last["sent_at"] + timedelta(minutes=5), who, until, None)
        elif answered and moment - last["sent_at"] > DONE_AFTER:
            at = last["sent_at"] + timedelta(minutes=20)
            state = ("closed", at, who, None, None)
            _closing(tx, each, at, who)
        else:
            state = ("open", None, None, None, None if answered else last["sent_at"])
        tx.run(
            "update conversations set state = %s, state_at = %s, state_by = %s, snoozed_until = %s, waiting_since = %s "
            "where id = %s",
            (*state, each.conversation_id),
        )


def _authors(tx: Tx, team: list[Member]) -> None:
    """Who of the team wrote what: the one a customer belongs to, else the owner. Who waits for a person: the agent is
    quiet there. Of one message nobody knows whether it arrived."""
    tx.run(
        "update messages m set author_id = coalesce(k.assigned_to, %s) from conversations c "
        "join contacts k on k.id = c.contact_id where m.conversation_id = c.id and m.author = 'person' "
        "and m.author_id is null",
        (team[0].id,),
    )
    tx.run(
        "update contacts set bot_paused_until = now() + interval '3 hours' where id in (select contact_id "
        "from conversations where state = 'open' and waiting_since is not null order by waiting_since desc limit %s)",
        (WAITING,),
    )
    tx.run(
        "update messages set status = 'unconfirmed' where id = (select id from messages where direction = 'out' "
        "and kind = 'text' and status = 'sent' order by sent_at desc limit 1)"
    )


def _closing(tx: Tx, each: Talk, at: datetime, who: UUID) -> None:
    """The line in the history that says who closed a conversation."""
    tx.run(
        "insert into messages (id, business_id, conversation_id, instance_id, direction, author, author_id, kind, "
        "content, status, sent_at) select %s, c.business_id, c.id, c.instance_id, 'out', 'person', %s, 'state', "
        "'{\"state\": \"closed\"}', 'sent', %s from conversations c where c.id = %s",
        (new_id(), who, at, each.conversation_id),
    )


def _fields(tx: Tx, business_id: UUID) -> None:
    for key, spanish, english, kind, options in (
        ("tipo", "Tipo de cliente", "Kind of customer", "choice", list(KINDS)),
        ("compras", "Compras", "Purchases", "number", []),
        ("cumple", "Cumpleaños", "Birthday", "date", []),
        ("colonia", "Colonia", "Neighbourhood", "text", []),
    ):
        tx.run(
            "insert into contact_fields (id, business_id, key, label_es, label_en, type, options, extract) "
            "values (%s, %s, %s, %s, %s, %s, %s, %s)",
            (new_id(), business_id, key, spanish, english, kind, options, key == "colonia"),
        )
