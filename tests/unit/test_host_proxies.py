"""The address of a client behind reverse proxies."""

import pytest

from recado.runtime.host.proxies import Proxies

TRAEFIK, CLIENT, OTHER = "10.0.1.7", "203.0.113.9", "198.51.100.1"
TRUSTED = Proxies.named("10.0.0.0/8, 192.0.2.1, fd00::/8")


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        pytest.param(CLIENT, None, CLIENT, id="no proxy"),
        pytest.param(TRAEFIK, CLIENT, CLIENT, id="one proxy"),
        pytest.param(TRAEFIK, f"{CLIENT}, 192.0.2.1,10.9.9.9", CLIENT, id="a chain of proxies"),
        pytest.param("fd00::1", "2001:db8::5", "2001:db8::5", id="IPv6"),
        pytest.param(CLIENT, OTHER, CLIENT, id="a stranger's word counts for nothing"),
        pytest.param(TRAEFIK, f"{OTHER}, {CLIENT}", CLIENT, id="what the client wrote itself counts for nothing"),
        pytest.param(TRAEFIK, None, TRAEFIK, id="the proxy itself asks"),
        pytest.param(TRAEFIK, "unknown", TRAEFIK, id="no address"),
        pytest.param(TRAEFIK, f"{CLIENT}, '; drop", TRAEFIK, id="garbage at the end"),
        pytest.param("", CLIENT, "", id="a socket without an address"),
    ],
)
def test_the_client_is_the_nearest_that_is_no_trusted_proxy(remote: str, forwarded: str | None, client: str) -> None:
    assert TRUSTED.client(remote, forwarded or "") == client


def test_without_trusted_proxies_the_header_counts_for_nothing() -> None:
    assert Proxies.named("").client(TRAEFIK, CLIENT) == TRAEFIK


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="traefik"):
        Proxies.named("traefik")
