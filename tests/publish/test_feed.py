from __future__ import annotations

import datetime as dt
import io
import re
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import feedparser
import podcastparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.feed_elements import NAMES, attribute, channel, feed_text, items, read_xml, value
from support.publishing import BASE, GUID, SPECIAL, episode, in_length, show, spoken

from audiogen.manifest import ChapterMark, Media
from audiogen.publish.feed import published_at
from audiogen.publish.notes import SHORT_BYTES
from audiogen.publish.text import shorten
from audiogen.script.meant.words import means_nothing
from audiogen.script.model import Notes

THREE = (episode(1), episode(2), episode(3))


def test_the_feed_begins_with_its_declaration_and_has_no_doctype() -> None:
    text = feed_text(*THREE)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"')
    assert "<!DOCTYPE" not in text


@pytest.mark.parametrize("prefix", NAMES)
def test_namespaces_have_the_prefixes_that_apps_look_for(prefix: str) -> None:
    assert f'xmlns:{prefix}="{NAMES[prefix]}"' in feed_text(*THREE)


def test_the_channel_has_everything_that_directories_ask_for() -> None:
    found = channel(*THREE, of=show(email="studio@pods.example", copyright="2026 audiogen"))
    assert value(found, "title") == "Small Show"
    assert value(found, "link") == f"{BASE}/"
    assert value(found, "description") == "A show for tests."
    assert value(found, "language") == "en"
    assert value(found, "copyright") == "2026 audiogen"
    assert value(found, "itunes:author") == "audiogen"
    assert value(found, "itunes:owner/itunes:email") == "studio@pods.example"
    assert value(found, "itunes:explicit") == "false"
    assert value(found, "itunes:type") == "serial"
    assert value(found, "podcast:guid") == GUID
    assert value(found, "podcast:locked") == "yes"
    assert value(found, "podcast:medium") == "podcast"
    assert attribute(found, "podcast:locked", "owner") == "studio@pods.example"
    assert attribute(found, "atom:link[@rel='self']", "href") == f"{BASE}/feed.xml"
    assert attribute(found, "itunes:image", "href") == f"{BASE}/cover-00000000.jpg" == value(found, "image/url")


def test_an_item_has_everything_that_directories_ask_for() -> None:
    [found] = items(episode(4))
    assert value(found, "title") == value(found, "itunes:title") == "Session e"
    assert value(found, "link") == f"{BASE}/sessions/04-session.html"
    assert value(found, "guid") == "guid-of-04-session"
    assert attribute(found, "guid", "isPermaLink") == "false"
    assert value(found, "itunes:duration") == "91"
    assert value(found, "itunes:episode") == "4"
    assert value(found, "itunes:episodeType") == "full"
    assert value(found, "itunes:explicit") == "false"
    assert attribute(found, "itunes:image", "href") == f"{BASE}/episodes/04-session-1.jpg"


def test_there_is_one_enclosure_with_true_length_and_type() -> None:
    manifest = episode(1)
    [enclosure] = items(manifest)[0].findall("enclosure")
    expected = {
        "url": f"{BASE}/{manifest.media[0].file}",
        "length": str(manifest.media[0].size_bytes),
        "type": "audio/mpeg",
    }
    assert enclosure.attrib == expected


def test_a_second_media_file_is_an_alternate_enclosure_with_its_integrity() -> None:
    first = episode(1).media[0]
    second = Media.model_validate({**first.model_dump(), "file": "episodes/01-session.m4a", "mime": "audio/mp4"})
    [found] = items(episode(1, media=(first, second)))
    assert len(found.findall("enclosure")) == 1
    own, other = found.findall("podcast:alternateEnclosure", NAMES)
    assert (own.get("default"), own.get("title")) == ("true", "MP3")
    assert (other.get("default"), other.get("title"), other.get("lang")) == (None, "M4A", "en")
    assert other.get("length") == str(second.size_bytes)
    assert attribute(other, "podcast:source", "uri").endswith(".m4a")
    assert attribute(other, "podcast:integrity", "value").startswith("sha256-")


def test_an_episode_with_one_file_offers_no_other() -> None:
    assert items(episode(1))[0].find("podcast:alternateEnclosure", NAMES) is None


def test_transcripts_are_offered_as_webvtt_first() -> None:
    types = [found.attrib["type"] for found in items(episode(1))[0].findall("podcast:transcript", NAMES)]
    assert types == ["text/vtt", "application/x-subrip"]


def test_an_episode_without_words_offers_no_transcript() -> None:
    assert items(episode(1, captions=()))[0].find("podcast:transcript", NAMES) is None


def test_chapters_are_linked_and_listed() -> None:
    [found] = items(episode(1))
    assert attribute(found, "podcast:chapters", "type") == "application/json+chapters"
    listed = found.findall("psc:chapters/psc:chapter", NAMES)
    assert [chapter.attrib["start"] for chapter in listed] == ["00:00:00.000", "00:00:20.500", "00:01:00.000"]


def texts_for(place: ET.Element, purpose: str) -> list[str | None]:
    """What a channel or an item says for a purpose, itself and not what is in it."""
    return [each.text for each in place.findall("podcast:txt", NAMES) if each.get("purpose") == purpose]


def test_a_synthetic_voice_is_declared() -> None:
    found = channel(episode(1))
    for place in (found, *found.findall("item")):
        assert texts_for(place, "ai-content") == ["true"]
        [sentence] = texts_for(place, "ai-content-note")
        assert sentence == "The narration is spoken by a synthetic voice (heart)."


def test_every_synthetic_voice_is_declared() -> None:
    found = channel(episode(1, other_voices=("emma",)))
    for place in (found, *found.findall("item")):
        [sentence] = texts_for(place, "ai-content-note")
        assert sentence is not None
        assert set(re.findall("heart|emma", sentence)) == {"heart", "emma"}


def test_a_human_voice_is_not_called_synthetic() -> None:
    # nor is it called human: how a recording was made is not known here
    assert "ai-content" not in feed_text(episode(1, synthetic_voice=False))


def test_of_a_mixed_show_only_the_synthetic_episodes_are_declared() -> None:
    found = channel(episode(1), episode(2, synthetic_voice=False))
    assert texts_for(found, "ai-content") == ["true"]
    assert [texts_for(item, "ai-content") for item in found.findall("item")] == [[], ["true"]]


def test_a_show_without_an_address_for_mail_names_no_owner_and_is_not_locked() -> None:
    found = channel(episode(1))
    assert found.find("itunes:owner", NAMES) is None
    # directories drop a lock that names nobody who could open it
    assert found.find("podcast:locked", NAMES) is None


def test_categories_are_nested_and_their_ampersand_is_escaped() -> None:
    assert '<itunes:category text="Health &amp; Fitness">' in feed_text(episode(1))
    assert attribute(channel(), "itunes:category/itunes:category", "text") == "Mental Health"


def test_a_single_category_has_nothing_below_it() -> None:
    assert len(list(channel(of=show(category="Education")).iter(f"{{{NAMES['itunes']}}}category"))) == 1


@pytest.mark.parametrize("order", ["serial", "episodic"])
def test_the_newest_episode_stands_first(order: str) -> None:
    late = episode(1, published=dt.date(2026, 5, 1))
    found = items(episode(3), late, episode(2), of=show(order=order))
    assert [value(item, "itunes:episode") for item in found] == ["1", "3", "2"]


def test_episodes_of_one_day_keep_the_order_of_their_numbers_in_time() -> None:
    times = [parsedate_to_datetime(value(item, "pubDate")) for item in items(*THREE)]
    assert times == sorted(set(times), reverse=True)
    assert {time.date() for time in times} == {dt.date(2026, 3, 1)}


def test_dates_name_the_right_weekday() -> None:
    assert value(items(episode(1))[0], "pubDate") == "Sun, 01 Mar 2026 00:01:00 GMT"


@pytest.mark.parametrize("number", [1, 60, 61, 2026, 9999])
def test_an_episode_is_published_early_on_its_own_day_whatever_its_number(number: int) -> None:
    moment = published_at(episode(number, published=dt.date(2026, 11, 9)))
    assert moment.date() == dt.date(2026, 11, 9)
    assert moment.hour < 4


def test_episodes_of_one_day_stay_in_their_order() -> None:
    moments = [published_at(episode(number, published=dt.date(2026, 11, 9))) for number in (1, 59, 60, 61, 62, 9999)]
    assert moments == sorted(set(moments))


def test_the_channel_was_last_built_when_its_newest_episode_was_published() -> None:
    found = channel(*THREE)
    assert value(found, "lastBuildDate") == value(found, "item/pubDate")


def test_a_show_without_episodes_is_a_feed_without_items() -> None:
    assert items() == []


def test_special_signs_arrive_as_they_were_written() -> None:
    manifest = episode(1, title=SPECIAL, chapters=(ChapterMark(start_s=0, end_s=9, title=SPECIAL),))
    [found] = items(manifest, of=show(title=SPECIAL))
    assert value(found, "title") == SPECIAL
    assert attribute(found, "psc:chapters/psc:chapter", "title") == SPECIAL


def test_writing_from_right_to_left_survives() -> None:
    assert value(items(episode(1, title="\u0634\u062c\u0631\u0629"))[0], "title") == "\u0634\u062c\u0631\u0629"


@given(st.text(min_size=1).filter(str.strip).filter(lambda text: not means_nothing(text)))
def test_no_text_breaks_the_feed(text: str) -> None:
    manifest = episode(1, title=text, summary=text, notes=Notes(care=f"Care: {text}"), captions=spoken(text))
    assert len(items(manifest)) == 1


def test_notes_are_in_the_language_of_the_episode_with_the_words_of_a_show_in_that_language() -> None:
    caveat = "May startle or distress some listeners: use it only where the title says so."
    of = show(language="de", words=(("please_note", "Wichtig: {note}"),))
    german, french = (
        value(items(episode(1, language=language, caveats=(caveat,)), of=of)[0], "content:encoded")
        for language in ("de-AT", "fr")
    )
    assert "<p>Wichtig: Kann manche Hörende erschrecken oder belasten.</p>" in german
    assert "<p>À noter\u202f: Peut surprendre ou troubler certaines personnes.</p>" in french


def test_a_long_description_is_cut_within_apples_limit_and_whole_in_the_notes() -> None:
    manifest = episode(1, summary="\u00e4 und & " * 370)
    [found] = items(manifest)
    assert len(value(found, "description").encode()) <= SHORT_BYTES
    assert "Not therapy." in value(found, "description")
    assert value(found, "content:encoded").count("\u00e4") == 370


def test_a_long_show_description_is_cut_within_apples_limit() -> None:
    cut = value(channel(of=show(description="\u00e4\u00f6 " * 1300)), "description")
    assert SHORT_BYTES - 20 < len(cut.encode()) <= SHORT_BYTES


def test_line_breaks_of_the_script_are_not_those_of_the_feed() -> None:
    assert value(channel(of=show(description="One\nline.\n\nAnother.")), "description") == "One line.\n\nAnother."


@given(st.text(max_size=200), st.integers(3, 300))
def test_shortening_stays_within_its_room(text: str, room: int) -> None:
    cut = shorten(text, room) if text.isprintable() else ""
    assert len(cut.encode()) <= room


def test_addresses_are_ascii_even_for_a_show_with_an_umlaut_in_its_domain() -> None:
    root = read_xml(feed_text(episode(1), base="https://b\u00fccher.example/h\u00f6ren"))
    addresses = [text for element in root.iter() for text in (element.get("url"), element.get("href")) if text]
    assert addresses
    assert all(address.startswith("https://xn--bcher-kva.example/h%C3%B6ren/") for address in addresses)


def test_feedparser_and_podcastparser_accept_the_feed_and_agree() -> None:
    text = feed_text(*THREE, of=show(title=SPECIAL))
    one = feedparser.parse(text.encode())
    other = podcastparser.parse(f"{BASE}/feed.xml", io.BytesIO(text.encode()))
    assert not one.bozo
    assert one.feed.title == other["title"] == SPECIAL
    by_guid = {entry["guid"]: entry for entry in other["episodes"]}
    for left, manifest in zip(one.entries, reversed(THREE), strict=True):
        right = by_guid[left.id]
        assert left.id == manifest.guid
        assert int(left.enclosures[0].length) == right["enclosures"][0]["file_size"] == manifest.media[0].size_bytes
        assert left.enclosures[0].href == right["enclosures"][0]["url"]
        assert int(left.itunes_duration) == right["total_time"] == 91
        assert [chapter["start"] for chapter in right["chapters"]] == [0, 20, 60]


LENGTHS = (episode(1), in_length(300), in_length(1200, language="de"), episode(2))
ALL_LENGTHS = show(lengths_in_feed=True)


def test_other_lengths_of_a_session_are_no_episodes_unless_the_show_says_so() -> None:
    assert [value(item, "guid") for item in items(*LENGTHS)] == ["guid-of-02-session", "guid-of-01-session"]


def test_a_length_in_the_feed_is_a_bonus_of_its_episode_with_its_own_identity_and_files() -> None:
    found = items(*LENGTHS, of=ALL_LENGTHS)
    told = [(value(item, "guid"), value(item, "itunes:episode"), value(item, "itunes:episodeType")) for item in found]
    assert told == [
        ("guid-of-02-session", "2", "full"),
        ("guid-of-01-session", "1", "full"),
        ("guid-of-01-session-5m", "1", "bonus"),
        ("guid-of-01-session-20m", "1", "bonus"),
    ]
    for path, name in (("enclosure", "url"), ("podcast:transcript", "url"), ("podcast:chapters", "url")):
        assert len({attribute(item, path, name) for item in found}) == 4
    assert value(found[2], "itunes:duration") == "300"


def test_the_title_of_a_length_says_it_in_the_language_of_the_session() -> None:
    titles = [value(item, "title") for item in items(*LENGTHS, of=ALL_LENGTHS)]
    assert titles == ["Session c", "Session b", "Session b (5 minutes)", "Session b (20 Minuten)"]


def test_a_long_title_is_cut_before_its_length() -> None:
    (item,) = items(in_length(300, title="long " * 51), of=ALL_LENGTHS)
    assert len(value(item, "title")) <= 255
    assert value(item, "title").endswith("\u2026 (5 minutes)")


def test_parsers_of_apps_find_every_length() -> None:
    text = feed_text(*LENGTHS, of=ALL_LENGTHS)
    parsed = feedparser.parse(text)
    assert not parsed.bozo
    assert [(each.id, each.itunes_episodetype) for each in parsed.entries[1:3]] == [
        ("guid-of-01-session", "full"),
        ("guid-of-01-session-5m", "bonus"),
    ]
    podcast = podcastparser.parse(f"{BASE}/feed.xml", io.BytesIO(text.encode()))
    assert {each["guid"]: each["total_time"] for each in podcast["episodes"]} == {
        "guid-of-02-session": 91,
        "guid-of-01-session": 91,
        "guid-of-01-session-5m": 300,
        "guid-of-01-session-20m": 1200,
    }
