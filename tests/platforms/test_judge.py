"""What platforms find in feeds: our own pass, and each rule fires on a feed that was changed in one place."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.feeds import ADDRESS, NOW, WholeFeed, line_of, made_feed, whole_feed
from support.publishing import BASE, SPECIAL, episode, in_length, show
from support.repository import ROOT

from audiogen.platforms.apps import shared_guids
from audiogen.platforms.catalogue import PLATFORMS, feed_rules, takers, verdict
from audiogen.platforms.judge import judge_feed
from audiogen.script import identity
from audiogen.script.identity import guid_of_feed

FAULTS = tomllib.loads((ROOT / "tests/golden/feed-faults.toml").read_text(encoding="utf-8"))["fault"]
VALUE = re.compile(r'<!\[CDATA\[.*?\]\]>|(?<==")[^"<>]+(?=")|(?<=>)[^<>]*\S[^<>]*(?=<)', re.DOTALL)
"""Of an attribute or of an element; and what is neither, since it is a text with quotes in it."""


def told_of_everything() -> WholeFeed:
    """A show that says all that a feed can say, as a course with seasons, a trailer, a bonus, and other lengths."""
    people = [{"name": "Ada & Co", "role": "host", "link": f"{BASE}/ada", "image": f"{BASE}/elsewhere/ada.jpg"}]
    of = show(
        email="a@pods.example",
        medium="course",
        people=people,
        location={"name": "Lisbon", "geo": "38.72, -9.14", "osm": "R5400890", "country": "PT"},
        license={"name": "Ours", "link": f"{BASE}/terms"},
        funding=[{"link": f"{BASE}/support", "text": "Support it"}],
        seasons=["Arriving", "Going deeper"],
        copyright="2026 audiogen",
    )
    listings: list[dict[str, object]] = [{"kind": "trailer"}, {"season": 1}, {"kind": "bonus"}, {"season": 2}]
    made = [episode(number, listing=told) for number, told in enumerate(listings, 1)]
    return made_feed(of, *made, in_length(1200, 2, listing={"season": 1}))


@pytest.mark.parametrize(
    "feed",
    [
        whole_feed,
        told_of_everything,
        lambda: made_feed(
            show(email="a@pods.example", order="episodic", title=SPECIAL), episode(1, title=f"{SPECIAL} again")
        ),
        lambda: made_feed(show(email="a@pods.example", lengths_in_feed=True), episode(1), in_length(300), episode(2)),
        lambda: made_feed(show(email="a@pods.example", description="\u00e4\u00f6 " * 1300), episode(1, chapters=())),
        lambda: made_feed(show(email="a@pods.example"), episode(1, captions=()), episode(2, synthetic_voice=False)),
        lambda: made_feed(show(email="a@pods.example"), episode(1, title="long " * 60, summary="\u00e4 & " * 900)),
    ],
)
def test_platforms_find_nothing_in_feeds_of_our_own(feed: object) -> None:
    assert callable(feed)
    assert feed().judged() == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['rule']}: {fault['told'][:40]}")
def test_a_fault_is_told_by_its_rule_at_its_line(fault: dict[str, str]) -> None:
    feed = whole_feed()
    became = fault["to"].replace("LOCAL-GUID", guid_of_feed("http://localhost:8000"))
    assert fault["from"] in feed.text
    text = feed.text.replace(fault["from"], became, -1 if fault.get("every") else 1)
    found = feed.judged(text)
    first = next(each for each in found if fault["told"] in each.message)
    assert {each.rule for each in found} == {fault["rule"], *fault.get("also", ())}
    assert first.rule == fault["rule"]
    assert first.line == line_of(text, fault.get("at", became), nth=int(fault.get("nth", 1)))
    assert first.change
    assert not first.message.endswith(".")
    assert {name for name in PLATFORMS if name in first.message} <= {*first.platforms}
    assert first.refuses == (feed_rules()[first.rule].refused and first.rule != "owner-email")


def test_every_rule_that_is_about_the_text_of_a_feed_has_a_fault_or_a_test_of_its_own() -> None:
    apart = {"too-long", "no-episodes", "mp3", "item-description"}
    assert {fault["rule"] for fault in FAULTS} | apart == set(feed_rules())


def test_what_youtube_alone_refuses_keeps_no_feed_from_being_published() -> None:
    (found,) = made_feed(show(), episode(1)).judged()
    assert (found.rule, found.platforms, found.refuses) == ("owner-email", ("YouTube",), False)
    assert verdict(found) == "YouTube refuses this; Apple, Spotify and PSP-1 do not"
    assert takers([found]) == ("Apple", "Spotify", "PSP-1")
    assert takers([]) == ("Apple", "Spotify", "YouTube", "PSP-1")


def test_a_finding_names_the_episode_that_it_is_about() -> None:
    feed = whole_feed()
    (found,) = feed.judged(feed.text.replace("<pubDate>Sun, 01 Mar 2026 00:02", "<pubDate>Sat, 01 Mar 2026 00:02"))
    assert found.item == "Session c"
    (found,) = feed.judged(feed.text.replace("<title>Session c</title>", ""))
    assert found.item == "guid-of-02-session"


def test_a_feed_of_a_local_address_is_one_finding_and_not_fifty() -> None:
    feed = made_feed(show(email="a@pods.example", base_url="http://localhost:8000"), *map(episode, range(1, 9)))
    (found,) = judge_feed(feed.text.encode(), feed.files.get, now=NOW)
    assert (found.rule, found.refuses, found.item) == ("local-address", True, None)
    assert "the feed lies at http://localhost:8000" in found.message
    assert "base_url:" in found.change
    # where the show has an address by now, a build is all that is missing
    (found,) = judge_feed(feed.text.encode(), feed.files.get, address=ADDRESS, now=NOW)
    assert found.rule == "local-address"
    assert found.change.startswith("Run `audiogen build`")


def test_a_feed_at_an_address_of_examples_is_found_by_nobody() -> None:
    feed = made_feed(show(email="a@pods.example", base_url="https://example.org/podcast"), episode(1))
    (found,) = judge_feed(feed.text.encode(), feed.files.get, address="https://example.org/podcast/feed.xml", now=NOW)
    assert (found.rule, found.refuses) == ("local-address", True)
    assert "the feed lies at https://example.org, which stands in examples" in found.message


def test_identities_that_shows_may_share_are_those_that_the_lock_knows() -> None:
    assert set(identity._shared_guids("https://pods.example")) == shared_guids()


def test_a_feed_without_an_episode_is_refused() -> None:
    (found,) = made_feed(show(email="a@pods.example")).judged()
    assert (found.rule, found.platforms) == ("no-episodes", ("Apple", "Spotify"))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("A show for tests.", "\u00e4" * 2001, "<description> has 4002 bytes, and platforms take 4000"),
        ("<title>Small Show</title>", f"<title>{'a' * 256}</title>", "<title> has 256 characters"),
        ("guid-of-03-session", "a" * 256, "<guid> has 256 characters"),
    ],
)
def test_values_have_their_limits(before: str, after: str, told: str) -> None:
    feed = whole_feed()
    (found,) = feed.judged(feed.text.replace(before, after, 1))
    assert found.rule == "too-long"
    assert told in found.message


def test_an_episode_without_description_is_advised_against() -> None:
    feed = whole_feed()
    head, item = feed.text.split("<item>", 1)
    (found,) = feed.judged(f"{head}<item>{item.replace('description>', 'notes>', 2)}")
    assert (found.rule, found.refuses) == ("item-description", False)


def test_a_namespace_under_another_prefix_is_told_and_read_all_the_same() -> None:
    feed = whole_feed()
    (found,) = feed.judged(feed.text.replace("podcast:", "pod:").replace("xmlns:podcast", "xmlns:pod"))
    assert found.rule == "namespace"
    assert "has the prefix pod, and apps look for podcast:" in found.message


def test_addresses_elsewhere_are_not_looked_for() -> None:
    feed = whole_feed()
    text = feed.text.replace(f"{BASE}/episodes/03-session-8c388303.mp3", "https://media.example/03.mp3")
    assert feed.judged(text) == ()


@pytest.mark.parametrize("path", ["../secret.mp3", "%2e%2e/secret.mp3", "a//b.mp3", "a%00.mp3", "..%5Csecret.mp3"])
def test_no_address_leads_out_of_the_folder(path: str) -> None:
    feed = whole_feed()
    asked = []

    def files(name: str) -> bytes | None:
        asked.append(name)
        return feed.files.get(name)

    text = feed.text.replace("episodes/03-session-8c388303.mp3", path)
    judge_feed(text.encode(), files, address=ADDRESS, now=NOW)
    assert set(asked) <= set(feed.files)


@pytest.mark.parametrize(
    ("feed", "rule", "told"),
    [
        (b"", "xml", "the feed is empty"),
        (b" \n", "xml", "the feed is empty"),
        (b"\x1f\x8b\x08\x00", "xml", "a compressed file"),
        (b"<!doctype html>\n<html><body>Not found</body></html>", "xml", "a web page"),
        ("\ufeff<rss/>".encode("utf-16-le"), "encoding", "UTF-16"),
        (b'<?xml version="1.0" encoding="UTF-8"?>\n<a>\xe4</a>', "encoding", "the byte 0xe4"),
        (b'<?xml version="1.0" encoding="UTF-8"?><rdf/>', "rss", "this is <rdf>"),
        (b'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"/>', "rss", "an Atom feed"),
        (b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"/>', "rss", "no <channel>"),
        (b'{"version": "1.0"}', "xml", "not well-formed"),
    ],
)
def test_what_is_no_feed_gets_a_clear_answer(feed: bytes, rule: str, told: str) -> None:
    found = judge_feed(feed, lambda _: None, now=NOW)
    assert (found[-1].rule, found[-1].refuses) == (rule, True)
    assert told in found[-1].message


BOMB = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 30))


def test_entities_are_never_expanded() -> None:
    feed = whole_feed()
    bomb = feed.text.replace("<rss", f'<!DOCTYPE rss [<!ENTITY b0 "b">{BOMB}]><rss', 1).replace("A show", "&b29;")
    (found,) = feed.judged(bomb)
    assert found.rule == "doctype"


def test_a_mention_of_a_doctype_is_none() -> None:
    feed = whole_feed()
    assert feed.judged(feed.text.replace("A show for tests.", "<![CDATA[About <!DOCTYPE html>]]>")) == ()


@pytest.mark.parametrize(
    "body", ["<a>" * 100_000, "<a/>" * 50_000, f"<item>{'<guid/>' * 50_000}</item></channel></rss>"]
)
def test_what_would_fill_memory_is_refused(body: str) -> None:
    found = judge_feed(f'<rss version="2.0"><channel>{body}'.encode(), lambda _: None, now=NOW)
    assert found[-1].rule == "xml"
    assert "elements" in found[-1].message


@pytest.mark.parametrize(
    "item",
    [
        "<item/>",
        "<item><title>{}</title></item>".format("1 " * 30_000),
        f"<item><title>{'Small Show - ' * 3000}</title></item>",
    ],
)
def test_feeds_that_were_made_to_be_hard_are_soon_answered(item: str) -> None:
    many = 60_000 if item == "<item/>" else 5
    found = judge_feed(
        f'<rss version="2.0"><channel><title>a</title>{item * many}</channel></rss>'.encode(), lambda _: None, now=NOW
    )
    assert len(found) < 100


def test_of_a_thousand_findings_of_a_rule_the_rest_is_counted() -> None:
    found = [
        each
        for each in judge_feed(
            f'<rss version="2.0"><channel>{"<item/>" * 1500}</channel></rss>'.encode(), lambda _: None, now=NOW
        )
        if each.rule == "guid"
    ]
    assert len(found) == 1000
    assert sum("so it is in 500 more places" in each.message for each in found) == 1


@settings(max_examples=40)
@given(st.data())
def test_garbled_feeds_are_judged_and_never_crash(data: st.DataObject) -> None:
    feed = whole_feed()
    garbled = bytearray(feed.text.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(garbled) - 1))
        garbled[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    for found in feed.judged(bytes(garbled)):
        assert 1 <= found.line <= garbled.count(b"\n") + garbled.count(b"\r") + 1
        assert found.message
        assert found.change


@settings(max_examples=40)
@given(st.data())
def test_garbled_values_are_judged_and_never_crash(data: st.DataObject) -> None:
    text = whole_feed().text
    values = [found.span() for found in VALUE.finditer(text, text.index("<channel>")) if found[0][0] != "<"]
    begin, end = data.draw(st.sampled_from(values))
    letters = st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters='<&"\ufffe\uffff')
    for found in whole_feed().judged(text[:begin] + data.draw(st.text(letters, max_size=9)) + text[end:]):
        assert found.message
        assert found.rule != "xml"


@settings(max_examples=40)
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(feed: bytes) -> None:
    assert judge_feed(feed, lambda _: None, now=NOW)
