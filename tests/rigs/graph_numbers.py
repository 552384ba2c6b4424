"""Numbers as Meta has them before a business connects one, and people who may connect them."""

from typing import Any

from infra.local.seed import post
from tests.rigs.people import Person, member
from tests.rigs.product import Product

Json = dict[str, Any]


def owner(product: Product) -> Person:
    """Somebody with a business and a confirmed address."""
    person = member(product)
    assert person.post("auth/verify-email", token=person.link("verify-email")).status == 204
    return person


def at_meta(product: Product, **more: Any) -> Json:
    """A number Meta has: what to send to connect it."""
    serial = product.serial()
    given = {
        "phone_number_id": f"30{serial:013d}",
        "account_id": f"40{serial:013d}",
        "access_token": f"EAAtoken{serial}",
        "app_secret": f"{serial:032x}",
    }
    given |= {name: more.pop(name) for name in tuple(more) if name in given}
    number = {
        "phone_number_id": given["phone_number_id"],
        "waba_id": given["account_id"],
        "display_phone_number": f"52333{serial % 10**8:08d}",
        "access_token": given["access_token"],
        "app_secret": given["app_secret"],
        "callback_url": "http://127.0.0.1:9/later",
        "verified_name": "La Espiga",
        "app_id": f"50{serial:013d}",
    }
    post(f"{product.meta}/_sim/numbers", number | more)
    return given


def changed(product: Product, given: Json, **more: Any) -> None:
    """Meta changes something of the number by itself."""
    post(f"{product.meta}/_sim/numbers/change", {"phone_number_id": given["phone_number_id"], **more})


def faulty(product: Product, given: Json, target: str, kind: str, **more: Any) -> None:
    """Graph will misbehave once."""
    match = {"id": given["account_id" if target == "accounts" else "phone_number_id"]} if target != "token" else {}
    post(f"{product.meta}/_sim/faults", {"target": target, "kind": kind, "match": match, **more})
