"""The signature of webhook bodies."""

import pytest

from recado.vendors.whatsapp.cloud.signature import sign, verify

BODY = b'{"text":"\\u00a1hola!"}'


def test_a_body_signed_with_the_secret_verifies() -> None:
    assert verify("secret", BODY, sign("secret", BODY))


def test_the_same_json_in_other_bytes_does_not_verify() -> None:
    assert not verify("secret", '{"text":"¡hola!"}'.encode(), sign("secret", BODY))


@pytest.mark.parametrize("header", [None, "", "sha256=", "sha1=abc", "sha256=zz", "sha256=ñ", sign("other", BODY)])
def test_a_missing_malformed_or_foreign_signature_does_not_verify(header: str | None) -> None:
    assert not verify("secret", BODY, header)


def test_an_unset_secret_verifies_nothing() -> None:
    assert not verify("", BODY, sign("", BODY))
