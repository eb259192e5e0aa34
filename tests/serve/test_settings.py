"""What may be told to a server, and what is said of anything else."""

from __future__ import annotations

import pytest

from audiogen.errors import AudiogenError
from audiogen.serve.settings import ServeSettings, host_names, proxy_addresses, public_address


@pytest.mark.parametrize(
    ("text", "address", "prefix"),
    [
        ("https://example.org", "https://example.org", ""),
        ("https://example.org/", "https://example.org", ""),
        ("https://Example.org/podcast/", "https://example.org/podcast", "/podcast"),
        ("https://bücher.example/für/dich", "https://xn--bcher-kva.example/f%C3%BCr/dich", "/für/dich"),
        ("http://192.168.1.5:8080", "http://192.168.1.5:8080", ""),
    ],
)
def test_an_address_on_the_web_may_have_a_path(text: str, address: str, prefix: str) -> None:
    settings = ServeSettings(base_url=public_address(text))
    assert (settings.base_url, settings.prefix) == (address, prefix)
    assert len(settings.named_hosts) == 1


@pytest.mark.parametrize(
    "text", ["example.org", "ftp://example.org", "https://you@example.org", "https://a/b?c", "https://a/feed.xml", ""]
)
def test_what_is_no_address_of_a_folder_is_told(text: str) -> None:
    with pytest.raises(AudiogenError, match="--base-url") as refusal:
        public_address(text)
    assert "https://example.org/podcast" in refusal.value.hint


@pytest.mark.parametrize("folder", ["episodes", "assets/a", "sessions", "p", "p/q", "app-01234567"])
def test_a_path_that_could_be_one_of_ours_is_refused(folder: str) -> None:
    with pytest.raises(AudiogenError, match="among those that are served"):
        public_address(f"https://example.org/{folder}")


def test_names_of_hosts_are_compared_as_the_web_writes_them() -> None:
    assert host_names(["Studio.Example.org", "bücher.example", "studio.local."]) == {
        "studio.example.org",
        "xn--bcher-kva.example",
        "studio.local",
    }


@pytest.mark.parametrize("text", ["", "*", "*.example.org", "https://example.org", "example.org:8000", "a/b", "a b"])
def test_what_is_no_name_of_a_host_is_told(text: str) -> None:
    with pytest.raises(AudiogenError, match="--trusted-host") as refusal:
        host_names([text])
    assert "studio.example.org" in refusal.value.hint


def test_programs_in_front_are_named_in_figures() -> None:
    assert proxy_addresses(["172.17.0.1", "172.16.0.0/12", "fd00::/8"]) == ("172.17.0.1", "172.16.0.0/12", "fd00::/8")


@pytest.mark.parametrize("text", ["*", "proxy", "", "172.17.0.1/8", "1.2.3.4:80"])
def test_what_is_no_computer_and_no_network_is_told(text: str) -> None:
    with pytest.raises(AudiogenError, match="--trusted-proxy"):
        proxy_addresses([text])


def test_without_an_address_on_the_web_nothing_goes_by_the_port() -> None:
    assert not ServeSettings().is_port_fixed
    assert ServeSettings(base_url="https://example.org").is_port_fixed
