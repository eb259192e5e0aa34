from __future__ import annotations

import socket

import pytest

from audiogen.publish.address import (
    absolute,
    app_links,
    ascii_address,
    is_local,
    is_private,
    lan_address,
    qr_for_terminal,
)


@pytest.mark.parametrize(
    ("address", "ascii_only"),
    [
        ("https://pods.example/", "https://pods.example"),
        ("https://b\u00fccher.example/h\u00f6ren", "https://xn--bcher-kva.example/h%C3%B6ren"),
        ("https://pods.example/a%20b", "https://pods.example/a%20b"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_addresses_are_written_in_ascii(address: str, ascii_only: str) -> None:
    assert ascii_address(address) == ascii_only


def test_a_path_is_encoded_and_its_fragment_kept() -> None:
    assert absolute("https://pods.example", "e p/\u00fc.mp3#one") == "https://pods.example/e%20p/%C3%BC.mp3#one"


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000", "http://0.0.0.0"]
)
def test_addresses_of_this_machine_are_local(address: str) -> None:
    assert is_local(address)


@pytest.mark.parametrize("address", ["http://192.168.1.5:8000", "http://10.0.0.2", "http://studio.local"])
def test_addresses_of_the_home_network_are_private_but_not_local(address: str) -> None:
    assert is_private(address)
    assert not is_local(address)


def test_apps_whose_servers_fetch_feeds_are_offered_for_public_feeds_only() -> None:
    public = {link.app for link in app_links("https://pods.example/feed.xml")}
    private = {link.app for link in app_links("http://192.168.1.5:8000/feed.xml")}
    assert public - private == {"Overcast", "Pocket Casts"}


def test_a_machine_without_a_network_has_no_address_for_phones(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", unreachable, raising=False)
    assert lan_address() is None


def test_the_terminal_gets_a_square_of_half_blocks() -> None:
    drawn = qr_for_terminal("http://192.168.1.5:8000/").splitlines()
    assert len(drawn) < 22
    assert len({len(line) for line in drawn}) <= 2
