"""Which files of an episode a feed offers: one that all apps play, and others beside it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from support.feed_elements import NAMES, attribute, feed_text, items
from support.publishing import episode, in_length, show, with_page

from audiogen.manifest import Manifest, Media


def in_formats(made: Manifest) -> Manifest:
    """The same as MP3 and M4A."""
    [first] = made.media
    other = first.model_copy(update={"file": first.file.replace(".mp3", ".m4a"), "mime": "audio/mp4"})
    return made.model_copy(update={"media": (first, other)})


def offered(item: ET.Element) -> list[tuple[str | None, ...]]:
    found = item.findall("podcast:alternateEnclosure", NAMES)
    return [tuple(each.get(name) for name in ("title", "rel", "default", "type")) for each in found]


def test_other_lengths_are_offered_beside_the_episode_the_shortest_first() -> None:
    [found] = items(episode(1), in_length(1200), in_length(300))
    assert offered(found) == [
        ("1 min 31 sec", None, "true", "audio/mpeg"),
        ("5 min", "5m", None, "audio/mpeg"),
        ("20 min", "20m", None, "audio/mpeg"),
    ]
    assert attribute(found, "enclosure", "url") == attribute(found, "podcast:alternateEnclosure/podcast:source", "uri")


def test_lengths_that_are_episodes_of_their_own_are_not_offered_a_second_time() -> None:
    found = items(episode(1), in_length(300), of=show(lengths_in_feed=True))
    assert [offered(each) for each in found] == [[], []]


def test_of_formats_and_lengths_each_says_what_it_is() -> None:
    [found] = items(in_formats(episode(1)), in_formats(in_length(300)))
    assert offered(found) == [
        ("1 min 31 sec, MP3", None, "true", "audio/mpeg"),
        ("1 min 31 sec, M4A", None, None, "audio/mp4"),
        ("5 min, MP3", "5m", None, "audio/mpeg"),
    ]


def test_what_is_offered_has_its_size_rate_language_and_hash() -> None:
    other = in_length(300, language="de")
    [found] = items(episode(1), other)
    _, length = found.findall("podcast:alternateEnclosure", NAMES)
    media: Media = other.media[0]
    assert (length.get("length"), length.get("bitrate"), length.get("lang")) == (
        *(str(media.size_bytes), str(media.bit_rate)),
        "de",
    )
    assert attribute(length, "podcast:integrity", "type") == "sri"
    assert attribute(length, "podcast:integrity", "value").startswith("sha256-")


def test_what_only_the_page_plays_is_in_no_feed() -> None:
    assert ".page." not in feed_text(with_page(episode(1)), with_page(in_length(300)))
