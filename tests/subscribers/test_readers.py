"""Readers of feeds that apps and directories are made of find in ours what the show's author gave."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Any

import feedparser
import podcastparser
import pytest
from support.podcast_apps import read_by
from support.publishing import BASE, episode, in_length, publication, show

from audiogen.publish.feed import render_feed

SHOW = show(
    email="studio@pods.example",
    people=[{"name": "Ada", "role": "Host", "link": "https://pods.example/ada"}],
    location={"name": "Lisbon", "geo": "38.72, -9.14", "osm": "R5400890"},
    license={"name": "cc-by-nc-4.0"},
    funding=[{"link": "https://pods.example/support", "text": "Support"}],
    helplines=[{"name": "Somebody listens", "call": "0800 111 0 111"}],
    medium="course",
    seasons=["Arriving"],
)
TRAILER = episode(2, listing={"kind": "trailer"})
FULL = episode(1, listing={"season": 1})
LONGER = in_length(300.0, 1)
SYNTHETIC = "The narration is spoken by a synthetic voice (heart)."


@cache
def feed() -> str:
    manifests = (FULL, TRAILER, LONGER)
    return render_feed(publication(SHOW, manifests), manifests, BASE)


@cache
def read(reader: str) -> Any:
    return json.loads(read_by(reader, feed()))


def test_partytime_reads_whose_show_it_is_where_it_is_from_and_what_may_be_done_with_it() -> None:
    told = read("partytime")
    assert (told["title"], told["author"], told["owner"]["email"]) == ("Small Show", "audiogen", "studio@pods.example")
    assert told["podcastPeople"] == [
        {"name": "Ada", "role": "Host", "group": "Cast", "href": "https://pods.example/ada"}
    ]
    assert told["podcastLocation"] == {"name": "Lisbon", "osm": "R5400890", "geo": "geo:38.72,-9.14"}
    assert told["license"]["identifier"] == "cc-by-nc-4.0"
    assert told["podcastFunding"] == [{"message": "Support", "url": "https://pods.example/support"}]
    assert (told["medium"], told["locked"], told["podcastBlocked"]) == ("course", True, "no")
    assert [each["url"] for each in told["trailers"]] == [f"{BASE}/{TRAILER.media[0].file}"]


def test_partytime_reads_of_an_episode_its_season_words_chapters_and_lengths() -> None:
    trailer, full = read("partytime")["items"]
    assert (trailer["itunesEpisodeType"], trailer.get("itunesEpisode")) == ("trailer", None)
    assert full["podcastSeason"] == {"number": 1, "name": "Arriving"}
    assert [each["type"] for each in full["podcastTranscripts"]] == ["text/vtt", "application/srt"]
    assert full["podcastChapters"]["type"] == "application/json+chapters"
    offered = full["alternativeEnclosures"]
    assert [(each["default"], each["source"][0]["uri"]) for each in offered] == [
        (True, f"{BASE}/{FULL.media[0].file}"),
        (False, f"{BASE}/{LONGER.media[0].file}"),
    ]
    # it gives no text to one that is true; the sentence stands in another
    assert SYNTHETIC in [each["value"] for each in full["podcastTxt"]]


def test_feedsmith_reads_what_no_other_reader_does() -> None:
    told = read("feedsmith")
    full = told["items"][1]
    assert {"display": "true", "purpose": "ai-content"} in told["podcast"]["txts"]
    assert {"display": SYNTHETIC, "purpose": "ai-content-note"} in full["podcast"]["txts"]
    assert [each["title"] for each in full["psc"]["chapters"]] == ["Arriving", "Breathing", "Closing"]
    assert full["podcast"]["images"][0]["aspectRatio"] == "1/1"
    assert told["podcast"]["locations"][0]["rel"] == "creator"


def test_every_reader_has_the_same_sounds_sizes_and_identities() -> None:
    wanted = {each.guid: (f"{BASE}/{each.media[0].file}", each.media[0].size_bytes) for each in (FULL, TRAILER)}
    items = read("partytime")["items"]
    party = {each["guid"]: (each["enclosure"]["url"], each["enclosure"]["length"]) for each in items}
    smith = {
        each["guid"]["value"]: (each["enclosures"][0]["url"], each["enclosures"][0]["length"])
        for each in read("feedsmith")["items"]
    }
    universal = {each.id: (each.enclosures[0].href, int(each.enclosures[0].length)) for each in parsed().entries}
    gpodders = {
        each["guid"]: (each["enclosures"][0]["url"], each["enclosures"][0]["file_size"]) for each in of_gpodder()
    }
    assert party == smith == universal == gpodders == wanted


@pytest.mark.parametrize("reader", ["partytime", "feedsmith", "feedparser", "podcastparser"])
def test_whole_notes_have_the_care_note_helplines_and_chapters_and_short_ones_no_chapters(reader: str) -> None:
    short, whole = notes_by(reader)
    assert "Not therapy." in short
    assert "00:20" not in short
    # one that cleans HTML leaves the number, and takes the link away
    for part in ("Not therapy.", "0800 111 0 111", "00:20 Breathing", SYNTHETIC):
        assert part in whole


def notes_by(reader: str) -> tuple[str, str]:
    if reader == "partytime":
        item = read(reader)["items"][1]
        return item["description"], item["content"]
    if reader == "feedsmith":
        item = read(reader)["items"][1]
        return item["description"], item["content"]["encoded"]
    if reader == "feedparser":
        entry = parsed().entries[1]
        return entry.summary, entry.content[0].value
    found = next(each for each in of_gpodder() if each["guid"] == FULL.guid)
    # it keeps the longer one of the two as HTML
    return found["description"].partition("Help now")[0], found["description_html"]


def parsed() -> Any:
    told = feedparser.parse(feed().encode())
    assert not told.bozo
    return told


def of_gpodder() -> list[dict[str, Any]]:
    told = podcastparser.parse(f"{BASE}/feed.xml", io.BytesIO(feed().encode()))
    episodes: list[dict[str, Any]] = told["episodes"]
    return episodes
