"""A business with very many conversations, put there by the superuser: for lists that must not read all of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg

from tests.rigs.tenants import person


@dataclass(frozen=True, slots=True)
class CrowdedInbox:
    """Most conversations are Ben's and closed, on the busy number. Few are Luis's or nobody's, on the quiet number,
    with the rare tag, snoozed, archived, or of somebody called Xóchitl."""

    business: UUID
    ana: UUID
    ben: UUID
    luis: UUID
    busy: UUID
    quiet: UUID
    common_tag: UUID
    rare_tag: UUID


def crowded_inbox(admin: "psycopg.Connection[Any]", conversations: int) -> CrowdedInbox:
    """A new business with so many contacts, each with a conversation, and statistics of them."""
    inbox = CrowdedInbox(uuid4(), person(admin), person(admin), person(admin), uuid4(), uuid4(), uuid4(), uuid4())
    values = {name: getattr(inbox, name) for name in CrowdedInbox.__slots__} | {"last": conversations - 1}
    with admin.transaction():
        admin.execute("set local session_replication_role = replica")  # no triggers, no checks of foreign keys
        for statement in _STATEMENTS:
            admin.execute(statement, values)
    for table in ("contacts", "conversations", "contact_tags", "contact_identities", "buffers", "messages"):
        admin.execute(f"vacuum analyze {table}".encode())
    return inbox


_STATEMENTS = (
    "insert into businesses (id, name) values (%(business)s, 'Grande')",
    "insert into memberships (business_id, user_id, role) select %(business)s, u, 'ADMIN' "
    "from unnest(array[%(ana)s, %(ben)s, %(luis)s]::uuid[]) u",
    "insert into instances (id, business_id, provider, name, channel_id) select i, %(business)s, 'web', 'n', i::text "
    "from unnest(array[%(busy)s, %(quiet)s]::uuid[]) i",
    "insert into tags (id, business_id, name, colour) values (%(common_tag)s, %(business)s, 'común', '#112233'), "
    "(%(rare_tag)s, %(business)s, 'rara', '#332211')",
    """
    insert into contacts (id, business_id, name, phones, assigned_to, archived_at, bot_enabled)
    select md5(%(business)s::text || n || 'k')::uuid, %(business)s,
           case when n %% 2000 = 11 then 'Xóchitl'
                else (array['María', 'José', 'Guadalupe', 'Iván'])[1 + n %% 4] end || ' '
             || (array['García', 'López', 'Núñez', 'Zúñiga', 'Cruz'])[1 + n / 4 %% 5] || ' ' || n,
           '525500' || lpad(n::text, 6, '0') || ' 5215500' || lpad(n::text, 6, '0'),
           case when n %% 97 = 3 then null when n %% 50 = 1 then %(luis)s when n %% 4 = 0 then %(ana)s else %(ben)s end,
           case when n %% 200 = 5 then now() end, n %% 500 <> 9
    from generate_series(0, %(last)s) n
    """,
    """
    insert into contact_identities (business_id, kind, value, contact_id)
    select %(business)s, 'phone', '5215500' || lpad(n::text, 6, '0'), md5(%(business)s::text || n || 'k')::uuid
    from generate_series(0, %(last)s) n
    """,
    "insert into contact_tags (business_id, contact_id, tag_id) "
    "select %(business)s, md5(%(business)s::text || n || 'k')::uuid, %(common_tag)s "
    "from generate_series(0, %(last)s, 3) n union all "
    "select %(business)s, md5(%(business)s::text || n || 'k')::uuid, %(rare_tag)s "
    "from generate_series(7, %(last)s, 1000) n",
    """
    insert into conversations (id, business_id, instance_id, contact_id, last_message_at, unread, marked_unread,
                               waiting_since, state, snoozed_until)
    select md5(%(business)s::text || n || 'c')::uuid, %(business)s,
           case when n %% 150 = 2 then %(quiet)s else %(busy)s end, md5(%(business)s::text || n || 'k')::uuid,
           now() - n::bigint * 7919 %% (%(last)s + 1) * interval '1 minute',
           case when n %% 21 = 0 then 1 + n %% 3 else 0 end, n %% 61 = 4,
           case when n %% 250 = 0 or n %% 500 = 9
                then now() - n::bigint * 7717 %% (%(last)s + 1) * interval '1 second' end,
           case when n %% 10 = 0 or n %% 500 = 9 then 'open' when n %% 101 = 1 then 'snoozed'
                when n %% 13 = 0 then 'open' else 'closed' end,
           case when n %% 10 <> 0 and n %% 500 <> 9 and n %% 101 = 1 then now() + interval '1 day' end
    from generate_series(0, %(last)s) n
    """,
)
