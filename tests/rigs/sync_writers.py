"""What writers do to a business while replicas follow it: each kind of row that sync tells of comes, changes, goes."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg import errors

from tests.rigs.races import line_to_test

Ids = dict[str, str]
ALWAYS_THERE = "select id from contacts where merged_into is null order by random() limit 1"


def write(dsn: str, ids: Ids, seed: int) -> None:
    """Adds, changes and deletes until the test says stop.

    Some transactions are slow, some are rolled back, some take their number early.
    """
    dice, test = random.Random(seed), line_to_test()
    with psycopg.connect(dsn, autocommit=True) as connection:
        writer = Writer(connection, ids, dice)
        test.send("begun")
        while not test.poll():
            _attempt(writer, lambda: _transact(writer, dice), undone=dice.random() < 0.2)
        while not _attempt(writer, writer.add_one_of_each):  # so that no list ends empty
            pass


def _attempt(writer: "Writer", act: Callable[[], None], *, undone: bool = False) -> bool:
    """Returns whether it was done. Two writers may want the same at once: one is undone, as a handler's work is."""
    try:
        with writer.connection.transaction(force_rollback=undone):
            act()
    except (errors.DeadlockDetected, errors.ForeignKeyViolation, errors.UniqueViolation):
        return False
    return not undone


def _transact(writer: "Writer", dice: random.Random) -> None:
    writer.sign_in()
    if dice.random() < 0.2:
        writer.run("select pg_current_xact_id()")
        time.sleep(dice.random() * 0.2)  # a number taken early is what readers must not step over
    for _ in range(dice.randint(1, 4)):
        dice.choice(writer.acts)()
    if dice.random() < 0.1:
        time.sleep(dice.random() * 0.5)  # slow to commit


class Writer:
    """One connection's acts, each on rows that are there when it is done."""

    def __init__(self, connection: "psycopg.Connection[Any]", ids: Ids, dice: random.Random) -> None:
        self.connection, self._ids, self._dice = connection, ids, dice
        messages = [self.add_message] * 4 + [self.change_message] * 3  # most of what happens
        self.acts: list[Callable[[], object]] = [
            *messages, self.add_conversation, self.change_conversation, self.add_contact, self.change_contact,
            self.delete_contact,
            self.add_identity, self.tag_contact, self.untag_contact, self.add_tag, self.change_tag, self.delete_tag,
            self.add_note, self.change_note, self.delete_note, self.add_field, self.change_field, self.delete_field,
            self.add_reply, self.change_reply, self.delete_reply, self.add_template, self.change_template,
            self.delete_template, self.change_instance, self.change_session, self.add_member, self.change_member,
            self.remove_member, self.assign_contact, self.rename_user,
        ]  # fmt: skip

    def add_one_of_each(self) -> None:
        self.sign_in()
        for act in (self.add_contact, self.add_tag, self.add_note, self.add_field, self.add_reply, self.add_template):
            act()

    def sign_in(self, role: str = "recado_app") -> None:
        self.run(
            "select set_config('role', %s, true), set_config('app.business_id', %s, true)",
            (role, self._ids["business"]),
        )

    def run(self, statement: Any, values: tuple[Any, ...] = ()) -> Any:
        return self.connection.execute(statement, values)

    def add_message(self) -> None:
        """In any conversation; it becomes its newest, as `receiving` does it."""
        rows = self.run("select id from conversations order by random() limit 1 for no key update").fetchall()
        for (conversation,) in rows:
            at = datetime.now(UTC)
            self.run(
                "insert into messages (id, business_id, conversation_id, instance_id, direction, author, kind, text, "
                "status, sent_at) values (%s, %s, %s, %s, 'in', 'customer', 'text', %s, 'received', %s)",
                (uuid4(), self._ids["business"], conversation, self._ids["instance"], self._word(), at),
            )
            self.run("update conversations set last_message_at = %s where id = %s", (at, conversation))

    def add_conversation(self) -> None:
        self.run(
            "insert into conversations (id, business_id, instance_id, contact_id, last_message_at) "
            f"select %s, %s, %s, c.id, now() from ({ALWAYS_THERE}) c on conflict do nothing",
            (uuid4(), self._ids["business"], self._ids["instance"]),
        )

    def change_message(self) -> None:
        self.run(
            "update messages set text = %s where id = (select id from messages order by random() limit 1)",
            (self._word(),),
        )

    def change_conversation(self) -> None:
        one = "(select id from conversations order by random() limit 1)"
        self.run(f"update conversations set unread = %s where id = {one}", (self._dice.randint(0, 9),))

    def add_contact(self) -> None:
        self.run(
            "insert into contacts (id, business_id, name) values (%s, %s, %s)",
            (uuid4(), self._ids["business"], self._word()),
        )

    def change_contact(self) -> None:
        self.run(
            f"update contacts set name = %s, email = %s, fields = jsonb_build_object('talla', %s::text), "
            f"archived_at = case when random() < 0.3 then now() end where id = ({ALWAYS_THERE})",
            (self._word(), f"{self._word()}@example.com", self._word()),
        )

    def delete_contact(self) -> None:
        self.run(f"delete from contacts where id = ({ALWAYS_THERE}) and id <> %s", (self._ids["contact"],))

    def assign_contact(self) -> None:
        self.run(
            "update contacts set assigned_to = (select user_id from memberships order by random() limit 1) "
            f"where id = ({ALWAYS_THERE})"
        )

    def add_identity(self) -> None:
        phone = f"52155{self._dice.randint(10**7, 10**8 - 1)}"
        self.run(
            "insert into contact_identities (business_id, contact_id, kind, value) "
            f"select %s, c.id, 'phone', %s from ({ALWAYS_THERE}) c on conflict do nothing",
            (self._ids["business"], phone),
        )

    def tag_contact(self) -> None:
        self.run(
            "insert into contact_tags (business_id, contact_id, tag_id) select %s, c.id, t.id from "
            f"({ALWAYS_THERE}) c, (select id from tags order by random() limit 1) t on conflict do nothing",
            (self._ids["business"],),
        )

    def untag_contact(self) -> None:
        self.run(
            "delete from contact_tags where (contact_id, tag_id) in "
            "(select contact_id, tag_id from contact_tags order by random() limit 1)"
        )

    def add_tag(self) -> None:
        self._insert("tags", name=self._word(), colour="#64748b")

    def change_tag(self) -> None:
        self._change("tags", "name")

    def delete_tag(self) -> None:
        self._delete("tags")

    def add_note(self) -> None:
        self.run(
            "insert into contact_notes (id, business_id, contact_id, author_kind, text) "
            f"select %s, %s, c.id, 'system', %s from ({ALWAYS_THERE}) c",
            (uuid4(), self._ids["business"], self._word()),
        )

    def change_note(self) -> None:
        self._change("contact_notes", "text")

    def delete_note(self) -> None:
        self._delete("contact_notes")

    def add_field(self) -> None:
        self._insert("contact_fields", key=f"f{self._word()}", label_es="L", label_en="L", type="text")

    def change_field(self) -> None:
        self._change("contact_fields", "label_es")

    def delete_field(self) -> None:
        self._delete("contact_fields")

    def add_reply(self) -> None:
        self._insert("canned_replies", shortcut=self._word(), text="x")

    def change_reply(self) -> None:
        self._change("canned_replies", "text")

    def delete_reply(self) -> None:
        self._delete("canned_replies")

    def add_template(self) -> None:
        self._insert(
            "templates", account_id="1", name=self._word(), language="es", category="UTILITY",
            parameter_format="POSITIONAL", components="[]", status="DRAFT",
        )  # fmt: skip

    def change_template(self) -> None:
        self._change("templates", "status")

    def delete_template(self) -> None:
        self._delete("templates")

    def change_instance(self) -> None:
        self.run("update instances set name = %s, last_webhook_at = now()", (self._word(),))

    def change_session(self) -> None:
        self.run("update web_sessions set state = %s, state_at = now()", (self._dice.choice(["online", "backoff"]),))

    def add_member(self) -> None:
        self.run(
            "insert into memberships (business_id, user_id, role) values (%s, %s, 'ADVISOR') on conflict do nothing",
            (self._ids["business"], self._user()),
        )

    def change_member(self) -> None:
        self.run("update memberships set away = not away where user_id = %s", (self._user(),))

    def remove_member(self) -> None:
        self.run("delete from memberships where user_id = %s and role <> 'OWNER'", (self._user(),))

    def rename_user(self) -> None:
        self.sign_in("recado_accounts")
        self.run("update users set name = %s where id = %s", (self._word(), self._user()))
        self.sign_in()

    def _user(self) -> UUID:
        return UUID(self._dice.choice(self._ids["users"].split()))

    def _word(self) -> str:
        return f"{self._dice.getrandbits(48):x}"

    def _insert(self, table: str, **values: str) -> None:
        columns = ", ".join(["id", "business_id", *values])
        marks = ", ".join(["%s"] * (len(values) + 2))
        self.run(
            f"insert into {table} ({columns}) values ({marks})", (uuid4(), self._ids["business"], *values.values())
        )

    def _change(self, table: str, column: str) -> None:
        one = f"(select id from {table} order by random() limit 1)"
        self.run(f"update {table} set {column} = %s where id = {one}", (self._word(),))

    def _delete(self, table: str) -> None:
        self.run(f"delete from {table} where id = (select id from {table} order by random() limit 1)")
