"""Which hosts are answered: none by which a page of a stranger can bring a browser here."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import asking, served
from support.publishing import episode, publish_small, undrawn_covers

from audiogen.serve.hosts import is_known
from audiogen.serve.settings import ServeSettings

NAMED = frozenset({"studio.example.org"})


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.0.0.1:8000", "192.168.1.5:8000", "[::1]", "[fe80::1]:8000", "203.0.113.9"),
        *("localhost", "LocalHost:8000", "app.localhost", "studio", "studio.local", "Studio.Local.:8000"),
        *("studio.lan", "studio.home.arpa", "studio.fritz.box", "studio.internal", "studio.localdomain"),
        *("studio.example.org", "STUDIO.example.org:8443", "studio.example.org."),
    ],
)
def test_a_phone_in_the_home_network_is_answered_by_every_name_that_only_means_something_there(host: str) -> None:
    assert is_known(host, NAMED)


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8000", "example.org", "studio.example.org.evil.example", "localhost.evil.com"),
        *("evil-studio.example.org", "127.0.0.1.evil.com", "192-168-1-5.rebind.it", "local", "local.com")[:3],
        *("xstudio.example.org", "a.studio.example.org", "xn--bcher-kva.example"),
    ],
)
def test_a_name_that_a_stranger_can_make_lead_here_is_not(host: str) -> None:
    assert not is_known(host, NAMED)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hosts") / "dist"
    with undrawn_covers():
        publish_small(folder, episode(1))
    return folder


@pytest.fixture(scope="module")
def port(dist: Path) -> Iterator[int]:
    with served(dist, ServeSettings(trusted_hosts=frozenset({"studio.example.org"}))) as port:
        yield port


@pytest.mark.parametrize("path", ["/", "/feed.xml", f"/{episode(1).media[0].file}", "/none"])
def test_a_page_of_a_stranger_that_leads_its_name_here_reads_nothing(port: int, path: str) -> None:
    with asking(port) as ask:
        answer = ask(path, Host="evil.example")
        assert ask(f"http://evil.example{path}", Host="localhost").status == 421
    assert answer.status == 421
    assert answer.body.decode() == (
        "This server does not know itself by the name evil.example. Open it at its address in figures, "
        "or start it with --trusted-host evil.example.\n"
    )


def test_a_name_that_was_told_and_that_of_this_machine_are_answered(
    port: int, dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with asking(port) as ask:
        assert ask("/", Host="studio.example.org:8000").status == 200
        assert ask("/", Host="this.example.org").status == 421
    monkeypatch.setattr(socket, "gethostname", lambda: "This.example.org")
    with served(dist) as own, asking(own) as ask:
        assert ask("/", Host="this.example.org").status == 200


def test_the_address_on_the_web_is_one_of_its_names(dist: Path) -> None:
    with served(dist, ServeSettings(base_url="https://meditation.example.org")) as port, asking(port) as ask:
        assert ask("/", Host="meditation.example.org").status == 200
        assert ask("/", Host="localhost:8000").status == 200
        assert ask("/", Host="evil.example").status == 421
