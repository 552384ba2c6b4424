"""What only arrives: answers to buttons and lists, orders, news of the customer, and what nobody here can read yet.

The fields are Meta's (Cloud API, Webhooks reference, messages); nothing in them is needed, for nobody guarantees them.
"""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from recado.vendors.whatsapp.contents.fields import Arriving, Part, short

Text = Annotated[str, short(1024)]
Count = Annotated[int, Field(ge=0, lt=2**53)]
Amount = Annotated[float, Field(allow_inf_nan=False)]


class ButtonReplyContent(Part):
    """The customer tapped a reply button of ours: the `id` it was sent with, and its words."""

    type: Literal["button_reply"] = "button_reply"
    id: Text | None = None
    title: Text | None = None


class ListReplyContent(Part):
    """The customer chose a row of a list of ours: the `id` it was sent with, and its words."""

    type: Literal["list_reply"] = "list_reply"
    id: Text | None = None
    title: Text | None = None
    description: Text | None = None


class TemplateButtonContent(Part):
    """The customer tapped a quick reply of a template: its words, and the payload it was sent with."""

    type: Literal["template_button"] = "template_button"
    text: Text | None = None
    payload: Text | None = None


class FlowReplyContent(Part):
    """The customer filled in a flow. `response`: the answers by the flow's own names; `response_json` as they were
    written where they are no JSON object."""

    type: Literal["flow_reply"] = "flow_reply"
    name: Text | None = None
    body: Arriving | None = None
    response: dict[str, JsonValue] | None = None
    response_json: Arriving | None = None


class OrderItem(Part):
    """A line of an order. The price is what the customer's catalogue said, of one piece, in whole units."""

    product_retailer_id: Text | None = None
    quantity: Annotated[Count, Field(strict=False)] | None = None
    item_price: Annotated[Amount, Field(strict=False)] | None = None
    currency: Text | None = None


class OrderContent(Part):
    """An order of products of the catalogue. WhatsApp Web only says how many items (`item_count`) and the `total`,
    under an `order_id` of its own."""

    type: Literal["order"] = "order"
    text: Arriving | None = None
    catalog_id: Text | None = None
    product_items: Annotated[tuple[OrderItem, ...], Field(max_length=1000, strict=False)] = ()
    order_id: Text | None = None
    title: Text | None = None
    item_count: Count | None = None
    total: Amount | None = None
    currency: Text | None = None


class SystemContent(Part):
    """WhatsApp's own news in the conversation, such as that the customer changed their number. `event`: Meta's name of
    it."""

    type: Literal["system"] = "system"
    event: Text | None = None
    body: Arriving | None = None


class CallPermissionContent(Part):
    """The customer said whether they may be called."""

    type: Literal["call_permission"] = "call_permission"
    response: Text | None = None
    response_source: Text | None = None
    is_permanent: bool | None = None
    expiration_timestamp: Count | None = None


class PaymentContent(Part):
    """The customer chose how to pay, or paid."""

    type: Literal["payment"] = "payment"
    payment_method: Text | None = None
    payment_timestamp: Count | None = None
    reference_id: Text | None = None
    last_four_digits: Text | None = None


class WelcomeContent(Part):
    """The customer opened the conversation for the first time, and has not written yet."""

    type: Literal["welcome"] = "welcome"


class UnsupportedContent(Part):
    """What cannot be shown yet. `raw_type`: what the provider calls it, if it says so; `text` of the message has the
    words that were found in it."""

    type: Literal["unsupported"] = "unsupported"
    raw_type: Text | None = None


class AdReferral(Part):
    """The advert or post from which the customer came to write."""

    source_url: Annotated[str, short(2048)] | None = None
    source_id: Text | None = None
    source_type: Text | None = None
    headline: Arriving | None = None
    body: Arriving | None = None
    media_type: Text | None = None
    image_url: Annotated[str, short(2048)] | None = None
    video_url: Annotated[str, short(2048)] | None = None
    thumbnail_url: Annotated[str, short(2048)] | None = None
    ctwa_clid: Text | None = None


class ReferredProduct(Part):
    """The product of the catalogue that the customer asks about."""

    catalog_id: Text | None = None
    product_retailer_id: Text | None = None
    product_id: Text | None = None
    title: Text | None = None
    description: Arriving | None = None
    url: Annotated[str, short(2048)] | None = None
    price: Amount | None = None
    currency: Text | None = None


class MessageContext(Part):
    """What a message carries beside what it says. `author` and `author_name`: who wrote it in a group. `mentioned`:
    WhatsApp's addresses of those it names. `before`: its earlier texts, oldest first, when it was edited."""

    forwarded: bool = False
    frequently_forwarded: bool = False
    view_once: bool = False
    referral: AdReferral | None = None
    referred_product: ReferredProduct | None = None
    author: Text | None = None
    author_name: Text | None = None
    mentioned: Annotated[tuple[Text, ...], Field(max_length=1000, strict=False)] = ()
    before: Annotated[tuple[Arriving | None, ...], Field(max_length=1000, strict=False)] = ()
