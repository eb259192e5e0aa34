"""What search engines and the previews of messengers are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.pages import PUBLIC, PageReader, session_page, show_page, site
from support.publishing import SPECIAL, episode, in_length, publication, show

from audiogen.publish.facts import ForClient
from audiogen.publish.pages.metadata import iso_duration, open_graph_locale
from audiogen.publish.pages.site_pages import render_pages

LENGTHS = (episode(1), in_length(1200), episode(2, language="de-AT"))
SERIES = {
    "@type": "PodcastSeries",
    "name": "Small Show",
    "url": f"{PUBLIC}/",
    "webFeed": f"{PUBLIC}/feed.xml",
}


def nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All things that are told of."""
    if isinstance(data, dict):
        yield data
        for each in data.values():
            yield from nodes(each)
    elif isinstance(data, list):
        for each in data:
            yield from nodes(each)


def test_the_page_of_the_show_is_told_of_as_a_podcast_with_its_feed() -> None:
    assert show_page(*LENGTHS, of=show(author="Harbour Practice")).linked_data == {
        "@context": "https://schema.org",
        **SERIES,
        "description": "A show for tests.",
        "image": f"{PUBLIC}/cover-00000000.jpg",
        "inLanguage": "en",
        "author": {"name": "Harbour Practice"},
    }


def test_the_page_of_a_session_is_told_of_as_an_episode_of_it() -> None:
    told = session_page(*LENGTHS).linked_data
    sounds = told.pop("associatedMedia")
    assert told == {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "name": "Session b",
        "description": "What it is about.",
        "url": f"{PUBLIC}/sessions/01-session.html",
        "image": f"{PUBLIC}/episodes/01-session-1.jpg",
        "datePublished": "2026-03-01",
        "episodeNumber": 1,
        "inLanguage": "en",
        "partOfSeries": SERIES,
    }
    assert [each["duration"] for each in sounds] == ["PT1M31S", "PT20M"]


def test_each_length_is_told_of_with_its_file_and_its_words() -> None:
    media = LENGTHS[0].media[0]
    assert session_page(*LENGTHS).linked_data["associatedMedia"][0] == {
        "@type": "AudioObject",
        "contentUrl": f"{PUBLIC}/{media.file}",
        "encodingFormat": "audio/mpeg",
        "duration": "PT1M31S",
        "contentSize": "0.0 MB",
        "transcript": "Welcome. You might sit down. Breathe in. Thank you.",
        "caption": {
            "@type": "MediaObject",
            "contentUrl": f"{PUBLIC}/episodes/01-session-1.vtt",
            "encodingFormat": "text/vtt",
        },
    }


def test_a_session_without_words_is_told_of_without_a_transcript() -> None:
    [sound] = session_page(episode(1, captions=())).linked_data["associatedMedia"]
    assert not {"transcript", "caption"} & set(sound)


def test_every_address_that_is_told_is_absolute() -> None:
    for found in site(*LENGTHS).values():
        of_things = [each[key] for each in nodes(found.linked_data) for key in each if re.search("[uU]rl$|image", key)]
        of_previews = [found.properties[key] for key in found.properties if re.search("(url|image|audio)$", key)]
        assert len(of_things) >= 2
        assert all(each.startswith(f"{PUBLIC}/") for each in (*of_things, *of_previews))


def test_a_preview_knows_what_a_page_is_and_has_its_picture_with_its_size_and_a_name() -> None:
    told = show_page(*LENGTHS).properties
    assert (told["og:type"], told["og:locale"]) == ("website", "en_US")
    # that of 480 pixels, as messengers show no large files
    assert told["og:image"] == f"{PUBLIC}/assets/cover-00000000.jpg"
    assert (told["og:image:width"], told["og:image:height"], told["og:image:alt"]) == ("480", "480", "Small Show")
    assert "og:audio" not in told


def test_a_preview_of_a_session_has_its_sound_its_day_and_its_language() -> None:
    told = site(*LENGTHS)["sessions/02-session.html"].properties
    assert (told["og:type"], told["article:published_time"], told["og:locale"]) == ("article", "2026-03-01", "de_AT")
    assert told["og:audio"] == f"{PUBLIC}/{LENGTHS[2].media[0].file}"
    assert told["og:audio:type"] == "audio/mpeg"
    assert told["og:image:width"] == "1500"


def test_where_the_cover_is_the_authors_own_previews_take_its_small_picture() -> None:
    made = publication(show(), LENGTHS).model_copy(update={"own_cover": True})
    for text in render_pages(made, LENGTHS, PUBLIC).pages.values():
        assert PageReader(text).properties["og:image"] == f"{PUBLIC}/assets/cover-00000000.jpg"


@pytest.mark.parametrize(("base", "client"), [("http://localhost:8000", None), (PUBLIC, ForClient())])
def test_where_nobody_else_can_or_may_come_nothing_is_told(base: str, client: ForClient | None) -> None:
    for found in site(*LENGTHS, base=base, client=client).values():
        assert found.linked_data is None
        assert found.properties == {}
        assert not [each for each in found.all("link") if each["rel"] == "canonical"]


@pytest.mark.parametrize("danger", ["</script><script>alert(1)</script>", "<!--<script>", SPECIAL])
def test_no_title_breaks_out_of_what_is_told(danger: str) -> None:
    told = [found.linked_data for found in site(episode(1, title=danger), of=show(title=danger)).values()]
    assert [each["name"] for each in told] == [danger, danger]


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("de", "de_DE"), ("en-GB", "en_GB"), ("pt", "pt_BR"), ("pt-pt", "pt_PT"), ("ar", "ar_EG"), ("zh-Hant", "zh_TW"),
        ("es-419", "es_ES"), ("de-CH-1996", "de_CH"), ("tlh", None), ("x", None),
    ],
)  # fmt: skip
def test_a_language_is_named_with_a_country(tag: str, locale: str | None) -> None:
    assert open_graph_locale(tag) == locale


@given(st.integers(0, 100_000))
def test_lengths_of_time_can_be_read_back(seconds: int) -> None:
    found = re.fullmatch(r"PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", iso_duration(seconds))
    assert found
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    assert hours * 3600 + minutes * 60 + rest == seconds
