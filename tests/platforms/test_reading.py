"""The elements of a feed with their lines, read as a stream."""

from __future__ import annotations

import pytest
from support.feeds import line_of, whole_feed

from audiogen.platforms.beginning import UnreadableFeedError, bare_xml
from audiogen.platforms.reading import read_head, read_items

BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n'
END = "</channel></rss>"


def test_elements_have_the_lines_in_which_they_begin() -> None:
    text = whole_feed().text
    head = read_head(text.encode())
    assert (head.line, head.channel.line, head.items) == (2, line_of(text, "<channel>"), 3)
    for element in head.channel.children:
        assert text.splitlines()[element.line - 1].strip().startswith(f"<{element.name}")
    for number, item in enumerate(read_items(text.encode()), 1):
        assert item.line == line_of(text, "<item>", nth=number)
        assert all(text.splitlines()[each.line - 1].strip().startswith(f"<{each.name}") for each in item.children)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    feed = f"{BEGIN}<title>A</title>\n<item><title>B</title></item>{END}".replace("\n", end).encode()
    (item,) = read_items(feed)
    assert item.line == 5


def test_what_stands_behind_the_items_is_of_the_channel_as_well() -> None:
    head = read_head(f"{BEGIN}<item><title>B</title></item><title>A</title>{END}".encode())
    assert head.channel.value("title") == "A"
    assert [child.name for child in head.channel.children] == ["title"]


def test_text_is_kept_with_its_spaces_and_references() -> None:
    (item,) = read_items(f"{BEGIN}<item><title> A &amp; <![CDATA[<B>]]>&#x20;</title></item>{END}".encode())
    found = item.first("title")
    assert found is not None
    assert found.text == " A & <B> "
    assert item.value("title") == "A & <B>"


def test_names_are_known_by_their_namespace() -> None:
    feed = (
        '<rss version="2.0" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:itunes="urn:other">'
        '<channel><i:author>A</i:author><itunes:type>B</itunes:type><x xmlns="urn:x"/></channel></rss>'
    )
    names = [child.name for child in read_head(feed.encode()).channel.children]
    assert names == ["itunes:author", "itunes:type", "x"]


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_a_byte_that_is_no_utf_8_is_found_at_the_edges_of_blocks(length: int) -> None:
    good = f"{BEGIN}<title>".encode()
    filled = good + b"a" * ((1 << 20) - len(good) - length) + "\U0001f54a".encode() + f"</title>{END}".encode()
    assert bare_xml(filled) == (filled, ())
    with pytest.raises(UnreadableFeedError, match="0xff") as raised:
        bare_xml(filled.replace(b"</title>", b"\n\xff</title>"))
    assert raised.value.found.line == 5


def test_items_come_before_the_end_is_read() -> None:
    item = f"<item><title>B</title><description>{'long ' * 9000}</description></item>\n"
    items = read_items(f"{BEGIN}{item * 60}</chan".encode())
    assert next(items).line == 4
    with pytest.raises(UnreadableFeedError, match="breaks off"):
        list(items)
