"""Where names and passwords come from, and where they are never sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiogen.upload.address import PASSWORD, HostAddress
from audiogen.upload.destination import DestinationError
from audiogen.upload.logins import Login, login_of

URL = "https://cloud.example.org"
ADDRESS = HostAddress("webdavs", "cloud.example.org", "podcast", "ana")


@pytest.fixture(autouse=True)
def netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(PASSWORD, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return tmp_path / "netrc"


def test_a_password_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "secret")
    assert login_of(ADDRESS, URL) == Login("ana", "secret")


def test_or_from_netrc_with_the_name(netrc: Path) -> None:
    netrc.write_text("machine cloud.example.org login ana password kept\n")
    assert login_of(ADDRESS, URL) == Login("ana", "kept")
    assert login_of(HostAddress("webdavs", "cloud.example.org"), URL) == Login("ana", "kept")


def test_the_environment_goes_first(netrc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc.write_text("machine cloud.example.org login ana password kept\n")
    monkeypatch.setenv(PASSWORD, "secret")
    assert login_of(ADDRESS, URL) == Login("ana", "secret")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "machine cloud.example.org login ben password kept\n",
        "machine other.example.org login ana password x\n",
        "?",
    ],
)
def test_the_password_of_another_is_never_used(netrc: Path, text: str) -> None:
    netrc.write_text(text)
    with pytest.raises(DestinationError, match="the password of ana is missing") as missing:
        login_of(ADDRESS, URL)
    assert PASSWORD in missing.value.hint


def test_who_has_no_name_signs_in_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "secret")
    assert login_of(HostAddress("webdavs", "cloud.example.org"), URL) is None


def test_no_password_goes_over_the_network_for_everybody_to_read(netrc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "secret")
    with pytest.raises(DestinationError, match="for everybody to read") as refused:
        login_of(HostAddress("webdav", "cloud.example.org", "podcast", "ana"), "http://cloud.example.org")
    assert "webdavs://" in refused.value.hint
    netrc.write_text("machine cloud.example.org login ana password kept\n")
    with pytest.raises(DestinationError, match="for everybody to read"):
        login_of(HostAddress("webdav", "cloud.example.org"), "http://cloud.example.org")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_within_this_computer_it_may(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "secret")
    address = HostAddress("webdav", host, "", "ana")
    assert login_of(address, f"http://{address.netloc}") == Login("ana", "secret")


def test_a_login_that_is_printed_by_mistake_tells_no_password() -> None:
    assert "secret" not in repr(Login("ana", "secret"))
