"""Addresses in feeds, and who can follow them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.platforms.addresses import FeedFolder, is_whole, origin_of, reach


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://pods.example.org#c", "everybody"),
        ("https://9.9.9.9:8000/a?b", "everybody"),
        ("https://nas.fritz.box:8000/a", "nearby"),
        ("https://[::ffff:10.0.0.1]/", "nearby"),
        ("https://www.example.com?b", "nobody"),
    ],
)
def test_who_can_follow_an_address(address: str, expected: str) -> None:
    assert is_whole(address)
    assert reach(address) == expected


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_none(text: str) -> None:
    reach(f"http://{text}")
    assert not is_whole(text) or origin_of(text)


@pytest.mark.parametrize(
    "text", ["", "feed.xml", "//a.example/b", "ftp://a.example/b", "https://", "https:///b", "a b"]
)
def test_what_is_no_whole_web_address(text: str) -> None:
    assert not is_whole(text)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://pods.example/a/b.mp3", "b.mp3"),
        ("https://pods.example/a/c/b%20d.mp3?x=1#t", "c/b d.mp3"),
        ("https://pods.example/a/", None),
        ("https://pods.example/b.mp3", None),
        ("http://pods.example/a/b.mp3", None),
        ("https://other.example/a/b.mp3", None),
        ("https://pods.example/a/../b.mp3", None),
        ("https://pods.example/a/%2e%2e/b.mp3", None),
        ("b.mp3", None),
    ],
)
def test_an_address_of_the_podcast_leads_to_a_file(address: str, path: str | None) -> None:
    file = FeedFolder(lambda name: name.encode(), "https://pods.example/a/feed.xml").file(address)
    assert (file.path if file else None) == path
    assert file is None or file.content == file.path.encode()


def test_of_a_feed_that_lies_nowhere_no_file_is_known() -> None:
    assert FeedFolder(lambda _: b"", "").file("https://pods.example/a/b.mp3") is None
