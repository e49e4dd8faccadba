"""No address of the own network is contacted, whatever name or redirect leads there.

The resolver and the connector are the tests' own: they record what would have been contacted, so no packet leaves this
computer even where the code is wrong.
"""

from __future__ import annotations

import io
import socket
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.web.addresses import forbidden
from index.web.fetching import Fetcher, FetchError, Limits, Refused

PUBLIC = "93.184.215.14"


class _Socket:
    """A connection that answers with prepared bytes."""

    def __init__(self, answer: bytes) -> None:
        self._answer = io.BytesIO(answer)

    def settimeout(self, seconds: float) -> None:
        assert seconds > 0

    def sendall(self, data: bytes) -> None:
        assert data.startswith(b"GET ")

    def recv_into(self, buffer: memoryview) -> int:
        return self._answer.readinto(buffer)

    def close(self) -> None:
        pass


class Network:
    """A network in which names resolve as told, call by call, and every connection is recorded."""

    def __init__(self, names: dict[str, list[Sequence[str]]], answers: dict[str, bytes] | None = None) -> None:
        self._names = names
        self._answers = answers or {}
        self.resolved: list[str] = []
        self.contacted: list[tuple[str, int]] = []

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.resolved.append(host)
        if host not in self._names:
            raise OSError("unknown host")
        answers = self._names[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        self.contacted.append((address, port))
        body = self._answers.get(address, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        return _Socket(body)  # type: ignore[return-value]

    def fetcher(self, *, allow_private: bool = False) -> Fetcher:
        return Fetcher(
            allow_private=allow_private, resolve=self.resolve, connect=self.connect, limits=Limits(seconds=5)
        )


FORBIDDEN = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "168.63.129.16",
    "100.100.100.200",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:db8::1",
    "nonsense",
    "",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_forbidden_addresses(address: str) -> None:
    assert forbidden(address)


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_public_addresses(address: str) -> None:
    assert not forbidden(address)


@given(st.ip_addresses())
def test_only_global_addresses_are_allowed(address: object) -> None:
    if not forbidden(str(address)):
        mapped = getattr(address, "ipv4_mapped", None) or address
        assert mapped.is_global  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", [each for each in FORBIDDEN if each and each != "nonsense"])
def test_a_name_that_resolves_to_a_forbidden_address_is_not_contacted(address: str) -> None:
    network = Network({"news.example": [[address]]})
    with pytest.raises(Refused, match="DATELINE_ALLOW_PRIVATE"):
        network.fetcher().fetch("http://news.example/")
    assert network.contacted == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]:8000/", "http://169.254.169.254/latest/meta-data/", "http://2130706433/"]
)
def test_a_numeric_address_is_checked_as_well(url: str) -> None:
    hosts = {"127.0.0.1": "127.0.0.1", "::1": "::1", "169.254.169.254": "169.254.169.254", "2130706433": "127.0.0.1"}
    network = Network({host: [[address]] for host, address in hosts.items()})
    with pytest.raises(Refused):
        network.fetcher().fetch(url)
    assert network.contacted == []


def test_one_forbidden_address_among_public_ones_is_enough_to_refuse() -> None:
    network = Network({"news.example": [[PUBLIC, "10.0.0.7"]]})
    with pytest.raises(Refused):
        network.fetcher().fetch("http://news.example/")
    assert network.contacted == []


def test_a_redirect_to_a_forbidden_address_is_not_followed() -> None:
    away = b"HTTP/1.1 302 Found\r\nLocation: http://inside.example/admin\r\nContent-Length: 0\r\n\r\n"
    network = Network({"news.example": [[PUBLIC]], "inside.example": [["192.168.0.1"]]}, {PUBLIC: away})
    with pytest.raises(Refused):
        network.fetcher().fetch("http://news.example/")
    assert network.contacted == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://news.example/x", "gopher://news.example/", "data:text/html,x"]
)
def test_a_redirect_to_another_scheme_is_not_followed(target: str) -> None:
    away = f"HTTP/1.1 301 Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()
    network = Network({"news.example": [[PUBLIC]]}, {PUBLIC: away})
    with pytest.raises(FetchError):
        network.fetcher().fetch("http://news.example/")
    assert network.contacted == [(PUBLIC, 80)]


def test_a_name_that_resolves_differently_the_second_time_is_contacted_where_it_was_checked() -> None:
    network = Network({"news.example": [[PUBLIC], ["127.0.0.1"]]})
    assert network.fetcher().fetch("http://news.example/").body == b"ok"
    assert network.resolved == ["news.example"] and network.contacted == [(PUBLIC, 80)]
    # The second visit resolves anew, and is refused.
    with pytest.raises(Refused):
        network.fetcher().fetch("http://news.example/")
    assert network.contacted == [(PUBLIC, 80)]


def test_a_redirect_to_the_same_name_is_checked_again() -> None:
    away = b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"
    network = Network({"news.example": [[PUBLIC], ["169.254.169.254"]]}, {PUBLIC: away})
    with pytest.raises(Refused):
        network.fetcher().fetch("http://news.example/")
    assert network.contacted == [(PUBLIC, 80)]


def test_private_addresses_are_contacted_where_the_setting_allows_them() -> None:
    network = Network({"intranet.example": [["10.0.0.1"]]})
    assert network.fetcher(allow_private=True).fetch("http://intranet.example/").status == 200
    assert network.contacted == [("10.0.0.1", 80)]


@pytest.mark.parametrize("url", ["http://user:secret@news.example/", "http://news.example:99999/", "http://[::1/", "x"])
def test_addresses_that_are_none_are_refused_without_a_lookup(url: str) -> None:
    network = Network({"news.example": [[PUBLIC]]})
    with pytest.raises(Refused) as refused:
        network.fetcher().fetch(url)
    assert network.contacted == [] and "secret" not in str(refused.value)
