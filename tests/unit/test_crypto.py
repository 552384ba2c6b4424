"""Sealed secrets."""

import pytest

from recado.platform import crypto, secrets


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> str:
    keys = crypto.new_master_key()
    use(monkeypatch, keys)
    return keys


def use(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setenv("MASTER_KEYS", keys)
    secrets.secret.cache_clear()
    crypto._ring.cache_clear()


def test_what_was_sealed_opens_at_its_place() -> None:
    assert crypto.unseal(crypto.seal("EAAtoken", "instance:1:token"), "instance:1:token") == "EAAtoken"


def test_the_same_secret_sealed_twice_looks_different_and_never_shows() -> None:
    one, two = crypto.seal("EAAtoken", "p"), crypto.seal("EAAtoken", "p")
    assert one != two
    assert b"EAAtoken" not in one


def test_a_sealed_secret_moved_to_another_place_does_not_open() -> None:
    with pytest.raises(crypto.SealBroken):
        crypto.unseal(crypto.seal("EAAtoken", "instance:1:token"), "instance:2:token")


@pytest.mark.parametrize("position", [0, 1, 8, 20, -1])
def test_a_changed_byte_does_not_open(position: int) -> None:
    sealed = bytearray(crypto.seal("EAAtoken", "p"))
    sealed[position] ^= 1
    with pytest.raises(crypto.SealBroken):
        crypto.unseal(bytes(sealed), "p")


@pytest.mark.parametrize("length", [0, 1, 5, 20])
def test_a_cut_secret_does_not_open(length: int) -> None:
    with pytest.raises(crypto.SealBroken):
        crypto.unseal(crypto.seal("EAAtoken", "p")[:length], "p")


def test_after_a_key_rotation_old_secrets_open_and_new_ones_use_the_new_key(
    monkeypatch: pytest.MonkeyPatch, ring: str
) -> None:
    old = crypto.seal("EAAtoken", "p")
    newer = crypto.new_master_key()
    use(monkeypatch, f"{newer},{ring}")
    assert crypto.unseal(old, "p") == "EAAtoken"
    fresh = crypto.seal("EAAtoken", "p")
    use(monkeypatch, ring)
    with pytest.raises(crypto.SealBroken):
        crypto.unseal(fresh, "p")


def test_no_key_at_all_is_said_and_not_sealed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "")
    with pytest.raises(crypto.SealBroken):
        crypto.seal("EAAtoken", "p")
