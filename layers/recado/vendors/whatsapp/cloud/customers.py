"""Who a node is about: its own ids joined with what the `contacts` block says of the same person."""

from recado.vendors.whatsapp.cloud.json_reading import Cut, Json, Party, as_dict, as_id, as_str, party
from recado.vendors.whatsapp.model import Customer


class People:
    """The contacts of one change, found by user id first (a phone number may be missing or may have changed hands)."""

    def __init__(self, taken: Cut) -> None:
        self._by_user: dict[str, Json] = {}
        self._by_phone: dict[str, Json] = {}
        self._sole = taken.sole_contact
        for entry in taken.contacts:
            contact = as_dict(entry)
            who = party(contact.get("wa_id"), contact.get("user_id"))
            if who.user_id:
                self._by_user.setdefault(who.user_id, contact)
            if who.phone:
                self._by_phone.setdefault(who.phone, contact)

    def customer(self, who: Party, parent_user_id: object = None) -> Customer | None:
        """Returns the customer of a node. None when neither the node nor the contacts say who that is."""
        if who.group_id:
            return Customer(group_id=who.group_id)
        contact = self._contact(who) if who else self._sole
        ids = party(contact.get("wa_id"), contact.get("user_id"))
        if not who and not ids:
            return None
        profile = as_dict(contact.get("profile"))
        return Customer(
            phone=who.phone or ids.phone,
            user_id=who.user_id or ids.user_id,
            parent_user_id=as_id(parent_user_id) or as_id(contact.get("parent_user_id")),
            username=username(profile.get("username")),
            name=as_str(profile.get("name")),
        )

    def _contact(self, who: Party) -> Json:
        contact = self._by_user.get(who.user_id) if who.user_id else None
        if contact is None and who.phone:
            contact = self._by_phone.get(who.phone)
            # The number's present holder under another id is somebody else.
            other = as_id(contact.get("user_id")) if contact else None
            if who.user_id and other and other != who.user_id:
                return {}
        return contact or {}


def username(value: object) -> str | None:
    """Returns a username without the at sign Meta's examples write before it."""
    written = as_str(value)
    return written.strip().removeprefix("@") or None if written else None
