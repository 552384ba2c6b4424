"""A member of the team at their desk: a business with a number, and its inbox over the API."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import UUID

from tests.rigs.people import Json, Person, Said, member
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually


@dataclass(slots=True)
class Desk:
    """Somebody of a line's business."""

    line: Line
    person: Person
    user_id: UUID

    def get(self, path: str, **query: str) -> Json:
        said = self.person.call("GET", f"/v1/{path}?{urlencode(query)}")
        assert said.status == 200, said.body
        return said.body

    def post(self, path: str, **body: Any) -> Said:
        return self.person.call("POST", f"/v1/{path}", body or None)

    def heard(self, phone: str, text: str = "hola") -> str:
        """A customer writes; answers their conversation."""
        self.line.message(self.line.say(phone, text))
        return self.conversation(phone)

    def conversation(self, phone: str) -> str:
        (row,) = self.line.rows(
            "select c.id from conversations c join contact_identities i using (contact_id) where i.value = %s", (phone,)
        )
        return str(row["id"])

    def template(self, name: str, language: str = "es") -> None:
        """An approved template of the number's account."""
        number = self.line.number
        body = {
            "name": name,
            "language": language,
            "category": "UTILITY",
            "components": [{"type": "BODY", "text": "Hola"}],
        }
        url = f"{self.line.product.meta}/v24.0/{number.account_id}/message_templates"
        headers = {"Authorization": f"Bearer {number.access_token}", "Content-Type": "application/json"}
        with urlopen(Request(url, json.dumps(body).encode(), headers), timeout=10):
            self.line.tell("templates", name=name, language=language, event="APPROVED")

    def history(self, conversation: str) -> list[Json]:
        items: list[Json] = self.get(f"conversations/{conversation}/messages")["items"]
        return items

    def message(self, conversation: str, message_id: str) -> Json:
        return next(each for each in self.history(conversation) if each["id"] == message_id)

    def try_to_send(self, conversation: str, reply_to: str | None = None, **content: Any) -> Said:
        more = {"reply_to": reply_to} if reply_to else {}
        return self.post(f"conversations/{conversation}/messages", content=content, **more)

    def send(self, conversation: str, reply_to: str | None = None, **content: Any) -> Json:
        said = self.try_to_send(conversation, reply_to, **content)
        assert said.status == 201, said.body
        return said.body

    def reached(self, conversation: str, message_id: str, status: str) -> Json:
        """The message, once it has this status."""

        def fact() -> Json | None:
            message = self.message(conversation, message_id)
            return message if message["status"] == status else None

        reached: Json = eventually(fact)
        return reached


def hired(product: Product, line: Line, role: str = "OWNER") -> Desk:
    """Somebody new in the line's business, and in no other."""
    person = member(product)
    user_id = UUID(person.call("GET", "/v1/me").body["id"])
    product.admin("delete from memberships where user_id = %s", (user_id,))
    statement = "insert into memberships (business_id, user_id, role) values (%s, %s, %s)"
    product.admin(statement, (line.business_id, user_id, role))
    assert person.log_in().status == 200
    return Desk(line, person, user_id)


def desk(product: Product, *, bot: bool = False) -> Desk:
    """The owner of a new business with one number."""
    return hired(product, product.line(bot=bot))
