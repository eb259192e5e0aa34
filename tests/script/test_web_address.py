"""Web addresses: what is one, how feeds carry it, and who can follow it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.script_files import SCRIPT, SHOW, load_one, problems_of, write_scripts

from audiogen.publish.address import absolute
from audiogen.script.web_address import ascii_address, folder_address, home_page, is_private, is_public

NO_ADDRESS = "is not a web address"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("https://a..b", 'in "a..b" there is nothing between two dots'),
        ("https://host:99999/x", "has a port that does not exist"),
        ("https://host:x/", "has a port that does not exist"),
        ("https://host:0", "has a port that does not exist"),
        ("http://[::", NO_ADDRESS),
        ("http://[::1", NO_ADDRESS),
        ("http://[fe80::1%25eth0]/", NO_ADDRESS),
        (f"https://{'a' * 70}.org", "longer than 63 letters"),
        (f"https://{'.'.join(['a' * 60] * 5)}.org", NO_ADDRESS),
        ("https://a b.org", NO_ADDRESS),
        ("https://a.org/b c", "it has a space in it; write it as a browser shows it"),
        ("ftp://a.org", NO_ADDRESS),
        ("a.org", NO_ADDRESS),
        ("https:///x", NO_ADDRESS),
        ("https://a.org\\x", NO_ADDRESS),
        ("https://-a.org", NO_ADDRESS),
        ("https://1.2.3.999", NO_ADDRESS),
        ("http://0x7f.0x1", NO_ADDRESS),
        ("https://\u2615.example", NO_ADDRESS),
        ("https://a.org/100%", "has a % that stands for no letter"),
        ("https://you@a.org", "holds a name or password"),
        ("https://you:secret@a.org/x", "holds a name or password"),
        ("https://stra\u00dfe.example/p?token=abc", 'has more behind the "?"'),
        ("https://a.org/#top", 'has more behind the "#"'),
        ("https://a.org/p/feed.xml", "write that of its folder, https://a.org/p"),
        ("https://a.org/feed.xml/", "write that of its folder, https://a.org"),
        ("https://a.org/index.html", "write that of its folder, https://a.org"),
    ],
)
def test_what_could_not_be_used_later_is_a_problem_where_it_is_written(
    tmp_path: Path, address: str, message: str
) -> None:
    write_scripts(tmp_path, show=f"{SHOW}base_url: {address!r}\n", s01_a=SCRIPT)
    [problem] = problems_of(tmp_path)
    assert problem.startswith("show.yaml:4:11: base_url: ")
    assert message in problem


@pytest.mark.parametrize(
    ("address", "in_feed"),
    [
        ("https://stra\u00dfe.example/p", "https://xn--strae-oqa.example/p"),
        ("https://B\u00fccher.example", "https://xn--bcher-kva.example"),
        ("https://\u65e5\u672c\u8a9e.jp/\u00fc", "https://xn--wgv71a119e.jp/%C3%BC"),
        ("https://a.org:8443/x%20y/", "https://a.org:8443/x%20y"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("http://192.168.1.5:8000", "http://192.168.1.5:8000"),
        ("https://my_site.example", "https://my_site.example"),
    ],
)
def test_a_folder_on_the_web_is_carried_whole(tmp_path: Path, address: str, in_feed: str) -> None:
    load_one(tmp_path, show=f"{SHOW}base_url: {address!r}\n")
    assert ascii_address(folder_address(address)) == in_feed


def test_a_slash_in_front_of_a_query_is_kept() -> None:
    assert ascii_address(home_page("https://a.org/give/?page=7")) == "https://a.org/give/?page=7"


def test_the_link_of_a_show_may_be_any_page_and_keeps_what_follows_its_path() -> None:
    assert ascii_address(home_page("https://a.org/\u00fc?page=7&x=%20#top")) == "https://a.org/%C3%BC?page=7&x=%20#top"


@given(st.text(st.sampled_from("ab.:/@?#%[]-_ \u00e4\u00df\u3002\ud800\u00a0x1"), max_size=20))
def test_every_address_that_is_taken_makes_an_address_of_ascii(text: str) -> None:
    try:
        address = folder_address(f"https://{text}")
    except ValueError:
        return
    assert absolute(address, "episodes/one.mp3").isascii()
    assert ascii_address(ascii_address(address)) == ascii_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000",
        "http://192.168.1.5",
        "http://studio.local",
        "http://[::ffff:127.0.0.1]/",
        "http://fritz.box/p",
        "http://nas.fritz.box",
        "http://pods.corp",
    ],
)
def test_an_address_of_a_home_network_is_not_public(address: str) -> None:
    assert is_private(address)
    assert not is_public(address)


def test_an_address_copied_from_documentation_is_not_public() -> None:
    assert not is_public("https://example.org/podcast")
    assert is_public("https://podnews.net")
