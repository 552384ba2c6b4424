"""A number as Meta sees it (Meta, Cloud API reference, WhatsApp Business Account phone number)."""

from dataclasses import dataclass

from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_id, as_str, party

FIELDS = ",".join(
    (
        "display_phone_number",
        "verified_name",
        "quality_rating",
        "throughput",
        "name_status",
        "code_verification_status",
        "platform_type",
        "status",
        "whatsapp_business_manager_messaging_limit",
        "webhook_configuration",
        "is_on_biz_app",
    )
)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """Ratings, limits and states are Meta's words. display_phone_number: digits. webhook_url: where its messages go.
    on_phone: also used in the WhatsApp Business app (coexistence).

    raw: every field asked for.
    """

    id: str
    display_phone_number: str | None
    verified_name: str | None
    quality_rating: str | None
    messaging_limit: str | None
    throughput: str | None
    name_status: str | None
    status: str | None
    webhook_url: str | None
    on_phone: bool | None
    raw: Json


def read(facts: Json, known_id: str = "") -> PhoneNumber:
    """Returns the number a node of the Graph describes. An override of the number beats the account's, that the
    app's."""
    webhook = as_dict(facts.get("webhook_configuration"))
    urls = (as_str(webhook.get(name)) for name in ("phone_number", "whatsapp_business_account", "application"))
    return PhoneNumber(
        id=as_id(facts.get("id")) or known_id,
        display_phone_number=party(facts.get("display_phone_number")).phone,
        verified_name=as_str(facts.get("verified_name")),
        quality_rating=as_str(facts.get("quality_rating")),
        messaging_limit=as_str(facts.get("whatsapp_business_manager_messaging_limit")),
        throughput=as_str(as_dict(facts.get("throughput")).get("level")),
        name_status=as_str(facts.get("name_status")),
        status=as_str(facts.get("status")),
        webhook_url=next(filter(None, urls), None),
        on_phone=facts.get("is_on_biz_app") if isinstance(facts.get("is_on_biz_app"), bool) else None,
        raw=facts,
    )
