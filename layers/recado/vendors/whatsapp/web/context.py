"""What a message carries beside its words: what it answers, whether it was passed on, which advert it came from."""

from dataclasses import dataclass, field

from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_id, as_list, as_str
from recado.vendors.whatsapp.cloud.values import number

_OFTEN = 5  # WhatsApp shows two arrows from here on
_REFERRAL = {
    "source_url": "sourceURL",
    "source_id": "sourceID",
    "source_type": "sourceType",
    "headline": "title",
    "body": "body",
    "thumbnail_url": "thumbnailURL",
    "ctwa_clid": "ctwaClid",
}


@dataclass(frozen=True, slots=True)
class Context:
    """reply_to: the message answered. referral: the advert, in Meta's words for one."""

    reply_to: str | None = None
    referral: Json | None = None
    content: Json = field(default_factory=dict)


def context_of(part: Json) -> Context:
    """Returns the context of one part of a message (`contextInfo`)."""
    info = as_dict(part.get("contextInfo"))
    advert = as_dict(info.get("externalAdReply"))
    content: Json = {}
    if info.get("isForwarded") is True:
        content["forwarded"] = True
        if (number(info.get("forwardingScore")) or 0) >= _OFTEN:
            content["frequently_forwarded"] = True
    if mentioned := [jid for jid in as_list(info.get("mentionedJID")) if as_str(jid)]:
        content["mentioned"] = mentioned
    referral = {key: text for key, name in _REFERRAL.items() if (text := as_str(advert.get(name)))}
    return Context(as_id(info.get("stanzaID")), referral if "source_url" in referral else None, content)
