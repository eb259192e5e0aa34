"""The feed of one client: no directory may list it, and nothing in it leads to the show, or to others who have one."""

from __future__ import annotations

import datetime as dt
import io
import re

import feedparser
import podcastparser
from support.feed_elements import NAMES, channel, feed_text, items, read_xml, value
from support.publishing import BASE, GUID, episode, in_length, publication, show

from audiogen.publish.dated import as_of
from audiogen.publish.facts import ClientSession, ForClient, without_show
from audiogen.publish.feed import render_feed

SHOW = show(
    title="The Secret Title",
    author="A Practice",
    description="The secret description.",
    email="practice@pods.example",
    link="https://secret.example",
    base_url="https://secret.example/podcast",
    copyright="2026 secret",
    category="Health & Fitness > Sexuality",
    people=[{"name": "Secret Person", "role": "Host"}],
    funding=[{"link": "https://secret.example/give", "text": "Secret"}],
    location={"name": "Secret Town"},
    license={"name": "cc-by-4.0"},
    seasons=["Secret Season"],
    helplines=[{"name": "Samaritans", "call": "116 123"}],
)
TOLD = without_show(SHOW)
ONE, TWO, THREE = (episode(number) for number in (1, 2, 3))
ORDERED = ForClient(sessions=tuple(ClientSession(slug=each.slug) for each in (THREE, ONE)))
MONDAY = dt.date(2026, 3, 2)
DRIP = ForClient(
    drip=True,
    sessions=tuple(
        ClientSession(slug=each.slug, day=MONDAY + dt.timedelta(days=at)) for at, each in enumerate((THREE, ONE))
    ),
)


def test_no_directory_may_list_it_and_nobody_is_named_as_its_owner() -> None:
    found = channel(ONE, of=TOLD, client=ORDERED)
    assert value(found, "itunes:block") == "Yes"
    assert value(found, "podcast:block") == "yes"
    for element in ("itunes:owner", "podcast:locked", "podcast:guid", "podcast:person", "podcast:funding"):
        assert found.find(element, NAMES) is None


def test_it_says_nothing_of_the_show_and_has_no_address_but_its_own() -> None:
    text = feed_text(ONE, TWO, THREE, of=TOLD, client=ORDERED)
    assert not re.search("secret|practice@", text, re.IGNORECASE)
    assert GUID not in text
    addresses = {found.partition("/")[0] for found in re.findall(r"https?://([^\"<]+)", text.partition("<channel>")[2])}
    assert addresses == {BASE.partition("//")[2].partition("/")[0]}


def test_it_is_called_what_the_page_is_called_and_does_not_say_what_it_is_for() -> None:
    found = channel(ONE, of=TOLD, client=ORDERED)
    assert value(found, "title") == "A Practice"
    [category] = [each.get("text") for each in found.iter(f"{{{NAMES['itunes']}}}category")]
    assert category == "Health & Fitness"


def test_sessions_have_the_order_of_the_client_and_their_notes_the_helplines() -> None:
    found = items(ONE, TWO, THREE, of=TOLD, client=ORDERED)
    order = {value(each, "itunes:episode"): value(each, "guid") for each in found}
    assert order == {"1": "guid-of-03-session", "2": "guid-of-01-session", "3": "guid-of-02-session"}
    assert [value(each, "itunes:episode") for each in found] == ["3", "2", "1"]
    assert 'href="tel:116123"' in value(found[0], "content:encoded")


def test_a_session_that_came_on_its_day_is_of_that_day() -> None:
    published, manifests = publication(TOLD, (ONE, THREE)), (ONE, THREE)
    due, of_due = as_of(published.model_copy(update={"client": DRIP}), manifests, MONDAY)
    first = read_xml(render_feed(due, of_due, BASE)).findall("channel/item")
    assert [(value(each, "guid"), value(each, "pubDate")) for each in first] == [
        ("guid-of-03-session", "Mon, 02 Mar 2026 00:01:00 GMT")
    ]
    both = items(ONE, THREE, of=TOLD, client=DRIP)
    assert [value(each, "pubDate") for each in both] == [
        "Tue, 03 Mar 2026 00:02:00 GMT",
        "Mon, 02 Mar 2026 00:01:00 GMT",
    ]


def test_a_day_that_withholds_nothing_is_no_date_of_publication() -> None:
    shown = DRIP.model_copy(update={"drip": False})
    assert {value(each, "pubDate")[:16] for each in items(ONE, THREE, of=TOLD, client=shown)} == {"Sun, 01 Mar 2026"}


def test_it_has_what_is_unlisted_for_others() -> None:
    hidden = episode(2, listing={"unlisted": True})
    assert [value(each, "guid") for each in items(hidden, of=TOLD, client=ForClient())] == ["guid-of-02-session"]


def test_it_tells_a_client_of_no_season_no_people_and_no_trailer() -> None:
    told = {
        "kind": "trailer",
        "season": 2,
        "people": [{"name": "Somebody", "role": "Guest"}],
        "location": {"name": "A"},
    }
    found = channel(episode(1, listing=told), of=TOLD, client=ORDERED)
    for element in ("podcast:trailer", "item/podcast:season", "item/podcast:person", "item/podcast:location"):
        assert found.find(element, NAMES) is None
    assert (value(found, "item/itunes:episodeType"), value(found, "item/itunes:episode")) == ("full", "2")


def test_parsers_of_apps_read_it() -> None:
    text = feed_text(ONE, THREE, in_length(300), of=TOLD, client=ORDERED).encode()
    one = feedparser.parse(text)
    assert not one.bozo
    assert one.feed.itunes_block == 1
    other = podcastparser.parse(f"{BASE}/feed.xml", io.BytesIO(text))
    assert {each["number"] for each in other["episodes"]} == {1, 2}
