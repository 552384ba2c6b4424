"""What the Graph says of a token, of an account and its numbers, and a number's public profile."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from recado.vendors.whatsapp.cloud import graph, phone_number
from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_id, as_list, as_str
from recado.vendors.whatsapp.cloud.phone_number import PhoneNumber

SECONDS = 6.0  # a person waits for the answer, and the gateway in front of us gives up after 29 s
MOST_PAGES = 20
PROFILE_FIELDS = ("about", "address", "description", "email", "websites", "vertical")


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """What a token is good for. accounts: by permission, the WABAs it is limited to; a permission not in it is not."""

    valid: bool
    app_id: str | None
    permissions: frozenset[str]
    accounts: dict[str, frozenset[str]]

    def may(self, permission: str, account_id: str) -> bool:
        """Returns whether it has `permission` for this account."""
        limited_to = self.accounts.get(permission)
        return permission in self.permissions and (limited_to is None or account_id in limited_to)


@dataclass(frozen=True, slots=True)
class Profile:
    """What customers see of a business (Meta, Business profiles). An empty text: not given."""

    about: str = ""
    address: str = ""
    description: str = ""
    email: str = ""
    websites: tuple[str, ...] = ()
    vertical: str = ""


def inspect_token(access_token: str, app_secret: str) -> TokenFacts:
    """Returns what Graph's debug_token says of a token, asked with the proof that we hold its app's secret.

    A wrong secret is GraphError 100 (Meta, Secure Graph API calls), a bad token GraphError 190.
    """
    proof = hmac.new(app_secret.encode(), access_token.encode(), hashlib.sha256).hexdigest()
    params = {"input_token": access_token, "appsecret_proof": proof}
    data = as_dict(_call("GET", "debug_token", access_token, params=params).get("data"))
    limited = {
        name: frozenset(filter(None, map(as_id, targets)))
        for item in map(as_dict, as_list(data.get("granular_scopes")))
        if (name := as_str(item.get("scope"))) and (targets := as_list(item.get("target_ids")))
    }
    return TokenFacts(
        valid=data.get("is_valid") is True,
        app_id=as_id(data.get("app_id")),
        permissions=frozenset(filter(None, map(as_str, as_list(data.get("scopes"))))),
        accounts=limited,
    )


def numbers(access_token: str, account_id: str) -> Iterator[PhoneNumber]:
    """Returns the numbers of a WABA, page by page."""
    path = f"{graph.checked(account_id, 'account id')}/phone_numbers"
    params = {"fields": phone_number.FIELDS, "limit": "100"}
    for _ in range(MOST_PAGES):
        answer = _call("GET", path, access_token, params=params)
        yield from (phone_number.read(as_dict(each)) for each in as_list(answer.get("data")))
        paging = as_dict(answer.get("paging"))
        after = as_str(as_dict(paging.get("cursors")).get("after"))
        if not paging.get("next") or not after:
            return
        params["after"] = after


def number(access_token: str, phone_number_id: str) -> PhoneNumber:
    """Returns one number, whichever account it is in."""
    path = graph.checked(phone_number_id, "phone number id")
    return phone_number.read(_call("GET", path, access_token, params={"fields": phone_number.FIELDS}), phone_number_id)


def subscribe(access_token: str, account_id: str) -> None:
    """From now on the token's app gets the account's webhooks. Doing it again changes nothing."""
    _call("POST", f"{graph.checked(account_id, 'account id')}/subscribed_apps", access_token)


def profile(access_token: str, phone_number_id: str) -> Profile:
    """Returns the number's profile."""
    answer = _call("GET", _profile_path(phone_number_id), access_token, params={"fields": ",".join(PROFILE_FIELDS)})
    node = as_dict(next(iter(as_list(answer.get("data"))), None))
    node = as_dict(node.get("business_profile")) or node  # Meta's pages show it flat, Meta's OpenAPI file nested
    texts = {name: as_str(node.get(name)) or "" for name in PROFILE_FIELDS if name != "websites"}
    return Profile(**texts, websites=tuple(filter(None, map(as_str, as_list(node.get("websites"))))))


def change_profile(access_token: str, phone_number_id: str, changes: dict[str, Any]) -> None:
    """Changes the named fields of the profile; the others stay."""
    body = {"messaging_product": "whatsapp", **changes}
    _call("POST", _profile_path(phone_number_id), access_token, json=body)


def _profile_path(phone_number_id: str) -> str:
    return f"{graph.checked(phone_number_id, 'phone number id')}/whatsapp_business_profile"


def _call(method: str, path: str, access_token: str, **request: Any) -> Json:
    return graph.call(method, path, graph.authorization(access_token), seconds=SECONDS, **request)
