"""One message node to a canonical Message, whoever wrote it: the customer, the owner's phone, or the past."""

from datetime import datetime

from recado.vendors.whatsapp.cloud.customers import People
from recado.vendors.whatsapp.cloud.json_reading import Cut, Json, as_dict, as_id, customer_of, is_ours, party
from recado.vendors.whatsapp.cloud.kinds import Said, said
from recado.vendors.whatsapp.cloud.values import errors, moment
from recado.vendors.whatsapp.model import Customer, Message, Origin


def message(
    taken: Cut, people: People, key: str, node: Json, *, origin: Origin, received_at: datetime
) -> Message | None:
    """Returns the message of a node. None when it lacks what a message cannot be without: our number, its id, its
    customer."""
    sender = party(node.get("from"), node.get("from_user_id"), node.get("group_id"))
    outgoing = origin == "phone" or is_ours(sender, taken.display_phone)
    who = customer_of(key, node, taken.display_phone)
    parent = node.get("to_parent_user_id") if outgoing else node.get("from_parent_user_id")
    customer = people.customer(who, parent)
    author = None
    if who.group_id and not outgoing:
        author = people.customer(party(node.get("from"), node.get("from_user_id")), parent)
    return build(
        taken,
        node,
        origin=origin,
        customer=customer,
        author=author,
        outgoing=outgoing,
        received_at=received_at,
    )


def build(
    taken: Cut,
    node: Json,
    *,
    origin: Origin,
    customer: Customer | None,
    author: Customer | None,
    outgoing: bool,
    received_at: datetime,
) -> Message | None:
    """Returns a message whose customer is known already."""
    vendor_id = as_id(node.get("id"))
    if vendor_id is None or customer is None or taken.channel_id is None:
        return None
    meaning = said(node)
    context, referral = as_dict(node.get("context")), as_dict(node.get("referral"))
    return Message(
        channel_id=taken.channel_id,
        vendor_id=vendor_id,
        customer=customer,
        kind=meaning.kind,
        sent_at=moment(node.get("timestamp"), received_at),
        origin=origin,
        text=meaning.text,
        content=_content(meaning, node, context, outgoing=outgoing and origin == "history"),
        media=meaning.media,
        reply_to=as_id(context.get("id")),
        target_id=meaning.target_id,
        referral=referral or None,
        author=author,
        errors=errors(node.get("errors")),
        raw=node,
    )


def _content(meaning: Said, node: Json, context: Json, *, outgoing: bool) -> Json:
    """Returns the kind's facts, and those any kind may carry: forwarded, the product asked about, how history has
    it."""
    content = dict(meaning.content)
    if context.get("forwarded") is True or context.get("frequently_forwarded") is True:
        content["forwarded"] = True
    if context.get("frequently_forwarded") is True:
        content["frequently_forwarded"] = True
    if isinstance(context.get("referred_product"), dict):
        content["referred_product"] = context["referred_product"]
    if isinstance(node.get("history_context"), dict):
        content["history_context"] = node["history_context"]
    if outgoing:
        content["outgoing"] = True
    return content
