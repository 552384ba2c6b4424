"""Cutting webhook bodies into fragments by conversation."""

import re
import subprocess
import sys
from types import FrameType
from typing import Any

import pytest

from recado.vendors.whatsapp.cloud.envelope import MAX_UPDATES, split

SQS_GROUP = re.compile(r"[A-Za-z0-9!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]{1,128}")


def body(value: dict[str, Any], field: str = "messages") -> dict[str, Any]:
    metadata = {"display_phone_number": "15550000000", "phone_number_id": "900"}
    value = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    changes = [{"field": field, "value": value}]
    return {"object": "whatsapp_business_account", "entry": [{"id": "WABA", "time": 5, "changes": changes}]}


def message(number: int, customer: str = "57300", **more: Any) -> dict[str, Any]:
    return {"from": customer, "id": f"wamid.{number}", "timestamp": "1", "type": "text", "text": {"body": "x"}, **more}


def values(fragment: Any) -> list[Any]:
    return [change["value"] for entry in fragment.body["entry"] for change in entry["changes"]]


def test_each_customer_has_an_address_of_their_own_and_their_messages_keep_their_order() -> None:
    fragments = split(body({"messages": [message(1, "57300"), message(2, "57301"), message(3, "57300")]}))
    assert [fragment.address for fragment in fragments] == ["900:57300", "900:57301"]
    assert [node["id"] for value in values(fragments[0]) for node in value["messages"]] == ["wamid.1", "wamid.3"]


def test_a_fragment_is_a_whole_body_again_with_only_the_contacts_it_mentions() -> None:
    contacts = [{"wa_id": "57300", "profile": {"name": "A"}}, {"wa_id": "57301", "profile": {"name": "B"}}]
    first, second = split(body({"contacts": contacts, "messages": [message(1, "57300"), message(2, "57301")]}))
    assert values(first)[0]["contacts"] == [contacts[0]]
    assert values(second)[0]["contacts"] == [contacts[1]]
    assert second.body["object"] == "whatsapp_business_account"
    assert second.body["entry"][0]["time"] == 5
    assert values(second)[0]["metadata"]["phone_number_id"] == "900"


def test_a_body_about_one_conversation_goes_through_unchanged() -> None:
    whole = body({"messages": [message(1)], "errors": [{"code": 1}], "something_new": {"a": 1}})
    (fragment,) = split(whole)
    assert fragment.body == whole


def test_messages_and_statuses_of_one_customer_share_an_address_whichever_identity_each_carries() -> None:
    whole = body({"contacts": [{"wa_id": "57300", "user_id": "CO.1"}], "messages": [message(1)]})
    statuses = [
        {"id": "wamid.9", "status": "failed", "recipient_id": "+57300"},
        {"id": "wamid.8", "status": "read", "recipient_user_id": "CO.1"},
    ]
    whole["entry"] += body({"statuses": statuses})["entry"]
    assert [fragment.address for fragment in split(whole)] == ["900:CO.1"]


def test_a_group_is_one_conversation_whoever_writes_in_it() -> None:
    whole = body({"messages": [message(1, "57300", group_id="G"), message(2, "57301", group_id="G")]})
    assert [fragment.address for fragment in split(whole)] == ["900:G"]


def test_the_same_customer_of_two_numbers_has_two_addresses() -> None:
    whole = body({"messages": [message(1)]})
    whole["entry"] += body({"metadata": {"phone_number_id": "901"}, "messages": [message(2)]})["entry"]
    assert [fragment.address for fragment in split(whole)] == ["900:57300", "901:57300"]


def test_an_echo_of_the_owners_phone_goes_to_the_customers_address() -> None:
    echo = {**message(1, "15550000000"), "to": "57300"}
    assert [fragment.address for fragment in split(body({"message_echoes": [echo]}, "smb_message_echoes"))] == [
        "900:57300"
    ]


def test_history_is_cut_by_thread_and_a_long_thread_into_several_fragments() -> None:
    threads = [
        {"id": "57300", "messages": [message(n) for n in range(250)]},
        {"id": "57301", "messages": [message(900)]},
    ]
    fragments = split(body({"history": [{"metadata": {"phase": 1}, "threads": threads}]}, "history"))
    assert [fragment.address for fragment in fragments] == ["900:57300"] * 3 + ["900:57301"]


def test_errors_of_the_number_go_apart_from_the_customers() -> None:
    fragments = split(body({"messages": [message(1, "57300"), message(2, "57301")], "errors": [{"code": 130429}]}))
    assert [fragment.address for fragment in fragments] == ["900:57300", "900:57301", "900"]
    assert values(fragments[2])[0]["errors"] == [{"code": 130429}]
    assert all("errors" not in value for fragment in fragments[:2] for value in values(fragment))


def test_other_fields_go_whole_to_the_number_or_the_account() -> None:
    (fragment,) = split({"entry": [{"id": "WABA", "changes": [{"field": "account_update", "value": {"event": "X"}}]}]})
    assert fragment.address == "WABA"


def test_a_fragment_never_holds_more_than_the_limit() -> None:
    fragments = split(body({"messages": [message(n) for n in range(2 * MAX_UPDATES + 1)]}))
    sizes = [sum(len(value["messages"]) for value in values(fragment)) for fragment in fragments]
    assert sizes == [MAX_UPDATES, MAX_UPDATES, 1]
    assert {fragment.address for fragment in fragments} == {"900:57300"}


@pytest.mark.parametrize("user_id", ["CO." + "a" * 128, "con espacios", "ñ", "\ud800"])
def test_an_address_is_always_fit_for_a_queue_and_the_same_each_time(user_id: str) -> None:
    whole = body({"messages": [{**message(1), "from_user_id": user_id}]})
    (fragment,) = split(whole)
    assert SQS_GROUP.fullmatch(fragment.address)
    assert split(whole)[0].address == fragment.address


@pytest.mark.parametrize(
    ("odd", "fragments"),
    [
        ({}, 1),
        ({"entry": None}, 1),
        ({"entry": []}, 1),
        ({"entry": {"id": 1}}, 1),
        ({"entry": [None, 3, "x", []]}, 1),
        ({"entry": [{"id": "W", "changes": "no"}, {"id": "V", "changes": []}]}, 2),
        ({"entry": [{"id": "W", "changes": [None, 7, {"field": "messages"}, {"field": [], "value": {"a": 1}}]}]}, 1),
        ({"entry": [{"changes": [{"field": "messages", "value": {"messages": "hi", "statuses": [3, None]}}]}]}, 1),
    ],
)
def test_what_is_not_shaped_as_a_webhook_still_goes_through_unchanged(odd: dict[str, Any], fragments: int) -> None:
    cut = split(odd)
    assert len(cut) == fragments
    assert (cut[0].body == odd) if fragments == 1 else ([part.body["entry"][0] for part in cut] == odd["entry"])


def test_cutting_takes_work_for_each_update_and_none_for_each_pair_of_them() -> None:
    assert _calls(1000) < 12 * _calls(100)


def _calls(updates: int) -> int:
    """How many functions are called to cut a body of so many updates, each of a customer of its own."""
    contacts = [{"wa_id": str(573000 + n), "user_id": f"CO.{n}"} for n in range(updates)]
    whole = body({"contacts": contacts, "messages": [message(n, str(573000 + n)) for n in range(updates)]})
    calls = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        fragments = split(whole)
    finally:
        sys.setprofile(None)
    assert len(fragments) == updates
    return calls


def test_cutting_and_verifying_need_only_the_standard_library() -> None:
    code = (
        "import sys; sys.modules['pydantic'] = sys.modules['httpx'] = sys.modules['boto3'] = None\n"
        "import recado.vendors.whatsapp.cloud.envelope, recado.vendors.whatsapp.cloud.signature\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)))"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", code], env={"PYTHONPATH": "layers"}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    foreign = eval(run.stdout)
    assert [name for name in foreign if name not in ("recado", "__main__", "pydantic", "httpx", "boto3")] == []
