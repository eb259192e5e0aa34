"""What the rules say, held against what independent readers make of the same feeds."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import feedparser
import podcastparser
import pytest
from support.feeds import ADDRESS, NOW, whole_feed

from audiogen.platforms.judge import judge_feed
from audiogen.platforms.reading import read_head, read_items


def feed_parsed(text: str) -> Any:
    return feedparser.parse(text.encode())


def podcast_parsed(text: str) -> Mapping[str, Any]:
    return dict(podcastparser.parse(ADDRESS, io.BytesIO(text.encode())))


def test_they_read_what_is_judged() -> None:
    text = whole_feed().text
    one, other = feed_parsed(text), podcast_parsed(text)
    channel = read_head(text.encode()).channel
    assert channel.value("title") == one.feed.title == other["title"]
    assert channel.value("link") == one.feed.link == other["link"]
    assert channel.value("language") == one.feed.language == other["language"]
    assert channel.value("itunes:type") == other["type"]
    by_guid = {each["guid"]: each for each in other["episodes"]}
    for item, entry in zip(read_items(text.encode()), one.entries, strict=True):
        enclosure = item.first("enclosure")
        assert enclosure is not None
        episode = by_guid[item.value("guid")]
        assert item.value("guid") == entry.id
        assert enclosure.get("url") == entry.enclosures[0].href == episode["enclosures"][0]["url"]
        assert int(enclosure.get("length")) == int(entry.enclosures[0].length) == episode["enclosures"][0]["file_size"]
        assert int(item.value("itunes:duration")) == episode["total_time"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<title>Small Show</title>", "<title>Small & Show</title>"),
        ("</channel>\n</rss>", ""),
        ("A show", "A&nbsp;show"),
    ],
)
def test_what_is_no_xml_here_is_none_for_them(before: str, after: str) -> None:
    text = whole_feed().text.replace(before, after, 1)
    assert {each.rule for each in judge_feed(text.encode(), lambda _: None, now=NOW)} == {"xml"}
    assert feed_parsed(text).bozo
    with pytest.raises(podcastparser.FeedParseError):
        podcast_parsed(text)


def test_a_namespace_that_is_not_declared_is_told_by_those_that_look_for_it() -> None:
    text = whole_feed().text.replace('xmlns:content="http://purl.org/rss/1.0/modules/content/"', "")
    assert {each.rule for each in whole_feed().judged(text)} == {"namespace"}
    assert feed_parsed(text).bozo


def test_an_episode_without_enclosure_is_none_for_them() -> None:
    text = whole_feed().text.replace("<enclosure ", "<closure ", 1)
    assert "enclosure" in {each.rule for each in whole_feed().judged(text)}
    assert [] in [each["enclosures"] for each in podcast_parsed(text)["episodes"]]
    assert not feed_parsed(text).entries[0].enclosures


def test_a_date_in_another_form_is_read_differently_by_each() -> None:
    text = whole_feed().text.replace("<pubDate>Sun, 01 Mar 2026 00:03:00 GMT", "<pubDate>1.3.2026", 1)
    assert {each.rule for each in whole_feed().judged(text)} == {"pub-date"}
    assert feed_parsed(text).entries[0].get("published_parsed") is None
    assert 0 in {each["published"] for each in podcast_parsed(text)["episodes"]}


def test_a_length_in_another_form_is_lost_to_them() -> None:
    text = whole_feed().text.replace('length="8000"', 'length="8 kB"', 1)
    assert {each.rule for each in whole_feed().judged(text)} == {"enclosure-length"}
    sizes = {each["enclosures"][0]["file_size"] for each in podcast_parsed(text)["episodes"]}
    assert -1 in sizes


def test_two_episodes_with_one_identity_are_one_for_them() -> None:
    text = whole_feed().text.replace("guid-of-02-session", "guid-of-03-session")
    assert {each.rule for each in whole_feed().judged(text)} == {"guid"}
    assert len({entry.id for entry in feed_parsed(text).entries}) == 2
