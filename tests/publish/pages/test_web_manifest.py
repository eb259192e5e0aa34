"""What phones are told that put a page on their home screens."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.publishing import GUID, episode, publication, show

from audiogen.artwork.colours import scheme_colours
from audiogen.publish.facts import ForClient, IconFacts, Publication, without_show
from audiogen.publish.pages.site_pages import render_pages
from audiogen.publish.pages.web_manifest import home_screen_name

ICONS = IconFacts(
    small="assets/icon-192-00000000.png",
    large="assets/icon-512-00000000.png",
    maskable="assets/icon-maskable-00000000.png",
    touch="assets/icon-touch-00000000.png",
)
ONE = episode(1)


def told(made: Publication) -> Any:
    return json.loads(render_pages(made, (ONE,), "https://pods.example").beside["app.webmanifest"])


def made(**changes: object) -> Publication:
    facts = {"title": "Lighthouse Evenings", "description": "By the sea, at dusk. And more.", "language": "ar"}
    return publication(show(**facts), (ONE,)).model_copy(update={"icons": ICONS, **changes})


def test_a_home_screen_learns_the_name_the_language_and_the_colour_of_the_show() -> None:
    found = told(made())
    assert (found["name"], found["short_name"]) == ("Lighthouse Evenings", "Lighthouse")
    assert found["description"] == "By the sea, at dusk"
    assert (found["lang"], found["dir"], found["display"]) == ("ar", "rtl", "standalone")
    assert found["theme_color"] == found["background_color"] == scheme_colours(40, "dark")["sky"]


def test_the_app_lies_in_any_folder_of_any_host_and_is_known_by_the_show() -> None:
    found = told(made())
    assert found["id"] == f"audiogen-{GUID}"
    addresses = [found["start_url"], found["scope"], *(each["src"] for each in found["icons"])]
    assert not [each for each in addresses if each.startswith("/") or "//" in each]


def test_its_icons_come_as_a_drawing_and_as_pictures_of_which_one_may_be_cut_to_any_shape() -> None:
    kinds = [(each["type"], each["sizes"], each.get("purpose", "any")) for each in told(made())["icons"]]
    assert kinds == [
        ("image/svg+xml", "any", "any"),
        ("image/png", "192x192", "any"),
        ("image/png", "512x512", "any"),
        ("image/png", "512x512", "maskable"),
    ]


def test_where_the_cover_is_the_authors_own_no_drawing_comes_in_its_place() -> None:
    assert {each["type"] for each in told(made(own_cover=True))["icons"]} == {"image/png"}


def test_what_an_earlier_version_published_has_the_drawing_alone() -> None:
    assert [each["sizes"] for each in told(made(icons=None))["icons"]] == ["any"]


def test_the_app_of_a_client_bears_the_name_of_the_author_and_says_nothing_of_the_show() -> None:
    found = told(made(client=ForClient(), show=without_show(show())))
    assert found["name"] == found["short_name"] == "audiogen"
    assert "description" not in found
    assert "Lighthouse" not in json.dumps(found)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Sleep", "Sleep"),
        ("Quiet Nights", "Quiet Nights"),
        ("Trust, at Your Own Pace", "Trust"),
        ("Evenings by the Water", "Evenings"),
        ("Abende am Meer", "Abende"),
        ("Rest: a course in seven parts", "Rest"),
        ("Zwischen Tag und Nacht", "Zwischen Tag"),
        ("Unterstützungsbedürftigkeit im Alltag", "Unterstützungsbedürftigkeit"),
        ("夜の海辺 静かな時間の物語", "夜の海辺"),
        ("of", "of"),
        ("- - - - - - -", "- - - - - - -"),
    ],
)
def test_under_an_icon_stand_as_many_words_as_fit_and_none_that_leads_on(name: str, short: str) -> None:
    assert home_screen_name(name) == short
