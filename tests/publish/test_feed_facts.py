"""What the feed tells of people, places, licences, seasons and trailers: what an author gave, and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import re

import feedparser
import podcastparser
import pytest
from support.feed_elements import NAMES, attribute, channel, feed_text, items, value
from support.publishing import BASE, episode, in_length, publication, show

from audiogen.publish.feed import render_feed

PEOPLE = (
    {"name": "Ada & Co", "role": "host", "link": "https://example.org/a?b=1&c=2"},
    {"name": "Bo", "role": "composer"},
)
SEASONS = show(seasons=["Arriving", "Going deeper"])


def test_a_show_that_says_nothing_of_them_has_no_such_elements() -> None:
    told = set(re.findall(r"<((?:podcast|itunes):\w+)", feed_text(episode(1))))
    assert told.isdisjoint(
        {
            "podcast:person",
            "podcast:location",
            "podcast:license",
            "podcast:funding",
            "podcast:trailer",
            "podcast:season",
        }
        | {"podcast:episode", "itunes:season", "itunes:block", "podcast:block", "podcast:alternateEnclosure"}
    )


def test_people_have_their_roles_as_the_taxonomy_has_them() -> None:
    ada, bo = channel(episode(1), of=show(people=PEOPLE)).findall("podcast:person", NAMES)
    assert ada.text == "Ada & Co"
    assert ada.attrib == {"role": "Host", "group": "Cast", "href": "https://example.org/a?b=1&c=2"}
    assert bo.attrib == {"role": "Composer", "group": "Audio Post-Production"}


def test_addresses_that_an_author_wrote_are_ascii_in_the_feed() -> None:
    page, there = "https://müller.example/über/?a=1&b=2", "https://xn--mller-kva.example/%C3%BCber/?a=1&b=2"
    found = channel(
        episode(1),
        of=show(
            people=[{"name": "Ada", "role": "Host", "link": page, "image": page}],
            funding=[{"link": page, "text": "Give"}],
            license={"name": "Ours", "link": page},
        ),
    )
    assert attribute(found, "podcast:person", "href") == attribute(found, "podcast:person", "img") == there
    assert attribute(found, "podcast:funding", "url") == attribute(found, "podcast:license", "url") == there


def test_people_of_a_session_stand_in_its_item_and_those_of_the_show_do_not() -> None:
    told = {"people": [{"name": "Cy", "role": "Guest", "image": "https://example.org/c.jpg"}]}
    [guest], own = (
        items(episode(2, listing=told), episode(1), of=show(people=PEOPLE))[0].findall("podcast:person", NAMES),
        items(episode(1), of=show(people=PEOPLE))[0].findall("podcast:person", NAMES),
    )
    assert (guest.text, guest.get("img")) == ("Cy", "https://example.org/c.jpg")
    assert own == []


def test_a_place_stands_with_the_show_and_another_one_with_its_session() -> None:
    found = channel(
        episode(1, listing={"location": {"name": "Porto"}}),
        of=show(location={"name": "Lisbon", "geo": "38.72, -9.14", "osm": "R5400890", "country": "PT"}),
    )
    place = found.find("podcast:location", NAMES)
    assert place is not None
    assert place.text == "Lisbon"
    assert place.attrib == {"rel": "creator", "geo": "geo:38.72,-9.14", "osm": "R5400890", "country": "PT"}
    assert value(found, "item/podcast:location") == "Porto"


@pytest.mark.parametrize(
    ("written", "name", "url"),
    [
        ({"name": "CC-BY-NC-4.0"}, "cc-by-nc-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
        ({"name": "Ours", "link": "https://example.org/terms"}, "Ours", "https://example.org/terms"),
    ],
)
def test_a_licence_leads_to_its_words(written: dict[str, str], name: str, url: str) -> None:
    found = channel(episode(1), of=show(license=written))
    assert value(found, "podcast:license") == name
    assert attribute(found, "podcast:license", "url") == url


def test_pages_to_support_the_show_are_named_in_their_order() -> None:
    pages = [{"link": "https://example.org/a", "text": "Give"}, {"link": "https://example.org/b?c&d", "text": "Join"}]
    found = channel(episode(1), of=show(funding=pages)).findall("podcast:funding", NAMES)
    assert [(each.text, each.get("url")) for each in found] == [(each["text"], each["link"]) for each in pages]


@pytest.mark.parametrize("medium", ["podcast", "course", "audiobook"])
def test_apps_are_told_what_the_show_is(medium: str) -> None:
    assert value(channel(episode(1), of=show(medium=medium)), "podcast:medium") == medium


def test_an_episode_of_a_season_has_the_number_and_the_name_of_it() -> None:
    [found] = items(episode(3, listing={"season": 2}), of=SEASONS)
    assert value(found, "itunes:season") == value(found, "podcast:season") == "2"
    assert attribute(found, "podcast:season", "name") == "Going deeper"
    assert value(found, "podcast:episode") == value(found, "itunes:episode") == "3"


def test_a_season_without_a_name_has_its_number_alone() -> None:
    [found] = items(episode(3, listing={"season": 3}), of=SEASONS)
    season = found.find("podcast:season", NAMES)
    assert season is not None
    assert (season.text, season.attrib) == ("3", {})


def test_a_trailer_is_named_by_the_show_and_has_no_number() -> None:
    trailer = episode(9, listing={"kind": "trailer", "season": 2}, published=dt.date(2026, 5, 1))
    found = channel(trailer, episode(1))
    named = found.find("podcast:trailer", NAMES)
    item = found.find("item")
    assert named is not None
    assert item is not None
    assert named.text == "Session j"
    assert named.attrib == {
        "url": f"{BASE}/{trailer.media[0].file}",
        "pubdate": "Fri, 01 May 2026 00:09:00 GMT",
        "length": str(trailer.media[0].size_bytes),
        "type": "audio/mpeg",
        "season": "2",
    }
    assert value(item, "itunes:episodeType") == "trailer"
    assert item.find("itunes:episode", NAMES) is None
    assert item.find("podcast:episode", NAMES) is None


def test_a_trailer_in_several_lengths_is_named_once() -> None:
    told = {"listing": {"kind": "trailer"}}
    found = channel(episode(1, **told), in_length(300, 1, **told), of=show(lengths_in_feed=True))
    assert len(found.findall("podcast:trailer", NAMES)) == 1
    assert [value(each, "itunes:episodeType") for each in found.findall("item")] == ["trailer", "trailer"]


def test_a_bonus_keeps_its_place_among_the_episodes() -> None:
    [found] = items(episode(4, listing={"kind": "bonus"}))
    assert (value(found, "itunes:episodeType"), value(found, "itunes:episode")) == ("bonus", "4")


def test_every_cover_is_a_picture_with_its_words_shape_width_and_type() -> None:
    published = publication(show(), (episode(1),)).model_copy(update={"cover_px": 3000})
    text = render_feed(published, (episode(1),), BASE)
    pictures = re.findall(r"<podcast:image ([^>]*)/>", text)
    assert pictures == [
        f'href="{BASE}/cover-00000000.jpg" alt="Small Show" aspect-ratio="1/1" width="3000" type="image/jpeg"',
        f'href="{BASE}/assets/cover-00000000.jpg" alt="Small Show" aspect-ratio="1/1" width="480" type="image/jpeg"',
        f'href="{BASE}/episodes/01-session-1.jpg" alt="Session b" aspect-ratio="1/1" width="1500" type="image/jpeg"',
    ]


def test_a_cover_whose_size_is_not_known_says_none() -> None:
    first = channel(episode(1)).find("podcast:image", NAMES)
    assert first is not None
    assert "width" not in first.attrib


def test_an_unlisted_session_is_in_no_feed_nor_are_its_lengths() -> None:
    hidden = {"listing": {"unlisted": True}}
    of = show(lengths_in_feed=True)
    found = channel(episode(1), episode(2, **hidden), in_length(300, 2, **hidden), of=of)
    assert [value(each, "guid") for each in found.findall("item")] == ["guid-of-01-session"]
    assert "02-session" not in feed_text(episode(1), episode(2, **hidden), in_length(300, 2, **hidden))


def test_parsers_of_apps_read_all_of_it() -> None:
    text = feed_text(
        episode(1, listing={"season": 1, "people": PEOPLE[:1]}),
        episode(2, listing={"kind": "trailer"}),
        in_length(300),
        of=show(
            people=PEOPLE,
            location={"name": "Lisbon"},
            license={"name": "cc-by-4.0"},
            funding=[{"link": "https://example.org/a", "text": "Give"}],
            medium="course",
            seasons=["Arriving"],
        ),
    )
    one = feedparser.parse(text.encode())
    assert not one.bozo
    assert [entry.get("itunes_season") for entry in one.entries] == [None, "1"]
    assert [entry.itunes_episodetype for entry in one.entries] == ["trailer", "full"]
    other = podcastparser.parse(f"{BASE}/feed.xml", io.BytesIO(text.encode()))
    assert {each["guid"]: each.get("number") for each in other["episodes"]} == {
        "guid-of-01-session": 1,
        "guid-of-02-session": None,
    }
